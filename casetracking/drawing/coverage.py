"""What a pool was to have and what it has, and how it differs from the caseload. Pure."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from casetracking.drawing.criteria import Candidate, Criterion, Rules, Value


@dataclass(frozen=True)
class Met:
    """One criterion: how many cases the pool has, how many candidates could be drawn, by how many it is missed."""

    criterion: Criterion
    have: int
    available: int

    @property
    def off(self) -> int:
        """Cases too few or too many."""
        return self.criterion.off(self.have)


@dataclass(frozen=True)
class Likeness:
    """One value of an attribute: cases in the pool and in the caseload, and how many of each."""

    attribute: str
    value: Value
    pool: int
    pool_size: int
    caseload: int
    caseload_size: int

    @property
    def expected(self) -> float:
        """How many of the pool it would be in the caseload's proportion."""
        return self.pool_size * self.caseload / self.caseload_size


@dataclass(frozen=True)
class Coverage:
    """A pool beside what was asked of it."""

    criteria: tuple[Met, ...]
    likeness: tuple[Likeness, ...]


def coverage(
    candidates: Sequence[Candidate], rules: Rules, chosen: Collection[str], attributes: Sequence[str] = ()
) -> Coverage:
    """Need and have of every criterion; pool and caseload for the rules' attributes, or for those given."""
    inside = set(chosen)
    pool = [one for one in candidates if one.reference in inside]
    out = rules.locked_out | rules.excluded
    could = [one for one in candidates if one.reference not in out]
    criteria = tuple(
        Met(c, sum(c.meets(one.values) for one in pool), sum(c.meets(one.values) for one in could))
        for c in rules.criteria
    )
    likeness = []
    for attribute in attributes or [alike.attribute for alike in rules.alike]:
        held = Counter(_key(one.values.get(attribute)) for one in candidates)
        drawn = Counter(_key(one.values.get(attribute)) for one in pool)
        likeness += [
            Likeness(attribute, key[1], drawn[key], len(pool), held[key], len(candidates))
            for key in sorted(held, key=lambda key: (-held[key], str(key)))
        ]
    return Coverage(criteria, tuple(likeness))


def _key(value: Value) -> tuple[str, Value]:
    """Yes and 1 are equal in Python, and not here."""
    return type(value).__name__, value
