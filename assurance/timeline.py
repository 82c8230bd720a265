"""The dates of an assessment, worked out from those that are known. Pure.

A milestone is typed, or counted from another one by a preset. Whatever is typed wins, and what hangs on it follows.
Working days are counted as in `assurance.workingdays`; a preset in calendar days that ends on a day off moves to the
working day before it, so that nobody is late by a bank holiday. The presets are a council's to edit: most of them are
what happened elsewhere and not a rule (fixtures/timeline).
"""

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assurance.workingdays import FRIDAY, is_working_day, working_days_from

RULE, ESTIMATE, TYPED = "rule", "estimate", "typed"
BASES = (RULE, ESTIMATE, TYPED)
ONE = datetime.timedelta(days=1)


class TimelineError(ValueError):
    """A set of milestones that can't be worked out; the text is the sentence to show."""


@dataclass(frozen=True)
class Milestone:
    """One date of the assessment and how it is counted when nobody has typed it. `days` are calendar days."""

    slug: str
    title: str
    basis: str
    source: str = ""
    counted_from: str = ""
    days: int = 0
    working_days: int | None = None


@dataclass(frozen=True)
class Dated:
    """A milestone with its date, or None while what it is counted from is not known. `typed` when a person gave it."""

    milestone: Milestone
    on: datetime.date | None
    typed: bool

    @property
    def said(self) -> str:
        """How the date came about, in a word or two."""
        if self.typed:
            return "typed"
        if self.on is None:
            return "not known yet"
        return "by rule" if self.milestone.basis == RULE else "estimate"


def milestones_from(rows: Sequence[Mapping[str, Any]]) -> list[Milestone]:
    """Milestones from the mappings of a reviewed file, in its order; raises TimelineError with a sentence.

    >>> milestones_from([{"slug": "visit", "title": "Visit", "basis": "typed"}])[0].title
    'Visit'
    """
    found = [
        Milestone(
            slug=row["slug"],
            title=row["title"],
            basis=row["basis"],
            source=row.get("source", ""),
            counted_from=row.get("from", ""),
            days=row.get("days", 0),
            working_days=row.get("working_days"),
        )
        for row in rows
    ]
    check(found)
    return found


def check(milestones: Sequence[Milestone]) -> None:
    """Raise TimelineError where a set names a milestone twice, one that is not there, or counts in a circle."""
    by_slug = {milestone.slug: milestone for milestone in milestones}
    if len(by_slug) < len(milestones):
        raise TimelineError("Two milestones have the same name in addresses. Give each its own; nothing was changed.")
    for milestone in milestones:
        if milestone.basis not in BASES:
            raise TimelineError(f"“{milestone.title}” has the basis “{milestone.basis}”, which is none of {BASES}.")
        seen, step = [milestone.slug], milestone
        while step.counted_from:
            if step.counted_from not in by_slug:
                raise TimelineError(f"“{step.title}” is counted from “{step.counted_from}”, which is not there.")
            if step.counted_from in seen:
                titles = " and ".join(f"“{by_slug[slug].title}”" for slug in seen[1:])
                by_way_of = f", by way of {titles}" if titles else ""
                raise TimelineError(f"“{milestone.title}” is counted from itself{by_way_of}.")
            seen.append(step.counted_from)
            step = by_slug[step.counted_from]


def worked_out(
    milestones: Sequence[Milestone],
    typed: Mapping[str, datetime.date],
    holidays: Collection[datetime.date],
) -> list[Dated]:
    """Every milestone with its date, in the order given.

    `typed` holds what people typed, by slug; `holidays` the bank holidays of the years it may reach into.

    >>> answer = Milestone("answer", "Answer", RULE, counted_from="draft", working_days=10)
    >>> draft = Milestone("draft", "Draft", TYPED)
    >>> dates = worked_out([draft, answer], {"draft": datetime.date(2027, 3, 19)}, {datetime.date(2027, 3, 26)})
    >>> dates[1].on
    datetime.date(2027, 4, 5)
    """
    by_slug = {milestone.slug: milestone for milestone in milestones}
    if unknown := sorted(set(typed) - set(by_slug)):
        raise TimelineError(f"There is no milestone “{unknown[0]}”.")
    known: dict[str, datetime.date | None] = dict(typed)

    def date_of(slug: str) -> datetime.date | None:
        if slug not in known:
            milestone = by_slug[slug]
            start = date_of(milestone.counted_from) if milestone.counted_from else None
            known[slug] = None if start is None else _counted(milestone, start, holidays)
        return known[slug]

    return [Dated(milestone, date_of(milestone.slug), milestone.slug in typed) for milestone in milestones]


def _counted(milestone: Milestone, start: datetime.date, holidays: Collection[datetime.date]) -> datetime.date:
    if milestone.working_days is not None:
        return working_days_from(start, milestone.working_days, holidays)
    day = start + milestone.days * ONE
    while not is_working_day(day, holidays):
        day -= ONE
    return day


def why_moved(start: datetime.date, days: int, working_days: int | None, holidays: Collection[datetime.date]) -> str:
    """Why a date is not so many days from `start` as its count says, in words; empty where it is.

    >>> why_moved(datetime.date(2026, 12, 7), 21, None, {datetime.date(2026, 12, 25), datetime.date(2026, 12, 28)})
    'brought forward to the last working day before, because Monday 28 December 2026 is a bank holiday'
    >>> why_moved(datetime.date(2026, 12, 7), 7, None, set())
    ''
    """
    if working_days is None:
        plain, where = start + days * ONE, "brought forward to the last working day before"
    elif working_days == 0:
        plain, where = start, "put off to the next working day"
    else:  # such a count ends on a working day by itself
        return ""
    if is_working_day(plain, holidays):
        return ""
    why = "no working day" if plain.weekday() > FRIDAY else "a bank holiday"
    return f"{where}, because {plain:%A} {plain.day} {plain:%B %Y} is {why}"
