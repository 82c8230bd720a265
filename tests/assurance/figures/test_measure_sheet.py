"""A spreadsheet of measures is read by its headings, and what is none is told in a sentence."""

import pytest
from openpyxl import Workbook

from assurance.bounded import Refused
from assurance.figures import measure_sheet
from assurance.figures.measure_sheet import Row, measures_in
from tests.assurance.ascof.making import csv_of
from tests.assurance.figures.river import bytes_of


def book(*sheets) -> bytes:
    made = Workbook()
    made.remove(made.active)
    for rows in sheets:
        sheet = made.create_sheet()
        for row in rows:
            sheet.append(row)
    return bytes_of(made)


def test_columns_are_found_below_a_title_in_any_order_on_any_sheet():
    cover = [["Northmoor"], ["Our measures", "2026"]]
    rows = [
        ["Measures of ours"],
        [],
        ["Unit", "Team", "MEASURE"],
        ["people", "Front door", "Waiting"],
        [],
        ["%", "", 7],
    ]
    found = measures_in(book(cover, rows))
    assert (found.columns, found.not_read) == (["unit", "title"], ["Team"])
    assert found.rows == [
        Row(4, {"unit": "people", "title": "Waiting"}), Row(6, {"unit": "%", "title": "7"})
    ]  # fmt: skip


def test_rows_are_told_by_their_number_in_a_csv_with_lines_in_a_cell():
    data = csv_of([["Measure", "Definition"], ["Waiting", "On the day.\nAdults."], [], ["Vacancies", ""]])
    assert [(row.number, row.cells["definition"]) for row in measures_in(data).rows] == [
        (2, "On the day.\nAdults."), (4, "")
    ]  # fmt: skip


def test_a_cell_with_a_formula_is_known():
    data = book([["Measure", "Unit"], ["Waiting", "=A2"]])
    assert measures_in(data).rows[0].formulas == {"unit"}


HEADS = ["Measure", "Unit"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b" \n", "There is nothing in this file."),
        (csv_of([HEADS]), "no measure below them"),
        (csv_of([HEADS, *([f"m{n}", "%"] for n in range(201))]), "more than 200 measures"),
        (csv_of([["Name", "Age"], ["Ann", "3"]]), "No list of measures was found"),
        (csv_of([["Measure", "As at", "Value"], ["Waiting", "31/10/2026", "3"]]), "holds figures"),
        (b"%PDF-1.7", "can’t be read as a spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "is damaged"),
        (book([HEADS, ["a", "%"]])[:-40], "is damaged"),
        (b'Measure,Unit\n"a,%\n', "A quotation mark opened"),
        (b"Measure,Unit\n" + b"a" * 80_000, "Line 2 has more than"),
    ],
)
def test_a_wrong_file_is_told_in_a_sentence_that_says_nothing_is_lost(data, sentence):
    with pytest.raises(Refused) as why:
        measures_in(data)
    assert sentence in str(why.value)
    assert str(why.value).endswith(measure_sheet.NOTHING)


def test_two_hundred_measures_are_taken():
    assert len(measures_in(csv_of([HEADS, *([f"m{n}", "%"] for n in range(200))])).rows) == 200
