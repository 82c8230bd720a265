"""What happened in a round since a moment, as far as somebody may read it: summed up, and score by score."""

import datetime
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Max, QuerySet

from assurance.access import Access
from assurance.models import Event, Round
from assurance.questions import Question


class SummedUp(NamedTuple):
    """One kind of act by one person upon one thing; `part` for words that were written."""

    verb: str
    section: str
    actor_name: str
    subject: str
    part: str | None


class Scored(NamedTuple):
    """A score that was given: what the event holds as before and after."""

    section: str
    actor_name: str
    before: dict[str, Any] | None
    after: dict[str, Any]


@dataclass(frozen=True)
class Lately:
    """Who did what to what, each once however often, and every score that was given; both the latest first."""

    told: list[SummedUp]
    scored: list[Scored]


def lately(round: Round, access: Access, since: datetime.datetime | None) -> Lately:
    """What happened after a moment, or ever, without what this person may not see: two queries."""
    asked = (round.pk, round.council_id, access, since)
    return Lately(
        [SummedUp(*columns) for columns in _told.tuples(*asked)],
        [Scored(*columns) for columns in _scored.tuples(*asked)],
    )


def _since(round: int, council: int, access: Access, since: datetime.datetime | None) -> QuerySet[Event]:
    happened = Event.objects.in_round(Round(pk=round, council_id=council)).readable_with(access)
    return happened.filter(at__gt=since) if since else happened


@Question
def _told(round: int, council: int, access: Access, since: datetime.datetime | None) -> QuerySet:
    """The database does the counting."""
    told = ("verb", "section", "actor_name", "subject", "after__part")
    groups = _since(round, council, access, since).order_by().values(*told)
    # When it was last is only for the order: reading hundreds of times took longer than finding them.
    return groups.annotate(last=Max("at")).order_by("-last").values_list(*told)


@Question
def _scored(round: int, council: int, access: Access, since: datetime.datetime | None) -> QuerySet:
    scores = _since(round, council, access, since).filter(verb="scored")
    return scores.values_list("section", "actor_name", "before", "after")
