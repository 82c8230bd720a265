"""The nightly bulletin: on each evening of a day with sessions the team is told once where to read it."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils.timezone import localtime

from assurance import history
from assurance.models import Round
from assurance.operations.notices import tell
from selfassessment.models import Bulletin, VisitSession
from selfassessment.operations.return_chasing import possible_answerers

ONE_DAY = datetime.timedelta(days=1)
EVENING = 18  # o'clock in this country's time


def tell_bulletins(*, at: datetime.datetime) -> int:
    """Tell every team that had a session today of its bulletin, once it is evening; returns how many teams.

    Yesterday's is told too where nobody was, because the service stood still on that evening.
    """
    now = localtime(at)
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    days = [today - ONE_DAY, *([today] if now.hour >= EVENING else [])]
    return sum(
        tell_bulletin(round=round, day=begins.date(), at=at) for begins in days for round in _to_be_told(begins)
    )


def _to_be_told(begins: datetime.datetime) -> Iterable[Round]:
    """The open rounds that had a session on a day and whose team was not told of its bulletin."""
    sessions = VisitSession.objects.filter(cancelled_at=None, starts_at__gte=begins, starts_at__lt=begins + ONE_DAY)
    rounds = Round.objects.filter(pk__in=sessions.values("round"), closed_at=None)
    return rounds.exclude(bulletins__day=begins.date()).select_related("council")


@transaction.atomic
def tell_bulletin(*, round: Round, day: datetime.date, at: datetime.datetime) -> bool:
    """Tell everybody who sees the visit of one day's bulletin; False when they were told before."""
    _, is_new = Bulletin.objects.get_or_create(round=round, day=day, defaults={"told_at": at})
    if is_new:
        holds = (
            "today’s sessions, promises, and who is on tomorrow" if day == localtime(at).date()
            else "its sessions, promises, and who was on next"
        )  # fmt: skip
        tell(
            people=possible_answerers(round.council_id), council=round.council, round=round, at=at,
            sentence=f"The bulletin of {day.day} {day:%B} is there: {holds}",
            page="visit_bulletin", arguments=[round.slug, day.isoformat()],
        )  # fmt: skip
        history.record(
            by=None, at=at, round=round, verb="told everybody of the bulletin of", subject=f"{day:%d %B %Y}"
        )
    return is_new
