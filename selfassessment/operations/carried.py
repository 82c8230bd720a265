"""Confirming at once what was carried over into a section, by whoever agrees it."""

import datetime

from assurance import history
from assurance.models import OPENING_TITLE, User
from selfassessment.models import Citation, Judgement, PartText
from selfassessment.slots import Slot


def confirm_everything_carried(*, judgement: Judgement, by: User, at: datetime.datetime) -> None:
    """Say of every text and citation carried over into a section, whose row is held, that it still holds."""
    title = judgement.statement.title if judgement.statement else OPENING_TITLE
    for text in PartText.objects.filter(judgement=judgement).to_confirm().select_related("part", "i_statement"):
        slot = Slot(text.part, text.i_statement)
        PartText.objects.filter(pk=text.pk).update(needs_review=False)
        told = {"part": slot.key, "version": text.version}
        _tell(judgement, "confirmed", f"{title}: {slot.title}", by, at, told)
    for citation in Citation.objects.filter(judgement=judgement).to_confirm().select_related("evidence"):
        Citation.objects.filter(pk=citation.pk).update(needs_review=False)
        _tell(judgement, "confirmed the citation of", str(citation.evidence), by, at, None)


def _tell(judgement: Judgement, verb: str, subject: str, by: User, at: datetime.datetime, after: dict | None) -> None:
    history.record(
        by=by,
        at=at,
        round=judgement.round,
        statement=judgement.statement,
        opening=judgement.statement_id is None,
        verb=verb,
        subject=subject,
        after=after,
    )
