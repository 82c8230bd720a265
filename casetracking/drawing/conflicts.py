"""Why no pool can meet everything that is asked, and what would make one possible. Pure.

The set named is irreducible: leave out any one of its parts and the others can be met.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from ortools.sat.python import cp_model

from casetracking.drawing import quick
from casetracking.drawing.criteria import Candidate, Criterion, Rules
from casetracking.drawing.problem import HARD, problem
from casetracking.drawing.proof import Model

LOCKED_IN, LOCKED_OUT, APART = "the people locked in", "the people locked out", "one person of each linked group"
SECONDS = 20.0


@dataclass(frozen=True)
class Conflict:
    """What can't be met together: hard criteria and other rules, and sentences on what would make a pool possible."""

    criteria: tuple[Criterion, ...]
    rules: tuple[str, ...]
    sentences: tuple[str, ...]


def _plain(rules: Rules, hard: Sequence[Criterion], others: Sequence[str]) -> Rules:
    return replace(
        rules,
        criteria=tuple(hard),
        alike=(),
        locked_in=rules.locked_in if LOCKED_IN in others else frozenset(),
        locked_out=rules.locked_out if LOCKED_OUT in others else frozenset(),
        apart=rules.apart and APART in others,
    )


def can_be_met(candidates: Sequence[Candidate], rules: Rules) -> bool:
    """Whether some pool of this size meets every hard criterion among these rules."""
    built = problem(candidates, replace(rules, criteria=tuple(c for c in rules.criteria if c.hard), alike=()))
    pool = quick.greedy(built, rules.seed)
    quick.settle(pool)
    if len(pool.chosen) == rules.size and pool.price < HARD:
        return True
    if len(built.fixed) > rules.size:
        return False
    model = Model(built)
    status, _ = model.solve(SECONDS, 1, rules.seed)
    return status in {cp_model.OPTIMAL, cp_model.FEASIBLE}


def conflict(candidates: Sequence[Candidate], rules: Rules) -> Conflict:
    """An irreducible set of rules that can't be met together; only asked when they can't."""
    hard = [criterion for criterion in rules.criteria if criterion.hard]
    # The locks are tried first, so that they are only named when the criteria alone are not to blame.
    kept: list[Criterion | str] = [LOCKED_IN] * bool(rules.locked_in)
    kept += [*[LOCKED_OUT] * bool(rules.locked_out), *[APART] * rules.apart, *hard]
    for part in list(kept):
        rest = [other for other in kept if other is not part]
        if not can_be_met(candidates, _split(rules, rest)):
            kept = rest
    criteria = tuple(part for part in kept if isinstance(part, Criterion))
    others = tuple(part for part in kept if isinstance(part, str))
    return Conflict(criteria, others, tuple(_sentences(candidates, rules, hard, criteria, others)))


def _split(rules: Rules, parts: Sequence[Criterion | str]) -> Rules:
    return _plain(rules, [p for p in parts if isinstance(p, Criterion)], [p for p in parts if isinstance(p, str)])


def _sentences(
    candidates: Sequence[Candidate],
    rules: Rules,
    hard: list[Criterion],
    criteria: tuple[Criterion, ...],
    others: tuple[str, ...],
) -> list[str]:
    could = sum(one.reference not in rules.excluded for one in candidates)
    if not criteria:
        limits = f", within these limits: {_and(others)}" if others else ""
        first = f"A pool of {rules.size} can’t be drawn: {could} people may be drawn{limits}."
        return [first, "Ask for a smaller pool, or leave fewer people out."]
    asked = _and([criterion.asks for criterion in criteria])
    beside = f", with {_and(others)}" if others else ""
    said = [f"{rules.size} people can’t meet this together: {asked}{beside}."]
    every = (LOCKED_IN, LOCKED_OUT, APART)
    for criterion in criteria:
        rest = [other for other in hard if other is not criterion]
        found = _reach(candidates, _plain(rules, rest, every), criterion)
        only = found is None
        if only:  # something else can't be met either
            found = _reach(candidates, _plain(rules, [c for c in criteria if c is not criterion], others), criterion)
        if found is None:
            continue
        most, least = found
        also = " (there is another conflict besides)" if only else ""
        if criterion.least is not None and most == 0:
            said.append(f"It would be possible without {criterion.name}{also}: a pool under the other rules has nobody "
                        "of whom that is so.")  # fmt: skip
        elif criterion.least is not None and most < criterion.least:
            said.append(f"It would be possible with at least {most} with {criterion.name} instead of "
                        f"{criterion.least}{also}.")  # fmt: skip
        elif criterion.most is not None and least > criterion.most:
            said.append(f"It would be possible with at most {least} with {criterion.name} instead of "
                        f"{criterion.most}{also}.")  # fmt: skip
    said += [f"It would be possible without {other}." for other in others]
    return said


def _reach(candidates: Sequence[Candidate], rules: Rules, criterion: Criterion) -> tuple[int, int] | None:
    """The most and the least cases with a criterion that a pool under these rules can have; None without a pool."""
    free = replace(criterion, least=None, most=None)
    built = problem(candidates, replace(rules, criteria=(*rules.criteria, free)))
    if len(built.fixed) > rules.size:
        return None
    ends = []
    for sign in (1, -1):
        model = Model(built)
        model.model.maximize(sign * model.counts[-1])
        status, solver = model.solve(SECONDS, 1, rules.seed)
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            return None
        ends.append(int(np.rint(solver.value(model.counts[-1]))))
    return ends[0], ends[1]


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""
