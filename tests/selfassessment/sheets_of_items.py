"""Spreadsheets with the items of a letter, as councils have them."""

import io

from openpyxl import Workbook

HEADINGS = ["Quality statement", "Ref", "Information requested", "Type", "Due date"]


def xlsx(*rows: list, headings: list | None = None, before: list[list] | None = None, merge: str = "") -> bytes:
    """An Excel workbook with these rows under its headings; `merge` names the cells that are merged, as in "A2:A3"."""
    book = Workbook()
    sheet = book.active
    for row in [*(before or []), headings or HEADINGS, *rows]:
        sheet.append(row)
    for cells in merge.split():
        sheet.merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv(*lines: str) -> bytes:
    """A CSV file."""
    return "\r\n".join(lines).encode("utf-8-sig")


def letter() -> bytes:
    """A letter's list of 45 items: three of its rows can't be taken."""
    sections = ["General" if n < 5 else f"QS{n % 9 + 1}" for n in range(45)]
    rows = [[section, f"IR{n}", f"Item number {n}", "Document", "Week 3"] for n, section in enumerate(sections)]
    rows[10][1] = ""  # no reference
    rows[20][4] = "three weeks after the e-mail"
    rows[30] = list(rows[21])  # the same reference in the same section
    return xlsx(*rows)
