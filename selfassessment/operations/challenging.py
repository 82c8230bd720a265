"""Giving a challenge score: what somebody from outside would score a statement, before they see the team's own."""

import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from assurance import history
from assurance import scoring as arithmetic
from assurance.models import QualityStatement, Round, User
from selfassessment.models import ChallengeScore
from selfassessment.operations.scoring import ScoreRefused
from selfassessment.operations.writing import as_stored, judgement_of


class StaleChallenge(ScoreRefused):
    """The challenger gave another score meanwhile, in another window; `current` is what stands now."""

    def __init__(self, current: ChallengeScore | None) -> None:
        was = f"it is now {current.value}" if current else "it is not there any more"
        super().__init__(
            f"You changed this score in another window: {was}. What you sent was not recorded. "
            "Look at what stands here, then give your score again if you still want to change it."
        )
        self.current = current


@transaction.atomic
def record_challenge(
    *,
    round: Round,
    statement: QualityStatement,
    value: int,
    reason: str,
    version: int,
    by: User,
    at: datetime.datetime,
) -> ChallengeScore:
    """Record what a challenger would score a statement and why, from `version` of their own score (0: none yet)."""
    reason = as_stored(reason).strip()
    if not reason:
        raise ScoreRefused("Give the reason for this score: a sentence or two is enough.")
    try:
        value = arithmetic.check_score(value)
    except arithmetic.ScoreError as error:
        raise ScoreRefused(str(error)) from error
    judgement = judgement_of(round=round, statement=statement)
    own = ChallengeScore.objects.filter(judgement=judgement, by=by)
    before = own.first()
    if version == 0:
        try:
            with transaction.atomic():
                given = ChallengeScore.objects.create(judgement=judgement, by=by, value=value, reason=reason, at=at)
        except IntegrityError:
            raise StaleChallenge(own.first()) from None
    else:
        if not own.filter(version=version).update(value=value, reason=reason, version=F("version") + 1, at=at):
            raise StaleChallenge(own.first())
        given = own.get()
    history.record(
        by=by,
        at=at,
        round=round,
        statement=statement,
        verb="gave a challenge score for" if before is None else "changed the challenge score for",
        subject=statement.title,
        before={"score": before.value, "reason": before.reason} if before else None,
        after={"score": value, "reason": reason},
        about_scores=True,
    )
    return given
