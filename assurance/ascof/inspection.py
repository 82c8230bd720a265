"""What a file is, whatever its name says, and what in it would do harm: looked at without unfolding it. Pure.

A workbook is a zip of XML. Here its XML is streamed once, in pieces of a quarter of a megabyte, for what no published
file has: repeats that unfold to millions of cells, formulas, document types with entities, passwords. What slips
through meets the limits of the process that reads it (assurance/bounded.py).
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from assurance.ascof.workbooks import DAMAGED, LOCKED
from assurance.bounded import TOO_MUCH, Refused

WORKBOOK, OLD_WORKBOOK, TEXT = "workbook", "old workbook", "text"

MEGABYTE = 2**20
LARGEST_FILE = 40 * MEGABYTE
LARGEST_UNPACKED = 64 * MEGABYTE  # of a compressed text; the largest published is 13 MB
LARGEST_XML = 256 * MEGABYTE  # of a workbook's parts together; the largest published is 12 MB
MOST_PARTS = 2_000
MOST_REPEATED = 1_000_000  # cells that stand only once in the file
MOST_FORMULAS = 10_000
PIECE = 256 * 1024
LONGEST_TAG = 64 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

ENTITIES = (
    "The file carries instructions to fetch or unfold other text (a document type), which no spreadsheet needs."
)
TRUNCATED = "The file is not complete: its end is missing. Download it again and try once more."

# What Python's zip reader raises at a zip that is broken in one way or another (tried with thousands of them).
BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
REPEATED = re.compile(rb"number-(columns|rows)-repeated\s*=\s*[\"']\s*(\d{1,18})")
VALUED = re.compile(rb"(?:office|calcext):(?:value|string-value|date-value|time-value|boolean-value)")
EMPTY_ROW = re.compile(rb"\s*(?:<table:(?:covered-)?table-cell[^<>]*/>\s*)*</table:table-row>")
XLSX_FORMULA = re.compile(rb"<(?:\w+:)?c\b[^<>]*?\br=\"([A-Z]{1,3})(\d{1,7})\"[^<>]*>\s*<(?:\w+:)?f[\s/>]")
ODS_MARKS = re.compile(
    rb"<table:table\s[^<>]*?table:name=\"([^\"]*)\"|<table:table-row\b([^<>]*?)(/?)>"
    rb"|<table:(?:covered-)?table-cell\b([^<>]*)>"
)


@dataclass
class Inspection:
    """What kind of file it is, and in a workbook which cells hold formulas: by sheet, rows and columns from 1."""

    kind: str
    data: bytes
    formulas: dict[str, set[tuple[int, int]]] = field(default_factory=dict)
    archive: zipfile.ZipFile | None = None
    is_ods: bool = False


def kind_of(data: bytes) -> Inspection:
    """What the bytes are; Refused when they can't be figures at all. Cheap: a workbook's inside is not read yet."""
    if not data:
        raise Refused("The file is empty.")
    if len(data) > LARGEST_FILE:
        raise Refused(f"The file is larger than {LARGEST_FILE // MEGABYTE} MB, more than any published file.")
    start = data[:1024].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if data.startswith(b"\x1f\x8b"):
        inside = kind_of(_gunzipped(data))
        if inside.kind != TEXT:
            raise Refused("The file is a compressed workbook. Unpack it and upload what is inside.")
        return inside
    if data.startswith(b"PK"):
        return _zip(data)
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Refused(LOCKED)
        return Inspection(OLD_WORKBOOK, data)
    if start.startswith((b"<!doctype html", b"<html")):
        raise Refused("The file is a web page, not the figures: the download went to a page instead. Try it again.")
    if start.startswith(b"%pdf"):
        raise Refused("The file is a PDF. Upload the CSV or the spreadsheet published beside it.")
    if start.startswith(b"<?xml"):
        raise Refused("The file is XML, not a CSV or spreadsheet. Save it as ODS, XLSX or CSV.")
    return Inspection(TEXT, data)


def look_inside(found: Inspection) -> None:
    """Stream a workbook's XML for what would do harm (Refused), and note where formulas stand."""
    if found.archive is None:
        return
    seen = 0
    for part in found.archive.infolist():
        if not part.filename.lower().endswith((".xml", ".rels")):
            continue
        seen = _scan(found, part, seen)


def _gunzipped(data: bytes) -> bytes:
    unpacking = zlib.decompressobj(wbits=31)
    try:
        text = unpacking.decompress(data, LARGEST_UNPACKED)
    except zlib.error as why:
        raise Refused(DAMAGED) from why
    if unpacking.unconsumed_tail:
        raise Refused(TOO_MUCH)
    if not unpacking.eof:
        raise Refused(TRUNCATED)
    return text


def _zip(data: bytes) -> Inspection:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = {part.filename: part for part in archive.infolist()}
    except BROKEN_ZIP as why:
        raise Refused(TRUNCATED) from why
    if any(part.flag_bits & 0x1 for part in parts.values()):
        raise Refused(LOCKED)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts.values()) > LARGEST_XML:
        raise Refused(TOO_MUCH)
    if "content.xml" in parts:
        manifest = parts.get("META-INF/manifest.xml")
        if manifest is not None and b"encryption-data" in b"".join(_pieces(archive, manifest)):
            raise Refused(LOCKED)
        return Inspection(WORKBOOK, data, archive=archive, is_ods=True)
    if "xl/workbook.xml" in parts:
        return Inspection(WORKBOOK, data, archive=archive)
    if any(name.startswith(("word/", "ppt/")) for name in parts):
        raise Refused("The file is a document, not a spreadsheet. Upload the CSV or spreadsheet with the figures.")
    raise Refused(
        "The file is a zip without a spreadsheet we can read. Unpack it and upload the CSV, ODS or XLSX inside."
    )


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        with archive.open(part) as stream:
            while piece := stream.read(PIECE):
                yield piece
    except BROKEN_ZIP as why:
        raise Refused(DAMAGED) from why


def _scan(found: Inspection, part: zipfile.ZipInfo, seen: int) -> int:
    assert found.archive is not None
    is_content = found.is_ods and part.filename == "content.xml"
    is_sheet = not found.is_ods and part.filename.startswith("xl/worksheets/")
    repeated, formulas, first, held = 0, False, True, b""
    for fresh in _pieces(found.archive, part):
        seen += len(fresh)
        if seen > LARGEST_XML:
            raise Refused(TOO_MUCH)
        piece = held + fresh
        if first:
            first = False
            if piece[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in piece[:200]:
                raise Refused("The file's XML is not in UTF-8, which every spreadsheet program writes. Save it anew.")
        if b"<!DOCTYPE" in piece or b"<!ENTITY" in piece or b"<!doctype" in piece:
            raise Refused(ENTITIES)
        # Cut before the last tag, so that none falls between two pieces; one longer than that is no cell of ours.
        cut = piece.rfind(b"<", max(0, len(piece) - LONGEST_TAG))
        held, piece = (piece[cut:], piece[:cut]) if cut > 0 else (b"", piece)
        if is_content:
            repeated = _repeats(piece, repeated)
        formulas = formulas or (is_content and b":formula" in piece) or (is_sheet and b"f>" in piece)
    if is_content:
        _repeats(held, repeated)
    if formulas:
        _note_formulas(found, part)
    return seen


def _repeats(piece: bytes, repeated: int) -> int:
    """How many more cells the repeats in a piece of content.xml unfold to. Empty cells and rows at an end unfold to
    nothing; every published sheet has those."""
    for match in REPEATED.finditer(piece):
        times = int(match[2])
        opened, closed = piece.rfind(b"<", 0, match.start()), piece.find(b">", match.end())
        tag = piece[opened : closed + 1]
        if match[1] == b"columns":
            if tag.startswith(b"<table:table-column") or _is_empty(tag):
                continue
        elif tag.endswith(b"/>") or EMPTY_ROW.match(piece, closed + 1):
            continue
        else:
            times *= _width(piece, closed)
        repeated += times
        if repeated > MOST_REPEATED:
            raise Refused(TOO_MUCH)
    return repeated


def _is_empty(tag: bytes) -> bool:
    return tag.endswith(b"/>") and not VALUED.search(tag)


def _width(piece: bytes, start: int) -> int:
    """How many cells the row that starts here has, its own repeats with them, as far as the piece goes."""
    row = piece[start : piece.find(b"</table:table-row>", start) % (len(piece) + 1)]
    more = sum(int(match[2]) for match in REPEATED.finditer(row) if not _is_empty(_tag_around(row, match.start())))
    return row.count(b"<table:table-cell") + more


def _tag_around(text: bytes, place: int) -> bytes:
    return text[text.rfind(b"<", 0, place) : text.find(b">", place) + 1]


def _note_formulas(found: Inspection, part: zipfile.ZipInfo) -> None:
    """Where the formulas stand. Rare, so the part is read again, whole."""
    assert found.archive is not None
    xml = b"".join(_pieces(found.archive, part))
    if not found.is_ods:
        name = _sheet_name(found.archive, part.filename)
        places = {(int(row), _column(letters)) for letters, row in XLSX_FORMULA.findall(xml)}
        if places:
            found.formulas[name] = places
    else:
        _note_ods_formulas(found, xml)
    if sum(map(len, found.formulas.values())) > MOST_FORMULAS:
        raise Refused(f"The file holds more than {MOST_FORMULAS:,} formulas. Save it with figures in their place.")


def _note_ods_formulas(found: Inspection, xml: bytes) -> None:
    name, row, column, times = "", 0, 0, 1
    for match in ODS_MARKS.finditer(xml):
        if match[1] is not None:
            name, row, times = match[1].decode("utf-8", "replace"), 0, 1
        elif match[2] is not None:
            row, column = row + times, 0
            times = _times(match[2])
        else:
            if b"formula" in match[4]:
                found.formulas.setdefault(name, set()).add((row + 1 if row == 0 else row, column + 1))
            column += _times(match[4])


def _times(attributes: bytes) -> int:
    repeated = REPEATED.search(attributes)
    return int(repeated[2]) if repeated else 1


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sheet_name(archive: zipfile.ZipFile, path: str) -> str:
    """The name a sheet of an XLSX shows, by way of the workbook's list and its relations."""
    book, relations = (
        b"".join(_pieces(archive, archive.getinfo(name))).decode("utf-8", "replace")
        for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
    )
    wanted = path.removeprefix("xl/")
    for tag in re.findall(r"<(?:\w+:)?Relationship\b[^>]*>", relations):
        target, key = re.search(r'Target="([^"]*)"', tag), re.search(r'\bId="([^"]*)"', tag)
        if target and key and target[1].removeprefix("/xl/").removeprefix("./") == wanted:
            for sheet in re.findall(r"<(?:\w+:)?sheet\b[^>]*>", book):
                if f'"{key[1]}"' in sheet and (named := re.search(r'\bname="([^"]*)"', sheet)):
                    return named[1]
    return path
