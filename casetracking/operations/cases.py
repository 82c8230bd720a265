"""A pooled case on its way: found suitable, asked, answered, withdrawn; what was said, asked for and happened when.

Whatever changes a case's status goes by the table in statuses.py. In the history stand verbs and references; the
words stay in the room's rows until its purge.
"""

import datetime
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.db.models import F

from assurance.models import User
from casetracking.asking import substitutes_for
from casetracking.models import (
    Attribute,
    Candidate,
    Case,
    CaseDocument,
    Consent,
    Contact,
    DocumentKind,
    Milestone,
    Pool,
    Reflection,
    Suitability,
)
from casetracking.operations.choosing import swap_case
from casetracking.operations.telling import tell_of_person
from casetracking.statuses import MOVES, Move, Status, why_not

FARTHEST = 150 * 366  # days: nothing in a life lies further back


class CaseRefused(Exception):
    """Something that can't be done to a case; the text is the sentence to show."""


class StaleCase(CaseRefused):
    """Somebody else changed it meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody else changed this while you were here. Yours was not saved and theirs stands. Compare the two, "
            "then save again if it should be as you have it."
        )


@dataclass(frozen=True)
class Asked:
    """What is recorded of a consent: when, how and by whom (a job) somebody was asked, and what they said."""

    asked_on: datetime.date
    way: str
    asker: str = ""
    answer: str = Consent.Answer.WAITING
    answered_on: datetime.date | None = None
    route: str = Consent.Route.OWN
    beside: str = Consent.Beside.NOBODY
    preference: str = ""
    interpreter: bool = False
    language: str = ""
    note: str = ""


NEVER_AGREED = "No yes is recorded here that could be taken back. Nothing was changed."


@dataclass(frozen=True)
class Pointed:
    """What is known of one document of a case: how far it is, where it stands in the record system, when it is due."""

    kind: DocumentKind
    state: str
    pointer: str = ""
    due_on: datetime.date | None = None


@transaction.atomic
def check_suitability(
    *, case: Case, version: int, suitable: bool, reason: str, by: User, at: datetime.datetime
) -> Case:
    """Say whether the person may be asked at all, before anybody contacts them; not suitable needs its reason."""
    held = _held(case, version)
    reason = reason.strip()[:500]
    if not suitable and not reason:
        raise CaseRefused("Say why this case is not suitable: a sentence is enough. Nothing was changed.")
    move = Move.FIND_SUITABLE if suitable else Move.FIND_UNSUITABLE
    _move(held, move)
    Suitability.objects.update_or_create(
        case=held, defaults={"suitable": suitable, "reason": reason, "at": at, "by": by}
    )
    _tell(held, MOVES[move].verb, by, at)
    return held


@transaction.atomic
def record_consent(*, case: Case, version: int, asked: Asked, by: User, at: datetime.datetime) -> Consent:
    """Record that somebody was asked and what they said; `version` is the consent's, 0 before there is one.

    An answer stands: who has said no is not asked again, and a yes is taken back by withdrawing it.
    """
    held = _held(case)
    _check_days(asked, at.date())
    consent = Consent.objects.filter(case=held).first()
    if (consent.version if consent else 0) != version:
        raise StaleCase
    if consent is not None and consent.withdrawn_on is not None:
        raise CaseRefused(f"They withdrew on {consent.withdrawn_on:%-d %B %Y}, and that stands. Nothing was changed.")
    if consent is not None and consent.answer not in {Consent.Answer.WAITING, asked.answer}:
        raise CaseRefused(
            "An answer stands here already. Who has said no is not asked again, and a yes is taken back by recording "
            "that it was withdrawn. Nothing was changed."
        )
    said = {**asdict(asked), "asked_by": None if asked.asker else by, "at": at, "by": by}
    if consent is None:
        _move(held, Move.ASK)
        _tell(held, MOVES[Move.ASK].verb, by, at)
        consent = Consent.objects.create(case=held, **said)
        before: str = Consent.Answer.WAITING
    else:
        before = consent.answer
        said.pop("asked_by")
        for name, value in said.items():
            setattr(consent, name, value)
        consent.version += 1
        consent.save()
    if asked.answer == before:
        if version:
            _tell(held, "changed the record of consent of", by, at)
        return consent
    move = Move.AGREE if asked.answer == Consent.Answer.YES else Move.REFUSE
    _move(held, move)
    _tell(held, MOVES[move].verb, by, at, after={"route": asked.route})
    return consent


@transaction.atomic
def withdraw_consent(*, case: Case, version: int, on: datetime.date, by: User, at: datetime.datetime) -> Consent:
    """Record that somebody who had said yes has withdrawn it."""
    held = _held(case)
    consent = Consent.objects.filter(case=held).first()
    if consent is None:
        raise CaseRefused(NEVER_AGREED)
    if consent.version != version:
        raise StaleCase
    if consent.answered_on and not consent.answered_on <= on <= at.date():
        raise CaseRefused(
            "Nobody withdraws before they agreed, or in the future. Check the day. Nothing was changed."
        )
    _move(held, Move.WITHDRAW)
    consent.withdrawn_on, consent.version = on, consent.version + 1
    consent.save(update_fields=["withdrawn_on", "version"])
    _tell(held, MOVES[Move.WITHDRAW].verb, by, at)
    return consent


@transaction.atomic
def leave_pool(*, case: Case, version: int, reason: str, by: User, at: datetime.datetime) -> Case:
    """Take a case out of the pool without a substitute, with the reason."""
    held = _held(case, version)
    reason = reason.strip()[:500]
    if not reason:
        raise CaseRefused("Say why this case is taken out: a sentence is enough. Nothing was changed.")
    if held.standing != Case.Standing.POOL:
        raise CaseRefused(f"{held} is not in the pool any more. Nothing was changed.")
    if not Status(held.status).is_over:
        _move(held, Move.LEAVE)
    Case.objects.filter(pk=held.pk).update(standing=Case.Standing.LEFT, left_because=reason)
    held.standing, held.left_because = Case.Standing.LEFT, reason
    _tell(held, MOVES[Move.LEAVE].verb, by, at)
    return held


@transaction.atomic
def return_to_pool(*, case: Case, version: int, by: User, at: datetime.datetime) -> Case:
    """Put a case back that was taken out or found not suitable, where nobody has taken its place."""
    held = _held(case, version)
    if Case.objects.filter(place_of=held, standing=Case.Standing.POOL).exists():
        raise CaseRefused(
            "Somebody else has taken this case’s place, so it can’t come back into the pool. Nothing was changed. To "
            "change that, swap the other case for this one."
        )
    _move(held, Move.RETURN)
    Case.objects.filter(pk=held.pk).update(standing=Case.Standing.POOL, left_because="")
    Suitability.objects.filter(case=held).delete()
    _tell(held, MOVES[Move.RETURN].verb, by, at)
    return held


@transaction.atomic
def log_contact(*, case: Case, on: datetime.date, way: str, note: str, by: User, at: datetime.datetime) -> Contact:
    """Add a line to the contact log: when somebody spoke with the person or those around them, how, what came of it."""
    held = _held(case)
    if on > at.date():
        raise CaseRefused("That day is still to come. Log a contact once it has happened. Nothing was saved.")
    if not note.strip():
        raise CaseRefused("Say in a line what came of it. Nothing was saved.")
    made = Contact.objects.create(case=held, on=on, way=way, note=note.strip(), at=at, by=by)
    touch(held)
    _tell(held, "logged a contact about", by, at)
    return made


# Why a line of a contact log is taken out. The history holds no words, so each reason is a verb.
TAKEN_OUT = {
    "slip": ("It was a slip", "put right a slip in the contact log of"),
    "other": ("It is about somebody else", "took somebody else out of the contact log of"),
    "too-much": ("It says more than it should", "took what said too much out of the contact log of"),
}


@transaction.atomic
def remove_contact(*, contact: Contact, reason: str, by: User, at: datetime.datetime) -> None:
    """Take a line out of the contact log for good; its words are gone, why they went stays as a verb."""
    if reason not in TAKEN_OUT:
        raise CaseRefused("Say why the line is taken out. Nothing was changed.")
    case = _held(contact.case)
    contact.delete()
    touch(case)
    _tell(case, TAKEN_OUT[reason][1], by, at)


@transaction.atomic
def add_milestone(*, case: Case, on: datetime.date, what: str, by: User, at: datetime.datetime) -> Milestone:
    """Add a line to the chronology. The day itself is let go: what is kept is how far before the pool's day it was."""
    held = _held(case)
    days = (anchor_of(held.pool) - on).days
    if on > at.date():
        raise CaseRefused(
            "That day is still to come. A chronology tells what has happened. Nothing was saved; your words are still "
            "here."
        )
    if abs(days) > FARTHEST:
        raise CaseRefused("That day lies too far away to belong to somebody’s care. Check the year.")
    if not what.strip():
        raise CaseRefused("Say what happened. Nothing was saved.")
    made = Milestone.objects.create(case=held, days_before=days, what=what.strip(), at=at, by=by)
    touch(held)
    _tell(held, "added to the chronology of", by, at)
    return made


@transaction.atomic
def remove_milestone(*, milestone: Milestone, by: User, at: datetime.datetime) -> None:
    """Take a line out of the chronology for good."""
    case = _held(milestone.case)
    milestone.delete()
    _tell(case, "took a line from the chronology of", by, at)


@transaction.atomic
def point_to_documents(
    *, case: Case, version: int, pointed: list[Pointed], by: User, at: datetime.datetime
) -> list[CaseDocument]:
    """Say where each document stands in the record system; one that was never touched gets no row."""
    held = _held(case, version)
    standing = {row.kind_id: row for row in CaseDocument.objects.filter(case=held)}
    changed = []
    for one in pointed:
        said = {"state": one.state, "pointer": one.pointer.strip(), "due_on": one.due_on}
        row = standing.get(one.kind.pk)
        if row is None:
            if not one.state:
                continue
            row = CaseDocument(case=held, kind=one.kind)
        elif {name: getattr(row, name) for name in said} == said:
            continue
        for name, value in said.items():
            setattr(row, name, value or (CaseDocument.State.ASKED if name == "state" else value))
        row.at, row.by = at, by
        row.save()
        changed.append(row)
    if changed:
        touch(held)
        _tell(held, "changed the documents of", by, at, after={"documents": len(changed)})
    return changed


@transaction.atomic
def write_reflection(
    *, case: Case, version: int, text: str, worker: str, by: User, at: datetime.datetime
) -> Reflection:
    """Keep what the worker who knows the case has reflected on, and which job they have; 0 is before there is one."""
    held = _held(case)
    reflection = Reflection.objects.filter(case=held).first()
    if (reflection.version if reflection else 0) != version:
        raise StaleCase
    if reflection is None:
        reflection = Reflection.objects.create(case=held, text=text, at=at, by=by)
    else:
        reflection.text, reflection.at, reflection.by = text, at, by
        reflection.version += 1
        reflection.save()
    Case.objects.filter(pk=held.pk).update(worker=worker.strip()[:120], version=F("version") + 1)
    _tell(held, "wrote the reflective log of", by, at)
    return reflection


@dataclass(frozen=True)
class Offer:
    """The best person for a place that is left: their reference, what it costs, what changes (see drawing)."""

    reference: str
    cost: int
    changes: tuple[tuple[str, int, int], ...]


def best_substitute(case: Case, *, at: datetime.datetime) -> Offer | None:
    """Who fits a case's place best, with what it would cost in coverage; None where nobody is left to be drawn."""
    attributes = list(Attribute.objects.of_council(case.pool.round.council))
    found = substitutes_for(case.pool, case.candidate.reference, at=at, attributes=attributes, most=1)
    return Offer(found[0].reference, found[0].cost, found[0].changes) if found else None


@transaction.atomic
def take_substitute(*, case: Case, reference: str, by: User, at: datetime.datetime) -> Case:
    """Put somebody into the place of a case that is over; the reason is the case's own status."""
    held = _held(case)
    if not Status(held.status).is_over:
        raise CaseRefused(f"{held} is “{Status(held.status).label}”, so its place is not free. Nothing was changed.")
    if held.standing != Case.Standing.POOL:
        raise CaseRefused(f"{held} has left the pool already. Nothing was changed. Look at the pool again.")
    substitute = Candidate.objects.filter(pool=held.pool, reference=reference).first()
    if substitute is None:
        raise CaseRefused("This pool has nobody with that reference any more. Nothing was changed.")
    reason = f"{held}: {Status(held.status).label.lower()}"
    return swap_case(pool=held.pool, case=held, substitute=substitute, reason=reason, by=by, at=at)


def anchor_of(pool: Pool) -> datetime.date:
    """The day a pool's chronologies are counted from: the one its candidates are described at."""
    return pool.as_at or pool.made_at.date()


def touch(case: Case) -> None:
    """Raise a case's version: something was done with it, so a redraw keeps it. Part of the act that is told."""
    Case.objects.filter(pk=case.pk).update(version=F("version") + 1)


def _held(case: Case, version: int | None = None) -> Case:
    held = Case.objects.select_for_update(of=("self",)).select_related("pool__round__council", "candidate")
    found = held.filter(pk=case.pk).first()
    if found is None or found.pool.purged_at is not None:
        raise CaseRefused("This case was destroyed with its pool. Nothing was changed.")
    if version is not None and found.version != version:
        raise StaleCase
    return found


def _move(case: Case, move: Move) -> None:
    refused = why_not(move, Status(case.status))
    if refused:
        raise CaseRefused(refused)
    case.status, case.version = MOVES[move].leads_to, case.version + 1
    case.save(update_fields=["status", "version"])


def _check_days(asked: Asked, today: datetime.date) -> None:
    if asked.asked_on > today or (asked.answered_on and asked.answered_on > today):
        raise CaseRefused("A day you gave is still to come. Record what has happened. Nothing was changed.")
    if asked.answered_on and asked.answered_on < asked.asked_on:
        raise CaseRefused("Nobody answers before they are asked. Check the two days. Nothing was changed.")
    if (asked.answer == Consent.Answer.WAITING) != (asked.answered_on is None):
        raise CaseRefused("Give the day of the answer, and only where there is one. Nothing was changed.")


def _tell(case: Case, verb: str, by: User, at: datetime.datetime, **told: Any) -> None:
    tell_of_person(pool=case.pool, candidate=case.candidate, verb=verb, by=by, at=at, **told)
