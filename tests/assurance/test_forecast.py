"""How likely each rating is, held against the enumeration of every combination of scores."""

import itertools
import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assurance.forecast import certain, check_likelihood, forecast
from assurance.scoring import ScoreError, percentage_shown, rating_for, roll_up
from tests.assurance.on_file import BY_CATEGORY, DIRECT, method, scored

weights = st.dictionaries(st.integers(1, 4), st.integers(0, 20), max_size=4).filter(lambda w: sum(w.values()) > 0)
both_methods = pytest.mark.parametrize("edition", [DIRECT, BY_CATEGORY])


def slowly(edition: str, statements: list[dict[int, int]]) -> tuple[dict[str, Fraction], dict[int, Fraction]]:
    """Every combination of scores, one after the other, in exact fractions."""
    ratings = {band.slug: Fraction(0) for band in method(edition).ratings}
    totals: dict[int, Fraction] = {}
    for combination in itertools.product(*[w.items() for w in statements]):
        likely = math.prod(
            Fraction(weight, sum(w.values())) for (_, weight), w in zip(combination, statements, strict=True)
        )
        total = sum(score for score, _ in combination)
        rating = rating_for(method(edition), percentage_shown(total, 4 * len(statements))).slug
        ratings[rating] += likely
        totals[total] = totals.get(total, Fraction(0)) + likely
    return ratings, totals


@both_methods
@settings(max_examples=60)
@given(statements=st.lists(weights, min_size=1, max_size=5))
def test_it_is_what_counting_every_combination_gives(edition, statements):
    found = forecast(method(edition), statements)
    ratings, totals = slowly(edition, statements)
    assert found.ratings.keys() == ratings.keys()
    for rating, likely in ratings.items():
        assert found.ratings[rating] == pytest.approx(float(likely), abs=1e-12)
    for total in range(len(statements), 4 * len(statements) + 1):
        assert found.totals.get(total, 0.0) == pytest.approx(float(totals.get(total, 0)), abs=1e-12)


@both_methods
def test_nine_statements_of_two_scores_each_against_all_512_combinations(edition):
    statements = [{2: 1, 3: 1}] * 4 + [{3: 3, 4: 1}] * 3 + [{1: 1, 2: 9}] * 2
    found = forecast(method(edition), statements)
    ratings, _ = slowly(edition, statements)
    assert found.ratings == pytest.approx({rating: float(likely) for rating, likely in ratings.items()}, abs=1e-12)


@both_methods
@given(scores=st.lists(st.integers(1, 4), min_size=9, max_size=9))
def test_certain_scores_give_the_rating_that_they_come_to(edition, scores):
    found = forecast(method(edition), [certain(score) for score in scores])
    rolled = roll_up(method(edition), scored(scores))
    assert found.ratings[rolled.rating.slug] == 1.0
    assert sum(found.ratings.values()) == 1.0
    assert found.likeliest == rolled.rating.slug
    assert (found.median, found.mean) == (sum(scores), sum(scores))


def test_nine_scores_each_equally_likely_by_hand():
    """All 4**9 combinations are alike; 22 and 23, either side of Good, are as likely as each other by symmetry."""
    found = forecast(method(DIRECT), [{1: 1, 2: 1, 3: 1, 4: 1}] * 9)
    assert found.totals[9] == pytest.approx(4.0**-9)
    assert found.totals[22] == pytest.approx(found.totals[23])
    assert found.mean == pytest.approx(22.5)
    assert found.median == 22
    assert list(found.ratings) == ["inadequate", "requires-improvement", "good", "outstanding"]


@given(st.lists(weights, min_size=9, max_size=9))
def test_likelihoods_add_up_to_one_and_lie_within_reach(statements):
    found = forecast(method(DIRECT), statements)
    assert sum(found.ratings.values()) == pytest.approx(1.0)
    assert sum(found.totals.values()) == pytest.approx(1.0)
    lowest = sum(min(s for s, w in weights.items() if w) for weights in statements)
    highest = sum(max(s for s, w in weights.items() if w) for weights in statements)
    assert (min(found.totals), max(found.totals)) == (lowest, highest)
    assert lowest <= found.median <= highest


@given(st.lists(weights, min_size=1, max_size=9), st.randoms(use_true_random=False))
def test_the_order_of_statements_does_not_matter(statements, random):
    turned = statements[:]
    random.shuffle(turned)
    assert forecast(method(DIRECT), turned).ratings == pytest.approx(forecast(method(DIRECT), statements).ratings)


@given(st.lists(weights, min_size=9, max_size=9), st.integers(0, 8))
def test_a_better_score_for_one_statement_never_makes_a_lower_rating_likelier(statements, place):
    better = statements[:]
    better[place] = {4: 1}
    before, after = (forecast(method(DIRECT), each).ratings for each in (statements, better))
    passed_before = passed_after = 0.0
    for rating in before:
        passed_before, passed_after = passed_before + before[rating], passed_after + after[rating]
        assert passed_after <= passed_before + 1e-9


@pytest.mark.parametrize(
    "likelihood", [{}, {3: 0}, {0: 1}, {5: 1}, {True: 1}, {3: -1, 2: 2}, {3: float("nan")}, {3: float("inf")}]
)
def test_what_is_no_likelihood_is_refused(likelihood):
    with pytest.raises(ScoreError):
        check_likelihood(likelihood)


def test_no_statements_are_no_forecast():
    with pytest.raises(ScoreError, match="no statements"):
        forecast(method(DIRECT), [])
