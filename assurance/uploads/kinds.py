"""What an uploaded file is, told from its content and never from its name, and what in it would act by itself.

Plain Python, no Django. Everything here looks at a bounded part of the file, so a web request may ask.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from assurance.uploads import archives
from assurance.uploads.archives import NotTaken

__all__ = ["ALL", "FileKind", "NotTaken", "kind_of", "safe_name"]

HEAD = 8192
LONGEST_NAME = 120


@dataclass(frozen=True)
class FileKind:
    """A type of file the library takes. `reads` says whether words can be read out of it."""

    key: str
    label: str
    media_type: str
    reads: bool = True


PDF = FileKind("pdf", "PDF", "application/pdf")
DOCX = FileKind("docx", "Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
XLSX = FileKind("xlsx", "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
PPTX = FileKind("pptx", "PowerPoint", "application/vnd.openxmlformats-officedocument.presentationml.presentation")
ODT = FileKind("odt", "OpenDocument text", "application/vnd.oasis.opendocument.text")
ODS = FileKind("ods", "OpenDocument spreadsheet", "application/vnd.oasis.opendocument.spreadsheet")
ODP = FileKind("odp", "OpenDocument presentation", "application/vnd.oasis.opendocument.presentation")
CSV = FileKind("csv", "CSV", "text/csv")
TXT = FileKind("txt", "plain text", "text/plain")
PNG = FileKind("png", "PNG picture", "image/png", reads=False)
JPEG = FileKind("jpg", "JPEG picture", "image/jpeg", reads=False)
ALL = {kind.key: kind for kind in (PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, CSV, TXT, PNG, JPEG)}
IN_WORDS = "PDF, Word, Excel, PowerPoint, OpenDocument, CSV, plain text, PNG or JPEG"

# How programs begin, whatever they call themselves.
_PROGRAMS = (
    b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe", b"#!", b"\x4c\x00\x00\x00\x01\x14\x02\x00", b"dex\n",
)  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ACTIVE_TEXT = re.compile(
    rb"\A[\xef\xbb\xbf\s]*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+(?:html|svg)|html|svg|script|head|body|iframe|\?xml|"
    rb"\?php|xsl:)",
    re.I | re.S,
)
_OLD_OFFICE = "Word.Document|Workbook|PowerPoint Document"


def kind_of(file: BinaryIO, name: str) -> FileKind:
    """The file's kind by its content; raises NotTaken with the sentence to show for what the library does not take."""
    file.seek(0)
    head = file.read(HEAD)
    said = _as_said(name)
    if not head:
        raise NotTaken(f"{said} is empty, so nothing was stored. Check that the file opens on your computer.")
    if head.startswith(_PROGRAMS):
        raise NotTaken(f"{said} is a program, whatever its name says, so it was not taken and nothing was stored.")
    for recognised, answer in _BY_HEAD:
        if recognised(head):
            return answer(file, said)
    return _text(file, head, name, said)


def _is_pdf(head: bytes) -> bool:
    return b"%PDF-" in head[:1024]


def _is_archive(head: bytes) -> bool:
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"))


def _office(file: BinaryIO, said: str) -> FileKind:
    with archives.opened(file, said) as archive:
        names = {info.filename for info in archive.infolist()}
        if "mimetype" in names:
            return _open_document(archive, said)
        if "[Content_Types].xml" in names:
            return _open_xml(archive, said)
    raise NotTaken(
        f"{said} is a folder of compressed files (ZIP). Upload the documents in it one by one; nothing was stored."
    )


def _open_xml(archive: zipfile.ZipFile, said: str) -> FileKind:
    types = archives.content_types(archive, said)
    if any("macroenabled" in t or "vbaproject" in t or "activex" in t for t in types) or archives.holds_macros(
        archive
    ):
        raise NotTaken(
            f"{said} holds macros or other parts that run by themselves, so it was not taken and nothing was stored. "
            "Save it without macros (as .docx, .xlsx or .pptx) and upload that."
        )
    for kind in (DOCX, XLSX, PPTX):
        if f"{kind.media_type}.main+xml" in types:
            return kind
    raise NotTaken(f"{said} is an Office file of a kind the library does not take. It takes {IN_WORDS}.")


def _open_document(archive: zipfile.ZipFile, said: str) -> FileKind:
    declared = archives.start_of(archive, "mimetype", 200).decode("ascii", "replace").strip()
    if archives.holds_macros(archive):
        raise NotTaken(
            f"{said} holds macros, so it was not taken and nothing was stored. Save it without them and upload that."
        )
    if archives.is_locked_open_document(archive):
        raise archives.locked(said)
    for kind in (ODT, ODS, ODP):
        if declared == kind.media_type:
            return kind
    raise NotTaken(f"{said} is an OpenDocument file of a kind the library does not take. It takes {IN_WORDS}.")


def _old_office(file: BinaryIO, said: str) -> FileKind:
    if archives.contains(file, "EncryptedPackage".encode("utf-16-le")):
        raise archives.locked(said)
    raise NotTaken(
        f"{said} is in an old Office format, which can hide macros. "
        "Open it, save it as .docx, .xlsx or .pptx (or PDF), and upload that. Nothing was stored."
    )


def _text(file: BinaryIO, head: bytes, name: str, said: str) -> FileKind:
    if _ACTIVE_TEXT.match(head):
        raise NotTaken(
            f"{said} is a web page, drawing or other code (HTML, SVG or XML), which could run scripts, so it was not "
            "taken. Save it as a PDF and upload that. Nothing was stored."
        )
    if not is_text(head):
        raise NotTaken(
            f"{said} is not a kind of file the library takes, whatever its name says. It takes {IN_WORDS}. "
            "Nothing was stored."
        )
    return CSV if name.lower().endswith((".csv", ".tsv")) else TXT


def is_text(head: bytes) -> bool:
    """Whether this is how a text file begins: no control characters but those of lines, tabs and page breaks."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            decoded = head[: len(head) // 2 * 2].decode("utf-16", "strict" if len(head) % 2 == 0 else "ignore")
        except UnicodeDecodeError:
            return False
        return not _CONTROLS.search(decoded)
    return not _CONTROLS.search(head.decode("latin-1"))


_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")

_BY_HEAD: list[tuple[Callable[[bytes], bool], Callable[[BinaryIO, str], FileKind]]] = [
    (_is_archive, _office),
    (lambda head: head.startswith(_OLE), _old_office),
    (lambda head: head.startswith(b"\x89PNG\r\n\x1a\n"), lambda file, said: PNG),
    (lambda head: head.startswith(b"\xff\xd8\xff"), lambda file, said: JPEG),
    (_is_pdf, lambda file, said: PDF),
]


def safe_name(name: str, kind: FileKind) -> str:
    """The name to keep: no folders, nothing a file system or a header could trip over, the ending of its kind.

    >>> safe_name("../../etc/passwd\\x00", PDF)
    'passwd.pdf'
    >>> safe_name("a" * 300 + ".PDF", PDF) == "a" * 116 + ".pdf"
    True
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(c for c in last if unicodedata.category(c)[0] not in "CZ" or c == " ")
    kept = re.sub(r'[<>:"|?*;%&$`\'{}]', "", kept)
    stem = re.sub(r"\.(?:[A-Za-z0-9]{1,5})\Z", "", re.sub(r"\s+", " ", kept).strip(" ."))
    return f"{stem[: LONGEST_NAME - len(kind.key) - 1].strip(' .') or 'file'}.{kind.key}"


def _as_said(name: str) -> str:
    """The name as it is quoted in a sentence: shortened, nothing that is not a character people see."""
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(c if unicodedata.category(c)[0] != "C" else "" for c in last).strip() or "The file"
    return f"“{seen if len(seen) <= 60 else seen[:57] + '…'}”"


def kind_of_bytes(content: bytes, name: str) -> FileKind:
    """The same for content that is held in memory."""
    return kind_of(io.BytesIO(content), name)
