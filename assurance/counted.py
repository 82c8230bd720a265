"""How a date of the timeline is counted, in words, for its page and for calendars."""

import datetime
from collections.abc import Iterable, Mapping

from assurance.bank_holidays import bank_holidays
from assurance.models import Milestone
from assurance.slips import count_in_words
from assurance.timeline import RULE, why_moved


def counted_of(one: Milestone, by_slug: Mapping[str, Milestone], holidays: frozenset[datetime.date]) -> str:
    """How it is counted when nobody types it, and why it is moved off a day off; empty where it is not counted."""
    if not one.counted_from:
        return ""
    start = by_slug.get(one.counted_from)
    from_day = (start.happened_on or start.on) if start else None
    holds = from_day is not None and not one.typed_on and not one.happened_on
    moved = why_moved(from_day, one.days, one.working_days, holidays) if holds and from_day else ""
    return count_in_words(start.title if start else one.counted_from, one.days, one.working_days, moved)


def is_estimate(one: Milestone) -> bool:
    """Whether a date is only what happened elsewhere: counted, by no rule, and neither typed nor happened."""
    return one.on is not None and one.basis != RULE and not one.typed_on and not one.happened_on


def estimate_behind(one: Milestone, by_slug: Mapping[str, Milestone]) -> Milestone | None:
    """The estimate a date rests on: itself, or what it is counted from by rules; None where nothing is estimated."""
    step: Milestone | None = one
    while step is not None and not step.typed_on and not step.happened_on:
        if is_estimate(step):
            return step
        step = by_slug.get(step.counted_from)
    return None


def holidays_of(milestones: Iterable[Milestone]) -> frozenset[datetime.date]:
    """The bank holidays of the years a round's dates lie in, and of those beside them."""
    years = [d.year for one in milestones for d in (one.planned_on, one.on, one.happened_on) if d] or [2000]
    return bank_holidays(min(years) - 1, max(years) + 1)  # the day a count would reach may lie in the next one
