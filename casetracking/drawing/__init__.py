"""Drawing a pool of cases: the best so many people by stated criteria, with a proof of how good they are. Pure.

`draw` chooses, `substitutes` ranks who could take somebody's place, `coverage` says what is needed and had. How good a
pool is, is one whole number, the smaller the better: for every soft criterion its weight times 100 for each case too
few or too many, and for every attribute that should look like the caseload its weight times the hundredths of a
case by which each value's number is off. 0 is perfect.
"""

from casetracking.drawing.choosing import Drawn, draw
from casetracking.drawing.conflicts import Conflict
from casetracking.drawing.coverage import Coverage, Likeness, Met, coverage
from casetracking.drawing.criteria import Alike, Candidate, Condition, Criterion, Rules
from casetracking.drawing.substitutes import Substitute, reserves, substitutes

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
    "reserves",
    "substitutes",
]
