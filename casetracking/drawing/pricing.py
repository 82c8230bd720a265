"""What a pool costs by the rules and the caseload that a draw stood on, however long ago that was. Pure.

>>> from casetracking.drawing.criteria import Condition, Criterion
>>> rules = (Criterion("a carer", (Condition("carer"),), least=2, hard=False, weight=3),)
>>> price([{"carer": True}], 2, rules, {}, [("carer", True, 1, 2), ("carer", False, 1, 2)])
Price(points=300, broken=())
>>> price([{"carer": True}], 2, rules, {"carer": 1}, [("carer", True, 1, 2), ("carer", False, 1, 2)]).points
400
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from casetracking.drawing.criteria import Criterion, Value
from casetracking.drawing.problem import HUNDREDTHS


@dataclass(frozen=True)
class Price:
    """What a pool costs in the draw's own unit, and the names of what must be met and is not."""

    points: int
    broken: tuple[str, ...] = ()


def price(
    people: Sequence[Mapping[str, Value]],
    size: int,
    criteria: Sequence[Criterion],
    weights: Mapping[str, int],
    caseload: Sequence[tuple[str, Value, int, int]],
) -> Price:
    """The cost of these people; `weights` by attribute, `caseload` as (attribute, value, people, of how many)."""
    points, broken = 0, []
    for criterion in criteria:
        off = criterion.off(sum(criterion.meets(one) for one in people))
        if off and criterion.hard:
            broken.append(criterion.name)
        elif off:
            points += off * criterion.weight * HUNDREDTHS
    for attribute, weight in weights.items():
        held = Counter(_key(one.get(attribute)) for one in people)
        targets = {
            _key(value): round(HUNDREDTHS * size * n / of) for slug, value, n, of in caseload if slug == attribute
        }
        points += weight * sum(
            abs(held[key] * HUNDREDTHS - targets.get(key, 0)) for key in held.keys() | targets.keys()
        )
    return Price(points, tuple(broken))


def _key(value: Value) -> tuple[str, Value]:
    """Yes and 1 are equal in Python, and not here."""
    return type(value).__name__, value
