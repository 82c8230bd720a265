"""The timeline as its page shows it: each date with how it came about, how far it has moved, and the picture of all."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assurance.charts.dates import ESTIMATE, Mark, dates_chart
from assurance.counted import counted_of, holidays_of, is_estimate
from assurance.date_order import Dated, impossible
from assurance.models import Milestone
from assurance.operations.milestones import Told
from assurance.presenters.both import Both, differing
from assurance.slips import count_in_words, days_in_words, slip_in_words, slip_of

LETTER = "Check every date against your letter: the regulator’s own table of due dates is not public."


@dataclass(frozen=True)
class DateRow:
    """One date of the timeline, in words."""

    milestone: Milestone
    how: str
    counted: str
    slip: str
    is_late: bool
    away: str
    is_over: bool
    is_next: bool

    @property
    def on(self) -> datetime.date | None:
        """The date that holds: when it happened, where that is known."""
        return self.milestone.happened_on or self.milestone.on

    @property
    def day(self) -> str:
        """The date in short, such as "Thu 24 Dec 2026"; empty without one."""
        return f"{self.on:%a} {self.on.day} {self.on:%b %Y}" if self.on else ""


def rows_of(milestones: Sequence[Milestone], today: datetime.date) -> list[DateRow]:
    """Milestones in the order of their days; those without a date last, in the order of the list."""
    by_slug = {one.slug: one for one in milestones}
    ahead = [one for one in milestones if one.on and one.on >= today and not one.happened_on]
    following = min(ahead, key=lambda one: (one.on, one.number), default=None)
    holidays = holidays_of(milestones)
    rows = [_row(one, by_slug, holidays, today, is_next=one is following) for one in milestones]
    return sorted(rows, key=lambda row: (row.on is None, row.on or datetime.date.max, row.milestone.number))


def _row(
    one: Milestone, by_slug: dict[str, Milestone], holidays: frozenset[datetime.date], today: datetime.date, *,
    is_next: bool,
) -> DateRow:  # fmt: skip
    on = one.happened_on or one.on
    slip = slip_of(one.planned_on, on, holidays)
    return DateRow(
        milestone=one,
        how=how_of(one),
        counted=counted_of(one, by_slug, holidays),
        slip=slip_in_words(slip, moved=on != one.planned_on),
        is_late=bool(slip and slip > 0),
        away=days_in_words((on - today).days) if on else "",
        is_over=bool(one.happened_on) or bool(on and on < today),
        is_next=is_next,
    )


def how_of(one: Milestone) -> str:
    """How a date came about, in a word or two."""
    if one.happened_on:
        return "happened"
    if one.typed_on:
        return "typed"
    if one.on is None:
        return "not known yet"
    return ESTIMATE if is_estimate(one) else "by rule"


def in_no_order(milestones: Iterable[Milestone]) -> list[str]:
    """A sentence for each two dates that stand in an impossible order; what was taken out is left out."""
    standing = [one for one in milestones if one.removed_at is None]
    return impossible([Dated(one.slug, one.title, one.happened_on or one.on) for one in standing])


def both_of(yours: Told, theirs: Told, titles: dict[str, str]) -> list[Both]:
    """What differs between what somebody said of a date and what stands, in words."""

    def words(told: Told) -> dict[str, str]:
        counted = ""
        if told.counted_from:
            title = titles.get(told.counted_from, told.counted_from)
            counted = count_in_words(title, told.days, told.working_days)
        return {
            "Title": told.title, "Date": day_in_words(told.typed_on) if told.typed_on else "", "Count": counted,
            "Happened on": day_in_words(told.happened_on) if told.happened_on else "", "Note": told.note,
        }  # fmt: skip

    return differing(words(yours), words(theirs))


@dataclass(frozen=True)
class Picture:
    """The drawing for a wide page and for a narrow one."""

    wide: str
    narrow: str


def picture_of(rows: Sequence[DateRow], today: datetime.date) -> Picture | None:
    """The dated rows as a drawing; None where none has a date. The table below it says the same in words."""
    marks = [Mark(r.milestone.title, r.on, r.how, r.milestone.planned_on, r.is_over) for r in rows if r.on]
    if not marks:
        return None
    first, last = marks[0], marks[-1]
    title = f"{len(marks)} dates from {day_in_words(first.on)} to {day_in_words(last.on)}"
    moved = sum(bool(mark.planned and mark.planned != mark.on) for mark in marks)
    said = f"{moved} {'has' if moved == 1 else 'have'} moved since the plan was fixed. " if moved else ""
    description = f"{said}The table after this picture holds every date."

    def drawn(name: str, *, narrow: bool) -> str:
        return dates_chart(
            name=name, marks=marks, today=today, title=title, description=description, narrow=narrow
        ).svg()

    return Picture(drawn("dates", narrow=False), drawn("dates-narrow", narrow=True))


def day_in_words(on: datetime.date) -> str:
    """A day as officers write it."""
    return f"{on.day} {on:%B %Y}"
