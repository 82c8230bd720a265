"""The steps of a pool that have a day: which there are, how many days away each is, whether it is late.

Pure. The days we suggest are ours and say so: nobody has published the regulator's. Every one is the council's to type.

>>> [step.slug for step in STEPS]
['list', 'chosen', 'documents', 'audits', 'interviews']
>>> deadline = Deadline("The list goes", datetime.date(2027, 2, 3), -2, step="list")
>>> deadline.tag, deadline.told
(('Overdue', 'red'), '2 days ago')
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from assurance.workingdays import working_days_from

SOON = 7  # days before a step from which it is told to people
NO_HOLIDAYS: frozenset[datetime.date] = frozenset()


@dataclass(frozen=True)
class Step:
    """One step: what happens, what is asked of whoever sets its day, what they tick, the day we suggest."""

    slug: str
    title: str
    asks: str
    ticks: str
    after: int  # working days after the letter, as we suggest it

    @property
    def field(self) -> str:
        """The name of its day on the pool."""
        return f"{self.slug}_due_on"


STEPS = (
    Step("list", "The list goes to the regulator", "When does the list go to the regulator?", "The list has gone", 15),
    Step(
        "chosen", "The regulator says which it tracks", "When does the regulator say which it tracks?",
        "The choice is here", 20,
    ),
    Step(
        "documents", "Documents of the tracked cases are due", "When are the documents of those due?",
        "The documents are with the regulator", 25,
    ),
    Step(
        "audits", "Practice audits are finished", "By when are practice audits finished?", "Every audit is finished", 30
    ),
    Step(
        "interviews", "The regulator speaks to people", "When does the regulator speak to people?",
        "Everybody was spoken to", 35,
    ),
)  # fmt: skip
DAYS = tuple(step.field for step in STEPS)


@dataclass(frozen=True)
class Deadline:
    """A day of the pool: what, when, how many days away it is, and since when it is done."""

    what: str
    on: datetime.date
    days: int
    step: str = ""
    done_on: datetime.date | None = None

    @property
    def told(self) -> str:
        """In words: "in 3 days", "today", "2 days ago", "done on 3 March 2027"."""
        if self.done_on:
            return f"done on {self.done_on:%-d %B %Y}"
        if self.days == 0:
            return "today"
        number = abs(self.days)
        days = f"{number} day{'' if number == 1 else 's'}"
        return f"in {days}" if self.days > 0 else f"{days} ago"

    @property
    def is_overdue(self) -> bool:
        """Whether its day has passed and nobody has said that it is done."""
        return bool(self.step) and self.done_on is None and self.days < 0

    @property
    def is_soon(self) -> bool:
        """Whether its day comes within a week and nobody has said that it is done."""
        return bool(self.step) and self.done_on is None and 0 <= self.days <= SOON

    @property
    def tag(self) -> tuple[str, str]:
        """In a word, with the colour of its tag; empty for a day that is far away."""
        if self.done_on:
            return "Done", "green"
        if self.is_overdue:
            return "Overdue", "red"
        return ("Due", "yellow") if self.is_soon else ("", "")


def deadlines(
    days: Mapping[str, datetime.date | None], done: Mapping[str, str], today: datetime.date
) -> list[Deadline]:
    """The steps that have a day, the earliest first; `done` is since when a step is done, by slug."""
    found = [
        Deadline(step.title, on, (on - today).days, step.slug, _day(done.get(step.slug)))
        for step in STEPS
        if (on := days.get(step.field)) is not None
    ]
    return sorted(found, key=lambda one: one.on)


def suggested(letter: datetime.date) -> dict[str, datetime.date]:
    """The days we suggest for a letter of this day, in working days, by the step's field; bank holidays count."""
    return {step.field: working_days_from(letter, step.after, NO_HOLIDAYS) for step in STEPS}


def out_of_order(days: Mapping[str, datetime.date | None]) -> str:
    """The field of the first of list, choice and documents that comes before the one it follows; empty if none."""
    latest = None
    for step in STEPS[:3]:
        on = days.get(step.field)
        if on is not None and latest is not None and on < latest:
            return step.field
        latest = on or latest
    return ""


def _day(written: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(written) if written else None
