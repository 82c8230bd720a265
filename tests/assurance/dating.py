"""Reaching the states of a timeline by the operations people use."""

import datetime

from assurance.models import Milestone
from assurance.operations.timeline import start_timeline

NOTIFIED = datetime.date(2026, 12, 7)


def begun(round, by, at, notified=NOTIFIED) -> dict[str, Milestone]:
    """A timeline that has begun; its milestones by slug."""
    return {one.slug: one for one in start_timeline(round=round, notified_on=notified, by=by, at=at)}


def date_of(round, slug: str) -> datetime.date | None:
    """The date that holds for a milestone now."""
    return Milestone.objects.get(round=round, slug=slug).on
