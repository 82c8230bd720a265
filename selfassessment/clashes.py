"""What can't be right in a visit's timetable, as sentences; nothing is refused for it. Pure.

Times are shown in this country's time. A session that was cancelled clashes with nothing.
"""

import datetime
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

COUNTED = re.compile(r"(\d+|an?|one|two|three|four|five|six|some|several|other|another)(\s|$)", re.IGNORECASE)
LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Slot:
    """One session as the rules know it. `people` are words that stand for them, with their names."""

    key: str
    title: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    place: str = ""
    people: tuple[tuple[str, str], ...] = ()
    regulator: str = ""
    before_the_visit: bool = False  # a presentation or a data session, which lie outside its days anyway

    # Twenty sessions at once are 380 pairs: what is compared of each is worked out once.

    @cached_property
    def also(self) -> str:
        """What it is called where another session clashes with it."""
        return f"{self.key} “{self.title}”, {_time(self.starts_at)} to {_time(self.ends_at)}"

    @cached_property
    def ours(self) -> frozenset[str]:
        """The words that stand for our people."""
        return frozenset(word for word, _ in self.people)

    @cached_property
    def theirs(self) -> dict[str, str]:
        """Those of the regulator who are named, as they compare and as they are written."""
        return {_same(name): name for name in _of_the_regulator(self.regulator)}

    @cached_property
    def where(self) -> str:
        """Its place as it compares."""
        return _same(self.place)


def clashes_of(
    slots: Sequence[Slot], first: datetime.date | None = None, last: datetime.date | None = None
) -> dict[str, list[str]]:
    """The sentences about each session that has any; `first` and `last` are the visit's days where they are known.

    >>> nine = datetime.datetime(2027, 3, 8, 9, tzinfo=datetime.UTC)
    >>> hour = datetime.timedelta(hours=1)
    >>> one = Slot("S1", "Interview", nine, nine + hour, "Room 1")
    >>> clashes_of([one, Slot("S2", "Data", nine, nine + hour, "room 1")])["S1"]
    ['“Room 1” is also used by S2 “Data”, 9:00 to 10:00.']
    """
    found: dict[str, list[str]] = defaultdict(list)
    for slot in slots:
        if slot.ends_at <= slot.starts_at:
            found[slot.key].append(f"It ends at {_time(slot.ends_at)}, which is not after it begins.")
        if outside := _outside(slot, first, last):
            found[slot.key].append(outside)
    ordered = sorted(slots, key=lambda slot: slot.starts_at)
    for place, slot in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if other.starts_at >= slot.ends_at:
                break  # whatever comes later begins later still
            _meet(slot, other, found)
            _meet(other, slot, found)
    return dict(found)


def _meet(slot: Slot, other: Slot, found: dict[str, list[str]]) -> None:
    """What is double about two sessions at once, said of the first."""
    if names := [name for word, name in slot.people if word in other.ours]:
        found[slot.key].append(f"{_listed(names)} {'is' if len(names) == 1 else 'are'} also in {other.also}.")
    if names := [name for word, name in slot.theirs.items() if word in other.theirs]:
        are = "is" if len(names) == 1 else "are"
        found[slot.key].append(f"{_listed(names)} of the regulator’s team {are} also in {other.also}.")
    if slot.where and slot.where == other.where:
        found[slot.key].append(f"“{slot.place}” is also used by {other.also}.")


def _of_the_regulator(whom: str) -> list[str]:
    """The people of the regulator who are named, one by one; not those only counted, who may be others each time.

    >>> _of_the_regulator("Lead assessor and A. Moss, two assessors")
    ['Lead assessor', 'A. Moss']
    """
    names = [name.strip() for name in re.split(r"[,;&/\n]|\band\b", whom)]
    return [name for name in names if name and not COUNTED.match(name)]


def _listed(names: Sequence[str]) -> str:
    """Some names in words, the first three of many.

    >>> _listed(["Aisha"]), _listed(["Aisha", "Tom", "Ruth"]), _listed(["A", "B", "C", "D", "E"])
    ('Aisha', 'Aisha, Tom and Ruth', 'A, B, C and 2 others')
    """
    shown = [*names[:3], f"{len(names) - 3} others"] if len(names) > 4 else list(names)
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else shown[0]


def _same(place: str) -> str:
    return " ".join(place.casefold().split())


def _outside(slot: Slot, first: datetime.date | None, last: datetime.date | None) -> str:
    if first is None or slot.before_the_visit:
        return ""
    day, last = slot.starts_at.astimezone(LONDON).date(), max(first, last or first)
    if first <= day <= last:
        return ""
    until = "" if first == last else f" to {_day(last)}"
    return f"It lies outside the visit, which the timeline has on {_day(first)}{until}."


def _time(at: datetime.datetime) -> str:
    at = at.astimezone(LONDON)
    return f"{at.hour}:{at:%M}"


def _day(day: datetime.date) -> str:
    return f"{day.day} {day:%B %Y}"
