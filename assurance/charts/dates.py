"""The dates of an assessment along a line of months: one row a date, the plan beside it, today marked. Pure.

How a date came about is told by its mark, not by colour alone: a full circle was typed, a square follows a rule, an
empty circle is an estimate. A date that moved shows an empty diamond where the plan had it.
"""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assurance.charts.drawing import BLUE, GREY, INK, WHITE, Drawing
from assurance.charts.lettering import lines_of, width_of

TYPED, RULE, ESTIMATE = "typed", "by rule", "estimate"
ROW, TOP = 30.0, 62.0
MONTH, EDGE = 13, 14  # the letters of months and years, and how far they may reach beyond the last day


@dataclass(frozen=True)
class Mark:
    """One date: what it is, when, how it came about (in words), when the plan had it, and whether it is behind us."""

    title: str
    on: datetime.date
    how: str
    planned: datetime.date | None = None
    over: bool = False


def dates_chart(
    *, name: str, marks: Sequence[Mark], today: datetime.date, title: str, description: str, narrow: bool = False
) -> Drawing:
    """The marks from top to bottom in the order of their days; on a narrow page each title stands above its line."""
    width, left, size = (320.0, 8.0, 13) if narrow else (760.0, 292.0, 14)
    drawing = Drawing(name, width, title=title, description=description)
    if not marks:
        return drawing
    marks = sorted(marks, key=lambda mark: (mark.on, mark.title))
    days = [*(mark.on for mark in marks), *(mark.planned for mark in marks if mark.planned)]
    first, last = min(days), max(days)
    across = _Across(first, last, left + 12, width - 14)
    row = ROW + 16 if narrow else ROW
    bottom = TOP + row * len(marks)
    for month in across.months():
        drawing.line((month.at, TOP - 12), (month.at, bottom), stroke="#dfe1e2")
        if month.said:
            drawing.words(month.said_at, TOP - 18, month.said, size=MONTH, fill=GREY)
        if month.year:
            drawing.words(month.year_at, TOP - 36, month.year, size=MONTH, bold=True, fill=GREY)
    if first <= today <= last:
        x = across.at(today)
        drawing.line((x, TOP - 12), (x, bottom), stroke=BLUE, width=2, dashes=(5, 3))
        half = width_of("today", 13, bold=True) / 2
        place = min(max(x, half), width - half)
        drawing.words(place, bottom + 16, "today", size=13, bold=True, fill=BLUE, anchor="middle")
    for place, mark in enumerate(marks):
        _row(drawing, mark, across, TOP + row * place, row, left if not narrow else width, size, narrow=narrow)
    drawing.height = bottom + 24
    return drawing


def _row(
    drawing: Drawing, mark: Mark, across: "_Across", top: float, row: float, room: float, size: int, *, narrow: bool
) -> None:
    y = top + row - 13 if narrow else top + row / 2
    ink = GREY if mark.over else INK
    words = lines_of(mark.title, size, room - 16)
    said = words[0] if len(words) == 1 else f"{words[0]} …"
    if narrow:  # so that no line of a month runs through the words
        drawing.boxes((6, y - 28, width_of(said, size) + 4, 15), fill=WHITE)
    drawing.words(8 if narrow else 0, y - 16 if narrow else y + 5, said, size=size, fill=ink)
    drawing.line((across.start - 12, top + row), (across.end + 8, top + row), stroke="#f3f2f1")
    x = across.at(mark.on)
    if mark.planned and mark.planned != mark.on:
        was = across.at(mark.planned)
        drawing.line((was, y), (x, y), stroke=GREY, width=1.5, dashes=(3, 3))
        drawing.area(
            (was, y - 6), (was + 6, y), (was, y + 6), (was - 6, y), fill=WHITE, stroke=GREY, stroke_width=1.5
        )
    if mark.how == RULE:
        drawing.box(x - 6, y - 6, 12, 12, fill=ink)
    else:
        drawing.circle(x, y, 6, fill=WHITE if mark.how == ESTIMATE else ink, stroke=ink, width=2)


@dataclass(frozen=True)
class _Month:
    day: datetime.date
    at: float
    said: str = ""  # its name, and where that ends or begins
    said_at: float = 0.0
    year: str = ""
    year_at: float = 0.0


class _Across:
    """Where days lie between two edges."""

    def __init__(self, first: datetime.date, last: datetime.date, start: float, end: float) -> None:
        self.first, self.last, self.start, self.end = first, last, start, end
        self._days = max((last - first).days, 1)

    def at(self, day: datetime.date) -> float:
        """The place of a day."""
        return self.start + (day - self.first).days / self._days * (self.end - self.start)

    def months(self) -> list[_Month]:
        """The first days of the months between: each named where there is room, else every second, third or so.

        Januaries are among those named whatever is left out, and each year stands above the first of its months drawn.
        """
        drawn = [(day, self.at(day)) for day in self._firsts()]
        for step in (1, 2, 3, 4, 6, 12):
            named = {day for day, _ in drawn if (day.month - 1) % step == 0}
            names = self._placed([(day, x, f"{day:%b}") for day, x in drawn if day in named])
            if names is not None:
                break
        else:
            names = {}
        years = self._years(drawn)
        return [
            _Month(day, x, f"{day:%b}" if day in names else "", names.get(day, 0.0), *years.get(day, ("", 0.0)))
            for day, x in drawn
        ]

    def _firsts(self) -> Iterator[datetime.date]:
        year, month = self.first.year, self.first.month
        if self.first.day == 1:
            yield self.first
        while (year, month) < (self.last.year, self.last.month):
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
            yield datetime.date(year, month, 1)

    def _placed(self, names: list[tuple[datetime.date, float, str]]) -> dict[datetime.date, float] | None:
        """Where each name begins; None where two would touch."""
        placed: dict[datetime.date, float] = {}
        reached = 0.0
        for day, x, said in names:
            wide = width_of(said, MONTH)
            begins = min(x + 3, self.end + EDGE - wide)  # the last one may stand before its line
            if begins < reached:
                return None
            placed[day], reached = begins, begins + wide + 5
        return placed

    def _years(self, drawn: list[tuple[datetime.date, float]]) -> dict[datetime.date, tuple[str, float]]:
        """Each year where the first of its months stands; one without room gives way to the left of the next."""
        years: dict[datetime.date, tuple[str, float]] = {}
        until = self.end + EDGE
        heads = [one for place, one in enumerate(drawn) if not place or one[0].month == 1]
        for day, x in reversed(heads):
            said = str(day.year)
            wide = width_of(said, MONTH, bold=True)
            begins = min(x + 3, until - wide)
            if begins >= 0:
                years[day] = (said, begins)
                until = begins - 6
        return years
