"""Drawing a pool of cases: the best so many people by stated criteria, with a proof of how good they are. Pure.

`draw` chooses, `substitutes` ranks who could take somebody's place, `coverage` says what is needed and had. How good a
pool is, is one whole number, the smaller the better: for every soft criterion its weight times 100 for each case too
few or too many, and for every attribute that should look like the caseload its weight times the hundredths of a
case by which each value's number is off. 0 is perfect.
"""

from typing import TYPE_CHECKING, Any

from casetracking.drawing.coverage import Coverage, Likeness, Met, coverage
from casetracking.drawing.criteria import Alike, Candidate, Condition, Criterion, Rules
from casetracking.drawing.packing import opened, packed
from casetracking.drawing.substitutes import Substitute, reserves, substitutes

if TYPE_CHECKING:
    from casetracking.drawing.choosing import Drawn, draw
    from casetracking.drawing.conflicts import Conflict

__all__ = [
    "Alike",
    "Candidate",
    "Condition",
    "Conflict",
    "Coverage",
    "Criterion",
    "Drawn",
    "Likeness",
    "Met",
    "Rules",
    "Substitute",
    "coverage",
    "draw",
    "opened",
    "packed",
    "reserves",
    "substitutes",
]

_LATER = {"Drawn": "choosing", "draw": "choosing", "Conflict": "conflicts"}


def __getattr__(name: str) -> Any:
    """What needs the solver is loaded when it is asked for: pages rank substitutes without it, in a second less."""
    if name not in _LATER:
        raise AttributeError(name)
    import importlib

    return getattr(importlib.import_module(f"{__name__}.{_LATER[name]}"), name)
