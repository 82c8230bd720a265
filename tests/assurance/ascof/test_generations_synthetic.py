"""Every shape these files have had, on small invented files in that shape where no published one is at hand."""

import csv
import gzip
import io

import pytest

from assurance.ascof import parsing
from assurance.ascof.parsing import Refused, Unanswered, parse
from tests.assurance.ascof import published
from tests.assurance.ascof.making import TEN, csv_of, ods_of, time_series, xlsx_of

ENGLAND = ["England", "England", "England", "E92000001"]
LINCOLNSHIRE = ["503", "Lincolnshire", "Council", "E10000019"]


def told(parsed) -> set[tuple]:
    """Measure, disaggregation, type, area and what it says."""
    return {
        (f.series.measure, f.series.disaggregation, f.series.type, f.area.name, f.value if not f.reason else f.reason)
        for f in parsed.figures
    }


def test_synthetic_2014_15_without_spaces_and_without_a_level_column():
    heading = (
        "GeographicalCode,GeographicalLevel,ONSAreaCode,ASCOFMeasureCode,DisaggregationLevel,MeasureType,MeasureValue,"
        "MeasureGroup,MeasureGroupDescription"
    ).split(",")
    parsed = parse(
        csv_of([
            heading,
            ["503", "Lincolnshire", "E10000019", "1A", "Total", "Numerator", "150400", "1A", "1A: Quality of life"],
            ["1001", "England", "E92000001", "2A(1)_1415", "Total", "Outcome", "14.2", "2A(1)_1415", "2A(1): ..."],
            ["3004", "East Midlands", "E12000004", "1A", "Total", "Outcome", " ", "1A", "1A: Quality of life"],
            ["2001", "Shire Counties", "", "1A", "Total", "Outcome", "19.2", "1A", "1A: Quality of life"],
        ]),
        year="2014-15",
    )  # fmt: skip
    assert told(parsed) == {
        ("1A", "Total", "numerator", "Lincolnshire", 150_400),
        ("2A(1)", "Total", "outcome", "England", 14.2),
        ("1A", "Total", "outcome", "East Midlands", "not available"),
        ("1A", "Total", "outcome", "Shire Counties", 19.2),
    }
    assert {area.name: area.kind for area in parsed.areas()} == {
        "Lincolnshire": "council", "England": "england", "East Midlands": "region", "Shire Counties": "council type",
    }  # fmt: skip


def test_synthetic_2019_20_with_ons_code_and_marks_without_brackets():
    heading = [name.replace("ONS Area Code", "ONS Code") for name in TEN]
    parsed = parse(
        csv_of([
            heading,
            [*LINCOLNSHIRE, "1I11864", "18 to 64", "Outcome", "45.1", "1I1", "Social contact – people"],
            [*LINCOLNSHIRE, "1I1", "Total", "Outcome", "c", "1I1", "Social contact – people"],
            ["S", "Shire Counties", "Council Type", "-", "1I1", "Total", "Outcome", ":", "1I1", "Social contact"],
        ], encoding="cp1252"),
        year="2019-20",
    )  # fmt: skip
    assert told(parsed) == {
        ("1I(1)", "18-64", "outcome", "Lincolnshire", 45.1),
        ("1I(1)", "Total", "outcome", "Lincolnshire", "suppressed"),
        ("1I(1)", "Total", "outcome", "Shire Counties", "not available"),
    }


def test_synthetic_2023_24_with_an_underscore_in_the_value_and_blank_for_total():
    heading = [name.replace("Measure Value", "Measure_Value").replace("ONS Area Code", "ONS Code") for name in TEN]
    parsed = parse(
        csv_of([
            heading,
            [*LINCOLNSHIRE, "2E", "", "Outcome", "81.0", "2E", "At home"],
            [*LINCOLNSHIRE, "3D1A", "", "Outcome", "x", "3D1A", "Self-directed support"],
            [*LINCOLNSHIRE, "5A165OV", "65 and over", "Margin Of Error", "3.2", "5A1", "Social contact"],
        ]),
        year="2023-24",
    )  # fmt: skip
    assert told(parsed) == {
        ("2E(1)", "Total", "outcome", "Lincolnshire", 81.0),
        ("3D(1a)", "Total", "outcome", "Lincolnshire", "not available"),
        ("5A(1)", "65 and over", "margin of error", "Lincolnshire", 3.2),
    }
    assert {series.framework for series in parsed.series()} == {"ascof-2023"}


def test_synthetic_2024_25_eight_columns_in_sentence_case_without_a_group():
    heading = [
        "Geographical code", "Geographical description", "Geographical level", "ONS code", "ASCOF measure code",
        "Disaggregation level", "Measure type", "Measure value",
    ]  # fmt: skip
    parsed = parse(
        csv_of([
            heading,
            ["NE", "North East", "Regional", "E1200001", "1AF", "Female", "Denominator", "500"],
            ["England", "England", "National", "E92000001", "2D1", "Total", "Outcome", "60.7"],
            ["503", "Lincolnshire", "Local authority", "E10000019", "5A11864", "18 to 64", "Outcome", "[c]"],
            ["503", "Lincolnshire", "Local authority", "E10000019", "2E2A", "Total", "Outcome", "[z]"],
            ["503", "Lincolnshire", "Local authority", "E10000019", "3D1A65OV", "65 and over", "Outcome", "90"],
        ]),
        year="2024-25",
    )  # fmt: skip
    assert told(parsed) == {
        ("1A", "Female", "denominator", "North East", 500),
        ("2D(1)", "Total", "outcome", "England", 60.7),
        ("5A(1)", "18-64", "outcome", "Lincolnshire", "suppressed"),
        ("2E(2a)", "Total", "outcome", "Lincolnshire", "not applicable"),
        ("3D(1a)", "65 and over", "outcome", "Lincolnshire", 90),
    }
    assert {area.name: area.kind for area in parsed.areas()}["North East"] == "region"


def test_a_long_file_saved_as_xlsx_is_the_same_figures():
    rows = list(csv.reader(io.StringIO(published.sample_2015_16().decode("cp1252"), newline="")))
    numbers = [[float(cell) if cell.replace(".", "").isdigit() else cell for cell in row] for row in rows]
    text, book = (
        parse(data, year="2015-16") for data in (published.sample_2015_16(), xlsx_of(Sheet1=[rows[0], *numbers[1:]]))
    )
    assert [f[:5] for f in book.figures] == [f[:5] for f in text.figures]
    assert [f.row for f in book.figures] == [f.row for f in text.figures]


def test_the_ods_saved_as_xlsx_is_the_same_figures():
    from python_calamine import CalamineWorkbook

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(published.workbook()))
    some = ["Cover", "Notes", "Table_1b", "Table_1c", "Table_3d(1a)", "Table_6b"]
    book = parse(xlsx_of(**{name: workbook.get_sheet_by_name(name).to_python() for name in some}))
    expected = [figure for figure in published.parsed_workbook().figures if figure.sheet in some]
    assert len(expected) > 15_000
    assert book.figures == expected


def test_a_name_says_nothing_about_what_a_file_is():
    rows = [TEN, [*LINCOLNSHIRE, "1A", "Total", "Outcome", "19.1", "1A", "Quality of life"]]
    for data in (csv_of(rows), xlsx_of(Data=rows), ods_of({"Data": rows}), gzip.compress(csv_of(rows))):
        for filename in ("figures.csv", "figures.xlsx", "figures.ods", ""):
            assert told(parse(data, filename=filename, year="2017-18")) == {
                ("1A", "Total", "outcome", "Lincolnshire", 19.1)
            }


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-8", ","), ("utf-8-sig", ","), ("cp1252", ";"), ("utf-16", "\t")]
)
def test_letters_and_separators_are_told_by_themselves(encoding, delimiter):
    rows = [TEN, ["1", "Château – Council", *LINCOLNSHIRE[2:], "1A", "Total", "Outcome", "1,234.5", "1A", "a\nb"]]
    (figure,) = parse(csv_of(rows, encoding, delimiter), year="2017-18").figures
    assert (figure.area.name, figure.value) == ("Château – Council", 1234.5)


def test_synthetic_workbook_by_demographic_group():
    rows = [
        ["Table 1a: quality of life by group, 2024 to 2025 [note 1]"],
        ["This worksheet contains one table."],
        ["Area unit", "Area", "ONS Area Code", "Demographic", "Group", "Number of respondents",
         "Outcome (Score out of 24)"],
        ["England", "England", "E92000001", "Total", "Total", 60_000, 19.0],
        ["Local Authority", "Lincolnshire", "E10000019", "Total", "Total", 400, 19.2],
        ["Local Authority", "Lincolnshire", "E10000019", "Age", "18 to 64", 150, "[c]"],
        ["Local Authority", "Lincolnshire", "E10000019", "Ethnicity", "White", 390, 19.3],
    ]  # fmt: skip
    parsed = parse(ods_of({"Cover": [["Outcomes"]], "Table_1a": rows}))
    assert told(parsed) == {
        ("1A", "Total", "respondents", "England", 60_000), ("1A", "Total", "outcome", "England", 19.0),
        ("1A", "Total", "respondents", "Lincolnshire", 400), ("1A", "Total", "outcome", "Lincolnshire", 19.2),
        ("1A", "18-64", "respondents", "Lincolnshire", 150), ("1A", "18-64", "outcome", "Lincolnshire", "suppressed"),
        ("1A", "Ethnicity: White", "respondents", "Lincolnshire", 390),
        ("1A", "Ethnicity: White", "outcome", "Lincolnshire", 19.3),
    }  # fmt: skip
    assert parsed.years() == ["2024-25"]


def test_synthetic_time_series_of_2021_22_with_years_merged_over_three_columns_and_old_codes():
    rows = [
        ["2B(1): still at home 91 days after discharge"],
        ["", "", "", "2020-21", "", "", "2021-22", "", ""],
        ["CASSR Code", "CASSR Name", "ONS Area Code", *["Numerator", "Denominator", "Outcome"] * 2],
        [503.0, "Lincolnshire", "E10000019", 400, 500, 80.0, 410, 500, 82.0],
    ]
    parsed = parse(xlsx_of(**{"2B(1)": rows}))
    assert parsed.years() == ["2020-21", "2021-22"]
    assert {(s.framework, s.measure) for s in parsed.series()} == {("ascof-2014", "2B(1)")}
    assert {
        f.value for f in parsed.figures if f.series == ("2021-22", "ascof-2014", "2B(1)", "Total", "outcome")
    } == {82}
    assert {area.code for area in parsed.areas()} == {"503"}


LG_INFORM = [
    ["area", "area label", "area long label", "2013/14", "2014/15", "2015/16 Q2"],
    ["area", "area label", "area long label", "", "", ""],
    ["E10000019", "Lincolnshire", "Lincolnshire County Council", "81.1", "", "9"],
    ["E92000001", "England", "England", "82.5", "82.1", "9"],
]


def test_synthetic_lg_inform_download_asks_for_its_measure_and_drops_the_repeated_heading():
    with pytest.raises(Unanswered) as asked:
        parse(csv_of(LG_INFORM))
    assert asked.value.question.name == "measure"
    parsed = parse(csv_of(LG_INFORM), measure=("ascof-2014", "2B(1)"))
    assert parsed.shape == "LG Inform"
    assert told(parsed) == {
        ("2B(1)", "Total", "outcome", "Lincolnshire", 81.1),
        ("2B(1)", "Total", "outcome", "Lincolnshire", "not available"),
        ("2B(1)", "Total", "outcome", "England", 82.5),
        ("2B(1)", "Total", "outcome", "England", 82.1),
    }
    assert [rejection.why for rejection in parsed.rejections] == ["“2015/16 Q2” is no financial year."] * 2


def test_synthetic_lg_inform_report_has_the_measures_title_over_every_column():
    title = "Older people at home 91 days after leaving hospital"
    rows = [
        ["area label", "area long label", "area", title, title],
        ["", "", "", "2013/14", "2014/15"],
        ["Lincolnshire", "Lincolnshire County Council", "E10000019", "81.1", "80.0"],
    ]
    with pytest.raises(Unanswered) as asked:
        parse(csv_of(rows))
    assert asked.value.suggestion == title
    parsed = parse(csv_of(rows), measure=("ascof-2014", "2B(1)"))
    assert [(f.series.year, f.value) for f in parsed.figures] == [("2013-14", 81.1), ("2014-15", 80.0)]


# --- What a file does not say ---------------------------------------------------------------------------------------


def test_a_file_without_a_year_asks_for_it_and_its_name_may_suggest_one():
    with pytest.raises(Unanswered) as asked:
        parse(published.sample_2015_16(), filename="meas-from-asc-of-eng-1516-open-data.csv")
    assert asked.value.question.name == "year"
    assert asked.value.suggestion == "2015-16"
    assert "Choose the year" in str(asked.value)


def test_the_wrong_framework_is_noticed_before_3a_is_taken_for_another_3a():
    with pytest.raises(Unanswered, match=r"used up to 2022-23 .* other meanings in 2024-25"):
        parse(published.sample_2015_16(), year="2024-25")


def test_a_year_that_the_file_itself_denies_is_refused():
    rows = time_series([503, "Lincolnshire", "E10000019", 1, 400, 61, 1, 400, 62])
    with pytest.raises(Refused, match="2023-24 to 2024-25, not 2019-20"):
        parse(ods_of({"Table_1d": rows}), year="2019-20")


def test_a_year_is_written_one_way():
    with pytest.raises(Refused, match="Write it as 2024-25"):
        parse(published.sample_2015_16(), year="2015")


# --- What can't be taken --------------------------------------------------------------------------------------------


def test_every_row_that_cant_be_taken_is_named_with_its_reason_and_the_rest_is_read():
    good = [*LINCOLNSHIRE, "1A", "Total", "Outcome", "19.1", "1A", "Quality of life"]
    parsed = parse(
        csv_of([
            TEN,
            good,
            good,
            [*good[:7], "a lot", *good[8:]],
            [*good[:6], "Guess", *good[7:]],
            ["", "", "", "", *good[4:]],
            [*good[:4], "9Z", "Total", "Outcome", "1", "9Z", ""],
            [*good[:4], "9Z", "Male", "Outcome", "2", "9Z", ""],
            good[:6],
            [],
            [*good[:6], "Margin of Error", "=1+1", *good[8:]],
        ]),
        year="2017-18",
    )  # fmt: skip
    assert len(parsed.figures) == 1
    assert [(r.row, r.column, r.why, r.cells) for r in parsed.rejections] == [
        (3, 8, "1A, Total, outcome for Lincolnshire stands here a second time.", 1),
        (4, 8, "“a lot” is not a figure.", 1),
        (5, 0, "“Guess” is no type of figure we know.", 1),
        (6, 0, "This row names no area we can tell.", 1),
        (7, 0, "“9Z” is no measure of this framework that we know.", 2),
        (9, 0, "This row has 6 cells, its heading 10.", 1),
        (11, 8, "“=1+1” is not a figure.", 1),
    ]
    assert parsed.unknown_measures == {"9Z": 2}
    assert parsed.counts()["cells"] == 9
    assert str(parsed.rejections[1]) == "row 4: “a lot” is not a figure."


def test_in_a_wide_table_each_cell_is_rejected_by_itself():
    rows = time_series(
        [503, "Lincolnshire", "E10000019", 1, 400, 61, "soon", 400, 62],
        [503, "Lincolnshire", "E10000019", 1, 400, 61, 1, 400, 62],
        ["", "", "", 1, "", "", "", "", ""],
        ["A note below the table."],
    )
    parsed = parse(ods_of({"Table_1d": rows, "Table_9z": rows}))
    assert len(parsed.figures) == 5
    assert [(r.sheet, r.row, r.column, r.cells) for r in parsed.rejections] == [
        ("Table_1d", 4, 7, 1), ("Table_1d", 5, 0, 6), ("Table_1d", 6, 0, 1), ("Table_9z", 3, 0, 13),
    ]  # fmt: skip


def test_a_measure_on_two_sheets_is_taken_from_the_first():
    row = [503, "Lincolnshire", "E10000019", 1, 400, 61, 1, 400, 62]
    parsed = parse(ods_of({"Table_1d": time_series(row), "Sheet2": time_series(row)}))
    assert len(parsed.figures) == 6
    assert [(r.sheet, r.why, r.cells) for r in parsed.rejections] == [
        ("Sheet2", "Lincolnshire stands here a second time.", 6)
    ]


def test_a_figure_for_a_combined_area_is_of_a_kind_of_its_own():
    rows = time_series(["[z]", "Cornwall and Isles of Scilly", "[z]", 1, 400, 61, 1, 400, 62])
    assert {area.kind for area in parse(ods_of({"Table_1d": rows})).areas()} == {"combined"}


def test_a_file_without_a_table_says_what_is_read():
    for data in (csv_of([["a", "b", "c"], [1, 2, 3]]), xlsx_of(Sheet1=[["a", "b", "c"]])):
        with pytest.raises(Refused, match="No table of figures was found"):
            parse(data, year="2017-18")


def test_headings_without_figures_are_no_empty_success():
    with pytest.raises(Refused, match="no figures below them"):
        parse(csv_of([TEN]), year="2017-18")


def test_a_last_line_cut_short_is_mentioned():
    whole = csv_of([TEN, [*LINCOLNSHIRE, "1A", "Total", "Outcome", "19.1", "1A", "x"]])
    assert parse(whole, year="2017-18").warnings == []
    (warning,) = parse(whole[:-3], year="2017-18").warnings
    assert "last line has no end" in warning


def test_denominators_of_0_stay_counts_but_make_no_outcome_of_0():
    rows = [
        TEN,
        *[[*LINCOLNSHIRE, "2D", "Total", kind, "0", "2D", ""] for kind in ("Numerator", "Denominator", "Outcome")],
        *[[*ENGLAND, "1A", "Total", kind, "0", "1A", ""] for kind in ("Base", "Margin of Error", "Outcome")],
    ]
    parsed = parsing.parse(csv_of(rows), year="2017-18")
    assert {(f.series.measure, f.series.type): f.value for f in parsed.figures} == {
        ("2D", "numerator"): 0, ("2D", "denominator"): 0, ("2D", "outcome"): None,
        ("1A", "base"): None, ("1A", "margin of error"): None, ("1A", "outcome"): None,
    }  # fmt: skip
