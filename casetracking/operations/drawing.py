"""Drawing a pool: asking for a draw, the worker's part, taking what came of it."""

import datetime
import time
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.text import get_text_list

from assurance import jobs
from assurance.models import User
from casetracking import drawing
from casetracking.asking import KEPT_OUT, as_json, asked_of, met_as_json, packed_of, why_no_longer
from casetracking.models import Candidate, Case, Criterion, Decision, Draw, DrawnFrom, Likeness, Pool
from casetracking.operations.telling import tell_of_pool
from casetracking.statuses import Status

JOB_KIND = "draw-pool"
SECONDS = 60.0
RESERVES = 10
LARGEST_SEED = 2**31 - 1


class DrawRefused(Exception):
    """A draw that can't be made or taken; the text is the sentence to show."""


@transaction.atomic
def ask_for_draw(
    *, pool: Pool, by: User | None, at: datetime.datetime, seed: int | None = None, size: int | None = None
) -> Draw:
    """Write down that a pool is to be drawn and give it to a worker, whose message holds the draw's number alone."""
    draw = _begin(pool=pool, by=by, at=at, seed=seed, size=size)
    draw.job = jobs.enqueue(kind=JOB_KIND, council=pool.round.council, payload={"draw": draw.pk}, by=by, at=at)
    draw.save(update_fields=["job"])
    return draw


def draw_now(
    *, pool: Pool, by: User | None, at: datetime.datetime, seed: int | None = None, size: int | None = None
) -> Draw:
    """Draw a pool here and now, for a script; the same as a worker does."""
    with transaction.atomic():
        draw = _begin(pool=pool, by=by, at=at, seed=seed, size=size)
    found = _drawn(draw, at, lambda percent, step: None)  # outside: it may take a minute
    with transaction.atomic():
        _store(draw, found, at)
    return draw


def do_draw(handle: jobs.Handle) -> jobs.Commit:
    """The worker's part: a good pool at once, then the best one with its proof, which is stored with the job's end."""
    draw = Draw.objects.select_related("pool__round__council").get(pk=handle.payload["draw"])
    if draw.pool.purged_at is not None:
        raise jobs.JobFailed("The pool was purged meanwhile, so there is nobody to draw from.")
    found = _drawn(draw, draw.asked_at, handle.progress)
    return lambda: _store(draw, found, datetime.datetime.now(tz=datetime.UTC))


@transaction.atomic
def take_draw(*, draw: Draw, by: User | None, at: datetime.datetime) -> list[Case]:
    """Make what was drawn the pool: who is in it stays with their number, who was only drawn before goes.

    Nobody goes with whom something has been done already, or whom somebody has put in. Its reserve list becomes the
    pool's. Refused where it no longer fits what is asked, or who may be drawn.
    """
    pool = Pool.objects.select_for_update(of=("self",)).select_related("round__council").get(pk=draw.pool_id)
    draw = Draw.objects.get(pk=draw.pk)
    if pool.purged_at is not None:
        raise DrawRefused("This pool was purged, so nothing can be made of its draws.")
    if not draw.chosen:
        raise DrawRefused("Nobody was drawn, so there is nothing to take. Nothing was changed.")
    if draw.taken_at is not None:
        raise DrawRefused(f"Draw {draw.number} was made the pool already. Nothing was changed.")
    asked = asked_of(pool, at=at, seed=draw.seed, size=draw.size)
    reasons = why_no_longer(draw, asked.rules, asked.candidates)
    if reasons:
        raise DrawRefused(
            f"This draw no longer fits: {get_text_list(reasons, 'and')}. Nothing was changed. Draw it again."
        )
    cases = {case.candidate.reference: case for case in pool.cases.select_related("candidate")}
    wanted = [*draw.chosen, *draw.reserves]
    people = {one.reference: one for one in Candidate.objects.filter(pool=pool, reference__in=wanted)}
    over = {reference: case for reference, case in cases.items() if case.standing == "pool" and not case.is_in_pool}
    for case in over.values():  # somebody else has their place now; what was said stays readable
        case.standing, case.left_because = Case.Standing.LEFT, Status(case.status).label
        case.save(update_fields=["standing", "left_because"])
    given_up = [case.pk for ref, case in cases.items() if ref not in wanted and case.standing != "left"]
    Case.objects.filter(pk__in=given_up).delete()
    number = pool.cases.aggregate(last=Max("number"))["last"] or 0
    for references, standing in ((draw.chosen, Case.Standing.POOL), (draw.reserves, Case.Standing.RESERVE)):
        for reference in references:
            held = cases.get(reference)
            if held is None:
                number += 1
                held = Case(pool=pool, candidate=people[reference], number=number, added_at=at, added_by=by)
            held.standing, held.draw = standing, draw
            held.save()
    draw.taken_at, draw.taken_by = at, by
    draw.save(update_fields=["taken_at", "taken_by"])
    verb = "made a draw the"
    Decision.objects.create(pool=pool, verb=verb, reason=f"Draw {draw.number}", at=at, by=by)
    tell_of_pool(pool=pool, verb=verb, by=by, at=at, after={"draw": draw.number, "cases": len(draw.chosen)})
    return list(pool.cases.in_pool())


def _begin(*, pool: Pool, by: User | None, at: datetime.datetime, seed: int | None, size: int | None) -> Draw:
    held = Pool.objects.select_for_update(of=("self",)).select_related("round__council").get(pk=pool.pk)
    if held.purged_at is not None:
        raise DrawRefused(f"This pool was purged on {held.purged_at:%-d %B %Y}. Start another one.")
    if not Candidate.objects.filter(pool=held).exists():
        raise DrawRefused("There is nobody to draw from yet. Import your council’s Client Level Data first.")
    if seed is not None and not 1 <= seed <= LARGEST_SEED:
        raise DrawRefused(f"A seed is a whole number from 1 to {LARGEST_SEED:,}. Nothing was changed.")
    if size is not None and not 1 <= size <= 500:
        raise DrawRefused("A pool has from 1 to 500 cases. Nothing was changed.")
    last = held.draws.aggregate(last=Max("number"))["last"] or 0
    draw = Draw.objects.create(
        pool=held, number=last + 1, asked_at=at, asked_by=by, seed=seed or held.seed, size=size or held.size
    )
    tell_of_pool(
        pool=held, verb="asked for a draw of the", by=by, at=at, after={"draw": draw.number, "seed": draw.seed}
    )
    return draw


def _drawn(draw: Draw, at: datetime.datetime, progress: Any) -> dict[str, Any]:
    """What came of a draw, as the columns of its row."""
    began = time.monotonic()
    progress(5, "Reading the candidates")
    asked = asked_of(draw.pool, at=at, seed=draw.seed, size=draw.size)
    progress(15, "Looking for a first pool")
    try:
        found = drawing.draw(
            asked.candidates, asked.rules, seconds=SECONDS,
            first=lambda first: progress(40, "A pool that fits is found. Looking for the best one"),
        )  # fmt: skip
    except ValueError as error:  # rules that contradict themselves
        return {"conflict": {"criteria": [], "rules": [], "sentences": [str(error)]}}
    told: dict[str, Any] = {
        "candidates": len(asked.candidates), "rules": as_json(asked.rules),
        "excluded": {reason: len(some) for reason, some in asked.left_out.items()} | _kept_out(asked.rules),
        "seconds": round(time.monotonic() - began, 2),
    }  # fmt: skip
    told["numbers"] = packed_of(asked)
    if found.conflict is not None or not found.chosen:
        return told | {"conflict": _conflict(found.conflict)}
    progress(85, "Choosing a reserve list")
    met, likeness = met_as_json(drawing.coverage(asked.candidates, asked.rules, found.chosen))
    reserves = drawing.reserves(asked.candidates, asked.rules, found.chosen, size=RESERVES)
    return told | {
        "chosen": list(found.chosen), "reserves": reserves, "objective": found.objective, "bound": found.bound,
        "proved": found.proved, "repeatable": found.repeatable, "met": met, "likeness": likeness,
        "seconds": round(time.monotonic() - began, 2),
    }  # fmt: skip


def _kept_out(rules: drawing.Rules) -> dict[str, int]:
    """How many people somebody keeps out who could be drawn otherwise."""
    kept_out = len(rules.locked_out - rules.excluded)
    return {KEPT_OUT: kept_out} if kept_out else {}


def _conflict(conflict: Any) -> dict[str, list[str]]:
    if conflict is None:
        return {"criteria": [], "rules": [], "sentences": ["No pool was found in the time there was. Draw it again."]}
    return {
        "criteria": [criterion.asks for criterion in conflict.criteria],
        "rules": list(conflict.rules),
        "sentences": list(conflict.sentences),
    }


def _store(draw: Draw, found: dict[str, Any], at: datetime.datetime) -> None:
    numbers = found.pop("numbers", None)
    for name, value in found.items():
        setattr(draw, name, value)
    draw.done_at = at
    draw.save(update_fields=[*found, "done_at"])
    if numbers and Pool.objects.select_for_update().filter(pk=draw.pool_id, purged_at=None).exists():
        DrawnFrom.objects.update_or_create(pool_id=draw.pool_id, defaults={**numbers, "at": at})


# --- Criteria ------------------------------------------------------------------------------------------------------


class CriterionRefused(Exception):
    """A criterion that can't stand; the text is the sentence to show."""


@transaction.atomic
def save_criterion(
    *,
    pool: Pool,
    criterion: Criterion | None,
    said: dict[str, Any],
    by: User,
    at: datetime.datetime,
    version: int = 0,
) -> Criterion:
    """Add a criterion or change one; a changed one of ours becomes the council's own, and says so."""
    Pool.objects.select_for_update(no_key=True).get(pk=pool.pk)
    if criterion is None:
        last = pool.criteria.aggregate(last=Max("number"))["last"] or 0
        held = Criterion(pool=pool, number=last + 1, **said)
        verb = "added a criterion to the"
    else:
        held = Criterion.objects.select_for_update().get(pk=criterion.pk)
        if held.version != version:
            raise CriterionRefused(
                "Somebody else changed this criterion while you were here. Yours was not saved and theirs stands. Open "
                "it again to see it."
            )
        for name, value in said.items():
            setattr(held, name, value)
        held.version += 1
        held.edition, held.source = "", "Changed by the council"
        verb = "changed a criterion of the"
    held.save()
    tell_of_pool(pool=pool, verb=verb, by=by, at=at, after={"criterion": held.number})
    return held


@transaction.atomic
def remove_criterion(*, pool: Pool, criterion: Criterion, by: User, at: datetime.datetime) -> None:
    """Take a criterion away; draws that asked for it still say so."""
    number = criterion.number
    criterion.delete()
    tell_of_pool(pool=pool, verb="took a criterion from the", by=by, at=at, before={"criterion": number})


@transaction.atomic
def choose_likeness(*, pool: Pool, weights: dict[str, int], by: User, at: datetime.datetime) -> None:
    """Say by which attributes the pool should look like the caseload, each with its weight."""
    Likeness.objects.filter(pool=pool).delete()
    Likeness.objects.bulk_create(Likeness(pool=pool, attribute=slug, weight=w) for slug, w in weights.items())
    tell_of_pool(pool=pool, verb="chose what should look like the caseload in the", by=by, at=at, after=weights)
