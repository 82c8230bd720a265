"""Giving a statement its score."""

import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from assurance import history
from assurance import scoring as arithmetic
from assurance.models import EvidenceCategory, QualityStatement, Round, User
from selfassessment.models import CategoryScore, Confidence, Judgement, Score
from selfassessment.operations.writing import as_stored, judgement_of
from selfassessment.statuses import Status


class ScoreRefused(Exception):
    """A score that can't be recorded; the text is the sentence to show."""


class StaleScore(ScoreRefused):
    """Somebody else scored the statement meanwhile; `current` is what stands now."""

    def __init__(self, current: Score | None) -> None:
        who = current.changed_by.name if current and current.changed_by else "Somebody"
        was = f"{current.value}" if current else "none"
        super().__init__(
            f"{who} changed this score while you were here: it is now {was}. Your score was not recorded. "
            "Read their reason, then give your score again if you still want to change it."
        )
        self.current = current


@transaction.atomic
def record_score(
    *,
    round: Round,
    statement: QualityStatement,
    reason: str,
    version: int,
    by: User,
    at: datetime.datetime,
    value: int | None = None,
    categories: dict[EvidenceCategory, int] | None = None,
    confidence: str = "",
) -> Score:
    """Score a statement 1 to 4 with a reason, starting from `version` of its score (0: it had none).

    Under the 2023 method the categories are scored and the statement's score is worked out from them; otherwise
    `value` is the score itself. The section's row is held, so that it can't be signed off at the same moment.
    """
    method = round.edition.method
    reason = as_stored(reason).strip()
    if not reason:
        raise ScoreRefused("Give the reason for this score: a sentence or two is enough.")
    try:
        if method.scores_categories:
            _check_categories(round, categories or {})
            value = arithmetic.statement_score(method, list((categories or {}).values()))
        value = arithmetic.check_score(value)
    except arithmetic.ScoreError as error:
        raise ScoreRefused(str(error)) from error
    if confidence not in {"", *Confidence.values}:
        raise ScoreRefused("Choose how sure you are from the list. Nothing was changed.")
    judgement = _hold_unsigned(round, statement)
    before = Score.objects.filter(judgement=judgement).prefetch_related("category_scores__category").first()
    before_plain = _as_plain(before)
    score = _write(judgement, value, reason, confidence, version, by, at)
    if method.scores_categories:
        score.category_scores.all().delete()
        CategoryScore.objects.bulk_create(
            CategoryScore(score=score, category=category, value=given)
            for category, given in (categories or {}).items()
        )
    history.record(
        by=by,
        at=at,
        round=round,
        statement=statement,
        verb="scored",
        subject=statement.title,
        before=before_plain,
        after=_as_plain(Score.objects.prefetch_related("category_scores__category").get(pk=score.pk)),
        about_scores=True,
    )
    return score


def _check_categories(round: Round, categories: dict[EvidenceCategory, int]) -> None:
    wanted = list(EvidenceCategory.objects.filter(edition_id=round.edition_id))
    missing = [category.title for category in wanted if category not in categories]
    if missing:
        raise arithmetic.ScoreError(f"Score every evidence category; missing: {', '.join(missing)}.")
    if len(categories) != len(wanted):
        raise arithmetic.ScoreError("An evidence category of another edition was scored. Nothing was changed.")


def _hold_unsigned(round: Round, statement: QualityStatement) -> Judgement:
    begun = judgement_of(round=round, statement=statement)
    judgement = Judgement.objects.select_for_update(no_key=True).get(pk=begun.pk)
    if judgement.status == Status.SIGNED_OFF:
        raise ScoreRefused(
            "This round is signed off, so its scores can’t be changed. Your score was not recorded; it is still on "
            "this page. The director can reopen the round."
        )
    return judgement


def _write(
    judgement: Judgement,
    value: int,
    reason: str,
    confidence: str,
    version: int,
    by: User,
    at: datetime.datetime,
) -> Score:
    given = {"value": value, "reason": reason, "confidence": confidence, "changed_by": by, "changed_at": at}
    if version == 0:
        try:
            with transaction.atomic():
                return Score.objects.create(judgement=judgement, **given)
        except IntegrityError:
            raise StaleScore(Score.objects.select_related("changed_by").get(judgement=judgement)) from None
    written = Score.objects.filter(judgement=judgement, version=version).update(version=F("version") + 1, **given)
    if not written:
        raise StaleScore(Score.objects.select_related("changed_by").filter(judgement=judgement).first())
    return Score.objects.get(judgement=judgement)


def _as_plain(score: Score | None) -> dict | None:
    if score is None:
        return None
    plain: dict = {"score": score.value, "reason": score.reason}
    if score.confidence:
        plain["confidence"] = score.confidence
    # A list of pairs: PostgreSQL does not keep the order of the names in an object.
    given = sorted(score.category_scores.all(), key=lambda c: c.category.number)
    categories = [[c.category.title, c.value] for c in given]
    return {**plain, "categories": categories} if categories else plain
