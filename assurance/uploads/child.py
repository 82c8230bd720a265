"""Reads one file in a process of its own, under limits, and says what was found: `python -m assurance.uploads.child`.

Called with the file's path and kind; its name comes by standard input, because names can be personal and arguments
are seen by everybody on the machine. Answers one line of JSON. It never says a word of what it read.
"""

import codecs
import csv
import io
import json
import resource
import sys
import zipfile

from assurance import identifiers
from assurance.uploads import kinds
from assurance.uploads.archives import NotTaken, Unreadable, opened
from assurance.uploads.sink import Enough, Sink

MEMORY = 1_200_000_000
SECONDS = 90
LONGEST_LINE = 200_000


def main(path: str, key: str, name: str) -> dict:
    """The answer for one file: findings, whether all was read, or why the file is refused."""
    sink = Sink()
    for finding in identifiers.find(name.rpartition(".")[0].replace("_", " ")):
        sink.found.append((finding.kind, "the file’s name"))
        sink.counts[finding.kind] += 1
    answer = {"refused": "", "unread": ""}
    try:
        with open(path, "rb") as file:
            answer["refused"] = _read(file, kinds.ALL[key], sink)
    except Enough as error:
        answer["unread"] = f"We read it up to {error} only, because there is so much in it"
    except MemoryError:
        answer["unread"] = "We could not read the text in this file"
    except Exception:
        answer["unread"] = "We could not read the text in this file"
    answer["findings"] = [{"kind": str(kind), "place": place} for kind, place in sink.found]
    answer["counts"] = {str(kind): count for kind, count in sink.counts.items()}
    return answer


def _read(file, kind: kinds.FileKind, sink: Sink) -> str:
    """Read it; returns the reason why the file is refused, if it is."""
    if kind is kinds.PDF:
        from assurance.uploads import pdfs

        try:
            pdfs.read_pdf(file, sink)
        except pdfs.Locked:
            return (
                "It is locked with a password, so nobody could check or read it here. "
                "Save a copy without the password and upload that."
            )
        except pdfs.Active as error:
            return (
                f"It holds {error}, which could do harm on a reader’s computer. "
                "Print it to a new PDF, which leaves that out, and upload the new one."
            )
    elif kind in {kinds.CSV, kinds.TXT}:
        _read_text(file, kind, sink)
    elif kind.reads:
        _read_office(file, kind, sink)
    else:
        raise Unreadable("a picture")
    return ""


def _read_office(file, kind: kinds.FileKind, sink: Sink) -> None:
    from assurance.uploads.office import read_office

    try:
        with opened(file, "The file") as archive:
            read_office(archive, kind, sink)
    except (NotTaken, zipfile.BadZipFile) as error:
        raise Unreadable("a part of it") from error


def _read_text(file, kind: kinds.FileKind, sink: Sink) -> None:
    head = file.read(4)
    file.seek(0)
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    if encoding == "utf-8-sig" and not _is_utf8(file):
        encoding = "cp1252"
    file.seek(0)
    words = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    try:
        if kind is kinds.TXT:
            for number, line in enumerate(_lines(words), 1):
                sink.text(f"line {number}", line)
        else:
            _read_table(words, sink)
    finally:
        words.detach()


def _read_table(words: io.TextIOWrapper, sink: Sink) -> None:
    csv.field_size_limit(LONGEST_LINE)
    first = words.read(20_000)
    words.seek(0)
    rows = csv.reader(words, delimiter=max(",;\t", key=first.count))
    try:
        for cells in rows:
            held = {n: cell for n, cell in enumerate(cells, 1) if cell}
            sink.row({n: f"line {rows.line_num}, column {n}" for n in held}, held)
    except csv.Error as error:
        raise Unreadable("a line") from error


def _is_utf8(file) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := file.read(65_536):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _lines(file):
    """Lines of at most so many characters: a longer one is cut into pieces."""
    while line := file.readline(LONGEST_LINE):
        yield line


def limit() -> None:
    """From here on this process can neither fill the machine's memory nor hold its processor, nor write a file."""
    for what, most in [
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ]:
        resource.setrlimit(what, (most, most))
    sys.setrecursionlimit(2000)


if __name__ == "__main__":
    limit()
    sys.stdout.write(json.dumps(main(sys.argv[1], sys.argv[2], sys.stdin.read())))
