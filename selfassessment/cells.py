"""What a cell of a returned spreadsheet means, or why it can't: django-import-export's widgets."""

import datetime
import re
from typing import Any

from import_export.widgets import Widget

from selfassessment.sheets import in_cell
from selfassessment.spreadsheets import Cell

_UK_DATE = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})\Z")


def said(cell: Cell) -> str:
    """What a cell says, as text, whatever it holds: what marks are worked out from."""
    if cell.kind == "n":
        return f"{cell.value:g}" if isinstance(cell.value, float) else str(cell.value)
    return in_cell(str(cell.value)) if cell.kind in {"s", "d"} else ""


class Words(Widget):
    """Plain text up to a number of characters."""

    def __init__(self, most: int, *, required: str = "", lines: bool = True) -> None:
        super().__init__()
        self.most, self.required, self.lines = most, required, lines

    def clean(self, value: Cell, row=None, **kwargs) -> str:
        """The text, or why it can't be taken."""
        if value.kind == "f":
            raise ValueError("this is a formula. Type the words themselves.")
        if value.kind == "e":
            raise ValueError("this is an error of the spreadsheet. Type the words themselves.")
        if value.kind in {"n", "b"}:
            raise ValueError("this is a number where words are wanted. Type it as text.")
        if value.kind == "d":
            raise ValueError("this is a date where words are wanted. Type it as text.")
        if value.kind == "l":
            raise ValueError(f"this text is {value.value:,} characters long; at most {self.most:,} fit here.")
        text = in_cell(str(value.value)).rstrip()
        text = text if self.lines else " ".join(text.split())
        if len(text) > self.most:
            raise ValueError(f"this text is {len(text):,} characters long; at most {self.most:,} fit here.")
        if self.required and not text.strip():
            raise ValueError(self.required)
        return text


class Day(Widget):
    """A date: a date of the spreadsheet's, or typed as 26/02/2027 or 2027-02-26."""

    def clean(self, value: Cell, row=None, **kwargs) -> datetime.date | None:
        """The date, or None where the cell is empty."""
        if value.is_empty:
            return None
        text = str(value.value).strip() if value.kind in {"s", "d"} else ""
        typed = _UK_DATE.match(text)
        try:
            if typed:
                day = datetime.date(int(typed.group(3)), int(typed.group(2)), int(typed.group(1)))
            else:
                day = datetime.date.fromisoformat(text)
        except ValueError:
            day = datetime.date.min
        if not datetime.date(1990, 1, 1) <= day <= datetime.date(2100, 1, 1):
            raise ValueError("this is not a date. Type it like 26/02/2027.")
        return day


class OneOf(Widget):
    """One of some names, whatever its capitals; `short` lets the first word stand for the whole."""

    def __init__(self, known: dict[str, Any], wrong: str, *, required: str = "", short: bool = False) -> None:
        super().__init__()
        self.known = {name.casefold(): value for name, value in known.items()}
        if short:
            self.known |= {name.partition(":")[0].casefold(): value for name, value in known.items()}
        self.wrong, self.required = wrong, required

    def clean(self, value: Cell, row=None, **kwargs) -> Any:
        """What stands behind the name; None where the cell is empty."""
        text = " ".join(said(value).split())
        if not text and value.kind in {"", "s"}:
            if self.required:
                raise ValueError(self.required)
            return None
        if text.casefold() not in self.known:
            raise ValueError(self.wrong.format(text[:80] or "this"))
        return self.known[text.casefold()]


class Address(Words):
    """A link to a web page."""

    def clean(self, value: Cell, row=None, **kwargs) -> str:
        """The link, which begins with http:// or https://."""
        text = super().clean(value, row, **kwargs).strip()
        if text and not re.match(r"https?://[^\s/]+", text):
            raise ValueError("this is not a link. It begins with https://.")
        return text
