"""The only door to Event: every operation tells here what was done, beside the act and in the same transaction."""

import datetime
from typing import Any

from assurance.models import Council, Event, QualityStatement, Round, User
from assurance.models.framework import OPENING


def record(
    *,
    by: User | None,
    at: datetime.datetime,
    verb: str,
    subject: str,
    council: Council | None = None,
    round: Round | None = None,
    statement: QualityStatement | None = None,
    opening: bool = False,
    before: Any = None,
    after: Any = None,
    about_scores: bool = False,
) -> Event:
    """Add one event: who did what to which subject, and what it was before and is now.

    `by` is None for what the service does itself. `before` and `after` are plain JSON values.
    """
    event = Event(
        at=at,
        actor_id=by.pk if by else None,
        actor_name=by.name if by else "The service",
        council_id=council.pk if council else (round.council_id if round else None),
        round_id=round.pk if round else None,
        section=statement.slug if statement else (OPENING if opening else ""),
        verb=verb,
        subject=subject[:300],
        before=before,
        after=after,
        about_scores=about_scores,
    )
    event.save()
    return event
