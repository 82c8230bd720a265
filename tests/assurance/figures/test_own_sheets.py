"""A council's own spreadsheet: every row to be imported, or with the reason why not. Pure."""

import datetime
import doctest
from dataclasses import replace

import pytest

from assurance.bounded import Refused
from assurance.figures import own_sheets
from assurance.figures.own_sheets import Known, prepared
from tests.assurance.ascof.making import csv_of, xlsx_of

KNOWN = Known({"people waiting": (1, 0), "l1": (1, 0), "vacancy rate": (2, 1)}, {"england": 9}, 5)
ROWS = [
    ["Our figures for the board"], [], ["As at", "Measure", "Note", "Value"],
    ["31/10/2026", "People waiting", "x", 344], ["2026-09-30", "l1", "", "[c]"], ["2024-25", "Vacancy rate", "", 6.24],
    ["31/10/2026", "People  Waiting", "", 344], ["31/10/2026", "L1", "", 345], ["30/02/2026", "L1", "", 1],
    ["30/09/2026", "Lost", "", 1], ["30/09/2026", "Vacancy rate", "", "some"],
]  # fmt: skip


@pytest.mark.parametrize("data", [csv_of(ROWS), xlsx_of(Sheet=ROWS)], ids=["csv", "xlsx"])
def test_every_row_is_accounted_for_once_whatever_the_order_of_columns(data):
    made = prepared(data, KNOWN)
    said = [
        (made.series[one.number].period, made.series[one.number].metric, one.value, one.reason) for one in made.cells
    ]
    assert said == [
        ("2026-10-31", 1, 344.0, ""), ("2026-09-30", 1, None, "suppressed"),
        ("2024-25", 2, pytest.approx(6.2, abs=0.05), ""),
    ]  # fmt: skip
    told = {name: made.counts[name] for name in ("cells", "twice", "against", "unknown measures", "rejected")}
    assert told == {"cells": 8, "twice": 1, "against": 1, "unknown measures": 1, "rejected": 2}
    assert {one.area for one in made.cells} == {5}
    assert [(place[1], place[4][:20]) for place in made.findings["rejections"]] == [
        (8, "Another row says som"), (9, "“30/02/2026” is no d"), (11, "“some” is not a figu"),
    ]  # fmt: skip


def test_a_row_may_name_another_area_and_an_unknown_one_is_told():
    data = csv_of(
        [["Measure", "Area", "As at", "Value"], ["L1", "England", "2025-26", 7], ["L1", "Narnia", "2025-26", 7]]
    )
    made = prepared(data, KNOWN)
    assert [(one.area, one.value) for one in made.cells] == [(9, 7.0)]
    assert (made.counts["unknown areas"], made.findings["unknown areas"]) == (1, [["", "", "Narnia", 1]])


def test_a_file_without_the_three_columns_says_what_it_has_to_have():
    with pytest.raises(Refused, match="Its first row has to say Measure, As at and Value"):
        prepared(csv_of([["Measure", "Amount of it"], ["L1", 3]]), KNOWN)
    with pytest.raises(Refused, match="no figures below"):
        prepared(csv_of([["Measure", "As at", "Value"]]), KNOWN)


def test_a_day_to_come_and_a_figure_below_nothing_are_told_by_their_row():
    known = replace(KNOWN, today=datetime.date(2026, 11, 29), below_zero=frozenset({2}))
    rows = [["Measure", "As at", "Value"], ["L1", "30/11/2026", 7], ["L1", "29/11/2026", -5], ["L1", "2027-28", 7],
            ["Vacancy rate", "2026-27", -1.5]]  # fmt: skip
    made = prepared(csv_of(rows), known)
    assert [one.value for one in made.cells] == [-1.5]
    assert [(place[1], place[4]) for place in made.findings["rejections"]] == [
        (2, "30 November 2026 has not come yet."),
        (3, "-5 is below 0, which this measure’s unit can’t be."),
        (4, "2027-28 has not begun yet."),
    ]


def test_the_examples_in_the_module_hold():
    assert doctest.testmod(own_sheets).failed == 0


def test_two_reasons_for_one_figure_disagree_like_two_numbers():
    rows = [["Measure", "As at", "Value"], ["L1", "31/10/2026", "[c]"], ["L1", "31/10/2026", "[x]"],
            ["L1", "31/10/2026", "[c]"]]  # fmt: skip
    made = prepared(csv_of(rows), KNOWN)
    assert (made.counts["against"], made.counts["twice"]) == (1, 1)
    assert [one.reason for one in made.cells] == ["suppressed"]
