"""What a pool's rows ask, in the terms of casetracking/drawing: candidates, criteria, locks, and who is left out."""

import datetime
import hashlib
import json
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet

from assurance.questions import Question
from casetracking import drawing
from casetracking.drawing.problem import problem
from casetracking.models import Attribute, Audit, Candidate, Case, Criterion, Draw, DrawnFrom, Likeness, Lock, Pool
from casetracking.statuses import Status
from casetracking.words import count_of

AUDITED_WITHIN = datetime.timedelta(days=365)
DIED, AUDITED, LEFT, GONE = "died", "audited in the last 12 months", "left the pool", "no longer in the file"
OVER = "said no, withdrew or are not suitable"
KEPT_OUT = "kept out by hand"


@dataclass(frozen=True)
class Asked:
    """Everything a draw needs: who there is, the rules, and why somebody is left out (references by reason)."""

    candidates: list[drawing.Candidate]
    rules: drawing.Rules
    left_out: dict[str, frozenset[str]]
    pooled: tuple[str, ...] = ()  # who is in the pool now, in the order of their numbers
    facts: int = 0  # the pool's count of changes to what is known of its candidates, when they were read


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


def asked_of(
    pool: Pool,
    *,
    at: datetime.datetime,
    seed: int | None = None,
    size: int | None = None,
    attributes: list[Attribute] | None = None,
    standing: "_Standing | None" = None,
) -> Asked:
    """What a pool asks now.

    Who was asked already, said yes, or was put in by hand counts as locked in: no redraw drops them.
    """
    criteria, likenesses, decided, audited = standing or _standing(pool, at)
    every = Attribute.objects.of_council(pool.round.council) if attributes is None else attributes
    known = {one.slug: one for one in every}
    named = sorted((attributes_asked(criteria, likenesses) | {"died"}) & known.keys())
    people, gone = _people(pool, [known[slug] for slug in named])
    died = {one.reference for one in people if one.values.get("died") is True}
    locked_in = _kept_in(decided, died)
    left_out = {
        DIED: died,
        AUDITED: audited,
        LEFT: {d.reference for d in decided if d.standing == Case.Standing.LEFT},
        OVER: {d.reference for d in decided if d.is_over},
        GONE: gone,
    }
    here = {one.reference for one in people}
    reasons = {reason: frozenset((some & here) - locked_in) for reason, some in left_out.items()}
    rules = drawing.Rules(
        size=size or pool.size,
        criteria=tuple(criterion_of(row) for row in criteria),
        alike=tuple(drawing.Alike(one.attribute, one.weight) for one in likenesses if one.attribute in known),
        locked_in=frozenset(locked_in),
        locked_out=frozenset(d.reference for d in decided if d.side == Lock.Side.OUT) - locked_in,
        excluded=frozenset().union(*reasons.values()),
        apart=pool.apart,
        seed=pool.seed if seed is None else seed,
    )
    pooled = tuple(d.reference for d in decided if d.is_in_pool)
    # The pool was read before anybody in it: an import meanwhile makes what is drawn from look older than it is.
    return Asked(people, rules, {reason: some for reason, some in reasons.items() if some}, pooled, pool.facts)


_Standing = tuple[list[Criterion], list[Likeness], list["_Decided"], set[str]]


def _standing(pool: Pool, at: datetime.datetime) -> _Standing:
    """What is asked, what was decided about people, and who was audited lately."""
    return (*_what_is_asked(pool), _decided(pool), _audited(pool, at))


def _what_is_asked(pool: Pool) -> tuple[list[Criterion], list[Likeness]]:
    return (
        sorted(pool.criteria.all(), key=lambda one: one.number),
        _likenesses.rows(pool.pk),
    )


@Question
def _likenesses(pool: int) -> QuerySet[Likeness]:
    return Likeness.objects.filter(pool=pool).order_by("attribute")


def asks_about(pool: Pool, slugs: Iterable[str]) -> bool:
    """Whether a criterion of the pool, or what it should look like, asks about any of these attributes."""
    return bool(attributes_asked(*_what_is_asked(pool)) & set(slugs))


def rules_now(draw: Draw, *, at: datetime.datetime, attributes: list[Attribute]) -> drawing.Rules:
    """What would be asked if a draw were made again now; of who died, only those kept in are looked at."""
    criteria, likenesses, decided, audited = _standing(draw.pool, at)
    rules = _rules(draw.pool, criteria, likenesses, {one.slug for one in attributes}, decided, audited)
    kept_in = _kept_in(decided, died_among(draw.pool, rules.locked_in))
    return replace(rules, size=draw.size, seed=draw.seed, locked_in=frozenset(kept_in))


def died_among(pool: Pool, references: Iterable[str]) -> set[str]:
    """Those of the pool's candidates of whom it is recorded that they have died; one query, none for nobody."""
    wanted = list(references)
    if not wanted:
        return set()
    died = Attribute.objects.get(council=None, slug="died")
    here = Candidate.objects.filter(pool=pool, reference__in=wanted)
    return set(here.with_value(died, True).values_list("reference", flat=True))


def why_no_longer(
    draw: Draw, rules: drawing.Rules, candidates: Sequence[drawing.Candidate] | None = None
) -> list[str]:
    """Why a draw does not fit what is asked now, each in words that follow a colon; none where it fits.

    Whether it still meets what has to be met is only looked at where the candidates are given.
    """
    chosen, wanted = set(draw.chosen), {*draw.chosen, *draw.reserves}
    said = []
    if draw.rules and (_hash_of_json(draw.rules), draw.rules["apart"]) != (_hash_of(rules), rules.apart):
        said.append("what is asked has changed")
    found = {
        "to be kept in {are} not in it": rules.locked_in - chosen,
        "in it may not be drawn any more": wanted & (rules.locked_out | rules.excluded),
        "in it {are} not known here": wanted - {one.reference for one in candidates} if candidates else set(),
    }
    for what, people in found.items():
        if people:
            are = "is" if len(people) == 1 else "are"
            said.append(f"{count_of(len(people), 'person', 'people')} {what.format(are=are)}")
    if candidates and not said:
        met_then = {one["name"] for one in draw.met}
        covered = drawing.coverage(candidates, rules, list(draw.chosen)).criteria
        lost = [one.criterion.name for one in covered if one.criterion.hard and one.off]
        said += [f"it does not meet “{name}” any more" for name in lost if name in met_then]
    return said


def _hash_of(rules: drawing.Rules) -> str:
    return _hash_of_json(as_json(rules))


def _hash_of_json(said: dict[str, Any]) -> str:
    """Tells whether the same is asked, whoever is locked meanwhile."""
    same = {name: said[name] for name in ("size", "criteria", "alike")}
    return hashlib.sha256(json.dumps(same, sort_keys=True).encode()).hexdigest()


def packed_of(asked: Asked) -> dict[str, Any]:
    """What everybody was drawn from as the columns of its row, without its pool and time."""
    built = problem(asked.candidates, asked.rules)
    never = frozenset().union(*(asked.left_out.get(reason, frozenset()) for reason in (DIED, GONE)))
    return {
        "facts": asked.facts, "asked": _hash_of(asked.rules), "shown": [[*one] for one in built.shown],
        "numbers": drawing.packed(built, never),
    }  # fmt: skip


def substitutes_for(
    pool: Pool, leaving: str, *, at: datetime.datetime, attributes: list[Attribute], most: int
) -> list[drawing.Substitute]:
    """The best people for somebody's place, the best first.

    Out of the numbers of the last draw where they still hold; else everybody is read, which takes half a second where
    there are ten thousand.
    """
    held = next(iter(_drawn_from.rows(pool.pk)), None)
    standing = _standing(pool, at)
    if held is not None:
        criteria, likenesses, decided, audited = standing
        known = {one.slug for one in attributes}
        rules = _rules(pool, criteria, likenesses, known, decided, audited)
        if held.asked == _hash_of(rules):
            built = drawing.opened(bytes(held.numbers), rules, [(slug, value) for slug, value in held.shown])
            pooled = [d.reference for d in decided if d.is_in_pool or d.reference == leaving]
            return drawing.substitutes((), rules, pooled, leaving, most=most, built=built)
    asked = asked_of(pool, at=at, attributes=attributes, standing=standing)
    pooled = [*asked.pooled, *([] if leaving in asked.pooled else [leaving])]
    return drawing.substitutes(asked.candidates, asked.rules, pooled, leaving, most=most)


@Question
def _drawn_from(pool: int) -> QuerySet[DrawnFrom]:
    """The numbers of the last draw while they hold."""
    return DrawnFrom.objects.filter(pool=pool, facts=F("pool__facts"))


def _rules(
    pool: Pool,
    criteria: list[Criterion],
    likenesses: list[Likeness],
    known: set[str],
    decided: list["_Decided"],
    audited: set[str],
) -> drawing.Rules:
    """The rules where nobody was read: who died or is gone is left out by the numbers themselves."""
    locked_in = _kept_in(decided)
    left = {d.reference for d in decided if d.standing == Case.Standing.LEFT or d.is_over}
    return drawing.Rules(
        size=pool.size,
        criteria=tuple(criterion_of(row) for row in criteria),
        alike=tuple(drawing.Alike(one.attribute, one.weight) for one in likenesses if one.attribute in known),
        locked_in=frozenset(locked_in),
        locked_out=frozenset(d.reference for d in decided if d.side == Lock.Side.OUT) - locked_in,
        excluded=frozenset((audited | left) - locked_in),
        apart=pool.apart,
        seed=pool.seed,
    )


def _kept_in(decided: list["_Decided"], died: Set[str] = frozenset()) -> set[str]:
    """Who is in every draw: locked in, or in the pool and kept there; nobody whose place is free.

    Of those who died only who was asked already: somebody has to say what becomes of what was recorded.
    """
    kept = [d for d in decided if not d.is_over and (d.side == Lock.Side.IN or d.is_kept)]
    return {d.reference for d in kept if d.reference not in died or (d.is_in_pool and d.is_under_way)}


def _people(pool: Pool, attributes: list[Attribute]) -> tuple[list[drawing.Candidate], set[str]]:
    """Everybody with what is asked about, and who is no longer in the file. Thousands: so no row becomes a model."""
    placed = [(one.slug, one.place) for one in attributes if one.place is not None]
    told_of = [one.slug for one in attributes if one.place is None]
    width = max((place for _, place in placed), default=-1) + 1
    people, gone = [], set()
    rows = Candidate.objects.filter(pool=pool).values_list("reference", "group", "values", "told", "in_file")
    rows = rows.order_by("reference")  # a seed brings the same draw again only from the same order
    for reference, group, values, told, in_file in rows.iterator(chunk_size=5_000):
        if len(values) < width:  # from before an attribute was added
            values.extend([None] * (width - len(values)))
        known = {slug: values[place] for slug, place in placed}
        if told_of:
            known |= {slug: told.get(slug) for slug in told_of}
        people.append(drawing.Candidate(reference, group, known))
        if not in_file:
            gone.add(reference)
    return people, gone


class _Decided(NamedTuple):
    """Somebody of whom something is decided: in the pool, reserve or left, or locked."""

    reference: str
    standing: str | None
    status: str | None
    version: int | None
    place_of: int | None
    side: str | None

    @property
    def is_under_way(self) -> bool:
        """Whether something was done with the case already: every act raises its version."""
        return self.status != Status.DRAWN or (self.version or 0) > 1

    @property
    def is_over(self) -> bool:
        """Listed, and their place is free."""
        return self.standing == Case.Standing.POOL and Status(self.status).is_over

    @property
    def is_in_pool(self) -> bool:
        """As Case.is_in_pool."""
        return self.standing == Case.Standing.POOL and not self.is_over

    @property
    def is_kept(self) -> bool:
        """In the pool with something done already, or put there by somebody who gave a reason."""
        return self.is_in_pool and (self.is_under_way or self.place_of is not None)


def _decided(pool: Pool) -> list[_Decided]:
    """Everybody with a case or a lock, by the number of their case: one query."""
    return [_Decided(*row) for row in _decided_rows.tuples(pool.pk)]


@Question
def _decided_rows(pool: int) -> QuerySet:
    decided = Candidate.objects.filter(Q(case__isnull=False) | Q(lock__isnull=False), pool=pool)
    told = ("reference", "case__standing", "case__status", "case__version", "case__place_of", "lock__side")
    return decided.order_by("case__number").values_list(*told)


def _audited(pool: Pool, at: datetime.datetime) -> set[str]:
    """Who of the council was audited lately, in whichever pool: a reference is the same in all of them."""
    since = at - AUDITED_WITHIN
    # Asked from a whole day on, so that it is the same question all day.
    finished = _finished_audits.tuples(pool.round.council_id, since.date() - datetime.timedelta(days=1))
    return {reference for reference, finished_at in finished if finished_at >= since}


@Question
def _finished_audits(council: int, since: datetime.date) -> QuerySet:
    lately = Audit.objects.filter(finished_at__date__gte=since, case__pool__round__council=council)
    return lately.values_list("case__candidate__reference", "finished_at")


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
