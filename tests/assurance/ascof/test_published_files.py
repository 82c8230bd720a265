"""The files as published, every cell of them, against a second and independent reading."""

import csv
import io
from collections import Counter

import pytest

from assurance.ascof import parsing
from assurance.ascof.rows import COMBINED, COUNCIL, COUNCIL_TYPE, ENGLAND, FALSE_ZERO, REGION
from tests.assurance.ascof import independent, published

# Two cells of one council show no decimal though the file holds one; every other figure is shown to one decimal.
SHOWN_SHORT = {("Table_4b", 154, 6): 97.4, ("Table_6a", 150, 4): 24.5}
MARKS = {"[z]": "not applicable", "[x]": "not available", "[c]": "suppressed"}


@pytest.fixture(scope="module")
def shown() -> dict[tuple[str, int, int], tuple[str, str, str]]:
    return {
        (sheet, row, column): (area, heading, text)
        for sheet, row, column, area, heading, text in independent.tables(published.workbook())
    }


def england(measure: str, year: str = "2024-25", kind: str = "outcome"):
    (found,) = (
        figure
        for figure in published.parsed_workbook().figures
        if figure.area.kind == ENGLAND
        and (figure.series.measure, figure.series.year, figure.series.type) == (measure, year, kind)
    )
    return found.value if found.value is not None else found.reason


def test_every_one_of_the_73_556_cells_is_accounted_for_once_and_in_its_place(shown):
    parsed = published.parsed_workbook()
    assert len(shown) == 73_556
    assert parsed.counts()["cells"] == 73_556
    assert parsed.rejections == []
    places = Counter((figure.sheet, figure.row, figure.column) for figure in parsed.figures)
    assert places.keys() == shown.keys()
    assert set(places.values()) == {1}


def test_every_cell_says_what_is_shown_in_it(shown):
    nobody = {
        (sheet, row, heading[:12]) for (sheet, row, _), (_, heading, text) in shown.items()
        if heading.endswith("number of respondents") and text == "0"
    }  # fmt: skip
    assert len(nobody) == 5
    wrong = []
    for figure in published.parsed_workbook().figures:
        area, heading, text = shown[figure.sheet, figure.row, figure.column]
        if (figure.sheet, figure.row, heading[:12]) in nobody:
            expected = (None, "not available")
        elif text in MARKS:
            expected = (None, MARKS[text])
        else:
            outside = text.split("(")[0].replace(",", "").strip()
            expected = (SHOWN_SHORT.get((figure.sheet, figure.row, figure.column), float(outside)), "")
        if (figure.value, figure.reason) != expected or figure.area.name != area:
            wrong.append((figure, text))
    assert wrong == []


def test_every_cell_belongs_to_the_series_its_heading_names(shown):
    for figure in published.parsed_workbook().figures:
        _, heading, _ = shown[figure.sheet, figure.row, figure.column]
        year, _, rest = heading.partition(" - ")
        assert figure.series.year == f"{year[:4]}-{year[-2:]}"
        assert figure.series.framework == "ascof-2023"
        assert figure.series.disaggregation == "Total"
        bare = figure.sheet.removeprefix("Table_")
        part = rest.removesuffix(figure.series.type).strip()
        if bare == "6b" and part != "6b":
            assert figure.series.measure == f"6B {part}"
        else:
            assert figure.series.measure.casefold() == bare
            assert {"number of respondents": "respondents"}.get(rest, rest).endswith(figure.series.type)


@pytest.mark.parametrize(
    ("measure", "value"),
    [("2A", 77.1), ("2B", 17.0), ("2C", 592.5), ("2D(1)", 60.7), ("2D(2)", 5.7), ("2E(1)", 81.4), ("4B", 91.2),
     ("6A", 23.7)],
)  # fmt: skip
def test_england_2024_25_is_as_published(measure, value):
    assert england(measure) == value


def test_the_survey_of_carers_was_not_run_in_2024_25():
    assert england("1C") == "not applicable"


def test_the_official_figure_is_the_one_outside_the_brackets():
    assert england("1C", "2016-17") == 7.7
    assert england("1C", "2016-17", "respondents") == 51_230
    bracketed = [figure for figure in published.parsed_workbook().figures if figure.note == "bracketed"]
    assert len(bracketed) == 2_490
    assert {figure.series.year for figure in bracketed} == {"2016-17"}
    assert all("(" in figure.printed for figure in bracketed)


def test_a_zero_from_nobody_is_missing_and_other_zeros_stay():
    parsed = published.parsed_workbook()
    false = [figure for figure in parsed.figures if figure.note == FALSE_ZERO]
    assert {figure.area.name for figure in false} == {
        "Trafford", "Wokingham", "City of London", "Kent", "Isles of Scilly",
    }  # fmt: skip
    assert {(figure.series.measure, figure.series.year) for figure in false} == {("1B", "2019-20")}
    assert len(false) == 15
    assert any(figure.value == 0 for figure in parsed.figures)


def test_areas_are_of_the_kind_they_are():
    kinds = Counter(area.kind for area in published.parsed_workbook().areas())
    # 158 councils: 153 of today and five that are no more. Ten names of regions: Eastern is also East of England.
    assert kinds == {COUNCIL: 158, REGION: 10, COUNCIL_TYPE: 6, ENGLAND: 1, COMBINED: 1}
    eastern = {area for area in published.parsed_workbook().areas() if area.code == "E"}
    assert {area.kind for area in eastern} == {REGION}


def test_809_is_two_councils_and_the_four_newest_have_codes_of_letters():
    areas = published.parsed_workbook().areas()
    assert {area.gss for area in areas if area.code == "809"} == {"E10000009", "E06000059"}
    assert {"Z9D4Z", "U6Q5Z", "W8X1Q", "H6X4G"} <= {area.code for area in areas}


def test_what_the_workbook_says_about_comparing_years_is_kept():
    remarks = published.parsed_workbook().remarks
    breaks = [remark for remark in remarks if remark.kind == "comparability" and remark.year == "2024-25"]
    assert any(remark.measure == "2A" and "cannot be compared" in remark.text for remark in breaks)
    assert sum(remark.kind == "note" for remark in remarks) == 18
    assert published.parsed_workbook().other_sheets == ["Cover", "Contents"]


def test_every_row_of_2017_18_is_a_figure_and_says_what_it_says():
    rows = list(csv.DictReader(io.StringIO(published.long_2017_18().decode("cp1252"), newline="")))
    parsed = published.parsed_2017_18()
    assert len(rows) == len(parsed.figures) == 68_135
    assert parsed.rejections == []
    marks = {":": "not available", "c": "suppressed", "": "not available"}
    for number, (row, figure) in enumerate(zip(rows, parsed.figures, strict=True), start=2):
        text = row["Measure Value"].strip()
        expected = (None, marks[text]) if text in marks else (float(text), "")
        assert (figure.value, figure.reason) == expected
        assert (figure.row, figure.column) == (number, 8)
        series = figure.series
        assert (series.year, series.framework) == ("2017-18", "ascof-2014")
        assert series.measure.replace("(", "").replace(")", "") == row["Measure Group"]
        assert series.disaggregation == row["Disaggregation Level"]
        assert series.type == row["Measure Type"].lower()
        assert figure.area.gss == row["ONS Area Code"]
        assert figure.area.kind == row["Geographical Level"].lower()


def test_the_counts_of_2017_18_are_those_of_the_paper():
    parsed = published.parsed_2017_18()
    printed = Counter(figure.printed or figure.note for figure in parsed.figures if figure.value is None)
    assert printed == {"blank": 17_368, ":": 394, "c": 16}


def test_both_ways_to_print_a_bracketed_code_are_one_measure():
    parsed = parsing.parse(published.sample_2015_16(), year="2015-16")
    assert parsed.counts()["cells"] == 2_156
    assert parsed.counts()["rejected"] == 0
    measures = {series.measure for series in parsed.series()}
    assert {"1I(1)", "3D(1)", "2B(1)", "1C(2B)"} <= measures
    assert not {"1I1", "3D1", "2B1"} & measures


def test_the_name_of_1j_keeps_its_dash_because_the_file_is_windows_1252():
    assert b"\x96" in published.long_2017_18()
    with pytest.raises(UnicodeDecodeError):
        published.long_2017_18().decode("utf-8")
