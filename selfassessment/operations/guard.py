"""What people say about findings of the personal-data guard in a section."""

import datetime

from django.db import transaction

from assurance import guard, history
from assurance.guard import Concern
from assurance.models import OPENING_TITLE, QualityStatement, Round, User


@transaction.atomic
def confirm_concerns(
    *,
    concerns: list[Concern],
    round: Round,
    statement: QualityStatement | None,
    by: User | None,
    at: datetime.datetime,
    subject: str = "",
) -> None:
    """Tell the history that somebody looked at these and said they are nobody's; call it beside the save."""
    if concerns:
        history.record(
            by=by,
            at=at,
            round=round,
            statement=statement,
            opening=statement is None,
            verb=guard.CONFIRMED,
            subject=subject or (statement.title if statement else OPENING_TITLE),
            after=guard.told(concerns),
        )
