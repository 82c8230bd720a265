"""A council's own spreadsheet into references and attributes: identifiers go, everything else is told by its place."""

import io
import json
import zipfile

import pytest

from casetracking.cld.references import reference
from casetracking.sheet import child, headings, reading, rows
from casetracking.sheet.headings import mark_of
from casetracking.sheet.values import CHOICE, NUMBER, YES_NO, Attribute, Said
from tests.casetracking.sheet.made import HEADINGS, KEY, as_csv, as_ods, as_xlsx

ATTRIBUTES = [
    ("safeguarding-enquiry", "Safeguarding enquiry", YES_NO, []),
    ("waiting-now", "Waiting now", YES_NO, []),
    ("team", "Team", CHOICE, [("moor", "Moor & dale"), ("coast", "Coast")]),
    ("own-days", "Days on our list", NUMBER, []),
]
NUMBERS = ["40123", "40124", "40125", "40126"]


def read(data: bytes, told=None, remembered=None) -> reading.Sheet:
    """Through the process of its own, as the page does."""
    given = {"key": KEY, "heading_key": KEY, "attributes": ATTRIBUTES, "remembered": remembered or {}}
    with reading.look_through(**given) as looking:
        looking.feed(data)
        return looking.sheet(told)


def taken(data: bytes, told=None) -> tuple[dict, rows.Taken]:
    """The same without the other process: quicker. What was taken, by row."""
    known = {one[0]: Attribute(*one) for one in ATTRIBUTES}
    titles = headings.titles_of([one[:2] for one in ATTRIBUTES])
    table = rows.table_of(child._sheets(data), titles)
    columns = rows.columns_of(table, titles, {}, told, KEY)
    assert not rows.check_columns(columns), rows.check_columns(columns)
    found = rows.taken(table, columns, known, KEY)
    return {row: values for row, _, _, values in found.rows}, found


@pytest.mark.parametrize(("written", "first"), [(as_csv, 2), (as_xlsx, 3), (as_ods, 2)])
def test_each_form_of_file_says_the_same(written, first):
    sheet = read(written([40123, "Yes", "Moor & Dale", ""], [40124, "no", "coast", "Unknown"]))
    assert not sheet.why
    assert [one.means for one in sheet.columns] == ["local-id", "safeguarding-enquiry", "team", "waiting-now"]
    assert sheet.taken == [
        (first, reference("40123", KEY), False, {"safeguarding-enquiry": True, "team": "moor"}),
        (first + 1, reference("40124", KEY), False,
         {"safeguarding-enquiry": False, "team": "coast", "waiting-now": None}),
    ]  # fmt: skip


def test_a_column_that_is_not_clear_is_asked_about_and_nothing_is_taken():
    data = as_csv(["40123", "Mrs Thistlewoode", "y"], headings=["Mosaic ID", "Who is it", "S42"])
    sheet = read(data)
    assert sheet.why == "ask"
    assert [one.means for one in sheet.columns] == ["local-id", None, "safeguarding-enquiry"]
    assert not sheet.taken
    assert "Thistlewoode" not in repr(sheet)
    again = read(data, told={sheet.columns[1].mark: ""})
    assert again.taken == [(2, reference("40123", KEY), False, {"safeguarding-enquiry": True})]
    remembered = read(data, remembered={sheet.columns[1].mark: ""})
    assert remembered.taken == again.taken


def test_two_columns_of_one_heading_are_two():
    assert mark_of("Team ", 1, KEY) == mark_of("team", 1, KEY) != mark_of("team", 2, KEY)


@pytest.mark.parametrize(
    ("above", "sentence"),
    [
        (["Team", "S42"], "No column tells who each person is"),
        (["Mosaic ID", "Surname"], "No column says anything about people"),
        (["Mosaic ID", "Team", "Team name"], "Columns B and C can’t both mean the same"),
    ],
)
def test_columns_that_can_not_be_so_say_why(above, sentence):
    assert sentence in read(as_csv(["40123", "Moor", "Coast"][: len(above)], headings=above)).why


WRONG = {
    "an NHS number to know people by": (
        as_csv(["9434765919", "y"], ["4010232137", "n"], headings=["Client ID", "S42"]), "Column A is to tell who"),
    "a name to know people by": (
        as_csv(["Ada", "y"], ["Bob", "n"], headings=["Client ID", "S42"]), "hold no digit, so they may be names"),
    "people where headings should be": (
        as_csv(["40123", "y"], headings=["Client ID", "Seen, born 4/5/1941"]), "cell B1 looks like it holds a date of"),
    "dates of birth for a number": (
        as_csv(["40123", "y"], headings=["Client ID", "Year born"]), "looks like it holds dates of birth"),
    "nothing under its headings": (as_csv(), "no rows under its headings"),
    "one column": (b"Team\r\nMoor\r\n", "could not find a row of headings"),
    "nothing": (b"", "The file is empty"),
    "a PDF": (b"%PDF-1.7 and so on", "can’t be read as a spreadsheet"),
    "bytes": (b"\0\1\2" * 5_000, "can’t be read as a spreadsheet"),
    "a cut-off workbook": (as_xlsx([40123, "y", "", ""])[:2_000], "is not complete or is damaged"),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_a_file_that_is_none_gets_its_sentence_and_no_word_of_it_is_told(what):
    data, sentence = WRONG[what]
    told = {mark_of("Year born", 1, KEY): "own-days"}
    with pytest.raises(reading.Refused) as why:
        taken(data, told)
    assert sentence in str(why.value)
    assert "9434765919" not in str(why.value)
    assert "1941" not in str(why.value)


def test_a_workbook_that_unfolds_to_gigabytes_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 300_000_000)
    with pytest.raises(reading.Refused, match="unfolds to more than can be read safely"):
        read(out.getvalue())


def test_a_cell_that_looks_like_an_identifier_is_told_by_kind_and_place_alone():
    _, found = taken(
        as_csv(["40123", "y", "943 476 5919", ""], ["40124", "SW1A 1AA", "a@b.example", "QQ 12 34 56 C"])
    )
    places = [tuple(one) for one in found.problems]
    assert ("identifier", 2, "C", "nhs-number") in places
    assert ("identifier", 3, "B", "postcode") in places
    assert ("identifier", 3, "C", "email") in places
    told = json.dumps([found.problems, found.unknown, found.left_out])
    assert not [word for word in ("943", "SW1A", "example", "QQ") if word in told]


def test_a_cell_is_looked_at_as_closely_as_what_is_typed_in_the_room():
    _, found = taken(
        as_csv(*[[number, "Mrs Harrow"] for number in range(40100, 40108)], headings=["Mosaic ID", "Team"])
    )
    assert ("identifier", 2, "B", "name") in [tuple(one) for one in found.problems]
    assert "Harrow" not in json.dumps([found.problems, found.unknown, found.left_out])


def test_a_row_that_says_nobody_or_somebody_twice_is_left_out():
    values, found = taken(as_csv(["40123", "y", "", ""], ["", "y", "", ""], [" 40123 ", "n", "", ""]))
    assert values == {2: {"safeguarding-enquiry": True}}
    assert found.counts == {"nobody": 1, "twice": 1}
    assert ["twice", 4, "", 2] in found.problems


def test_a_reference_is_taken_as_typed_and_one_wrong_sign_is_told():
    right = reference("40123", KEY)
    wrong = ("3" if right[0] != "3" else "4") + right[1:]
    _, found = taken(as_csv([right.lower(), "y"], [wrong, "y"], headings=["Reference", "S42"]))
    assert [(row, ref, typed) for row, ref, typed, _ in found.rows] == [(2, right, True)]
    assert found.problems == [["no reference", 3, "A", ""]]


def test_words_that_are_not_understood_are_told_only_where_they_can_name_nobody():
    people = [[number, "Dale" if n < 6 else "Thistlewoode"] for n, number in enumerate(range(40100, 40112))]
    _, found = taken(as_csv(*people, headings=["Mosaic ID", "Team"]))
    assert found.unknown == [["B", 12, [["Dale", 6], ["Thistlewoode", 6]], list(range(2, 12))]]
    named = [[*row, "Ada", "Thistlewoode"] for row in people]
    _, found = taken(as_csv(*named, headings=["Mosaic ID", "Team", "First name", "Surname"]))
    assert found.unknown[0][2] == [["Dale", 6]]
    few = [[number, f"Name{'abcdefghijklmnopqrstuvwxyz'[n % 26]}"] for n, number in enumerate(range(40100, 40250))]
    _, found = taken(as_csv(*few, headings=["Mosaic ID", "Team"]))
    assert found.unknown[0][:3] == ["B", 150, []]  # too many different ones to be values


def test_columns_left_out_are_told_with_what_they_seem_to_hold():
    people = [[number, "943 476 5919", "y"] for number in NUMBERS]
    _, found = taken(as_csv(*people, headings=["Mosaic ID", "NHS No", "S42"]))
    assert found.left_out == [["B", ["nhs-number"]]]


@pytest.mark.parametrize(
    ("attribute", "cell", "said"),
    [
        (ATTRIBUTES[0], "Y", True), (ATTRIBUTES[0], "false", False), (ATTRIBUTES[0], "1.0", True),
        (ATTRIBUTES[0], "perhaps", Said.NOT_UNDERSTOOD), (ATTRIBUTES[0], " ", Said.NOTHING),
        (ATTRIBUTES[0], "-", Said.NOTHING), (ATTRIBUTES[0], "Not recorded", Said.NOT_RECORDED),
        (ATTRIBUTES[2], "MOOR AND DALE", Said.NOT_UNDERSTOOD), (ATTRIBUTES[2], "moor", "moor"),
        (ATTRIBUTES[3], "1,200", 1200), (ATTRIBUTES[3], "-3", Said.NOT_UNDERSTOOD),
        (ATTRIBUTES[3], "1000001", Said.NOT_UNDERSTOOD), (ATTRIBUTES[3], "0", 0),
        (("gender", "Gender", CHOICE, [("male", ""), ("female", "")]), "F", "female"),
        (("ethnicity-group", "E", CHOICE, [("white", ""), ("asian", "")]), "Asian or Asian British: Indian", "asian"),
        (("ethnicity-group", "E", CHOICE, [("white", "")]), "No data: Refused", Said.NOT_RECORDED),
        (("age-band", "Age", CHOICE, [("under-18", ""), ("18-24", ""), ("25-44", "")]), "24", "18-24"),
        (("age-band", "Age", CHOICE, [("under-18", ""), ("18-24", ""), ("95-or-over", "")]), "101", "95-or-over"),
        (("age-band", "Age", CHOICE, [("under-18", ""), ("95-or-over", "")]), "130", Said.NOT_UNDERSTOOD),
    ],
)  # fmt: skip
def test_what_a_cell_says(attribute, cell, said):
    what, value = Attribute(*attribute).read(cell)
    assert (value if what is Said.VALUE else what) == said


def test_the_headings_of_a_template_are_known():
    titles = headings.titles_of([one[:2] for one in ATTRIBUTES])
    for heading in (*HEADINGS[:2], headings.REFERENCE_HEADING, headings.LOCAL_ID_HEADING, "Days on our list"):
        assert headings.meaning_of(heading, titles), heading
