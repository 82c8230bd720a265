"""From how likely each score is to how likely each rating is. Pure.

A council rarely knows its score; it may say "3, perhaps 2". Each statement then has a likelihood for each score, and
the likelihood of every total follows exactly: the distribution of a sum of independent parts is the convolution of
theirs. The edition's own thresholds turn totals into ratings (assurance/scoring.py). Nothing is drawn at random.

It takes the statements as independent, given what was said about each. In truth they lean together: an assessor who
finds one weak is likelier to find the next weak. So the extremes are somewhat likelier than shown here, and the page
says so.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assurance.scoring import HIGHEST, LOWEST, Method, ScoreError, percentage_shown, rating_for

Likelihood = Mapping[int, float]  # score -> how likely; the four add up to 1


@dataclass(frozen=True)
class Forecast:
    """How likely each rating is, in the edition's order, and each total; the total in the middle; the mean."""

    ratings: Mapping[str, float]
    totals: Mapping[int, float]
    median: int
    mean: float

    @property
    def likeliest(self) -> str:
        """The rating that is most likely; the lower of two that are equally so."""
        return max(self.ratings, key=lambda rating: self.ratings[rating])


def check_likelihood(likelihood: Likelihood) -> dict[int, float]:
    """The likelihood of each of the four scores, made to add up to exactly 1; ScoreError with a sentence if it can't.

    Weights in per cent or in parts are both fine: {2: 1, 3: 3} is one in four for a 2.
    """
    for score, weight in likelihood.items():
        if isinstance(score, bool) or score not in range(LOWEST, HIGHEST + 1):
            raise ScoreError(f"“{score}” is not a score. A score is a whole number from {LOWEST} to {HIGHEST}.")
        if not (weight >= 0 and math.isfinite(weight)):
            raise ScoreError(f"The likelihood of a score of {score} is not a number from 0 up.")
    whole = math.fsum(likelihood.values())
    if not (whole > 0 and math.isfinite(whole)):
        raise ScoreError("At least one score needs to be possible.")
    return {score: likelihood.get(score, 0.0) / whole for score in range(LOWEST, HIGHEST + 1)}


def certain(score: int) -> Likelihood:
    """The likelihood of a score that is known."""
    return {score: 1.0}


def forecast(method: Method, statements: Sequence[Likelihood]) -> Forecast:
    """The exact likelihood of every total and rating, from the likelihoods of the statements' scores."""
    if not statements:
        raise ScoreError("There are no statements to forecast from.")
    totals: dict[int, float] = {0: 1.0}
    for likelihood in map(check_likelihood, statements):
        following: dict[int, list[float]] = {}
        for total, likely in totals.items():
            for score, weight in likelihood.items():
                if likely and weight:
                    following.setdefault(total + score, []).append(likely * weight)
        totals = {total: math.fsum(parts) for total, parts in following.items()}
    maximum = HIGHEST * len(statements)
    ratings: dict[str, list[float]] = {band.slug: [] for band in sorted(method.ratings, key=lambda band: band.low)}
    for total, likely in totals.items():
        ratings[rating_for(method, percentage_shown(total, maximum)).slug].append(likely)
    ordered = dict(sorted(totals.items()))
    return Forecast(
        ratings={rating: math.fsum(parts) for rating, parts in ratings.items()},
        totals=ordered,
        median=_median(ordered),
        mean=math.fsum(total * likely for total, likely in ordered.items()),
    )


def _median(totals: Mapping[int, float]) -> int:
    passed = 0.0
    for total, likely in totals.items():
        passed += likely
        if passed >= 0.5 - 1e-12:
            return total
    return max(totals)
