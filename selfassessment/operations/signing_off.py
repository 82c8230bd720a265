"""The director signs off a whole round, and opens it again when something has to change."""

import datetime

from django.db import transaction

from assurance import history
from assurance.closing import check_is_open
from assurance.models import Round, User
from selfassessment import signing
from selfassessment.contents import contents_now
from selfassessment.models import Judgement, SignOff
from selfassessment.operations.moving import LONGEST, seal
from selfassessment.operations.telling import tell_about_round
from selfassessment.operations.writing import as_stored
from selfassessment.rules import MoveRefused, check_can_sign_off
from selfassessment.statuses import MOVES, Move, Status
from selfassessment.turns import owners_of, title_of


class ReadAgainBeforeSigning(MoveRefused):
    """The round is no longer what the director read, so it was not signed."""


@transaction.atomic
def sign_off_round(*, round: Round, seen: str, by: User, at: datetime.datetime, note: str = "") -> SignOff:
    """Put the director's name under the whole round, exactly as it was read: `seen` is its fingerprint.

    Every section is held meanwhile, and all are signed off or none.
    """
    held = _hold_all(round)
    check_can_sign_off(round, held)
    contents = contents_now(round, held)
    sha256 = signing.sha256_of(contents)
    if seen != sha256:
        raise ReadAgainBeforeSigning(
            "Something in this round changed while you were reading, so nothing was signed. "
            "Go through it again; this page now shows how it stands."
        )
    for judgement in held:
        seal(judgement=judgement)
    _move_all(held, Move.SIGN_OFF, by, at)
    signed = SignOff.objects.create(
        round=round, by=by, at=at, note=as_stored(note).strip()[:2000], contents=contents, sha256=sha256
    )
    history.record(
        by=by, at=at, round=round, verb="signed off the round", subject=round.title,
        after={"sections": len(held), **({"note": signed.note} if signed.note else {})},
    )  # fmt: skip
    tell_about_round(
        people=owners_of(round),
        sentence=f"{by.name} signed off “{round.title}”. Its text is locked.",
        page="self_assessment",
        round=round,
        by=by,
        at=at,
    )
    return signed


@transaction.atomic
def reopen_round(*, round: Round, because: str, by: User, at: datetime.datetime) -> SignOff:
    """Open a signed round again, saying why: its sections are agreed again, and their owners are told."""
    because = as_stored(because).strip()
    if not because:
        raise MoveRefused(f"{MOVES[Move.REOPEN].must_say} Say it in a sentence or two; nothing was changed.")
    if len(because) > LONGEST[Move.REOPEN]:
        raise MoveRefused(f"Keep the reason under {LONGEST[Move.REOPEN]:,} characters; nothing was changed.")
    held = _hold_all(round)
    holds = SignOff.objects.filter(round=round, reopened_at=None)
    if not holds.exists():
        raise MoveRefused("This round is not signed off, or it was reopened meanwhile. Nothing was changed.")
    signed = holds.get()
    holds.update(reopened_at=at, reopened_by=by, reopened_because=because)
    _move_all([j for j in held if j.status == Status.SIGNED_OFF], Move.REOPEN, by, at)
    signed.refresh_from_db()
    history.record(by=by, at=at, round=round, verb="reopened the round", subject=round.title, after={"why": because})
    tell_about_round(
        people=owners_of(round),
        sentence=f"{by.name} reopened “{round.title}”. Its sections are agreed, and can be taken back.",
        page="self_assessment",
        round=round,
        by=by,
        at=at,
    )
    return signed


def _hold_all(round: Round) -> list[Judgement]:
    """Every section's row, held in one order, so that two who hold them all never wait for each other in a ring.

    They are read only once all are held: a query that waits for a row has already looked at the rows beside it.
    """
    check_is_open(round)
    rows = Judgement.objects.select_for_update(no_key=True, of=("self",)).of_edition(round).order_by("pk")
    numbers = list(rows.values_list("pk", flat=True))
    held = list(Judgement.objects.filter(pk__in=numbers).select_related("statement", "score").order_by("pk"))
    for judgement in held:
        judgement.round = round
    return held


def _move_all(held: list[Judgement], move: Move, by: User, at: datetime.datetime) -> None:
    rule = MOVES[move]
    moved = Judgement.objects.filter(pk__in=[j.pk for j in held], status__in=rule.starts_from).update(
        status=rule.leads_to, status_at=at, status_by=by
    )
    if moved != len(held):
        raise MoveRefused("Somebody moved a section at the same moment. Nothing was changed: look, then try again.")
    for judgement in held:
        history.record(
            by=by, at=at, round=judgement.round, statement=judgement.statement,
            opening=judgement.statement_id is None, verb=rule.verb, subject=title_of(judgement.statement),
            before={"status": Status(judgement.status).label}, after={"status": rule.leads_to.label},
        )  # fmt: skip
