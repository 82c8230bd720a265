"""Where a council stands: checked on the published figures, and by a slower count."""

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance import standings
from assurance.benchmarks import BreakPoint, Scale, Value, rank
from assurance.standings import Comparable, medians, placed, standing

HIGHER, LOWER = Scale("%", 1, "higher"), Scale("per 100,000", 1, "lower")
MISSING = Value(None, "suppressed")
figures = st.dictionaries(
    st.sampled_from([f"E{number:08}" for number in range(12)]),
    st.one_of(
        st.builds(Value, st.integers(0, 40).map(lambda n: n / 10), people=st.sampled_from([None, 5.0, 80.0])),
        st.just(MISSING),
    ),
)


@given(figures, st.sampled_from([HIGHER, LOWER]))
def test_the_places_of_all_are_those_each_would_be_given_alone(councils, scale):
    for code, _, found in placed(councils, scale):
        alone = rank(code, councils, scale)
        assert (found.place, found.of, found.quarter) == (alone.place, alone.of, alone.quarter)
        assert found.shared_with == alone.shared_with


@given(figures, st.sampled_from([HIGHER, LOWER]))
def test_they_stand_from_the_best_to_the_worst_and_none_without_a_figure_is_among_them(councils, scale):
    order = [value.value for _, value, _ in placed(councils, scale)]
    assert order == sorted(order, reverse=scale is HIGHER)
    assert len(order) == sum(value.value is not None for value in councils.values())


def test_equal_figures_share_a_place_and_the_next_is_left_out():
    councils = {"a": Value(70.0), "b": Value(60.04), "c": Value(60.0), "d": Value(50.0)}
    assert [(code, found.place) for code, _, found in placed(councils, HIGHER)] == [
        ("a", 1), ("b", 2), ("c", 2), ("d", 4),
    ]  # fmt: skip


def held(**changed) -> Comparable:
    told = {
        "own_code": "own",
        "scale": HIGHER,
        "period": "2024-25",
        "own": {"2023-24": Value(60.0, margin=1.0), "2024-25": Value(64.0, margin=1.0)},
        "england": {"2024-25": Value(60.0, margin=0.5)},
        "neighbours": {
            "a": {"2024-25": Value(50.0)}, "b": {"2024-25": Value(70.1)}, "c": {"2024-25": MISSING}, "d": {},
        },
        "councils": {"own": Value(64.0), "a": Value(50.0), "b": Value(70.1), "e": Value(64.0), "c": MISSING},
    }  # fmt: skip
    return Comparable(**{**told, **changed})


def test_everything_is_told_of_the_period():
    found = standing(held())
    assert (found.verdict, found.trend.change.side) == ("better", "higher")
    assert (found.councils.place, found.councils.of, found.councils.shared_with) == (2, 4, 1)
    assert (found.neighbours.place, found.neighbours.of) == (2, 3)
    assert (found.median.median, found.median.of, found.median.without) == (60.1, 2, 2)  # 60.05, rounded half up


def test_a_later_period_does_not_show_in_an_earlier_one():
    found = standing(held(period="2023-24"))
    assert found.own.value == 60.0
    assert found.trend.latest == "2023-24"
    assert found.england is None


def test_an_invented_council_is_counted_in_nobodys_rank():
    real = {"a": Value(50.0), "b": Value(70.1)}
    found = standing(held(councils=real, invented=True))
    assert found.invented
    assert found.councils.of == 3  # itself and the two it would stand between
    assert [code for code, _, _ in placed(real, HIGHER)] == ["b", "a"]
    assert "not counted in the ranking of 2 neighbours (would be 2nd)" in standings_line(found)


def standings_line(found):
    from assurance.readings import one_line

    return one_line(found)


def test_medians_are_those_of_neighbours_with_a_figure_and_only_where_two_have_one():
    years = {
        "a": {"2023-24": Value(1.0), "2024-25": Value(5.0)},
        "b": {"2024-25": Value(8.0)},
        "c": {"2024-25": Value(6.0), "2023-24": MISSING},
    }
    found = medians(held(neighbours=years))
    assert {period: value.value for period, value in found.items()} == {"2024-25": statistics.median([5.0, 8.0, 6.0])}


def test_periods_are_those_with_a_figure_of_ours_or_englands():
    compared = held(own={"2022-23": MISSING, "2024-25": Value(1.0)}, england={"2021-22": Value(2.0)})
    assert compared.periods == ["2021-22", "2024-25"]


@pytest.mark.parametrize("year", ["2020-21", "2024-25"])
def test_a_break_cuts_the_change(year):
    own = {"2019-20": Value(10.0), "2020-21": Value(20.0)} if year == "2020-21" else held().own
    found = standing(held(own=own, period=max(own), breaks=(BreakPoint(year, "Counted anew."),)))
    assert found.trend.change is None
    assert f"not comparable with years before {year}" in standings_line(found)


def test_how_many_a_median_rests_on_is_said():
    assert standings.middle_in_words(standing(held()).median) == "median of 2; 2 have no figure"
    assert standings.middle_in_words(None) == ""
