"""A file's bytes into sheets of rows, whatever its name says it is. Pure.

Text (CSV) is read here, line by line; a workbook (XLSX, ODS, XLS) in a process of its own with limits, while its XML
is looked at here. Either way the caller gets sheets with rows of cells and can't tell the difference.
"""

import codecs
import contextlib
import csv
import html
import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from assurance import bounded
from assurance.ascof import inspection, workbooks
from assurance.bounded import Refused

Row = list[Any]

LONGEST_LINE = 32_768  # characters; the longest published is 400
MOST_LINES_IN_A_CELL = 20
LINES_IN_A_BATCH = 500  # small enough to stay in the processor's cache: twice as fast as 5,000
UNDEFINED = (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")  # bytes that stand for nothing in Windows-1252


@dataclass
class Sheet:
    """A sheet, its rows in batches of up to 5,000, and where it starts: row and column count from 1."""

    name: str
    first_row: int
    first_column: int
    batches: Iterator[list[Row]]
    formulas: set[tuple[int, int]] = field(default_factory=set)


@dataclass
class Document:
    """A file opened for reading: `form` is text or workbook."""

    form: str
    sheets: Iterator[Sheet]
    warnings: list[str] = field(default_factory=list)


@contextlib.contextmanager
def opened(data: bytes, limits: bounded.Limits | None = None) -> Iterator[Document]:
    """The file as sheets of rows. Raises Refused with a sentence, at once or while its rows are read."""
    found = inspection.kind_of(data)
    if found.kind == inspection.TEXT:
        yield _text(found.data)
        return
    with bounded.child(workbooks.sheets, limits) as reading:
        reading.send(found.data)
        inspection.look_inside(found)
        yield Document("workbook", _sheets(reading.frames(), found.formulas))


def _sheets(frames: Iterator[Any], formulas: dict[str, set[tuple[int, int]]]) -> Iterator[Sheet]:
    """The frames of the other process as sheets; what is left unread of one is passed over."""
    by_name = {html.unescape(name): places for name, places in formulas.items()}
    waiting: list[Any] = []

    def batches() -> Iterator[list[Row]]:
        for frame in frames:
            if frame[0] == "sheet":
                waiting.append(frame)
                return
            yield frame[1]

    waiting.extend(itertools.islice(frames, 1))
    while waiting:
        _, name, row, column = waiting.pop()
        rest = batches()
        yield Sheet(name, row, column, rest, by_name.get(name, set()))
        for _ in rest:
            pass


# --- Text -----------------------------------------------------------------------------------------------------------


def _text(data: bytes) -> Document:
    """Lines are read 5,000 at a time, and rows from them: csv.reader itself knows no limit to a row."""
    encoding = encoding_of(data)
    for start in range(0, len(data), LONGEST_LINE):
        if data.find(b"\n", start, start + LONGEST_LINE) < 0 and len(data) - start > LONGEST_LINE:
            line = data.count(b"\n", 0, start) + 1
            raise Refused(f"Line {line} has more than {LONGEST_LINE:,} characters; no row of figures is so long.")
    lines = iter(io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline=""))
    warnings = []
    if not data.rstrip(b" \x00").endswith((b"\n", b"\r", b"\n\x00")):
        warnings.append("The last line has no end. If the file was cut short, figures are missing: check its length.")
    return Document("text", iter([Sheet("", 1, 1, _batches(lines))]), warnings)


def encoding_of(data: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with its mark, else Windows-1252 (not Latin-1: 0x96 is a dash)."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\x00" in data:
        raise Refused("The file is not text, and no spreadsheet either. Upload the CSV, ODS or XLSX as published.")
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), 2**20):
            decoder.decode(data[start : start + 2**20])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        if any(byte in data for byte in UNDEFINED):
            raise Refused(
                "The file's letters are neither UTF-8 nor Windows-1252, so it can't be read as text. "
                "Open it in a spreadsheet program and save it as CSV (UTF-8)."
            ) from None
        return "cp1252"
    return "utf-8-sig"


def _batches(lines: Iterator[str]) -> Iterator[list[Row]]:
    number, separator = 0, ""
    while True:
        try:
            batch = list(itertools.islice(lines, LINES_IN_A_BATCH))
            # A cell may run over several lines: the batch goes on until its last quotation mark is closed.
            if sum(line.count('"') for line in batch) % 2:
                batch += _until_closed(lines, number + len(batch))
        except UnicodeError as why:
            raise Refused("The file's letters can't be read as text. Save it as CSV (UTF-8).") from why
        if not batch:
            return
        if not separator:
            separator = max(",;\t", key=lambda sign: sum(line.count(sign) for line in batch[:25]))
        if any(line.count('"') % 2 for line in batch):
            _check_cells_end(batch, number)
        reader = csv.reader(batch, delimiter=separator, strict=True)
        try:
            rows = list(reader)
        except csv.Error as why:
            line = number + reader.line_num
            raise Refused(f"Line {line} can't be read as comma separated values ({why}).") from why
        number += len(batch)
        yield rows


def _until_closed(lines: Iterator[str], number: int) -> list[str]:
    more: list[str] = []
    for line in itertools.islice(lines, MOST_LINES_IN_A_CELL):
        more.append(line)
        if line.count('"') % 2:
            return more
    raise Refused(f"A quotation mark opened at or before line {number} is never closed.")


def _check_cells_end(batch: list[str], number: int) -> None:
    """No cell runs over more than a few lines, so that no row can take the whole file."""
    opened_at = 0
    for place, line in enumerate(batch, start=number + 1):
        if line.count('"') % 2:
            opened_at = 0 if opened_at else place
        if opened_at and place - opened_at > MOST_LINES_IN_A_CELL:
            raise Refused(f"Line {opened_at} opens a quotation mark that is not closed.")
