"""What the cells of a spreadsheet hold that somebody sent: read in a process of its own, within limits. No Django."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MOST_BYTES = 5_000_000
MOST_SECONDS = 30
CHILD = Path(__file__).with_name("spreadsheet_child.py")
NOTHING_LOST = "Nothing was changed."
_SENTENCES = {
    "protected": "This file is protected by a password, or is in Excel’s old format. Save it as an Excel workbook "
    "(.xlsx) without a password, then send it again.",
    "not a spreadsheet": "This is not an Excel workbook, whatever its name says. Save it as an Excel workbook (.xlsx), "
    "then send it again.",
    "macros": "This workbook holds macros, which could do harm. Save it as an Excel workbook without macros (.xlsx), "
    "then send it again.",
    "too much": "This workbook unpacks to far more than a round can hold, so it was not read. Get a fresh workbook "
    "from this page and copy your words into it.",
    "too many sheets": "This workbook has more than 40 sheets, so it was not read. Remove the sheets of your own.",
    "too many rows": "A sheet of this workbook has more than 1,000 rows, so it was not read. Remove the rows that "
    "hold nothing for this round.",
    "damaged": "This workbook is damaged and can’t be read. Open it in Excel or LibreOffice, save it again as an Excel "
    "workbook (.xlsx), and send that.",
}


class Unreadable(Exception):
    """A file that can't be read as a spreadsheet; the text is the sentence to show."""


@dataclass(frozen=True)
class Cell:
    """What a cell holds: see spreadsheet_child.py for the letters."""

    kind: str = ""
    value: Any = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it."""
        return not self.kind or (self.kind == "s" and not self.value.strip())


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name and its rows, the first of which holds the headings."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]

    def cell(self, row: int, column: int) -> Cell:
        """The cell in a row and a column, both from 0; empty where the sheet ends before."""
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else Cell()


def read_spreadsheet(content: bytes) -> list[dict]:
    """Every sheet as plain JSON: {name, rows of cells}; Unreadable with the sentence when it can't be read."""
    if len(content) > MOST_BYTES:
        raise Unreadable(
            f"This file is larger than {MOST_BYTES // 1_000_000} MB, so it was not read. A filled-in round is much "
            f"smaller: remove pictures and sheets of your own. {NOTHING_LOST}"
        )
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(CHILD)], input=content, capture_output=True, timeout=MOST_SECONDS, check=False
        )
        answer = json.loads(done.stdout) if done.returncode == 0 else {"refused": "too much"}
    except (subprocess.TimeoutExpired, ValueError):
        answer = {"refused": "too much"}
    if "refused" in answer:
        raise Unreadable(f"{_SENTENCES[answer['refused']]} {NOTHING_LOST}")
    return answer["sheets"]


def sheets_from(stored: list[dict]) -> list[Sheet]:
    """Sheets as they were stored, with cells to ask."""
    return [
        Sheet(sheet["name"], tuple(tuple(Cell(*cell) if cell else Cell() for cell in row) for row in sheet["rows"]))
        for sheet in stored
    ]
