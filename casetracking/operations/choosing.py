"""People stay in charge: keeping somebody in or out, and swapping one for another, each with its reason."""

import datetime

from django.db import transaction
from django.db.models import F, Max, Q

from assurance.models import User
from casetracking.asking import asks_about, died_among
from casetracking.models import Candidate, Case, Decision, Lock, Pool
from casetracking.operations.telling import tell_of_person
from casetracking.statuses import Status

VERBS = {Lock.Side.IN: "locked in", Lock.Side.OUT: "locked out"}
NO_REASON = "Give the reason: a sentence is enough. Nothing was changed."


class ChoiceRefused(Exception):
    """Something that can't be done to who is in a pool; the text is the sentence to show."""


@transaction.atomic
def lock_candidate(
    *, pool: Pool, candidate: Candidate, side: str, reason: str, by: User, at: datetime.datetime
) -> Lock:
    """Keep a candidate in every draw of the pool, or out of each; an earlier lock gives way."""
    _hold(pool)
    reason = _checked(reason)
    if side not in Lock.Side.values:
        raise ChoiceRefused("Say whether to keep this person in or out. Nothing was changed.")
    case = Case.objects.filter(candidate=candidate).first()
    if side == Lock.Side.IN and died_among(pool, [candidate.reference]):
        raise ChoiceRefused(
            "It is recorded that this person has died, so they can’t be kept in. Nothing was changed."
        )
    if side == Lock.Side.IN and case is not None and case.standing == Case.Standing.LEFT:
        raise ChoiceRefused("This person has left the pool, so they can’t be kept in it. Nothing was changed.")
    if side == Lock.Side.OUT and case is not None and case.standing == Case.Standing.POOL:
        raise ChoiceRefused(
            "This person is in the pool. Swap them for somebody else first, then keep them out. Nothing was changed."
        )
    lock, _ = Lock.objects.update_or_create(
        candidate=candidate, defaults={"pool": pool, "side": side, "reason": reason, "at": at, "by": by}
    )
    _decide(pool, candidate, VERBS[Lock.Side(side)], reason, by, at)
    return lock


def kept_with(candidate: Candidate) -> list[str]:
    """Who is in the pool, or kept in, and belongs together with somebody, where the pool keeps such people apart."""
    if not candidate.group or not candidate.pool.apart:
        return []
    others = Candidate.objects.filter(pool=candidate.pool_id, group=candidate.group).exclude(pk=candidate.pk)
    here = Q(lock__side=Lock.Side.IN) | Q(case__in=candidate.pool.cases.in_pool())
    return list(others.filter(here).order_by("reference").values_list("reference", flat=True).distinct())


@transaction.atomic
def unlock_candidate(*, pool: Pool, candidate: Candidate, by: User, at: datetime.datetime) -> bool:
    """Leave a candidate to the draw again; False when nobody had decided anything."""
    _hold(pool)
    removed, _ = Lock.objects.filter(candidate=candidate).delete()
    if removed:
        _decide(pool, candidate, "unlocked", "", by, at)
    return bool(removed)


@transaction.atomic
def swap_case(*, pool: Pool, case: Case, substitute: Candidate, reason: str, by: User, at: datetime.datetime) -> Case:
    """Put somebody into a case's place, with the reason; who leaves is kept out of later draws and stays readable."""
    _hold(pool)
    reason = _checked(reason)
    held = Case.objects.select_related("candidate").get(pk=case.pk)
    if held.standing != Case.Standing.POOL:
        raise ChoiceRefused(f"{held} is not in the pool any more. Nothing was changed. Look at the pool again.")
    taken = Case.objects.filter(candidate=substitute).first()
    if taken is not None and taken.standing != Case.Standing.RESERVE:
        raise ChoiceRefused(
            f"{substitute.reference} is in the pool already or has left it. Nothing was changed. Choose somebody else."
        )
    if Lock.objects.filter(candidate=substitute, side=Lock.Side.OUT).exists():
        raise ChoiceRefused(
            f"Somebody decided to keep {substitute.reference} out. Nothing was changed. Choose somebody else."
        )
    Lock.objects.filter(candidate=held.candidate).delete()
    held.standing, held.left_because = Case.Standing.LEFT, reason
    if not Status(held.status).is_over:
        held.status = Status.LEFT
    held.save(update_fields=["standing", "left_because", "status"])
    if taken is None:
        number = (pool.cases.aggregate(last=Max("number"))["last"] or 0) + 1
        taken = Case(pool=pool, candidate=substitute, number=number, added_at=at, added_by=by)
    taken.standing, taken.place_of = Case.Standing.POOL, held
    taken.save()
    _decide(pool, held.candidate, "took out of the pool", reason, by, at)
    _decide(pool, substitute, "put into the pool", reason, by, at)
    return taken


@transaction.atomic
def tell_of_candidate(
    *, pool: Pool, candidate: Candidate, told: dict[str, bool | str | int], by: User, at: datetime.datetime
) -> bool:
    """Write down what only the council can know of somebody; False where it was known already.

    The history says which attributes, never what was said of them.
    """
    _hold(pool)
    held = Candidate.objects.select_for_update(of=("self",)).get(pk=candidate.pk)
    changed = sorted(slug for slug in held.told.keys() | told.keys() if held.told.get(slug) != told.get(slug))
    if changed:
        held.told = told
        held.save(update_fields=["told"])
        if asks_about(pool, changed):
            Pool.objects.filter(pk=pool.pk).update(facts=F("facts") + 1)
        tell_of_person(
            pool=pool, candidate=held, verb="recorded what only we know of", by=by, at=at,
            after={"attributes": changed},
        )  # fmt: skip
    return bool(changed)


def _hold(pool: Pool) -> None:
    held = Pool.objects.select_for_update().get(pk=pool.pk)
    if held.purged_at is not None:
        raise ChoiceRefused(f"This pool was purged on {held.purged_at:%-d %B %Y}. Start another one.")


def _checked(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        raise ChoiceRefused(NO_REASON)
    return reason[:500]


def _decide(pool: Pool, candidate: Candidate, verb: str, reason: str, by: User, at: datetime.datetime) -> None:
    """The room keeps the reason until its purge; the history the verb and the reference."""
    Decision.objects.create(pool=pool, reference=candidate.reference, verb=verb, reason=reason, at=at, by=by)
    tell_of_person(pool=pool, candidate=candidate, verb=verb, by=by, at=at)
