"""The dates of a round as entries of a calendar: the timeline's own, and those of the rooms upstairs.

A room registers what it has with the permission somebody needs to see it. An entry holds a title, a time and how that
was counted, nothing else: it leads to calendars that other people may look into.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from assurance.access import Access
from assurance.counted import counted_of, estimate_behind, holidays_of
from assurance.models import Milestone, Round
from assurance.roles import Permission


@dataclass(frozen=True)
class Entry:
    """One date. `on` is a whole day; otherwise it begins and ends at moments. `uid` is the same for ever."""

    uid: str
    title: str
    on: datetime.date | None = None
    starts_at: datetime.datetime | None = None
    ends_at: datetime.datetime | None = None
    cancelled: bool = False
    estimate: bool = False  # nobody has typed it, and it rests on what happened elsewhere
    note: str = ""  # how the date was counted, and nothing else
    changes: int = 0  # how often it was changed, so that calendars know which of two is the later


Source = Callable[[Round], Iterable[Entry]]
_sources: list[tuple[Permission, Source]] = []


def register(permission: Permission, source: Source) -> None:
    """Let a room upstairs add its dates, for those who have this permission."""
    _sources.append((permission, source))


def entries_of(round: Round, access: Access) -> list[Entry]:
    """Every date of a round that this person may see: one query for each room."""
    milestones = list(Milestone.objects.in_round(round))
    by_slug, holidays = {one.slug: one for one in milestones}, holidays_of(milestones)
    found = [
        Entry(
            f"milestone-{one.slug}", one.title, on=one.happened_on or one.on, changes=one.version - 1 + one.moves,
            estimate=estimate_behind(one, by_slug) is not None, note=_how(one, by_slug, holidays),
        )
        for one in milestones
        if one.happened_on or one.on
    ]  # fmt: skip
    for permission, source in _sources:
        if access.may(permission):
            found += source(round)
    return found


def _how(one: Milestone, by_slug: Mapping[str, Milestone], holidays: frozenset[datetime.date]) -> str:
    """How a date was counted, and on which estimate it rests; empty where somebody typed it or it happened."""
    if one.typed_on or one.happened_on:
        return ""
    counted, behind = counted_of(one, by_slug, holidays), estimate_behind(one, by_slug)
    if behind is None:
        return counted
    own = "Estimate" if behind is one else f"By rule, but “{behind.title}” is an estimate"
    return f"{own}: {counted}" if counted else own
