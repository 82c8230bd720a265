"""The measures of both frameworks as reviewed, and the ways to find one."""

from collections import Counter

import pytest

from assurance.ascof.catalogue import (
    BEFORE,
    ENDINGS,
    SINCE,
    catalogue,
    disaggregation_of,
    framework_of,
    likely_year,
    year_in,
)
from tests.assurance.ascof import published
from tests.assurance.on_file import STATEMENTS

known = catalogue()


def test_both_frameworks_are_whole():
    assert Counter(measure.framework for measure in known.measures) == {SINCE: 31, BEFORE: 29}
    assert Counter(measure.use for measure in known.measures)["part"] == 4
    assert {measure.better for measure in known.measures if measure.use != "part"} == {"higher", "lower"}
    lower = {(m.framework, m.code) for m in known.measures if m.better == "lower" and m.use != "part"}
    assert lower == {
        (SINCE, "2B"), (SINCE, "2C"), (SINCE, "6A"), (BEFORE, "2A(1)"), (BEFORE, "2A(2)"), (BEFORE, "2C(1)"),
        (BEFORE, "2C(2)"), (BEFORE, "2C(3)"),
    }  # fmt: skip


def test_a_code_means_what_its_framework_says():
    assert known.find(BEFORE, "3A").series == known.find(SINCE, "1D").series
    assert known.find(SINCE, "3A").series == known.find(BEFORE, "1B").series
    assert known.find(BEFORE, "4B").series != known.find(SINCE, "4B").series
    same = {
        m.code
        for m in known.measures
        if m.framework == SINCE and (o := known.find(BEFORE, m.code)) and o.series == m.series
    }
    assert same == {"1A", "4A"}


def test_the_old_code_of_each_measure_is_the_one_the_workbook_prints():
    """The workbook's own list, but for 3D(2a), where it prints 1C(1b) and its log, rightly, 1C(2A)."""
    from tests.assurance.ascof import independent

    rows = independent.sheets(published.workbook())["Contents"]
    for row in rows[4:]:
        if len(row) > 4 and row[4] and row[4] != "Not applicable" and row[0] != "3D(2a)":
            assert known.find(SINCE, row[0]).series == known.find(BEFORE, row[4]).series, row
    assert known.find(SINCE, "3D(2a)").series == known.find(BEFORE, "1C(2A)").series


@pytest.mark.parametrize(
    ("framework", "code", "expected"),
    [
        (BEFORE, "2A(1)_1415", "2A(1)"), (BEFORE, "2A1", "2A(1)"), (BEFORE, "1c(1a)", "1C(1A)"),
        (SINCE, "3D1A", "3D(1a)"), (SINCE, "5a(1)", "5A(1)"), (SINCE, "2E", "2E(1)"), (SINCE, "6b", "6B"),
        (SINCE, "6B not yet rated", "6B not yet rated"),
    ],
)  # fmt: skip
def test_a_measure_is_found_however_its_code_is_spelt(framework, code, expected):
    assert known.find(framework, code).code == expected


@pytest.mark.parametrize(
    ("framework", "code"), [(SINCE, "1J"), (SINCE, "1I(1)"), (BEFORE, "6A"), (BEFORE, ""), (SINCE, "9Z")]
)
def test_a_code_of_the_other_framework_is_not_found(framework, code):
    assert known.find(framework, code) is None


def test_every_code_with_an_ending_leads_back_to_its_measure_and_no_other():
    for measure in known.measures:
        for disaggregation, ending in ENDINGS.items():
            code = measure.code.replace("(", "").replace(")", "").upper() + ending
            assert known.find_with_ending(measure.framework, code, disaggregation) == measure


def test_every_code_of_the_published_files_leads_to_its_group_without_it():
    for figure_series in published.parsed_2017_18().series():
        plain = figure_series.measure.replace("(", "").replace(")", "")
        code = plain + ENDINGS[figure_series.disaggregation]
        found = known.find_with_ending(BEFORE, code, figure_series.disaggregation)
        assert found.code == figure_series.measure


def test_each_measure_speaks_to_a_statement_with_the_basis_said():
    statements = {slug for slug, _ in STATEMENTS}
    assert {mapping.statement for mapping in known.mappings} <= statements
    mapped = {mapping.series for mapping in known.mappings}
    assert {m.series for m in known.measures if m.use != "part"} == mapped
    assert Counter(mapping.basis for mapping in known.mappings)["cqc"] == 7
    assert all(mapping.because for mapping in known.mappings)


def test_every_break_belongs_to_a_series_and_says_why_and_where_from():
    series = {measure.series for measure in known.measures}
    assert {point.series for point in known.breaks} <= series
    assert {point.kind for point in known.breaks} == {"break", "gap", "caution", "start", "stop"}
    assert all(point.reason and point.source and year_in(point.year) == point.year for point in known.breaks)


def test_each_break_of_2024_25_stands_in_the_workbooks_own_log():
    said = {
        remark.measure for remark in published.parsed_workbook().remarks
        if remark.kind == "comparability" and remark.year == "2024-25" and "cannot be compared" in remark.text
    }  # fmt: skip
    found = {known.find(SINCE, code).series for code in said}
    ours = {point.series for point in known.breaks if point.year == "2024-25" and point.kind == "break"}
    assert ours == found


@pytest.mark.parametrize(
    ("text", "year"),
    [("2015 to 2016 - outcome", "2015-16"), ("2024-25", "2024-25"), ("2024/25", "2024-25"), ("2024–2025", "2024-25"),
     ("1 Apr 24 - 31 Mar 25", "2024-25"), ("2015 to 2025", ""), ("2024", ""), ("12024-25", ""), ("", ""),
     ("2024 to 2024", ""), ("2099-00", "2099-00")],
)  # fmt: skip
def test_a_year_is_read_in_every_way_it_is_written(text, year):
    assert year_in(text) == year


@pytest.mark.parametrize(
    ("name", "year"),
    [("2014-15 ASCOF open data csv file.csv", "2014-15"), ("meas-from-asc-of-1617-open-data-csv.csv", "2016-17"),
     ("meas-from-asc-of-17-18-open-data.csv", "2017-18"), ("meas-from-asc-of-eng-1819-open-data-csv-v2.csv", "2018-19"),
     ("meas-from-asc-of-eng-2021-open-data-csv_v2.xlsx", "2020-21"), ("meas-from-asc-of-eng-2022-csv-v3.csv", ""),
     ("dhsc-ascof-england-2024-to-2025-outcome-23-january-2026.ods", "2024-25")],
)  # fmt: skip
def test_a_files_name_suggests_a_year_only_when_it_leaves_no_doubt(name, year):
    assert likely_year(name) == year


def test_frameworks_change_with_2023_24():
    assert (framework_of("2022-23"), framework_of("2023-24")) == (BEFORE, SINCE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("18-64", "18-64"), ("18 to 64", "18-64"), ("Aged 18 to 64", "18-64"), ("65 AND OVER", "65 and over"),
     ("65+", "65 and over"), ("85 and over", "85 and over"), ("64 and under", "64 and under"), ("", "Total"),
     ("female", "Female"), ("Learning  disability", "Learning disability")],
)  # fmt: skip
def test_disaggregations_are_of_one_wording(text, expected):
    assert disaggregation_of(text) == expected
