"""Spreadsheets of invented people, as a council would send them, in each of the three forms."""

from tests.assurance.ascof.making import csv_of, ods_of, xlsx_of
from tests.casetracking.cld.made import KEY

__all__ = ["HEADINGS", "KEY", "as_csv", "as_ods", "as_xlsx"]

HEADINGS = ["Mosaic ID", "Section 42", "Team", "Waiting"]


def as_csv(*rows: list, headings: list[str] | None = None) -> bytes:
    """Rows under headings as comma separated values."""
    return csv_of([headings or HEADINGS, *rows])


def as_xlsx(*rows: list, headings: list[str] | None = None) -> bytes:
    """The same as an Excel workbook, below a title and after a sheet of notes."""
    return xlsx_of(Notes=[["Our list"]], People=[["Our list"], headings or HEADINGS, *rows])


def as_ods(*rows: list, headings: list[str] | None = None) -> bytes:
    """The same as an OpenDocument spreadsheet."""
    return ods_of({"People": [headings or HEADINGS, *rows]})
