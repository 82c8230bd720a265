"""Saying when a section has to be ready."""

import datetime

from django.db import transaction

from assurance import history
from assurance.models import QualityStatement, Round, User
from selfassessment.models import Judgement
from selfassessment.operations.moving import hold
from selfassessment.turns import title_of


@transaction.atomic
def set_due_date(
    *,
    round: Round,
    statement: QualityStatement | None,
    due_on: datetime.date | None,
    by: User,
    at: datetime.datetime,
) -> Judgement:
    """Give a section a day of its own by which it has to be ready; without one the round's day counts."""
    held = hold(round=round, statement=statement)
    before = held.due_on
    if before == due_on:
        return held
    Judgement.objects.filter(pk=held.pk).update(due_on=due_on)
    held.due_on = due_on
    history.record(
        by=by,
        at=at,
        round=round,
        statement=statement,
        opening=statement is None,
        verb="set the due date of",
        subject=title_of(statement),
        before={"due": str(before or "")},
        after={"due": str(due_on or "")},
    )
    return held
