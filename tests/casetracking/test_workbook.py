"""The workbook we write ourselves: another library reads it, and nothing in it is a formula."""

import io

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from casetracking.workbook import written

WORDS = st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffe\uffff"), max_size=12)


@given(st.lists(st.tuples(st.one_of(st.none(), st.integers(-(10**9), 10**9), WORDS), WORDS), max_size=4))
def test_what_is_written_is_read(rows):
    sheet = load_workbook(io.BytesIO(written("List", ["a", "b"], rows))).active
    read = [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=2, max_row=1 + len(rows), max_col=2)]
    assert read == [tuple(None if cell == "" else cell for cell in row) for row in rows]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}


def test_many_columns_and_a_title_no_sheet_may_have():
    data = written(
        "A/B: [the list] of a council with a very long name", [str(n) for n in range(60)], [list(range(60))]
    )
    sheet = load_workbook(io.BytesIO(data)).active
    assert sheet.title.startswith("A B")
    assert sheet["BH2"].value == 59


def test_what_no_xml_can_hold_is_left_out():
    sheet = load_workbook(io.BytesIO(written("x", ["a"], [["one\x00two\x0b"]]))).active
    assert sheet["A2"].value == "onetwo"
