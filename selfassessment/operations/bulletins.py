"""The nightly bulletin: on each evening of a day with sessions the team is told once where to read it."""

import datetime

from django.db import transaction
from django.utils.timezone import localtime

from assurance import history
from assurance.models import Round
from assurance.operations.notices import tell
from selfassessment.models import Bulletin, VisitSession
from selfassessment.operations.follow_ups import possible_owners

EVENING = 18  # o'clock in this country's time


def tell_bulletins(*, at: datetime.datetime) -> int:
    """Tell every team that had a session today of its bulletin, once it is evening; returns how many teams."""
    today = localtime(at)
    if today.hour < EVENING:
        return 0
    begins = today.replace(hour=0, minute=0, second=0, microsecond=0)
    sessions = VisitSession.objects.filter(
        cancelled_at=None, starts_at__gte=begins, starts_at__lt=begins + datetime.timedelta(days=1)
    )
    rounds = Round.objects.filter(pk__in=sessions.values("round"), closed_at=None).exclude(
        bulletins__day=today.date()
    )  # fmt: skip
    return sum(tell_bulletin(round=round, day=today.date(), at=at) for round in rounds.select_related("council"))


@transaction.atomic
def tell_bulletin(*, round: Round, day: datetime.date, at: datetime.datetime) -> bool:
    """Tell everybody who sees the visit of one day's bulletin; False when they were told before."""
    _, is_new = Bulletin.objects.get_or_create(round=round, day=day, defaults={"told_at": at})
    if is_new:
        tell(
            people=possible_owners(round.council_id), council=round.council, round=round, at=at,
            sentence=f"The bulletin of {day.day} {day:%B} is there: today’s sessions, promises, and who is on tomorrow",
            page="visit_bulletin", arguments=[round.slug, day.isoformat()],
        )  # fmt: skip
        history.record(
            by=None, at=at, round=round, verb="told everybody of the bulletin of", subject=f"{day:%d %B %Y}"
        )
    return is_new
