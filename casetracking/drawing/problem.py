"""Candidates and rules as numbers: which features each candidate has, and what each feature's count costs. Pure.

A feature is a criterion, or one value of an attribute that should look like the caseload. A pool's cost is the sum over
features of a function of how many of the pool have it; candidates with the same features are one profile.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import numpy as np

from casetracking.drawing.criteria import Candidate, Criterion, Rules, Value

HUNDREDTHS = 100
HARD = 10**9  # of each case by which a hard criterion is missed; no sum of soft ones comes near


@dataclass
class Problem:
    """Everything about a draw as arrays.

    `has`: candidates' profiles × features; `profile`: each candidate's profile; `cost`: features × counts from 0 to
    size; `free`: who may be drawn; `fixed`: who must be; `group`: each candidate's group, a number of its own for
    who is alone. The first features are the criteria, in order; then `shown` (attribute, value) with its
    target in hundredths.
    """

    candidates: Sequence[Candidate]
    rules: Rules
    has: np.ndarray
    profile: np.ndarray
    cost: np.ndarray
    free: np.ndarray
    fixed: np.ndarray
    group: np.ndarray
    shown: list[tuple[str, Any]]
    targets: list[int]

    @property
    def places(self) -> dict[str, int]:
        """Where each reference stands."""
        return {one.reference: place for place, one in enumerate(self.candidates)}

    def counts(self, chosen: np.ndarray) -> np.ndarray:
        """How many of these candidates have each feature."""
        return self.has[self.profile[chosen]].sum(axis=0).astype(np.int64)

    def price(self, counts: np.ndarray) -> int:
        """What a pool with these counts costs; hard criteria that are missed cost HARD for each case."""
        return int(self.cost[np.arange(len(counts)), counts].sum())


def _column(held: Sequence[Mapping[str, Value]], attribute: str) -> tuple[np.ndarray, list[Any]]:
    """Each candidate's value as a place in a list of the distinct ones."""
    try:
        values = list(map(itemgetter(attribute), held))  # nearly always there, and twice as fast as asking for it
    except KeyError:
        values = [one.get(attribute) for one in held]
    kinds = set(map(type, values))
    if bool in kinds and int in kinds:  # True and 1 are equal in Python, and not here
        listed = list(dict.fromkeys((type(value), value) for value in values))
        place_of = {key: place for place, key in enumerate(listed)}
        codes = np.fromiter((place_of[type(value), value] for value in values), np.int32, len(values))
        return codes, [value for _, value in listed]
    distinct = {value: place for place, value in enumerate(dict.fromkeys(values))}
    return np.fromiter(map(distinct.__getitem__, values), np.int32, len(values)), list(distinct)


def _meets(criterion: Criterion, columns: dict[str, tuple[np.ndarray, list[Any]]], size: int) -> np.ndarray:
    met = np.full(size, not criterion.either)
    for condition in criterion.conditions:
        codes, values = columns[condition.attribute]
        one = np.array([condition.meets(value) for value in values], bool)[codes] if values else met
        met = met | one if criterion.either else met & one
    return met


def problem(candidates: Sequence[Candidate], rules: Rules) -> Problem:
    """The numbers of a draw. Everybody given is the caseload; who is excluded or locked out can't be drawn."""
    size = len(candidates)
    wanted = {c.attribute for criterion in rules.criteria for c in criterion.conditions}
    held = [one.values for one in candidates]
    columns = {name: _column(held, name) for name in wanted | {a.attribute for a in rules.alike}}
    features = [_meets(criterion, columns, size) for criterion in rules.criteria]
    counts = np.arange(rules.size + 1)
    cost = [criterion_cost(criterion, counts) for criterion in rules.criteria]
    shown, targets = [], []
    for alike in rules.alike:
        codes, values = columns[alike.attribute]
        many = np.bincount(codes, minlength=len(values))
        for code, value in enumerate(values):
            target = round(HUNDREDTHS * rules.size * int(many[code]) / size)
            features.append(codes == code)
            shown.append((alike.attribute, value))
            targets.append(target)
            cost.append(alike.weight * np.abs(counts * HUNDREDTHS - target))
    matrix = np.array(features, np.uint8).T.reshape(size, len(features))
    # Equal rows have equal sums of random weights; 20,000 different ones share a sum once in 100,000 million times.
    weights = np.random.default_rng(1).integers(0, 2**64, len(features), np.uint64)
    sums = np.zeros(size, np.uint64)
    for feature, weight in zip(features, weights, strict=True):
        sums += feature * weight
    _, first, profile = np.unique(sums, return_index=True, return_inverse=True)
    out = rules.locked_out | rules.excluded
    free = np.array([one.reference not in out for one in candidates], bool)
    group = np.array([one.group for one in candidates], np.int64)
    alone = (group == 0) | (not rules.apart)
    group = np.where(alone, -1 - np.arange(size), group)
    return Problem(
        candidates=candidates,
        rules=rules,
        has=matrix[first],
        profile=profile.reshape(-1),
        cost=np.array(cost, np.int64).reshape(len(features), rules.size + 1),
        free=free,
        fixed=np.array([p for p, one in enumerate(candidates) if one.reference in rules.locked_in], np.int64),
        group=group,
        shown=shown,
        targets=targets,
    )


def criterion_cost(criterion: Criterion, counts: np.ndarray) -> np.ndarray:
    """What each count of those who meet a criterion costs."""
    price = HARD if criterion.hard else criterion.weight * HUNDREDTHS
    return np.array([criterion.off(int(have)) * price for have in counts], np.int64)
