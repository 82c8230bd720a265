"""The answer to an item: its parts, how sure one is of it, and that somebody looked for personal data in it."""

import datetime
import hashlib
from dataclasses import dataclass, field

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from assurance import history
from assurance.guard import Concern
from assurance.models import Round, User
from assurance.references import new_reference
from selfassessment.answering import answer_of
from selfassessment.answers import goes_against
from selfassessment.models import AnswerPart, Evidence, RequestedItem
from selfassessment.operations.evidence import Facts
from selfassessment.operations.evidence_files import add_document
from selfassessment.operations.return_moves import (
    confirm_words,
    hold_item,
    is_as_approved,
    subject_of,
    tell_approval_is_off,
)
from selfassessment.operations.writing import as_stored
from selfassessment.public_addresses import why_not_public
from selfassessment.return_rules import ReturnRefused, check_can_be_looked_through, check_can_change_answer, named
from selfassessment.return_statuses import RETURN_MOVES, ItemStatus, ReturnMove

MOST_PARTS = 100
MOST_WORDS = 10_000  # characters of a part in words
Kind = AnswerPart.Kind


@dataclass(frozen=True)
class Given:
    """One part of an answer: a document and where in it, a link with a title, words, or why it is not held."""

    kind: str
    evidence: Evidence | None = None
    pointer: str = ""
    url: str = ""
    text: str = ""
    confirmed: list[Concern] = field(default_factory=list)


@transaction.atomic
def add_part(*, item: RequestedItem, round: Round, given: Given, by: User, at: datetime.datetime) -> AnswerPart:
    """Add a part at the end of an answer; the first one begins the drafting."""
    held = hold_item(item=item, round=round)
    check_can_change_answer(held)
    was_approved = is_as_approved(held)
    given = _checked(given, round)
    there = AnswerPart.objects.filter(item=held)
    if there.count() >= MOST_PARTS:
        raise ReturnRefused(f"An answer has at most {MOST_PARTS} parts. Nothing was saved.")
    same = {"kind": given.kind, "evidence": given.evidence, "pointer": given.pointer, "url": given.url}
    check_can_add_part(list(there.values_list("kind", "evidence_id", "pointer", "url", "text")), given)
    last = there.aggregate(last=Max("number"))["last"] or 0
    part = AnswerPart.objects.create(
        reference=new_reference("p"), item=held, number=last + 1, text=given.text, at=at, by=by, **same
    )
    _touched(held, round, "added to the answer to", _said(part), by, at, was_approved=was_approved)
    confirm_words(item=held, round=round, concerns=given.confirmed, by=by, at=at)
    return part


@transaction.atomic
def replace_part(*, part: AnswerPart, round: Round, given: Given, by: User, at: datetime.datetime) -> AnswerPart:
    """Put another part into a part's place: the same thing with other words, or another place in its document."""
    held = _held_item(part, round)
    was_approved = is_as_approved(held)
    given = _checked(given, round)
    removed, _ = AnswerPart.objects.filter(pk=part.pk).delete() if part.pk else (0, {})
    if not removed:
        raise ReturnRefused(
            "Somebody changed this part, or took it out, while you were here. Yours was not saved, and is still below: "
            "look at the answer as it stands, then add it if it is still needed."
        )
    there = AnswerPart.objects.filter(item=held).values_list("kind", "evidence_id", "pointer", "url", "text")
    check_can_add_part(list(there), given)
    put = AnswerPart.objects.create(
        reference=new_reference("p"), item=held, number=part.number, text=given.text, at=at, by=by, kind=given.kind,
        evidence=given.evidence, pointer=given.pointer, url=given.url,
    )  # fmt: skip
    _touched(held, round, "changed in the answer to", _said(put), by, at, was_approved=was_approved)
    confirm_words(item=held, round=round, concerns=given.confirmed, by=by, at=at)
    return put


@transaction.atomic
def upload_part(
    *, item: RequestedItem, round: Round, facts: Facts, upload: UploadedFile, sha256: str, pointer: str = "",
    by: User, at: datetime.datetime,
) -> AnswerPart:  # fmt: skip
    """Put a document into the evidence library and name it in the answer, or neither."""
    check_can_change_answer(hold_item(item=item, round=round))
    document = add_document(round=round, facts=facts, upload=upload, sha256=sha256, by=by, at=at)
    return add_part(
        item=item, round=round, given=Given(Kind.DOCUMENT, evidence=document, pointer=pointer), by=by, at=at
    )


@transaction.atomic
def remove_part(*, part: AnswerPart, round: Round, by: User, at: datetime.datetime) -> None:
    """Take a part out of an answer; what it named stays in the library."""
    held = _held_item(part, round)
    was_approved = is_as_approved(held)
    AnswerPart.objects.filter(pk=part.pk).delete()
    _touched(held, round, "took from the answer to", _said(part), by, at, was_approved=was_approved)


@transaction.atomic
def place_part(*, part: AnswerPart, round: Round, place: int, by: User, at: datetime.datetime) -> None:
    """Give a part another place in its answer, counted from 1."""
    held = _held_item(part, round)
    was_approved = is_as_approved(held)
    rows = list(AnswerPart.objects.filter(item=held).order_by("number", "pk"))
    was = next((index for index, row in enumerate(rows) if row.pk == part.pk), None)
    if was is None:
        raise ReturnRefused("Somebody took this part out of the answer meanwhile. Nothing was changed.")
    moved = rows.pop(was)
    rows.insert(min(max(place, 1), len(rows) + 1) - 1, moved)
    for number, row in enumerate(rows, 1):
        row.number = number
    AnswerPart.objects.bulk_update(rows, ["number"])
    if rows.index(moved) != was:
        _touched(held, round, "put in another order the answer to", {}, by, at, was_approved=was_approved)


@transaction.atomic
def say_confidence(
    *,
    item: RequestedItem,
    round: Round,
    confidence: str,
    reason: str,
    by: User,
    at: datetime.datetime,
    confirmed: list[Concern] | None = None,
    seen: str | None = None,
) -> None:
    """Say how well an answer would stand up, and why; no confidence takes it away.

    `seen` is what stood when the form was opened, as `confidence_print` says it: a later word is not overwritten.
    """
    held = hold_item(item=item, round=round)
    if seen is not None and seen != confidence_print(held):
        now = f"“{held.get_confidence_display()}: {held.confidence_reason}”" if held.confidence else "“Not said”"
        raise ReturnRefused(
            f"Somebody changed the confidence in this answer while you were here: it is {now} now. Yours was not "
            "saved. If it should still stand, save again."
        )
    reason = as_stored(reason).strip()
    if confidence and confidence not in RequestedItem.Confidence.values:
        raise ReturnRefused("Choose high, medium or low. Nothing was saved.")
    if confidence and not reason:
        raise ReturnRefused("Give the reason for your confidence: a sentence is enough. Nothing was saved.")
    reason = reason if confidence else ""
    if (held.confidence, held.confidence_reason) == (confidence, reason):
        return
    RequestedItem.objects.filter(pk=held.pk).update(confidence=confidence, confidence_reason=reason)
    confirm_words(item=held, round=round, concerns=confirmed, by=by, at=at)
    history.record(
        by=by, at=at, round=round, verb="said the confidence in", subject=subject_of(held),
        before={"confidence": held.confidence, "why": held.confidence_reason},
        after={"confidence": confidence, "why": reason},
    )  # fmt: skip


def confidence_print(item: RequestedItem) -> str:
    """What is said of the confidence in an answer, as a form carries it."""
    return hashlib.sha256(f"{item.confidence}:{item.confidence_reason}".encode()).hexdigest()


@transaction.atomic
def check_answer(*, item: RequestedItem, round: Round, seen: str, by: User, at: datetime.datetime) -> None:
    """Note that somebody looked for personal data in the answer they saw: `seen` is its fingerprint."""
    held = hold_item(item=item, round=round)
    answer = answer_of(held)
    if not answer.print:
        raise ReturnRefused(f"{named(held)} has no answer yet, so there is nothing to look through.")
    if answer.print != seen:
        raise ReturnRefused(
            "The answer changed while you were looking through it, so nothing was noted. Look at what stands now, then "
            "say so again."
        )
    check_can_be_looked_through(answer)
    RequestedItem.objects.filter(pk=held.pk).update(checked_at=at, checked_by=by, checked_print=answer.print)
    history.record(by=by, at=at, round=round, verb="looked for personal data in", subject=subject_of(held))


def check_can_add_part(there: list[tuple], given: Given) -> None:
    """Refuse the same a second time, and something that is sent beside “not held”.

    `there` is what the answer has: kind, evidence, pointer, address and words of each part.
    """
    place = given.pointer.casefold()
    for kind, evidence, pointer, url, text in there:
        if given.evidence is not None and evidence == given.evidence.pk and pointer.casefold() == place:
            where = f", {pointer}," if pointer else ""
            raise ReturnRefused(
                f"{given.evidence}{where} is in this answer already. Nothing was added a second time. To point to "
                "another place in it, give another page or section."
            )
        if given.evidence is None and (kind, pointer, url, text) == (
            given.kind,
            given.pointer,
            given.url,
            given.text,
        ):
            raise ReturnRefused("Just this is in the answer already. Nothing was added a second time.")
    kinds = {kind for kind, *_ in there}
    if goes_against(kinds | {given.kind}) and not goes_against(kinds):
        if given.kind == Kind.NOT_HELD:
            raise ReturnRefused(
                "This answer names a document or a link, so it can’t say “not held” as well. Take that out first, or "
                "say in words what is missing. Nothing was saved."
            )
        raise ReturnRefused(
            "This answer says “not held”, so nothing can be sent with it. Take “not held” out first, then add this. "
            "Nothing was saved."
        )


# --- What the acts are made of ---------------------------------------------------------------------------------------


def _held_item(part: AnswerPart, round: Round) -> RequestedItem:
    if part.item is None:
        raise ReturnRefused("This part answers a later request, not an item. Nothing was changed.")
    held = hold_item(item=part.item, round=round)
    check_can_change_answer(held)
    return held


def _touched(
    held: RequestedItem, round: Round, verb: str, told: dict, by: User, at: datetime.datetime, *, was_approved: bool
) -> None:
    """Keep who changed the answer last, begin the drafting where nobody had, and tell the history.

    An answer that was approved as it stood is not any more: that is told as well, once.
    """
    begins = held.status == ItemStatus.NOT_STARTED
    began = {"status": RETURN_MOVES[ReturnMove.START].leads_to.value, "status_at": at, "status_by": by}
    RequestedItem.objects.filter(pk=held.pk).update(changed_by=by, **(began if begins else {}))
    history.record(by=by, at=at, round=round, verb=verb, subject=subject_of(held), after=told)
    if was_approved:
        tell_approval_is_off(item=held, round=round, what=f"{by.name} changed an approved answer:", by=by, at=at)


def _checked(given: Given, round: Round) -> Given:
    kind, text = given.kind, as_stored(given.text).strip()
    pointer, url = as_stored(given.pointer).strip()[:120], given.url.strip()
    if kind not in Kind.values:
        raise ReturnRefused("Choose how you answer. Nothing was saved.")
    if kind in {Kind.DOCUMENT, Kind.WITHIN}:
        document = given.evidence
        if document is None or document.council_id != round.council_id or document.is_draft or document.is_withdrawn:
            raise ReturnRefused("Choose a document that is in your council’s evidence library. Nothing was saved.")
        if kind == Kind.WITHIN and not pointer:
            raise ReturnRefused("Say where in the document it is covered: a page or section. Nothing was saved.")
        if document.kind == Evidence.Kind.LINK and (why := why_not_public(document.url)):
            raise ReturnRefused(f"{document.reference} leads to a page. {why} Nothing was saved.")
        return Given(kind, evidence=document, pointer=pointer, confirmed=given.confirmed)
    if kind == Kind.LINK:
        if not url.lower().startswith(("https://", "http://")):
            raise ReturnRefused("Give a whole address, beginning with https://. Nothing was saved.")
        if why := why_not_public(url):
            raise ReturnRefused(f"{why} Nothing was saved.")
        return Given(kind, url=url[:2000], pointer=pointer, text=text[:200], confirmed=given.confirmed)
    if not text:
        asked = "Say why it is not held" if kind == Kind.NOT_HELD else "Write the words of the answer"
        raise ReturnRefused(f"{asked}. Nothing was saved.")
    if len(text) > MOST_WORDS:
        raise ReturnRefused(f"Keep it to {MOST_WORDS:,} characters or fewer. Nothing was saved.")
    return Given(kind, text=text, confirmed=given.confirmed)


def _said(part: AnswerPart) -> dict:
    """What the history keeps of a part: what it names and where, never its words."""
    named_in = {"document": str(part.evidence)} if part.evidence is not None else {}
    where = {"where": part.pointer} if part.pointer else {}
    return {"part": Kind(part.kind).label.lower(), **named_in, **where}
