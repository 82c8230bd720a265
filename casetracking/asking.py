"""What a pool's rows ask, in the terms of casetracking/drawing: candidates, criteria, locks, and who is left out."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from casetracking import drawing
from casetracking.models import Attribute, Audit, Candidate, Case, Criterion, Likeness, Lock, Pool
from casetracking.statuses import Status

AUDITED_WITHIN = datetime.timedelta(days=365)
DIED, AUDITED, LEFT, GONE = "died", "audited in the last 12 months", "left the pool", "no longer in the file"


@dataclass(frozen=True)
class Asked:
    """Everything a draw needs: who there is, the rules, and why somebody is left out (references by reason)."""

    candidates: list[drawing.Candidate]
    rules: drawing.Rules
    left_out: dict[str, frozenset[str]]


def criterion_of(row: Criterion) -> drawing.Criterion:
    """A criterion as the draw takes it."""
    return drawing.Criterion(
        name=row.name, conditions=tuple(condition_of(one) for one in row.conditions), least=row.least, most=row.most,
        hard=row.hard, weight=row.weight, either=row.either,
    )  # fmt: skip


def condition_of(said: dict[str, Any]) -> drawing.Condition:
    """One condition out of its JSON: values, or a number from least to most."""
    if "values" in said:
        return drawing.Condition(said["attribute"], frozenset(said["values"]))
    return drawing.Condition(said["attribute"], frozenset(), said.get("least"), said.get("most"))


def attributes_asked(criteria: Iterable[Criterion], likenesses: Iterable[Likeness]) -> set[str]:
    """The slugs of everything that is asked about."""
    named = {condition["attribute"] for criterion in criteria for condition in criterion.conditions}
    return named | {one.attribute for one in likenesses}


def asked_of(pool: Pool, *, at: datetime.datetime, seed: int | None = None, size: int | None = None) -> Asked:
    """What a pool asks now. Who was asked already, or said yes, counts as locked in: nobody is dropped by a redraw."""
    criteria = list(Criterion.objects.filter(pool=pool).order_by("number"))
    likenesses = list(Likeness.objects.filter(pool=pool).order_by("attribute"))
    known = {one.slug: one for one in Attribute.objects.of_council(pool.round.council)}
    named = sorted((attributes_asked(criteria, likenesses) | {"died"}) & known.keys())
    attributes = [known[slug] for slug in named]
    rows = Candidate.objects.filter(pool=pool).only("reference", "group", "values", "told", "in_file")
    people, gone = [], set()
    for row in rows.iterator(chunk_size=2_000):
        people.append(drawing.Candidate(row.reference, row.group, row.known(attributes)))
        if not row.in_file:
            gone.add(row.reference)
    locks = dict(Lock.objects.filter(pool=pool).values_list("candidate__reference", "side"))
    locked_in = {reference for reference, side in locks.items() if side == Lock.Side.IN} | _under_way(pool)
    left_out = {
        DIED: {one.reference for one in people if one.values.get("died") is True},
        AUDITED: _audited(pool, at),
        LEFT: set(Case.objects.filter(pool=pool, standing="left").values_list("candidate__reference", flat=True)),
        GONE: gone,
    }
    here = {one.reference for one in people}
    reasons = {reason: frozenset((some & here) - locked_in) for reason, some in left_out.items()}
    rules = drawing.Rules(
        size=size or pool.size,
        criteria=tuple(criterion_of(row) for row in criteria),
        alike=tuple(drawing.Alike(one.attribute, one.weight) for one in likenesses if one.attribute in known),
        locked_in=frozenset(locked_in),
        locked_out=frozenset(reference for reference, side in locks.items() if side == Lock.Side.OUT) - locked_in,
        excluded=frozenset().union(*reasons.values()),
        apart=pool.apart,
        seed=pool.seed if seed is None else seed,
    )
    return Asked(people, rules, {reason: some for reason, some in reasons.items() if some})


def _under_way(pool: Pool) -> set[str]:
    """Cases in the pool with which something has been done already."""
    cases = Case.objects.filter(pool=pool, standing="pool").exclude(status=Status.DRAWN)
    return set(cases.values_list("candidate__reference", flat=True))


def _audited(pool: Pool, at: datetime.datetime) -> set[str]:
    """Who of the council was audited lately, in whichever pool: a reference is the same in all of them."""
    lately = Q(finished_at__gte=at - AUDITED_WITHIN, case__pool__round__council=pool.round.council_id)
    return set(Audit.objects.filter(lately).values_list("case__candidate__reference", flat=True))


def as_json(rules: drawing.Rules) -> dict[str, Any]:
    """Rules as they are kept with a draw, so that it can be told, and repeated, later."""
    return {
        "size": rules.size, "seed": rules.seed, "apart": rules.apart,
        "criteria": [
            {
                "name": one.name, "least": one.least, "most": one.most, "hard": one.hard, "weight": one.weight,
                "either": one.either,
                "conditions": [_condition_as_json(condition) for condition in one.conditions],
            }
            for one in rules.criteria
        ],
        "alike": [{"attribute": one.attribute, "weight": one.weight} for one in rules.alike],
        "locked_in": sorted(rules.locked_in), "locked_out": sorted(rules.locked_out),
    }  # fmt: skip


def _condition_as_json(condition: drawing.Condition) -> dict[str, Any]:
    if condition.least is None and condition.most is None:
        return {"attribute": condition.attribute, "values": sorted(condition.values, key=str)}
    return {"attribute": condition.attribute, "least": condition.least, "most": condition.most}


def met_as_json(covered: drawing.Coverage) -> tuple[list[dict], list[dict]]:
    """A pool beside what was asked of it: criteria with need and have, and shares of pool and caseload."""
    met = [
        {
            "name": one.criterion.name, "hard": one.criterion.hard, "weight": one.criterion.weight,
            "least": one.criterion.least, "most": one.criterion.most, "have": one.have, "available": one.available,
            "off": one.off,
        }
        for one in covered.criteria
    ]  # fmt: skip
    shares = [
        {
            "attribute": one.attribute, "value": one.value, "pool": one.pool, "expected": round(one.expected, 2),
            "caseload": one.caseload, "of": one.caseload_size,
        }
        for one in covered.likeness
    ]  # fmt: skip
    return met, shares


def chosen_in(pool: Pool) -> Sequence[str]:
    """The references of a pool's cases, in the order of their numbers."""
    cases = Case.objects.filter(pool=pool, standing="pool").order_by("number")
    return list(cases.values_list("candidate__reference", flat=True))
