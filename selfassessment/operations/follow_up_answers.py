"""The answer to a follow-up request: documents of the library, links and words, put in and taken out again."""

import datetime

from django.db import transaction
from django.db.models import F, Max

from assurance import guard, history
from assurance.models import User
from assurance.references import new_reference
from selfassessment.models import AnswerPart, FollowUpRequest
from selfassessment.operations.answering import MOST_PARTS, MOST_WORDS, Given
from selfassessment.operations.follow_ups import FollowUpRefused, check_waits, hold_follow_up
from selfassessment.operations.writing import as_stored
from selfassessment.public_addresses import why_not_public

Kind = AnswerPart.Kind
ADDED, TOOK = "added to the answer to", "took from the answer to"  # verbs of the history


@transaction.atomic
def add_follow_up_part(*, request: FollowUpRequest, given: Given, by: User, at: datetime.datetime) -> AnswerPart:
    """Put something at the end of the answer; the request gets a new version, so nobody sends it unseen."""
    held = hold_follow_up(request=request)
    check_waits(held)
    given = _checked(held, given)
    there = AnswerPart.objects.filter(follow_up=held)
    same = {"kind": given.kind, "evidence": given.evidence, "pointer": given.pointer, "url": given.url}
    if there.filter(**same, text=given.text).exists():
        raise FollowUpRefused("Just this is in the answer already. Nothing was added a second time.")
    if there.count() >= MOST_PARTS:
        raise FollowUpRefused(f"An answer has at most {MOST_PARTS} parts. Nothing was saved.")
    last = there.aggregate(last=Max("number"))["last"] or 0
    part = AnswerPart.objects.create(
        reference=new_reference("p"), follow_up=held, number=last + 1, text=given.text, at=at, by=by, **same
    )
    _touched(held, ADDED, part, by, at)
    if given.confirmed:
        _record(held, guard.CONFIRMED, by, at, guard.told(given.confirmed))
    return part


@transaction.atomic
def remove_follow_up_part(*, request: FollowUpRequest, reference: str, by: User, at: datetime.datetime) -> None:
    """Take something out of the answer; what it names stays in the library."""
    held = hold_follow_up(request=request)
    check_waits(held)
    part = AnswerPart.objects.filter(follow_up=held, reference=reference).select_related("evidence").first()
    if part is None:
        raise FollowUpRefused("Somebody took this out of the answer already. Nothing was changed.")
    AnswerPart.objects.filter(pk=part.pk).delete()
    _touched(held, TOOK, part, by, at)


def _touched(held: FollowUpRequest, verb: str, part: AnswerPart, by: User, at: datetime.datetime) -> None:
    FollowUpRequest.objects.filter(pk=held.pk).update(version=F("version") + 1)
    named = {"document": str(part.evidence)} if part.evidence else {}
    where = {"where": part.pointer} if part.pointer else {}
    _record(held, verb, by, at, {"part": Kind(part.kind).label.lower(), **named, **where})


def _record(held: FollowUpRequest, verb: str, by: User, at: datetime.datetime, after: dict) -> None:
    subject = f"{held.reference}: {held.what}"
    history.record(by=by, at=at, round=held.round, verb=verb, subject=subject, after=after)


def _checked(held: FollowUpRequest, given: Given) -> Given:
    text, pointer = as_stored(given.text).strip(), as_stored(given.pointer).strip()[:120]
    if given.kind in {Kind.DOCUMENT, Kind.WITHIN}:
        document = given.evidence
        ours = document is not None and document.council_id == held.round.council_id
        if document is None or not ours or document.is_draft or document.is_withdrawn:
            raise FollowUpRefused("Choose a document that is in your council’s evidence library. Nothing was saved.")
        kind = Kind.WITHIN if pointer and given.kind == Kind.WITHIN else Kind.DOCUMENT
        return Given(kind, evidence=document, pointer=pointer, confirmed=given.confirmed)
    if given.kind == Kind.LINK:
        if not given.url.lower().startswith(("https://", "http://")):
            raise FollowUpRefused("Give a whole address, beginning with https://. Nothing was saved.")
        if why := why_not_public(given.url):
            raise FollowUpRefused(f"{why} Nothing was saved.")
        return Given(Kind.LINK, url=given.url[:2000], text=text[:200], confirmed=given.confirmed)
    if given.kind not in {Kind.TEXT, Kind.NOT_HELD}:
        raise FollowUpRefused("Choose how you answer. Nothing was saved.")
    if not text:
        raise FollowUpRefused("Write the words of the answer. Nothing was saved.")
    if len(text) > MOST_WORDS:
        raise FollowUpRefused(f"Keep it to {MOST_WORDS:,} characters or fewer. Nothing was saved.")
    return Given(given.kind, text=text, confirmed=given.confirmed)
