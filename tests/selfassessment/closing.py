"""Reaching the next round, and with it a closed one."""

import datetime

from assurance.models import Round
from assurance.operations.councils import start_round


def next_round(northmoor, now: datetime.datetime, **given) -> Round:
    """The round after Northmoor's of 2027, begun from it; being prepared unless it is said to be `current`."""
    asked = {
        "council": northmoor.council, "edition": northmoor.round.edition, "slug": "2028",
        "title": "2028 annual self-assessment", "previous": northmoor.round, "by": northmoor.callum, "at": now, **given,
    }  # fmt: skip
    return start_round(**asked)


def closed(northmoor, now: datetime.datetime) -> Round:
    """Northmoor's round of 2027, closed because the one of 2028 became current."""
    next_round(northmoor, now, current=True)
    return Round.objects.with_setting().get(pk=northmoor.round.pk)
