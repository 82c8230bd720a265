"""Saying that one has a section open for writing. It is no act in the round, so the history does not tell of it."""

import datetime

from django.db import transaction

from assurance.models import QualityStatement, Round, User
from selfassessment.models import Judgement, Presence
from selfassessment.operations.writing import judgement_of


@transaction.atomic
def be_present(
    *, round: Round, statement: QualityStatement | None, slot: str, by: User, at: datetime.datetime
) -> Judgement:
    """Note that a person has a section open, and in which slot (its key, or empty); returns the section."""
    judgement = Judgement.objects.filter(round=round, statement=statement).first()
    judgement = judgement or judgement_of(round=round, statement=statement)
    seen = Presence.objects.filter(judgement=judgement, person=by).update(slot=slot, at=at)
    if not seen:
        Presence.objects.get_or_create(judgement=judgement, person=by, defaults={"slot": slot, "at": at})
    return judgement
