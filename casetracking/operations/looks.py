"""Writing down who looked at people in the case room."""

import datetime

from assurance.models import User
from casetracking.models import Look, Pool


def record_look(*, pool: Pool, reference: str, page: str, by: User, at: datetime.datetime) -> None:
    """Write down that somebody looked at a page about people; without a reference at a list of many."""
    Look.objects.create(pool=pool, reference=reference, page=page, by=by, by_name=by.name, at=at)
