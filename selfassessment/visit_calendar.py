"""The sessions of a visit as entries of a calendar: titles and times, nothing else."""

from collections.abc import Iterator

from assurance.calendars import Entry
from assurance.models import Round
from selfassessment.models import VisitSession


def visit_entries(round: Round) -> Iterator[Entry]:
    """Every session of a round, the cancelled ones too, so that they leave people's calendars: one query."""
    for session in VisitSession.objects.filter(round=round).order_by("starts_at", "pk"):
        yield Entry(
            uid=f"session-{session.number}", title=session.title, starts_at=session.starts_at, ends_at=session.ends_at,
            cancelled=session.cancelled_at is not None, changes=session.version - 1,
        )  # fmt: skip
