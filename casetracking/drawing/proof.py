"""How good a pool can be at best: a bound from the margins at once, then OR-Tools CP-SAT over profiles. Pure.

The margins: how many of the pool have each feature. With thousands of different profiles nearly every set of margins
can be had, so the best margins alone, a tiny model, mostly tell what the best pool costs.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from casetracking.drawing.problem import HARD, HUNDREDTHS, Problem

PROVED, FOUND, IMPOSSIBLE, UNKNOWN = "proved", "found", "impossible", "unknown"


@dataclass(frozen=True)
class Answer:
    """What the solver says: state, what the best pool costs at least, and a pool, if one was found."""

    state: str
    bound: int
    chosen: tuple[int, ...] = ()


def _price(model: cp_model.CpModel, problem: Problem, counts: list[Any], hard: bool) -> list[Any]:
    """The terms of the pool's cost; hard criteria become limits. Only convex costs are met, so lines suffice."""
    rules, terms = problem.rules, []
    for criterion, count in zip(rules.criteria, counts, strict=False):
        if criterion.hard and hard:
            if criterion.least is not None:
                model.add(count >= criterion.least)
            if criterion.most is not None:
                model.add(count <= criterion.most)
        elif not criterion.hard and criterion.weight:
            off = model.new_int_var(0, max(rules.size, criterion.least or 0), "")
            if criterion.least is not None:
                model.add(off >= criterion.least - count)
            if criterion.most is not None:
                model.add(off >= count - criterion.most)
            terms.append(criterion.weight * HUNDREDTHS * off)
    weights = {alike.attribute: alike.weight for alike in rules.alike}
    first = len(rules.criteria)
    for (attribute, _), target, count in zip(problem.shown, problem.targets, counts[first:], strict=True):
        if weights[attribute]:
            # Between two whole numbers the cost is a line, so two lines on either side of the target make it exact.
            off = model.new_int_var(0, HUNDREDTHS * rules.size + target, "")
            model.add(off >= HUNDREDTHS * count - target)
            model.add(off >= target - HUNDREDTHS * count)
            below, above = target // HUNDREDTHS, -(-target // HUNDREDTHS)
            if above > below:  # the chord: no whole number lies between them
                left, right = target - HUNDREDTHS * below, HUNDREDTHS * above - target
                model.add(off >= left + (right - left) * (count - below))
            terms.append(weights[attribute] * off)
    return terms


def margins_bound(problem: Problem) -> int:
    """What every pool costs at least, judged by the numbers of each feature alone; HARD where none can be had."""
    model = cp_model.CpModel()
    rules = problem.rules
    could = problem.free.copy()
    could[problem.fixed] = True
    held = problem.has[problem.profile[could]].sum(axis=0)
    fixed = problem.has[problem.profile[problem.fixed]].sum(axis=0)
    counts = [
        model.new_int_var(int(min(low, rules.size)), int(min(high, rules.size)), "")
        for low, high in zip(fixed, np.maximum(held, fixed), strict=True)
    ]
    first = len(rules.criteria)
    by_value: dict[str, list[tuple[Any, Any]]] = defaultdict(list)
    for (attribute, value), count in zip(problem.shown, counts[first:], strict=True):
        by_value[attribute].append((value, count))
    for values in by_value.values():
        model.add(sum(count for _, count in values) == rules.size)
    for criterion, count in zip(rules.criteria, counts, strict=False):
        parts = [
            sum(held for value, held in by_value[c.attribute] if c.meets(value))
            for c in criterion.conditions
            if c.attribute in by_value
        ]
        for part in parts:
            model.add(count >= part) if criterion.either else model.add(count <= part)
        if len(parts) == len(criterion.conditions) and parts:
            if criterion.either:
                model.add(count <= sum(parts))
            else:
                model.add(count >= sum(parts) - (len(parts) - 1) * rules.size)
    terms = _price(model, problem, counts, hard=True)
    model.minimize(sum(terms))
    solver = _solver(seconds=5.0, workers=1)
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return HARD
    return max(0, int(solver.best_objective_bound + 0.5)) if status in {cp_model.OPTIMAL, cp_model.FEASIBLE} else 0


def _solver(seconds: float, workers: int, seed: int = 1) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed % 2**31
    return solver


class Model:
    """The draw as a model: how many of each profile, and each person of a group for themselves."""

    def __init__(self, problem: Problem, *, hard: bool = True, only: np.ndarray | None = None) -> None:
        self.problem, self.model = problem, cp_model.CpModel()
        rules = problem.rules
        could = problem.free.copy()
        if only is not None:
            could &= only
        could[problem.fixed] = True
        places = np.flatnonzero(could)
        _, numbers, sizes = np.unique(problem.group[places], return_inverse=True, return_counts=True)
        single = (sizes[numbers] == 1) & ~np.isin(places, problem.fixed)
        self.together: dict[int, list[int]] = defaultdict(list)
        for place in places[single]:
            self.together[int(problem.profile[place])].append(int(place))
        self.many = {p: self.model.new_int_var(0, min(len(who), rules.size), "") for p, who in self.together.items()}
        self.one = {int(place): self.model.new_bool_var("") for place in places[~single]}
        groups: dict[int, list[int]] = defaultdict(list)
        for place in self.one:
            groups[int(problem.group[place])].append(place)
        fixed = set(problem.fixed.tolist())
        for members in groups.values():
            if len(fixed.intersection(members)) > 1:  # both are wanted by name, so they may stand together
                for place in set(members) - fixed:
                    self.model.add(self.one[place] == 0)
            elif len(members) > 1:
                self.model.add_at_most_one(self.one[place] for place in members)
        for place in problem.fixed:
            self.model.add(self.one[int(place)] == 1)
        columns = [*((profile, var) for profile, var in self.many.items())]
        columns += [(int(problem.profile[place]), var) for place, var in self.one.items()]
        self.model.add(sum(var for _, var in columns) == rules.size)
        having: list[list[Any]] = [[] for _ in range(problem.has.shape[1])]
        for profile, var in columns:
            for feature in np.flatnonzero(problem.has[profile]):
                having[feature].append(var)
        self.counts = []
        for variables in having:
            count = self.model.new_int_var(0, rules.size, "")
            self.model.add(count == sum(variables))
            self.counts.append(count)
        self.total = self.model.new_int_var(0, 10**12, "")
        self.model.add(self.total == sum(_price(self.model, problem, self.counts, hard)))

    def hint(self, chosen: list[int]) -> None:
        """Where to begin."""
        taken = set(chosen)
        for place, var in self.one.items():
            self.model.add_hint(var, place in taken)
        for profile, who in self.together.items():
            self.model.add_hint(self.many[profile], sum(place in taken for place in who))

    def solve(self, seconds: float, workers: int, seed: int = 1) -> tuple[Any, cp_model.CpSolver]:
        """The solver's status and itself."""
        solver = _solver(seconds, workers, seed)
        return solver.solve(self.model), solver

    def chosen(self, solver: cp_model.CpSolver, rank: np.ndarray) -> tuple[int, ...]:
        """The people of a solution: of each profile the first of the seeded order."""
        found = [place for place, var in self.one.items() if solver.value(var)]
        for profile, who in self.together.items():
            found += sorted(who, key=rank.__getitem__)[: solver.value(self.many[profile])]
        return tuple(sorted(found))


def prove(
    problem: Problem,
    start: list[int],
    price: int,
    bound: int,
    rank: np.ndarray,
    seconds: float,
    workers: int = 2,
    only: np.ndarray | None = None,
) -> Answer:
    """Find the best pool and prove it, beginning with one and a bound that are known already.

    With `only` some people are looked at: what is found there is the best of all when it costs no more than the bound.
    """
    built = Model(problem, only=only)
    built.hint(start)
    built.model.add(built.total >= bound)
    if price < HARD:
        built.model.add(built.total <= price)
    built.model.minimize(built.total)
    status, solver = built.solve(seconds, workers)
    if status == cp_model.INFEASIBLE:
        return Answer(IMPOSSIBLE, HARD)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return Answer(UNKNOWN, bound)
    chosen = built.chosen(solver, rank)
    if only is not None:
        cost = problem.price(problem.counts(np.array(chosen)))
        return Answer(PROVED if cost <= bound else FOUND, bound, chosen)
    least = max(bound, int(np.ceil(solver.best_objective_bound - 1e-6)))
    return Answer(PROVED if status == cp_model.OPTIMAL else FOUND, least, chosen)


def again(
    problem: Problem, price: int, start: list[int], rank: np.ndarray, seed: int, only: np.ndarray | None = None
) -> tuple[int, ...]:
    """A pool that costs so much, found by one worker in a measured amount of work, so that it is the same each time.

    Empty where the amount of work does not suffice.
    """
    built = Model(problem, only=only)
    built.hint(start)
    built.model.add(built.total <= price)
    solver = _solver(60.0, 1, seed)
    solver.parameters.max_deterministic_time = 12.0
    status = solver.solve(built.model)
    return built.chosen(solver, rank) if status in {cp_model.OPTIMAL, cp_model.FEASIBLE} else ()
