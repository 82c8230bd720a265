"""The draw itself: a good pool at once, then the best one with its proof. Pure.

The same candidates, rules and seed give the same pool. What is proved in parallel is only the value of the best pool;
who is in it is chosen by steps that run the same way each time.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from casetracking.drawing import proof, quick, relaxing
from casetracking.drawing.conflicts import Conflict, conflict
from casetracking.drawing.criteria import Candidate, Rules
from casetracking.drawing.problem import HARD, Problem, problem

FEW = (400, 1_500)  # people the solver is first asked about, cheapest first
ROUNDS = 3  # of shaking before the solver is asked
SECONDS = 60.0


@dataclass(frozen=True)
class Drawn:
    """A pool: references in order, what it costs, what every pool costs at least, and by how much it may be off.

    `proved` says that no pool is better. Without a pool `conflict` says why. `repeatable` is False only where the
    best pool could not be found again by the steps that run the same way each time.
    """

    chosen: tuple[str, ...]
    objective: int
    bound: int
    proved: bool
    conflict: Conflict | None = None
    repeatable: bool = True

    @property
    def gap(self) -> int:
        """By how much the pool may be worse than the best one, in units of the objective."""
        return self.objective - self.bound


def draw(
    candidates: Sequence[Candidate],
    rules: Rules,
    *,
    first: Callable[[Drawn], None] = lambda drawn: None,
    seconds: float = SECONDS,
    workers: int = 2,
) -> Drawn:
    """The best pool. `first` is told a valid pool as soon as there is one; the solver has so many seconds."""
    _check(candidates, rules)
    if len(candidates) < rules.size or not candidates:
        return Drawn((), 0, 0, False, conflict(candidates, rules) if candidates else Conflict((), (), (NOBODY,)))
    built = problem(candidates, rules)
    pool = quick.greedy(built, rules.seed)
    quick.settle(pool)
    is_whole = len(pool.chosen) == rules.size
    if is_whole and pool.price < HARD:
        first(_drawn(built, pool.chosen, pool.price, 0, False))
    bound = proof.margins_bound(built)
    if bound >= HARD or len(built.fixed) > rules.size:
        return Drawn((), 0, 0, False, conflict(candidates, rules))
    if is_whole:
        quick.improve(pool, bound, ROUNDS)
    price = pool.price if is_whole else HARD
    if price <= bound:
        return _drawn(built, pool.chosen, price, price, True)
    eased = relaxing.relaxed(built)
    if eased is None:
        return Drawn((), 0, 0, False, conflict(candidates, rules))
    bound = max(bound, eased.bound)
    within = [relaxing.cheapest(built, eased, pool.chosen, pool.rank, few) for few in FEW]
    for only in within:
        if price <= bound:
            return _drawn(built, pool.chosen, price, price, True)
        answer = proof.prove(built, pool.chosen, price, bound, pool.rank, seconds / 4, workers, only)
        if answer.state == proof.PROVED:
            return _best(built, pool, price, answer, within)
    answer = proof.prove(built, pool.chosen, price, bound, pool.rank, seconds, workers)
    if answer.state == proof.IMPOSSIBLE:
        return Drawn((), 0, 0, False, conflict(candidates, rules))
    if answer.state == proof.UNKNOWN:
        if price >= HARD:
            return Drawn((), 0, 0, False, None)
        return _drawn(built, pool.chosen, price, answer.bound, False)
    return _best(built, pool, price, answer, within)


NOBODY = "There is nobody to draw from."


def _best(built: Problem, pool: quick.Pool, price: int, answer: proof.Answer, within: list[np.ndarray]) -> Drawn:
    """Who is in the best pool: the quick one, if it is as good; else one found in a way that is the same each time.

    It is looked for among few people first, then among more, whichever of these the proof came from: on a busy day
    the proof may run out of time among few, and the pool must not depend on the day.
    """
    found = built.price(built.counts(np.array(answer.chosen)))
    proved = answer.state == proof.PROVED
    if price <= found:
        return _drawn(built, pool.chosen, price, price if proved else answer.bound, proved)
    same: tuple[int, ...] = ()
    for only in [*within, None] if proved else []:
        same = same or proof.again(built, found, pool.chosen, pool.rank, built.rules.seed, only)
    chosen = list(same or answer.chosen)
    return _drawn(built, chosen, found, found if proved else answer.bound, proved, repeatable=bool(same))


def _drawn(
    built: Problem, chosen: Sequence[int], price: int, bound: int, proved: bool, *, repeatable: bool = True
) -> Drawn:
    references = tuple(sorted(built.candidates[place].reference for place in chosen))
    return Drawn(references, price, bound, proved, repeatable=repeatable)


def _check(candidates: Sequence[Candidate], rules: Rules) -> None:
    """Raises ValueError, with the sentence to show, for rules that contradict themselves."""
    known = {one.reference for one in candidates}
    if len(known) < len(candidates):
        raise ValueError("Two candidates have the same reference.")
    if rules.size < 1:
        raise ValueError("A pool has at least one person.")
    if rules.locked_in - known:
        raise ValueError("Somebody locked in is not among the candidates.")
    if rules.locked_in & (rules.locked_out | rules.excluded):
        raise ValueError("Somebody is locked in and left out at once. Decide which.")
