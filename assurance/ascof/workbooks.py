"""What runs in a process of its own: a workbook's bytes into its sheets' cells (see assurance/bounded.py). Pure."""

import io
import itertools
from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from assurance.bounded_child import Refused

ROWS_IN_A_FRAME = 5_000
WIDEST = 16_384  # columns: as many as a spreadsheet can have; what stands beyond is left out by the library
MOST_CELLS = 4_000_000  # the largest published file saved as a workbook has 835,000
PLAIN = {str, float, int}  # not bool: a true or false is no figure, and equals 1 or 0

DAMAGED = (
    "The file can't be read as a spreadsheet: it is damaged or not complete. Download it again and try once more."
)
LOCKED = "The file is protected by a password. Open it, save it without a password, and upload that."


def sheets(data: bytes, *, merges: bool = False) -> Iterator[tuple]:
    """Sheet by sheet: ("sheet", name, first row, first column), then ("rows", rows) up to 5,000 at a time.

    Rows and columns count from 1. Cells are text or numbers; dates, times, true and false come as text. Of merged
    cells the first holds what all show; with `merges`, ("merges", [(first row, column, last row), …]) comes after a
    sheet's rows and says which reach over several rows, where the format tells (.xlsx and .xls).
    """
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = workbook.sheet_names
    except CalamineError as why:
        raise Refused(LOCKED if "assword" in str(why) else DAMAGED) from why
    cells = 0
    for name in names:
        try:
            sheet = workbook.get_sheet_by_name(name)
        except CalamineError as why:
            raise Refused(DAMAGED) from why
        if sheet.start is None or sheet.end is None:
            yield "sheet", name, 1, 1
            continue
        (top, left), (bottom, right) = sheet.start, sheet.end
        wide = right - left + 1
        if right + 1 >= WIDEST:
            raise Refused(f"Sheet “{name}” has a row of {WIDEST:,} cells or more; no table of figures is so wide.")
        cells += wide * (bottom - top + 1)
        if cells > MOST_CELLS:
            raise Refused(f"The file's sheets have more than {MOST_CELLS:,} cells, more than any published file.")
        yield "sheet", name, top + 1, left + 1
        yield from _frames(sheet, wide)
        if merges:
            yield (
                "merges",
                [
                    (top + 1, left + 1, bottom + 1)
                    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ()
                    if bottom > top
                ],
            )


def _frames(sheet: Any, wide: int) -> Iterator[tuple]:
    if wide * (sheet.end[0] - sheet.start[0] + 1) <= 50 * ROWS_IN_A_FRAME:
        yield "rows", _plain(sheet.to_python(skip_empty_area=True))
        return
    rows: list[list] = []
    skip = sheet.start[0]  # iter_rows gives the empty rows above as well
    room = max(1, min(ROWS_IN_A_FRAME, 50 * ROWS_IN_A_FRAME // wide))
    for number, row in enumerate(sheet.iter_rows()):
        if number < skip:
            continue
        rows.append(row[-wide:])
        if len(rows) == room:
            yield "rows", _plain(rows)
            rows = []
    if rows:
        yield "rows", _plain(rows)


def _plain(rows: list[list]) -> list[list]:
    """Dates, times, true and false as text: none of them is a figure, and all must cross to the other process."""
    if {*map(type, itertools.chain.from_iterable(rows))} <= PLAIN:
        return rows
    return [[cell if type(cell) in PLAIN else str(cell) for cell in row] for row in rows]
