"""How far two people who grade the same cases agree: exactly, within one grade, and weighted kappa. Pure.

Kappa is agreement beyond what chance would give: 1 is full agreement, 0 no more than chance, below 0 less. Each
disagreement weighs as many grades as it spans (linear weights). Source: J. Cohen, Weighted kappa, Psychological
Bulletin 70 (1968), 213-220; linear weights as in D. V. Cicchetti and T. Allison, American Journal of EEG Technology
11 (1971).

It is undefined where both always give the same one grade (there is nothing chance could get wrong), and says
little of a few cases; then it is None with the reason, not 0 or 1.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

FEWEST = 10  # pairs under which kappa is not told: one case more would move it by tenths
NONE = "No case has been graded by two people yet."
FEW = "Kappa is not worked out for fewer than {fewest} cases graded twice: one more could move it a long way."
ONE_SIDED = "Kappa is undefined: everybody gave the same grade, so agreement can’t be told from chance."


@dataclass(frozen=True)
class Agreement:
    """Pairs graded; of them how many exactly alike and at most one grade apart; kappa, or why there is none."""

    pairs: int
    exact: int
    within_one: int
    kappa: float | None
    reason: str = ""

    @property
    def exact_share(self) -> float | None:
        """From 0 to 1; None without pairs."""
        return self.exact / self.pairs if self.pairs else None

    @property
    def within_one_share(self) -> float | None:
        """From 0 to 1; None without pairs."""
        return self.within_one / self.pairs if self.pairs else None


def agreement(pairs: Sequence[tuple[int, int]], *, grades: int = 4, fewest: int = FEWEST) -> Agreement:
    """What pairs of grades (first, second), each from 1 to `grades`, say; raises ValueError for any other grade."""
    if any(not 1 <= grade <= grades for pair in pairs for grade in pair):
        raise ValueError(f"A grade is from 1 to {grades}.")
    exact = sum(first == second for first, second in pairs)
    near = sum(abs(first - second) <= 1 for first, second in pairs)
    reason, kappa = "", None
    if not pairs:
        reason = NONE
    elif len(pairs) < fewest:
        reason = FEW.format(fewest=fewest)
    else:
        kappa = weighted_kappa(pairs)
        reason = "" if kappa is not None else ONE_SIDED
    return Agreement(len(pairs), exact, near, kappa, reason)


def weighted_kappa(pairs: Sequence[tuple[int, int]]) -> float | None:
    """Kappa with linear weights; None where it is undefined."""
    first, second = Counter(one for one, _ in pairs), Counter(two for _, two in pairs)
    seen = sum(abs(one - two) for one, two in pairs)
    by_chance = sum(abs(one - two) * n * m for one, n in first.items() for two, m in second.items())
    if not by_chance:
        return None
    return float(1 - Fraction(seen * len(pairs), by_chance))
