"""Where a council stands, held against published figures, a slower count, and what the words may claim."""

import statistics
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance.benchmarks import (
    CLEAR,
    NO_MARGIN,
    NOT_CLEAR,
    BreakPoint,
    Comparison,
    Rank,
    Scale,
    Trend,
    Value,
    compare,
    comparison_in_words,
    figure_in_words,
    middle,
    rank,
    rank_in_words,
    trend,
    trend_in_words,
)

PER_CENT, ADMISSIONS, CONTEXT = Scale("%", 1, "higher"), Scale("per 100,000", 1, "lower"), Scale("%", 1, "")
INDEX = Scale("score from 0 to 1", 3, "higher")
tenths = st.integers(0, 1000).map(lambda whole: whole / 10)
margins = st.integers(0, 100).map(lambda whole: whole / 10)
scales = st.sampled_from([PER_CENT, ADMISSIONS, CONTEXT])


# --- A difference, and whether it is more than chance ---------------------------------------------------------------


def test_lower_than_england_and_more_than_chance():
    found = compare(Value(60.2, margin=4.0), Value(65.1, margin=0.4), PER_CENT)
    assert found == Comparison(-4.9, "lower", CLEAR, "worse")
    assert comparison_in_words(found, "England") == "lower than England, and the difference is more than chance"


def test_intervals_that_touch_are_not_clearly_different():
    # 60.2 + 4.5 and 65.1 − 0.4 meet at 64.7; in binary numbers the one would lie above the other.
    found = compare(Value(60.2, margin=4.5), Value(65.1, margin=0.4), PER_CENT)
    assert (found.certainty, found.stands) == (NOT_CLEAR, "")
    assert comparison_in_words(found, "England") == "not clearly different from England"


def test_without_a_published_margin_none_is_made_up():
    for ours, theirs in [(None, 0.4), (4.0, None), (None, None)]:
        found = compare(Value(14.0, margin=ours), Value(17.0, margin=theirs), ADMISSIONS)
        assert found == Comparison(-3.0, "lower", NO_MARGIN, "better")
        assert comparison_in_words(found, "England") == "lower than England; no margin of error is published"


def test_context_is_never_good_or_bad():
    assert compare(Value(5.0), Value(6.0), CONTEXT).stands == ""


def test_a_missing_figure_is_compared_with_nothing():
    assert compare(Value(None, "suppressed"), Value(1.0), PER_CENT) is None
    assert compare(Value(1.0), Value(None, "not applicable"), PER_CENT) is None
    assert comparison_in_words(None, "England") == "not compared with England: a figure is missing"


def test_three_decimals_are_compared_as_three_decimals():
    assert compare(Value(0.414, margin=0.005), Value(0.404, margin=0.002), INDEX).gap == 0.01
    assert compare(Value(0.411, margin=0.005), Value(0.404, margin=0.002), INDEX).certainty == NOT_CLEAR


@given(tenths, tenths, margins, margins, scales)
def test_the_rule_is_that_the_intervals_do_not_overlap(ours, theirs, our_margin, their_margin, scale):
    found = compare(Value(ours, margin=our_margin), Value(theirs, margin=their_margin), scale)
    exact = [Fraction(str(number)) for number in (ours, our_margin, theirs, their_margin)]
    apart = exact[0] + exact[1] < exact[2] - exact[3] or exact[2] + exact[3] < exact[0] - exact[1]
    assert (found.certainty == CLEAR) == apart
    assert Fraction(str(found.gap)) == exact[0] - exact[2]


@given(tenths, tenths, margins, margins, scales)
def test_seen_from_the_other_side_everything_is_turned_round(ours, theirs, our_margin, their_margin, scale):
    here = compare(Value(ours, margin=our_margin), Value(theirs, margin=their_margin), scale)
    there = compare(Value(theirs, margin=their_margin), Value(ours, margin=our_margin), scale)
    assert here.gap == -there.gap
    assert here.certainty == there.certainty
    assert {here.stands, there.stands} in ({"better", "worse"}, {""})


# --- Ranks ----------------------------------------------------------------------------------------------------------


def test_the_best_is_first_whichever_way_good_lies():
    values = {"a": Value(10.0), "b": Value(20.0), "c": Value(30.0)}
    assert [rank(code, values, PER_CENT).place for code in "abc"] == [3, 2, 1]
    assert [rank(code, values, ADMISSIONS).place for code in "abc"] == [1, 2, 3]
    assert [rank(code, values, CONTEXT).place for code in "abc"] == [3, 2, 1]


def test_equal_figures_share_a_rank_and_the_next_is_passed_over():
    values = {"a": Value(30.0), "b": Value(20.0), "c": Value(20.0), "d": Value(10.0)}
    assert [(r.place, r.shared_with) for r in (rank(code, values, PER_CENT) for code in "abcd")] == [
        (1, 0), (2, 1), (2, 1), (4, 0),
    ]  # fmt: skip
    assert rank_in_words(rank("b", values, PER_CENT), "councils") == "joint 2nd of 4 councils"


def test_small_and_suppressed_councils_are_left_out_with_the_reason():
    values = {
        "E10000019": Value(70.0, people=400),
        "E10000012": Value(None, "suppressed"),
        "E06000053": Value(90.0),
        "E09000002": Value(95.0, people=29),
        "E09000003": Value(60.0, people=30),
        "E09000004": Value(None),
    }
    found = rank("E10000019", values, PER_CENT)
    assert (found.place, found.of, found.quarter) == (1, 2, None), "of two councils there are no quarters"
    assert found.left_out == {
        "E10000012": "suppressed",
        "E06000053": "one of the two smallest councils",
        "E09000002": "rests on fewer than 30 people",
        "E09000004": "not available",
    }
    left_out = rank("E06000053", values, PER_CENT)
    assert (left_out.place, left_out.quarter, left_out.of) == (None, None, 2)
    assert rank_in_words(left_out, "councils") == "not ranked among 2 councils"


@given(st.lists(tenths, min_size=1, max_size=160), scales)
def test_ranks_are_those_of_a_slow_count_and_quarters_are_quarters(numbers, scale):
    values = {f"E{number:08}": Value(figure) for number, figure in enumerate(numbers)}
    best_first = sorted(numbers, reverse=scale.better != "lower")
    for code, value in values.items():
        found = rank(code, values, scale, smallest=frozenset())
        assert found.place == best_first.index(value.value) + 1
        assert found.shared_with == numbers.count(value.value) - 1
        quarter = next(q for q in (1, 2, 3, 4) if 4 * (found.place - 1) < q * len(numbers))
        assert found.quarter == (quarter if len(numbers) >= 4 else None)
        assert found.of == len(numbers)


def test_in_words():
    assert rank_in_words(Rank(12, 15, 0, 4), "neighbours") == "12th of 15 neighbours"
    assert rank_in_words(Rank(3, 148, 0, 1), "councils") == "3rd of 148 councils"


# --- The middle of a group ------------------------------------------------------------------------------------------


@given(st.lists(tenths, min_size=1, max_size=20), st.integers(0, 5))
def test_the_median_is_of_those_with_a_figure(numbers, missing):
    found = middle([*map(Value, numbers), *[Value(None, "suppressed")] * missing], PER_CENT)
    exact = statistics.median([Fraction(str(number)) for number in numbers])
    assert abs(Fraction(str(found.median)) - exact) <= Fraction(1, 20)
    assert (found.of, found.without) == (len(numbers), missing)


def test_the_median_of_nobody_is_none():
    found = middle([Value(None, "suppressed")], PER_CENT)
    assert (found.median, found.of, found.without) == (None, 0, 1)


# --- Over the years -------------------------------------------------------------------------------------------------

CLIENT_LEVEL = BreakPoint("2024-25", "The source changed to client level data.")


def test_a_line_stops_at_a_break_and_no_change_is_told_across_it():
    years = {"2022-23": Value(14.2), "2023-24": Value(14.6), "2024-25": Value(17.0)}
    found = trend(years, [CLIENT_LEVEL], ADMISSIONS)
    assert [[year for year, _ in stretch] for stretch in found.stretches] == [["2022-23", "2023-24"], ["2024-25"]]
    assert found.change is None
    assert found.breaks == (CLIENT_LEVEL,)
    assert trend_in_words(found) == "not comparable with years before 2024-25"


def test_within_a_stretch_the_change_is_since_the_figure_before_whatever_lies_between():
    years = {
        "2018-19": Value(7.5, margin=0.3),
        "2020-21": Value(None, "not applicable"),
        "2021-22": Value(6.5, margin=0.3),
    }
    found = trend(years, [], Scale("score out of 12", 1, "higher"))
    assert (found.latest, found.before) == ("2021-22", "2018-19")
    assert found.change == Comparison(-1.0, "lower", CLEAR, "worse")
    assert trend_in_words(found) == "lower than in 2018-19, and the difference is more than chance"


def test_a_latest_year_without_a_figure_does_not_hide_the_one_before():
    years = {"2022-23": Value(60.0), "2023-24": Value(61.0), "2024-25": Value(None, "suppressed")}
    found = trend(years, [], PER_CENT)
    assert (found.latest, found.before) == ("2023-24", "2022-23")
    assert trend_in_words(found) == "higher than in 2022-23"


def test_a_break_at_the_first_year_or_outside_the_years_breaks_nothing():
    years = {"2023-24": Value(60.0), "2024-25": Value(60.0)}
    for year in ("2022-23", "2023-24", "2025-26"):
        found = trend(years, [BreakPoint(year, "x")], PER_CENT)
        assert (len(found.stretches), found.breaks) == (1, ())
        assert trend_in_words(found) == "unchanged since 2023-24"


def test_a_break_in_a_year_the_council_has_no_row_for_still_breaks():
    found = trend({"2019-20": Value(0.4), "2021-22": Value(0.5)}, [BreakPoint("2020-21", "x")], INDEX)
    assert len(found.stretches) == 2
    assert found.change is None


def test_one_figure_or_none_says_so():
    assert trend_in_words(trend({"2024-25": Value(1.0)}, [], PER_CENT)) == "no earlier figure to compare with"
    assert trend_in_words(trend({"2024-25": Value(None)}, [], PER_CENT)) == "no figure in any year"
    assert trend_in_words(trend({}, [], PER_CENT)) == "no figure in any year"


def test_no_clear_change():
    found = trend({"2023-24": Value(60.0, margin=4.0), "2024-25": Value(63.0, margin=4.0)}, [], PER_CENT)
    assert trend_in_words(found) == "no clear change since 2023-24"


years_of_values = st.dictionaries(
    st.integers(2011, 2030).map(lambda year: f"{year}-{(year + 1) % 100:02}"),
    st.one_of(st.builds(Value, tenths), st.just(Value(None, "suppressed"))),
    max_size=12,
)


@given(years_of_values, st.lists(st.integers(2010, 2031).map(lambda y: f"{y}-{(y + 1) % 100:02}"), max_size=4))
def test_stretches_hold_every_year_once_in_order_and_none_reaches_over_a_break(values, starts):
    found: Trend = trend(values, [BreakPoint(year, "x") for year in starts], PER_CENT)
    assert [year for stretch in found.stretches for year, _ in stretch] == sorted(values)
    for stretch in found.stretches:
        assert not any(stretch[0][0] < start <= stretch[-1][0] for start in starts)
    for before, after in zip(found.stretches, found.stretches[1:], strict=False):
        assert any(before[-1][0] < start <= after[0][0] for start in starts)


@pytest.mark.parametrize(
    ("value", "scale", "words"),
    [(Value(65.1), PER_CENT, "65.1%"), (Value(592.5), ADMISSIONS, "592.5 per 100,000"),
     (Value(0.419), INDEX, "0.419 (score from 0 to 1)"), (Value(None, "suppressed"), PER_CENT, "suppressed"),
     (Value(None), PER_CENT, "not available"), (Value(19.0), Scale("score out of 24", 1), "19.0 (score out of 24)")],
)  # fmt: skip
def test_a_figure_in_words(value, scale, words):
    assert figure_in_words(value, scale) == words
