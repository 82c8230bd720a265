"""From scores to a percentage to a rating, held against the regulator's table and a second, slower implementation."""

import itertools
import math
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance import scoring
from assurance.scoring import Band, ScoreError, roll_up
from tests.assurance.on_file import BY_CATEGORY, DIRECT, method, scored

I, RI, G, O = "inadequate", "requires-improvement", "good", "outstanding"  # noqa: E741
# Total of nine scores, percentage shown, rating: all 28 rows of the table in the project's paper on the framework.
TABLE = [
    (9, 25, I), (10, 28, I), (11, 31, I), (12, 34, I), (13, 37, I),
    (14, 39, RI), (15, 42, RI), (16, 45, RI), (17, 48, RI), (18, 50, RI), (19, 53, RI), (20, 56, RI), (21, 59, RI),
    (22, 62, RI),
    (23, 64, G), (24, 67, G), (25, 70, G), (26, 73, G), (27, 75, G), (28, 78, G), (29, 81, G), (30, 84, G),
    (31, 87, G),
    (32, 89, O), (33, 92, O), (34, 95, O), (35, 98, O), (36, 100, O),
]  # fmt: skip
both_methods = pytest.mark.parametrize("edition", [DIRECT, BY_CATEGORY])
nine_scores = st.lists(st.integers(1, 4), min_size=9, max_size=9)
some_scores = st.lists(st.one_of(st.none(), st.integers(1, 4)), min_size=9, max_size=9)


def with_total(total: int) -> list[int]:
    """Nine scores that come to a total, as even as can be."""
    return [total // 9 + (1 if place < total % 9 else 0) for place in range(9)]


# --- The table ------------------------------------------------------------------------------------------------------


def test_the_table_has_all_28_totals():
    assert [total for total, _, _ in TABLE] == list(range(9, 37))


@both_methods
@pytest.mark.parametrize(("total", "percentage", "rating"), TABLE)
def test_every_total_gives_the_percentage_and_rating_of_the_table(edition, total, percentage, rating):
    result = roll_up(method(edition), scored(with_total(total)))
    assert (result.total, result.maximum, result.percentage, result.rating.slug) == (total, 36, percentage, rating)


@both_methods
@pytest.mark.parametrize(("total", "percentage", "rating"), TABLE)
def test_the_distance_to_the_next_rating_is_counted_in_points(edition, total, percentage, rating):
    result = roll_up(method(edition), scored(with_total(total)))
    starts = {I: 9, RI: 14, G: 23, O: 32}
    following = {I: RI, RI: G, G: O, O: None}[rating]
    assert (result.next_rating.slug if result.next_rating else None) == following
    assert result.points_to_next == (starts[following] - total if following else None)
    assert result.points_above_lower == total - starts[rating]


def test_york_comes_to_39_and_requires_improvement_with_four_notification_notes():
    result = roll_up(method(DIRECT), scored([1, 2, 2, 1, 2, 1, 1, 2, 2]))
    assert (result.total, result.percentage, result.rating.title) == (14, 39, "Requires improvement")
    assert result.notifications == ("assessing-needs", "care-provision", "safe-systems", "safeguarding")
    assert result.points_to_next == 9


def test_hartlepool_comes_to_70_and_good_without_a_notification():
    result = roll_up(method(DIRECT), scored([3, 3, 2, 2, 3, 3, 3, 3, 3]))
    assert (result.total, result.percentage, result.rating.title) == (25, 70, "Good")
    assert result.notifications == ()


# --- A second implementation ----------------------------------------------------------------------------------------


def slowly(scores: list[int]) -> tuple[int, int, str]:
    """Total, percentage and rating with exact decimals and the published thresholds as inequalities."""
    exact = Decimal(100) * sum(scores) / Decimal(4 * len(scores))
    shown = int(exact.to_integral_value(rounding=ROUND_CEILING))
    rating = O if shown >= 88 else G if shown >= 63 else RI if shown >= 39 else I
    return sum(scores), shown, rating


@both_methods
@given(scores=nine_scores)
def test_the_slow_arithmetic_agrees(edition, scores):
    result = roll_up(method(edition), scored(scores))
    assert (result.total, result.percentage, result.rating.slug) == slowly(scores)


@given(total=st.integers(0, 10**6), maximum=st.integers(1, 10**6))
def test_the_percentage_shown_is_the_exact_one_rounded_up(total, maximum):
    assert scoring.percentage_shown(total, maximum) == math.ceil(Fraction(100 * total, maximum))


@given(low=st.integers(1, 100), maximum=st.integers(1, 400))
def test_the_lowest_total_of_a_band_agrees_with_trying_them_all(low, maximum):
    brute = next(total for total in itertools.count() if math.ceil(Fraction(100 * total, maximum)) >= low)
    assert scoring.lowest_total_in(Band("x", "X", low, 100), maximum) == brute


# --- Properties -----------------------------------------------------------------------------------------------------


@given(scores=nine_scores, place=st.integers(0, 8))
def test_a_higher_score_never_lowers_the_result(scores, place):
    higher = [min(4, score + 1) if i == place else score for i, score in enumerate(scores)]
    before, after = (roll_up(method(DIRECT), scored(each)) for each in (scores, higher))
    assert after.percentage >= before.percentage
    assert after.rating.low >= before.rating.low
    assert set(after.notifications) <= set(before.notifications)


@given(scores=nine_scores, order=st.permutations(range(9)))
def test_the_order_of_the_statements_makes_no_difference(scores, order):
    rows = scored(scores)
    before, after = roll_up(method(DIRECT), rows), roll_up(method(DIRECT), [rows[i] for i in order])
    assert (after.total, after.percentage, after.rating) == (before.total, before.percentage, before.rating)
    assert set(after.notifications) == set(before.notifications)


@given(scores=some_scores, rest=nine_scores)
def test_what_could_be_contains_what_comes_to_be(scores, rest):
    reach = roll_up(method(DIRECT), scored(scores)).reach
    final = [given if given is not None else later for given, later in zip(scores, rest, strict=True)]
    result = roll_up(method(DIRECT), scored(final))
    assert reach.lowest_total <= result.total <= reach.highest_total
    assert reach.lowest_percentage <= result.percentage <= reach.highest_percentage
    assert reach.lowest_rating.low <= result.rating.low <= reach.highest_rating.low


@given(scores=some_scores)
def test_what_could_be_is_no_wider_than_all_ones_and_all_fours(scores):
    reach = roll_up(method(DIRECT), scored(scores)).reach
    lowest = (reach.lowest_total, reach.lowest_percentage, reach.lowest_rating.slug)
    highest = (reach.highest_total, reach.highest_percentage, reach.highest_rating.slug)
    assert lowest == slowly([score or 1 for score in scores])
    assert highest == slowly([score or 4 for score in scores])


@given(scores=nine_scores)
def test_the_points_to_the_next_rating_are_enough_and_one_fewer_is_not(scores):
    result = roll_up(method(DIRECT), scored(scores))
    if result.next_rating is None:
        assert result.rating.slug == O
        return
    assert slowly(with_total(result.total + result.points_to_next))[2] == result.next_rating.slug
    assert slowly(with_total(result.total + result.points_to_next - 1))[2] == result.rating.slug


@given(scores=some_scores)
def test_there_is_no_rating_until_every_statement_is_scored(scores):
    result = roll_up(method(DIRECT), scored(scores))
    missing = scores.count(None)
    assert (result.scored, result.statements) == (9 - missing, 9)
    for value in (result.total, result.percentage, result.rating, result.points_above_lower):
        assert (value is None) == bool(missing)


# --- Notifications --------------------------------------------------------------------------------------------------


@both_methods
def test_a_one_is_notified_outside_leadership_only(edition):
    result = roll_up(method(edition), scored([1] * 9))
    assert result.notifications == (
        "assessing-needs", "healthier-lives", "equity", "care-provision", "partnerships", "safe-systems",
        "safeguarding",
    )  # fmt: skip


def test_a_one_is_notified_before_the_other_statements_are_scored():
    result = roll_up(method(DIRECT), scored([None, None, None, None, None, None, 1, 1, None]))
    assert result.notifications == ("safeguarding",)


# --- The 2023 method: categories ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("categories", "exact", "score"),
    [
        ((1, 1, 2, 2), 37.5, 1), ((2, 2, 3, 3), 62.5, 3), ((3, 3, 4, 4), 87.5, 4),
        ((1, 1, 1, 1), 25, 1), ((1, 2, 2, 2), 43.75, 2), ((2, 2, 2, 3), 56.25, 2), ((3, 3, 3, 4), 81.25, 3),
        ((2, 3, 3, 3), 68.75, 3), ((4, 4, 4, 4), 100, 4),
    ],
)  # fmt: skip
def test_four_category_scores_become_a_statement_score(categories, exact, score):
    assert 100 * sum(categories) / 16 == exact
    assert scoring.statement_score(method(BY_CATEGORY), categories) == score


@given(categories=st.lists(st.integers(1, 4), min_size=1, max_size=6))
def test_statement_scores_agree_with_the_slow_arithmetic(categories):
    exact = Fraction(100 * sum(categories), 4 * len(categories))
    # CQC's bands, with what lies between 62 and 63 taken as 63.
    slow = 1 if exact <= 38 else 2 if exact <= 62 else 3 if exact <= 87 else 4
    assert scoring.statement_score(method(BY_CATEGORY), categories) == slow


def test_categories_are_refused_under_the_direct_method():
    with pytest.raises(ScoreError, match="scores statements directly"):
        scoring.statement_score(method(DIRECT), [3, 3, 3, 3])


# --- What is not a score --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", [0, 5, -1, 3.5, 3.0, "3", "3.5", None, True, 10**30, float("nan"), "<b>3</b>"])
def test_only_whole_numbers_from_1_to_4_are_scores(value):
    with pytest.raises(ScoreError, match=r"is not a score\. A score is a whole number from 1 to 4"):
        scoring.check_score(value)
    with pytest.raises(ScoreError):
        scoring.statement_score(method(BY_CATEGORY), [value, 3, 3, 3])
    if value is not None:
        with pytest.raises(ScoreError):
            roll_up(method(DIRECT), scored([value, *[3] * 8]))


def test_nothing_to_roll_up_is_said_in_a_sentence():
    with pytest.raises(ScoreError, match="no statements"):
        roll_up(method(DIRECT), [])
    with pytest.raises(ScoreError, match="At least one evidence category"):
        scoring.statement_score(method(BY_CATEGORY), [])


def test_a_percentage_outside_every_band_is_said_in_a_sentence():
    with pytest.raises(ScoreError, match="24 % lies in no rating's band"):
        scoring.rating_for(method(DIRECT), 24)
