"""A bound from the draw with people in fractions, and who is worth looking at first. Pure.

The linear relaxation prices everybody: by its reduced costs, whoever raises the bound least is most likely in
a best pool. The exact solver is asked about a few hundred of them first; when the pool it finds costs no more than the
bound for everybody, that is the proof.
"""

from dataclasses import dataclass

import numpy as np
from ortools.linear_solver import pywraplp

from casetracking.drawing.problem import HARD, Problem

SLACK = 1e-4  # of a unit; costs are whole numbers, so rounding errors of the relaxation decide nothing


@dataclass(frozen=True)
class Relaxed:
    """What every pool costs at least, and by how much each profile would raise that."""

    bound: int
    value: float
    extra: np.ndarray


def relaxed(problem: Problem) -> Relaxed | None:
    """The relaxation without the rule about linked groups; None where even fractions can't meet the hard criteria."""
    solver = pywraplp.Solver.CreateSolver("GLOP")
    size = problem.rules.size
    could = problem.free.copy()
    could[problem.fixed] = True
    held = np.bincount(problem.profile[could], minlength=len(problem.has))
    fixed = np.bincount(problem.profile[problem.fixed], minlength=len(problem.has))
    features = problem.has.shape[1]
    rows = [solver.Constraint(0.0, 0.0) for _ in range(features)]
    whole = solver.Constraint(size, size)
    objective = solver.Objective()
    columns = np.flatnonzero(held)
    variables = []
    for profile in columns.tolist():
        variable = solver.NumVar(float(fixed[profile]), float(min(held[profile], size)), "")
        variables.append(variable)
        whole.SetCoefficient(variable, 1.0)
        for feature in np.flatnonzero(problem.has[profile]).tolist():
            rows[feature].SetCoefficient(variable, 1.0)
    for feature in range(features):
        # The cost of a count is convex: a base price, and a step for each case more, each dearer than the last.
        cost = problem.cost[feature]
        usable = np.flatnonzero(cost < HARD)
        if not len(usable):
            return None
        low, high = int(usable[0]), int(usable[-1])
        base = solver.NumVar(1.0, 1.0, "")
        objective.SetCoefficient(base, float(cost[low]))
        rows[feature].SetCoefficient(base, -float(low))
        steps = np.diff(cost[low : high + 1])
        begun = 0
        while begun < len(steps):
            ended = begun
            while ended < len(steps) and steps[ended] == steps[begun]:
                ended += 1
            step = solver.NumVar(0.0, float(ended - begun), "")
            objective.SetCoefficient(step, float(steps[begun]))
            rows[feature].SetCoefficient(step, -1.0)
            begun = ended
    objective.SetMinimization()
    status = solver.Solve()
    if status == pywraplp.Solver.INFEASIBLE:
        return None
    if status != pywraplp.Solver.OPTIMAL:  # it lost its way in rounding: then it bounds nothing
        return Relaxed(0, 0.0, np.zeros(len(problem.has)))
    value = objective.Value()
    extra = np.full(len(problem.has), np.inf)
    extra[columns] = [max(0.0, v.reduced_cost()) if v.solution_value() <= v.lb() + 1e-9 else 0.0 for v in variables]
    return Relaxed(int(np.ceil(value - SLACK)), value, extra)


def cheapest(problem: Problem, eased: Relaxed, chosen: list[int], rank: np.ndarray, size: int) -> np.ndarray:
    """The people who raise the bound least, and those chosen already; as a mask over candidates."""
    cost = eased.extra[problem.profile]
    cost[~problem.free] = np.inf
    taken = np.zeros(len(cost), bool)
    taken[np.lexsort((rank, cost))[:size]] = True
    taken[chosen] = True
    return taken & (problem.free | np.isin(np.arange(len(cost)), problem.fixed))
