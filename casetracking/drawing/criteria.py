"""What is asked of a pool, and who may be in it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

Value = bool | str | int | None


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be drawn: reference, group of people who belong together (0 for alone), values by attribute.

    A value is True or False, a choice's slug, a whole number, or None for "not recorded".
    """

    reference: str
    group: int
    values: Mapping[str, Value]


@dataclass(frozen=True)
class Condition:
    """What is asked of one attribute: one of these values, or a number from `least` to `most` (both may be open).

    "Not recorded" meets a condition only where None is one of the values.
    """

    attribute: str
    values: frozenset[Value] = frozenset({True})
    least: int | None = None
    most: int | None = None

    def meets(self, value: Value) -> bool:
        """Whether a value is one that is asked for."""
        if self.least is None and self.most is None:
            # True is 1 in Python, but a yes is no number.
            return any(value is one or (value == one and type(value) is type(one)) for one in self.values)
        if not isinstance(value, int) or isinstance(value, bool):
            return False
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


@dataclass(frozen=True)
class Criterion:
    """At least or at most so many cases that meet all conditions (or, with `either`, any of them).

    A soft criterion may be missed at a price: its weight for each case too few or too many.
    """

    name: str
    conditions: tuple[Condition, ...]
    least: int | None = None
    most: int | None = None
    hard: bool = True
    weight: int = 1
    either: bool = False

    def meets(self, values: Mapping[str, Value]) -> bool:
        """Whether a person's values meet it."""
        found = (condition.meets(values.get(condition.attribute)) for condition in self.conditions)
        return any(found) if self.either else all(found)

    def off(self, have: int) -> int:
        """By how many cases so many are too few or too many."""
        return max(0, (self.least or 0) - have, have - self.most if self.most is not None else 0)

    @property
    def asks(self) -> str:
        """In words: "at least 5 with a carer's assessment"."""
        limits = [f"at least {self.least}"] if self.least is not None else []
        limits += [f"at most {self.most}"] if self.most is not None else []
        return f"{' and '.join(limits)} with {self.name}"


@dataclass(frozen=True)
class Alike:
    """An attribute whose values the pool should show in the caseload's proportions; "not recorded" is one of them."""

    attribute: str
    weight: int = 1


@dataclass(frozen=True)
class Rules:
    """How a pool is drawn: its size, what is asked, who must be in or may not be (references), and the seed.

    `excluded` are people left out by a rule (who died, who was audited lately), `locked_out` by somebody's decision;
    both stay part of the caseload that the pool should look like. `apart` keeps two people of one
    group out of one pool.
    """

    size: int = 50
    criteria: tuple[Criterion, ...] = ()
    alike: tuple[Alike, ...] = ()
    locked_in: frozenset[str] = frozenset()
    locked_out: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    apart: bool = True
    seed: int = 1
