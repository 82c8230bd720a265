"""The beginning of a CLD file: what kind of file it is, its encoding, delimiter and header row. Pure."""

import codecs
import csv
import io
from typing import Any, BinaryIO

from assurance.bounded_child import Refused
from casetracking.cld import fields

BLOCK = 4 * 2**20  # bytes of another encoding turned into UTF-8 at a time
HEAD = 256 * 1024  # the header row stands in the first so many bytes
LAST = 64 * 1024

BEGINNINGS = {
    b"PK\x03\x04": "This is an Excel workbook or a ZIP file, whatever its name says. Save the sheet as CSV.",
    b"\xd0\xcf\x11\xe0": "This is an old Excel workbook, whatever its name says. Save the sheet as CSV.",
    b"%PDF": "This is a PDF, whatever its name says. CLD files are CSV.",
    b"\x1f\x8b": "This file is compressed. Unpack it and give the CSV inside.",
}
EMPTY = "The file is empty."
NOT_TEXT = "This is not a CSV file: it holds bytes that text never does."
LONG_HEADER = "The first line of the file is far too long to be the header row of a CLD file."
NOT_CLD = (
    "This does not look like a CLD file: its first row has {found} of the {all} names of the specification. "
    "Give the file your council submits, with its header row."
)
LACKS = "The file lacks {names}, without which nothing can be told about anybody."
TWICE = "The header row has {names} more than once, so we can't tell which to read."


class Rest(io.RawIOBase):
    """What is left of a stream after its beginning was looked at; remembers how it ended."""

    def __init__(self, begun: bytes, stream: BinaryIO) -> None:
        super().__init__()
        self._begun, self._stream, self.last = begun, stream, begun[-LAST:]

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """At most so many bytes; none at the end."""
        if self._begun:
            taken, self._begun = self._begun[:size], self._begun[size:]
        else:
            taken = self._stream.read(size) or b""
        if taken:
            self.last = (self.last + taken)[-LAST:] if len(taken) < LAST else taken[-LAST:]
        return taken


class _FromUtf16(io.RawIOBase):
    """A stream of UTF-16, as Excel's "Unicode text" is, read as UTF-8."""

    def __init__(self, begun: bytes, stream: BinaryIO) -> None:
        super().__init__()
        self._decoder = codecs.getincrementaldecoder("utf-16")(errors="replace")
        self._stream, self._ready = stream, self._decoder.decode(begun).encode()

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        while size < 0 or len(self._ready) < size:
            more = self._stream.read(BLOCK)
            self._ready += self._decoder.decode(more or b"", final=not more).encode()
            if not more:
                break
        taken, self._ready = (self._ready[:size], self._ready[size:]) if size >= 0 else (self._ready, b"")
        return taken


def head(stream: BinaryIO) -> tuple[bytes, Any]:
    """The first bytes of the file as UTF-8 or Windows-1252, and the stream for the rest."""
    begun = stream.read(HEAD)
    for beginning, sentence in BEGINNINGS.items():
        if begun.startswith(beginning):
            raise Refused(sentence)
    source: Any = stream
    if begun.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        source = _FromUtf16(begun, stream)
        begun = source.read(HEAD)
    begun = begun.removeprefix(codecs.BOM_UTF8)
    if not begun.strip():
        raise Refused(EMPTY)
    if b"\0" in begun:
        raise Refused(NOT_TEXT)
    return begun, source


def header_row(begun: bytes) -> tuple[fields.Header, str, bytes]:
    """The header row understood, the delimiter, and what follows it."""
    line, newline, rest = begun.partition(b"\n")
    if not newline and b"\r" in line:  # as old Macintosh programs end lines
        line, newline, rest = begun.partition(b"\r")
    if not newline and len(begun) >= HEAD:
        raise Refused(LONG_HEADER)
    text = line.decode("utf-8", "replace").rstrip("\r")
    delimiter = max(",;\t|", key=text.count)
    try:
        names = next(csv.reader([text], delimiter=delimiter), [])
    except csv.Error:
        raise Refused(NOT_CLD.format(found=0, all=len(fields.ALL))) from None
    header = fields.understood(names)
    if header.recognised < 10:
        raise Refused(NOT_CLD.format(found=header.recognised, all=len(fields.ALL)))
    lacking = [fields.READ[key] for key in fields.NEEDED if key not in header.places]
    if lacking:
        raise Refused(LACKS.format(names=" and ".join(lacking)))
    if header.twice:
        raise Refused(TWICE.format(names=" and ".join(header.twice)))
    return header, delimiter, rest
