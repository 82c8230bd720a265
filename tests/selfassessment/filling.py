"""Spreadsheets as people get them, fill them in and send them back."""

import io

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assurance.access import access_of
from reports.gathering.spreadsheet import gather_spreadsheet
from reports.models import Document
from reports.rendering.xlsx import render_xlsx
from selfassessment.models import ReturnedWorkbook
from selfassessment.operations.workbooks import apply_workbook, receive_workbook
from selfassessment.planning import plan_of
from tests.pages import Page

ACTION_CELLS = {"what": "B", "owner": "C", "due_on": "D", "section": "H", "rag": "K", "rag_reason": "L"}


def made(round, at, *, kind=Document.Kind.SPREADSHEET, includes_scores=False) -> bytes:
    """The spreadsheet a person gets."""
    snapshot = gather_spreadsheet(kind=kind, round=round, includes_scores=includes_scores, at=at)
    return render_xlsx(kind, snapshot).content


def book_of(content: bytes) -> openpyxl.Workbook:
    """A file, opened to fill it in."""
    return openpyxl.load_workbook(io.BytesIO(content))


def saved(book: openpyxl.Workbook) -> bytes:
    """What the program of a person saves."""
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def sheet_of(book: openpyxl.Workbook, title: str):
    """The sheet whose name has these words."""
    return next(book[name] for name in book.sheetnames if title in name)


def row_of(sheet, key: str, column: str = "F") -> int:
    """The row whose place, or reference, is this."""
    return next(n for n in range(2, sheet.max_row + 1) if sheet[f"{column}{n}"].value == key)


def write(book, place: str, text) -> str:
    """Type a text into the row of a place such as "equity/summary"; returns the cell's name on its sheet."""
    for sheet in book.worksheets[1:]:
        for number in range(2, sheet.max_row + 1):
            if sheet[f"F{number}"].value == place:
                sheet[f"D{number}"].value = text
                return f"{sheet.title}!D{number}"
    raise AssertionError(f"no row for {place}")


def came_back(round, content: bytes, by, at, name="round.xlsx") -> ReturnedWorkbook:
    """The file as it is kept once somebody has sent it back."""
    return receive_workbook(round=round, name=name, content=content, by=by, at=at)


def planned(workbook: ReturnedWorkbook, by=None):
    """What it would change for the person who sent it."""
    by = by or workbook.by
    return plan_of(workbook.sheets, workbook.round, access_of(by, workbook.round.council, workbook.round))


def applied(workbook: ReturnedWorkbook, at, choices=None) -> dict:
    """Apply it as the person who sent it, having seen what it would change."""
    access = access_of(workbook.by, workbook.round.council, workbook.round)
    seal = planned(workbook).seal
    return apply_workbook(
        workbook=workbook, access=access, seal=seal, choices=choices or {}, by=workbook.by, at=at
    )  # fmt: skip


def sends_back(client, content: bytes, name="round.xlsx", slug="2027") -> Page:
    """Send a file back with the page's form."""
    file = SimpleUploadedFile(name, content, content_type="application/octet-stream")
    return Page(client.post(reverse("round_workbook", args=[slug]), {"csrfmiddlewaretoken": "x", "file": file}))
