"""A snapshot as an Excel workbook that can be filled in offline and sent back; the only writer with openpyxl.

Cells hold text and dates, never a formula: what begins with = + - or @ stays what somebody wrote.
"""

import datetime
import io
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from reports.gathering.snapshot import Snapshot
from selfassessment.sheets import (
    ACTION_COLUMNS,
    ACTIONS,
    CODE_LABEL,
    EVIDENCE,
    EVIDENCE_COLUMNS,
    LISTS,
    READ_ME,
    SCORES,
    SPARE_ROWS,
    TEXT_COLUMNS,
    WHAT_IS_ASKED,
    Column,
    escaped,
    in_cell,
)

XLSX_VERSION = "1"  # raise it with every change here that shows

_TOP = Alignment(vertical="top", wrap_text=True)
_HEAD = Font(bold=True, color="FFFFFF")
_HEAD_FILL = PatternFill("solid", fgColor="1D3557")
_QUIET = Font(color="505A5F")
_QUIET_FILL = PatternFill("solid", fgColor="F3F2F1")
_LINE = Side(style="thin", color="B1B4B6")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_OPEN = Protection(locked=False)


@dataclass(frozen=True)
class Sheet:
    """A finished workbook and how many sheets it has."""

    content: bytes
    sheets: int


def render_xlsx(kind: str, snapshot: Snapshot) -> Sheet:
    """The workbook made from its snapshot."""
    book = Workbook()
    book.remove(book.active)
    made = datetime.datetime.fromisoformat(snapshot["generated_at"]).replace(tzinfo=None)
    book.properties.creator = snapshot["council"]["name"]
    book.properties.title = f"{snapshot['round']['title']}, {snapshot['council']['name']}"
    book.properties.created = book.properties.modified = made
    _read_me(book.create_sheet(READ_ME), snapshot)
    for section in snapshot["sections"]:
        sheet = book.create_sheet(section["name"])
        _table(sheet, TEXT_COLUMNS, section["rows"], spare=0, is_open=section["is_open"])
    lists = _lists(book, snapshot["names"])
    actions = book.create_sheet(ACTIONS)
    _table(actions, ACTION_COLUMNS, snapshot["actions"], spare=SPARE_ROWS)
    _choices(actions, ACTION_COLUMNS, {"owner": lists["owners"], "section": lists["sections"]})
    if snapshot["evidence"] is not None:
        register = book.create_sheet(EVIDENCE)
        _table(register, EVIDENCE_COLUMNS, snapshot["evidence"], spare=SPARE_ROWS)
        _choices(register, EVIDENCE_COLUMNS, {"category": lists["categories"]})
    if snapshot["asked"]:
        _plain(book.create_sheet(WHAT_IS_ASKED), [("Section", 34), ("About", 34), ("Words", 100)], snapshot["asked"])
    if snapshot["scores"] is not None:
        head = [("Statement", 40), ("Score", 8), ("In words", 34), ("Reason", 90), ("Confidence", 30)]
        _plain(book.create_sheet(SCORES), head, snapshot["scores"])
    book.move_sheet(LISTS, offset=len(book.sheetnames))
    kept = io.BytesIO()
    book.save(kept)
    return Sheet(kept.getvalue(), len(book.sheetnames) - 1)


def _put(sheet: Worksheet, row: int, column: int, text: str, *, is_date: bool = False):
    """Write a cell as text, whatever it looks like, or as a date."""
    cell = sheet.cell(row, column)
    cell.alignment = _TOP
    if is_date and text:
        cell.value = datetime.date.fromisoformat(text)
        cell.number_format = "dd/mm/yyyy"
        return cell
    cell.number_format = "dd/mm/yyyy" if is_date else "@"  # what is typed into a cell of text stays text
    if text:
        cell.value = escaped(in_cell(text))
        cell.data_type = "s"
        cell.quotePrefix = True
    return cell


def _heading(sheet: Worksheet, headings: list[tuple[str, int]]) -> None:
    for number, (heading, width) in enumerate(headings, 1):
        cell = _put(sheet, 1, number, heading)
        cell.font, cell.fill, cell.border = _HEAD, _HEAD_FILL, _BOX
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.page_setup.fitToWidth = 1
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _table(
    sheet: Worksheet, columns: tuple[Column, ...], rows: list[dict[str, str]], *, spare: int, is_open: bool = True
) -> None:
    """A sheet people write in: only the cells for that are unlocked, and rows for what is new stand below."""
    _heading(sheet, [(column.heading, column.width) for column in columns])
    for number, row in enumerate([*rows, *({} for _ in range(spare))], 2):
        ended = bool(row.get("ended"))
        for place, column in enumerate(columns, 1):
            text = row.get(column.key, "")
            cell = _put(sheet, number, place, text, is_date=column.is_date)
            cell.border = _BOX
            if column.open and is_open and not ended:
                cell.protection = _OPEN
            else:
                cell.font, cell.fill = _QUIET, _QUIET_FILL
    sheet.protection.sheet = True  # without a password: it keeps from slips, and stops nobody
    for allowed in ("formatColumns", "formatRows", "formatCells", "sort", "autoFilter"):
        setattr(sheet.protection, allowed, False)


def _plain(sheet: Worksheet, head: list[tuple[str, int]], rows: list[list[str]]) -> None:
    """A sheet to read."""
    _heading(sheet, head)
    for number, row in enumerate(rows, 2):
        for place, text in enumerate(row, 1):
            _put(sheet, number, place, text).border = _BOX


def _lists(book: Workbook, names: dict[str, list[str]]) -> dict[str, str]:
    """A hidden sheet with the names people choose from, and where each list stands on it."""
    sheet = book.create_sheet(LISTS)
    sheet.sheet_state = "hidden"
    where = {}
    for number, (kind, listed) in enumerate(names.items(), 1):
        for row, name in enumerate(listed, 1):
            _put(sheet, row, number, name)
        letter = get_column_letter(number)
        where[kind] = f"{LISTS}!${letter}$1:${letter}${max(1, len(listed))}"
    return where


def _choices(sheet: Worksheet, columns: tuple[Column, ...], lists: dict[str, str]) -> None:
    """Offer the names to choose from in their cells."""
    for place, column in enumerate(columns, 1):
        source = lists.get(column.key) or (f'"{",".join(column.choices)}"' if column.choices else "")
        if source:
            offered = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=False)
            letter = get_column_letter(place)
            offered.add(f"{letter}2:{letter}{sheet.max_row}")
            sheet.add_data_validation(offered)


def _read_me(sheet: Worksheet, snapshot: Snapshot) -> None:
    """The first sheet: what this is, how to fill it in, and the code it is known by."""
    made = datetime.datetime.fromisoformat(snapshot["generated_at"])
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 30, 90
    title = _put(sheet, 1, 1, snapshot["round"]["title"])
    title.font, title.alignment = Font(bold=True, size=16), Alignment(wrap_text=False)
    facts = [("Council", snapshot["council"]["name"]), ("Made on", f"{made:%-d %B %Y, %H:%M} (UTC)")]
    if snapshot["council"]["invented"]:
        facts.append(("Please note", "This council is invented. Nothing here is about a real place."))
    facts += [("How to fill it in", line) if n == 0 else ("", line) for n, line in enumerate(_how(snapshot))]
    facts.append((CODE_LABEL, snapshot["code"]))
    for number, (label, words) in enumerate(facts, 3):
        _put(sheet, number, 1, label).font = Font(bold=True)
        _put(sheet, number, 2, words)
    sheet.protection.sheet = True


def _how(snapshot: Snapshot) -> list[str]:
    said = [
        "Write in the white cells. The grey cells say where your words belong: leave them and the headings alone."
    ]
    if snapshot["sections"]:
        said.append("Each section has a sheet of its own. Write the text of each part in the column “Text”.")
        locked = [section["title"] for section in snapshot["sections"] if not section["is_open"]]
        if locked:
            said.append(f"Agreed or signed off, so locked: {'; '.join(locked)}. Changes there will not be taken.")
        said.append("A text holds at most 20,000 characters. Begin a line with a hyphen (-) for a list.")
    said.append(f"On “{ACTIONS}”, add a new action in the first empty row. Leave its first cell empty.")
    if snapshot["evidence"] is not None:
        said.append(
            f"On “{EVIDENCE}”, you can change titles, summaries, categories and dates, and add links in the empty "
            "rows. Documents are added online. Items for a few people only are not in this file."
        )
    said += [
        "Save it as an Excel workbook (.xlsx) and send it back on the page you got it from. You then see every cell "
        "that would change, next to what stands online, before anything is changed.",
        "Others may write online meanwhile. Where somebody changed the same cell, you choose what to keep.",
        "Name no person who draws on care, and no unpaid carer, in this file.",
    ]
    return said
