"""From scores to a percentage to a rating: the regulator's arithmetic, for both methods it has published. Pure.

Sources: CQC, "How we determine ratings" (local authorities), in its two forms: the December 2023 method scores four
evidence categories and converts them by percentage to a statement's score; the later one scores each statement
directly. In both, nine scores of 1 to 4 weigh the same, and their sum as a percentage of 36 gives the rating.

The percentage shown is rounded **up**. CQC states no rule; ten published results (25 of 36 shown as 70, 22 as 62,
12 as 34) fit rounding up and cannot come from rounding to nearest. Thresholds are compared with that whole number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

LOWEST, HIGHEST = 1, 4
MethodName = Literal["direct", "evidence-categories"]


class ScoreError(ValueError):
    """A score that can't be used; its text is the sentence to show."""


@dataclass(frozen=True)
class Band:
    """A rating and the whole percentages it spans, both ends included."""

    slug: str
    title: str
    low: int
    high: int


@dataclass(frozen=True)
class StatementBand:
    """A statement score and the whole category percentages it spans (2023 method)."""

    score: int
    low: int
    high: int


@dataclass(frozen=True)
class Method:
    """An edition's scoring method: its bands, words and notification rule."""

    name: MethodName
    ratings: tuple[Band, ...]
    statement_bands: tuple[StatementBand, ...]
    score_words: Mapping[int, str]
    notify_score: int
    notify_except_themes: frozenset[str]

    @property
    def scores_categories(self) -> bool:
        """Whether evidence categories are scored and statements worked out from them."""
        return self.name == "evidence-categories"


@dataclass(frozen=True)
class ScoredStatement:
    """A statement with its score from 1 to 4, or None while it has none."""

    slug: str
    theme: str
    score: int | None


@dataclass(frozen=True)
class Reach:
    """The lowest and highest total, percentage and rating still possible."""

    lowest_total: int
    highest_total: int
    lowest_percentage: int
    highest_percentage: int
    lowest_rating: Band
    highest_rating: Band


@dataclass(frozen=True)
class RollUp:
    """What nine scores come to. Total, percentage and rating are None until every statement has a score."""

    scored: int
    statements: int
    maximum: int
    total: int | None
    percentage: int | None
    rating: Band | None
    next_rating: Band | None
    points_to_next: int | None
    points_above_lower: int | None
    reach: Reach
    notifications: tuple[str, ...]


def method_from(data: Mapping) -> Method:
    """Read a Method from an edition's `scoring` block (see assurance/editions.py for its shape)."""
    return Method(
        name=data["method"],
        ratings=tuple(Band(b["slug"], b["title"], b["from"], b["to"]) for b in data["ratings"]),
        statement_bands=tuple(
            StatementBand(b["score"], b["from"], b["to"]) for b in data.get("statement_bands") or ()
        ),
        score_words={int(score): words for score, words in data["score_words"].items()},
        notify_score=data["notification"]["score"],
        notify_except_themes=frozenset(data["notification"]["except_themes"]),
    )


def check_score(value: object) -> int:
    """Return the value when it is a whole score from 1 to 4; otherwise raise ScoreError with a sentence."""
    if isinstance(value, bool) or not isinstance(value, int) or not LOWEST <= value <= HIGHEST:
        raise ScoreError(f"“{value}” is not a score. A score is a whole number from {LOWEST} to {HIGHEST}.")
    return value


def percentage_shown(total: int, maximum: int) -> int:
    """The percentage as the regulator shows it: total of maximum, rounded up to a whole number.

    >>> percentage_shown(25, 36), percentage_shown(22, 36), percentage_shown(14, 36)
    (70, 62, 39)
    """
    return -(-100 * total // maximum)


def rating_for(method: Method, percentage: int) -> Band:
    """The rating whose band holds a whole percentage from 25 to 100."""
    for band in method.ratings:
        if band.low <= percentage <= band.high:
            return band
    raise ScoreError(f"{percentage} % lies in no rating's band of this edition.")


def statement_score(method: Method, category_scores: Sequence[int]) -> int:
    """A statement's score from its evidence categories' scores (2023 method).

    Their sum as a percentage of four times their number, rounded up, is looked up in the statement bands. The text
    of the method leaves 62.5 % unsaid; rounded up, as the regulator does elsewhere, it is 63 and gives 3.
    """
    if not method.scores_categories:
        raise ScoreError("This edition scores statements directly, not by evidence category.")
    if not category_scores:
        raise ScoreError("At least one evidence category needs a score.")
    scores = [check_score(score) for score in category_scores]
    percentage = percentage_shown(sum(scores), HIGHEST * len(scores))
    for band in method.statement_bands:
        if band.low <= percentage <= band.high:
            return band.score
    raise ScoreError(f"{percentage} % lies in no statement band of this edition.")


def roll_up(method: Method, statements: Sequence[ScoredStatement]) -> RollUp:
    """What the scores of all statements of an edition come to, and what is still possible while some are missing."""
    if not statements:
        raise ScoreError("There are no statements to roll up.")
    given = [check_score(s.score) for s in statements if s.score is not None]
    missing = len(statements) - len(given)
    maximum = HIGHEST * len(statements)
    reach = _reach(method, sum(given) + LOWEST * missing, sum(given) + HIGHEST * missing, maximum)
    notifications = tuple(
        s.slug for s in statements if s.score == method.notify_score and s.theme not in method.notify_except_themes
    )
    if missing:
        return RollUp(len(given), len(statements), maximum, None, None, None, None, None, None, reach, notifications)
    total = sum(given)
    percentage = percentage_shown(total, maximum)
    rating = rating_for(method, percentage)
    higher = [band for band in method.ratings if band.low > rating.high]
    next_rating = min(higher, key=lambda band: band.low) if higher else None
    return RollUp(
        scored=len(given),
        statements=len(statements),
        maximum=maximum,
        total=total,
        percentage=percentage,
        rating=rating,
        next_rating=next_rating,
        points_to_next=lowest_total_in(next_rating, maximum) - total if next_rating else None,
        points_above_lower=total - lowest_total_in(rating, maximum),
        reach=reach,
        notifications=notifications,
    )


def lowest_total_in(band: Band, maximum: int) -> int:
    """The smallest total whose shown percentage reaches the band: the first with 100 × total > (low − 1) × maximum.

    >>> lowest_total_in(Band("good", "Good", 63, 87), 36)
    23
    """
    return (band.low - 1) * maximum // 100 + 1


def _reach(method: Method, lowest: int, highest: int, maximum: int) -> Reach:
    low, high = percentage_shown(lowest, maximum), percentage_shown(highest, maximum)
    return Reach(lowest, highest, low, high, rating_for(method, low), rating_for(method, high))
