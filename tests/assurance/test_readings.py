"""One measure in one line: what is said, and what is held back."""

import dataclasses
import doctest
import re

import pytest

from assurance import readings
from assurance.benchmarks import BreakPoint, Middle, Rank, Scale, Value, rank, trend
from assurance.readings import Standing, one_line

PERCENT, RATE = Scale("%", 1, "higher"), Scale("per 100,000", 1, "lower")
MISSING = Value(None, "suppressed")


def standing(own: Value, england: Value | None, *, before: dict | None = None, scale=PERCENT, breaks=(), place=None):
    over_time = {**(before or {}), "2024-25": own}
    return Standing(
        scale, "2024-25", own, england, trend=trend(over_time, breaks, scale), neighbours=place, over_time=over_time
    )


def test_the_examples_in_the_module_hold():
    assert doctest.testmod(readings).failed == 0


@pytest.mark.parametrize(
    ("own", "england", "before", "said"),
    [
        (Value(50.0, "", 2.0), Value(65.1, "", 0.5), Value(58.0, "", 2.0), "lower than England and falling"),
        (Value(70.0, "", 2.0), Value(65.1, "", 0.5), Value(58.0, "", 2.0), "higher than England and rising"),
        (
            Value(64.0, "", 2.0),
            Value(65.1, "", 0.5),
            Value(63.0, "", 2.0),
            "not clearly different from England, with no clear change since 2023-24",
        ),
        (Value(65.1), Value(65.1), Value(65.1), "the same as England and unchanged since 2023-24"),
        (Value(65.1), MISSING, Value(60.0), "rising"),
        (Value(65.1, "", 2.0), None, Value(64.0, "", 2.0), "no clear change since 2023-24"),
        (Value(50.0), Value(65.1), MISSING, "lower than England"),
    ],
)
def test_england_and_the_year_before_are_told_as_far_as_margins_go(own, england, before, said):
    assert one_line(standing(own, england, before={"2023-24": before})) == said


def test_a_change_is_told_from_the_figure_before_however_long_ago():
    found = standing(Value(50.0), Value(65.1), before={"2021-22": Value(55.0), "2022-23": MISSING})
    assert one_line(found) == "lower than England and falling since 2021-22"


def test_nothing_is_told_across_a_break():
    breaks = [BreakPoint("2024-25", "The source changed.")]
    found = standing(Value(592.5), Value(566.0), before={"2023-24": Value(700.0)}, scale=RATE, breaks=breaks)
    assert one_line(found) == "higher than England; not comparable with years before 2024-25"
    assert found.verdict == "worse"  # lower is better


def test_the_place_among_neighbours_is_told_last():
    values = {"own": Value(12.0), "a": Value(10.0), "b": Value(12.0), "c": Value(15.0), "d": MISSING}
    place = rank("own", values, RATE)
    found = standing(values["own"], Value(11.0), scale=RATE, place=place)
    assert one_line(found) == "higher than England; joint 2nd of 4 neighbours"


def test_a_missing_figure_is_said_with_its_reason_and_the_last_there_was():
    found = standing(MISSING, Value(65.1), before={"2022-23": Value(61.2), "2023-24": Value(None, "not available")})
    assert one_line(found) == "no figure for 2024-25: suppressed; the last is 61.2% for 2022-23"


def test_a_measure_only_the_council_has_is_told_by_its_own_days():
    over_time = {"2026-08-31": Value(120.0), "2026-10-31": Value(96.0)}
    scale = Scale("people", 0, "lower")
    found = Standing(
        scale, "2026-10-31", over_time["2026-10-31"], trend=trend(over_time, [], scale), over_time=over_time
    )
    assert one_line(found) == "falling"
    assert readings.period_in_words(found.period) == "31 October 2026"
    assert found.verdict == "not compared"


def test_a_first_figure_alone_is_compared_with_nothing():
    assert one_line(Standing(PERCENT, "2024-25", Value(1.0))) == "no figure to compare with"


def test_somebody_not_ranked_is_told_so():
    place = Rank(None, 14, 0, None, {"own": "rests on fewer than 30 people"})
    assert one_line(standing(Value(50.0), Value(65.1), place=place)).endswith("; not ranked among 14 neighbours")


def test_context_is_higher_or_lower_never_better_or_worse():
    assert standing(Value(50.0), Value(65.1), scale=Scale("%", 1, "")).verdict == "lower"
    assert standing(Value(50.0), Value(65.1)).verdict == "worse"


@pytest.mark.parametrize("scale", [PERCENT, RATE, Scale("%", 1)])
def test_no_would_be_rank_is_larger_than_the_number_of_those_ranked(scale):
    for others in range(1, 9):
        values = {str(n): Value(float(n)) for n in range(others)}
        for own in (-1.0, 0.0, 0.5, 3.5, 4.0, 99.0):
            said = readings.would_be_in_words(rank("own", {"own": Value(own), **values}, scale), "neighbours", scale)
            assert all(int(number) <= others for number in re.findall(r"\d+", said)), said
            if not scale.better:
                assert not {"above", "below", "rank"} & set(said.split()), said


def test_a_reading_says_what_a_difference_is_worth_and_where_neighbours_say_otherwise():
    found = standing(Value(70.0), Value(65.1), before={"2023-24": Value(72.0)})
    assert readings.sentence_of(found) == "Higher than England, which is better here; falling."
    among = dataclasses.replace(found, median=Middle(74.0, 14, 0))
    assert readings.sentence_of(among) == (
        "Higher than England, which is better here, but lower than the neighbours’ median, which is worse; falling."
    )
    agreeing = dataclasses.replace(found, median=Middle(64.0, 14, 0))
    assert "median" not in readings.sentence_of(agreeing)
    assert readings.sentence_of(standing(Value(70.0), Value(65.1), scale=Scale("%", 1))) == "Higher than England."


def test_where_neither_way_is_better_a_place_is_only_the_highest():
    scale = Scale("%", 1)
    found = standing(Value(50.0), Value(65.1), scale=scale, place=Rank(3, 15, 0, 1))
    assert one_line(found) == "lower than England; 3rd highest of 15 neighbours"
