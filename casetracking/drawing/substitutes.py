"""Who could take the place of somebody who leaves a pool, and what it would cost. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from casetracking.drawing.criteria import Candidate, Rules, Value
from casetracking.drawing.problem import Problem, problem
from casetracking.drawing.quick import Pool


@dataclass(frozen=True)
class Substitute:
    """Somebody who could come in: what the pool would cost more (less than 0: it gets better), and what changes.

    `changes` are (what, cases before, cases after) for each criterion and each value of the caseload.
    """

    reference: str
    cost: int
    changes: tuple[tuple[str, int, int], ...]


def _pool(built: Problem, chosen: Sequence[str]) -> Pool:
    pool = Pool(replace_fixed(built), built.rules.seed)
    places = built.places
    for reference in chosen:
        pool.add(places[reference])
    return pool


def replace_fixed(built: Problem) -> Problem:
    """The same without locks: the pool is given, whoever was locked in."""
    return replace(built, fixed=np.zeros(0, np.int64))


def substitutes(
    candidates: Sequence[Candidate],
    rules: Rules,
    chosen: Sequence[str],
    leaving: str,
    *,
    most: int = 10,
    built: Problem | None = None,
) -> list[Substitute]:
    """The best people for somebody's place, the best first; `built` saves making the problem again."""
    built = built or problem(candidates, rules)
    pool = _pool(built, chosen)
    before, counts = pool.price, pool.counts.copy()
    away = built.places[leaving]
    pool.drop(away)
    could = pool.open()
    could[away] = False
    places = np.flatnonzero(could)
    costs = pool.price + pool.extra()[built.profile[places]] - before
    best = np.lexsort((pool.rank[places], costs))[:most]
    found = []
    for at in best:
        place = int(places[at])
        after = pool.counts + built.has[built.profile[place]]
        found.append(Substitute(built.candidates[place].reference, int(costs[at]), _changes(built, counts, after)))
    return found


def _changes(built: Problem, before: np.ndarray, after: np.ndarray) -> tuple[tuple[str, int, int], ...]:
    names = [criterion.name for criterion in built.rules.criteria]
    names += [f"{attribute}: {_told(value)}" for attribute, value in built.shown]
    return tuple((names[n], int(before[n]), int(after[n])) for n in np.flatnonzero(before != after))


def _told(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "not recorded" if value is None else str(value)


def reserves(candidates: Sequence[Candidate], rules: Rules, chosen: Sequence[str], *, size: int = 10) -> list[str]:
    """People to keep in reserve, so that whoever leaves, somebody among them costs the pool little.

    Each next one is who most lowers the sum, over everybody who might leave, of what the best reserve would cost.
    """
    built = problem(candidates, rules)
    pool = _pool(built, chosen)
    could = np.flatnonzero(pool.open())
    if not len(could):
        return []
    profiles, at = np.unique(built.profile[could], return_inverse=True)
    costs = np.empty((len(chosen), len(profiles)))
    for row, place in enumerate(list(pool.chosen)):
        pool.drop(place)
        costs[row] = pool.price + pool.extra()[profiles]
        pool.add(place)
    rank = pool.rank[could]
    left = np.ones(len(could), bool)
    groups = set()
    found: list[str] = []
    worst = np.full(len(chosen), costs.max() + 1)
    while len(found) < size and left.any():
        gain = np.minimum(costs, worst[:, None]).sum(axis=0)
        open_now = np.flatnonzero(left)
        best = open_now[np.lexsort((rank[open_now], gain[at[open_now]]))[0]]
        left[best] = False
        group = built.group[could[best]]
        if group in groups:
            continue
        groups.add(group)
        worst = np.minimum(worst, costs[:, at[best]])
        found.append(built.candidates[could[best]].reference)
    return found
