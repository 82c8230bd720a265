"""A letter's list as councils have it: what its columns mean, which rows are certain, and what each other row lacks."""

import datetime
import io

import pytest
from openpyxl import load_workbook

from assurance import bounded
from selfassessment import item_sheet
from selfassessment.item_rows import due_of, items_in, section_of, section_words
from selfassessment.item_sheet import guessed, missing, unread
from selfassessment.served import names_of
from tests.assurance.ascof.making import ods_of
from tests.selfassessment.sheets_of_items import HEADINGS, csv, letter, xlsx

STATEMENTS = [(1, "assessing-needs", "Assessing needs"), (3, "equity", "Equity in experience and outcomes")]
WORDS = section_words(STATEMENTS)
KNOWN = names_of([(*one, [], []) for one in STATEMENTS])


def read(content: bytes) -> dict:
    with bounded.child(item_sheet.read) as reading:
        return next(iter(reading.frames(content)))


def found(content: bytes, there=None):
    rows = read(content)["rows"]
    return items_in(rows, guessed(rows), WORDS, there or {}, KNOWN)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2027-01-15", datetime.date(2027, 1, 15)),
        ("2027-01-15 00:00:00", datetime.date(2027, 1, 15)),
        ("15/01/2027", datetime.date(2027, 1, 15)),
        ("15 January 2027", datetime.date(2027, 1, 15)),
        ("15th of January 2027", datetime.date(2027, 1, 15)),
        ("Friday, 15 Jan 2027", datetime.date(2027, 1, 15)),
        ("Week 1", "return-first-week"),
        ("within three weeks", "return-third-week"),
        ("12 Sept 2027", datetime.date(2027, 9, 12)),
        ("12 Sept. 2027", datetime.date(2027, 9, 12)),
        ("after second notification", "second-notification"),
        ("After the second notification", "second-notification"),
        ("within the first week", "return-first-week"),
        ("", ""),
    ],
)
def test_a_date_that_is_certain_is_taken(said, expected):
    due_with, due_on, why = due_of(said)
    assert (due_on or due_with, why) == (expected, "")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("three weeks after the e-mail", "is no date we can be sure of"),
        ("12th of January", "gives no year"),
        ("31 February 2027", "is no day of the calendar"),
        ("12 Septic 2027", "is no day of the calendar"),
        ("46402", "is no date we can be sure of"),
        ("as soon as you can", "is no date we can be sure of"),
    ],
)
def test_a_date_that_is_not_certain_is_refused_in_a_sentence(said, why):
    assert why in due_of(said)[2]
    assert due_of(said)[:2] == ("", None)


@pytest.mark.parametrize(
    ("said", "slug"),
    [
        ("General", "general"), ("QS3", "equity"), ("qs 3", "equity"), ("3", "equity"),
        ("Quality statement 3: Equity", "equity"), ("QS3 – Equity in experience", "equity"),
        ("Equity in experience and outcomes", "equity"), ("Case tracking", "case-list"), ("Other", "other"),
        ("QS9", ""), ("Something", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_section_is_known_by_what_people_call_it(said, slug):
    assert section_of(said, WORDS) == slug


def test_headings_are_found_below_a_title_and_in_other_words():
    content = xlsx(
        ["General", "IR1", "Complaints", "", ""],
        headings=["Section", "Item no.", "Information requested", "Details", "Deadline for return"],
        before=[["Information return 2027"], []],
    )
    rows = read(content)["rows"]
    assert guessed(rows) == {"section": 0, "reference": 1, "title": 2, "wording": 3, "due": 4}
    assert found(content).rows[0].line == 4


def test_a_missing_column_is_asked_for():
    rows = read(csv("Section,Title", "General,Complaints"))["rows"]
    assert "No column holds the references" in missing(guessed(rows))
    assert "titles or wordings" in missing({"reference": 0})
    assert missing({"reference": 0, "title": 1}) == ""


def test_a_letter_of_45_items_with_three_bad_rows():
    told = found_in_full(letter())
    assert len(told.rows) == 42
    assert [line for line, _ in told.problems] == [12, 22, 32]


def found_in_full(content: bytes):
    words = section_words([(n, f"s{n}", f"Statement {n}") for n in range(1, 10)])
    rows = read(content)["rows"]
    return items_in(rows, guessed(rows), words, {})


def test_what_merged_cells_show_beside_several_rows_is_said_of_each():
    content = xlsx(
        ["General", "IR1", "One", "data", "Week 1", "QS3"], [None, "IR2", "Two"],
        ["QS3", "IR1", "Three"], [None, "IR2", "Four"],
        headings=[*HEADINGS, "Statements it serves"], merge="A2:A3 D2:D3 E2:E3 F2:F3",
    )  # fmt: skip
    told = found(content)
    assert [(row.section, row.reference, row.kind, row.due_with, row.statements) for row in told.rows] == [
        ("general", "IR1", "data", "return-first-week", ("equity",)),
        ("general", "IR2", "data", "return-first-week", ("equity",)),
        ("equity", "IR1", "document", "", ()),
        ("equity", "IR2", "document", "", ()),
    ]
    assert told.carried == [5]  # only empty, not merged: it went under the section above it, and that is said


def test_a_date_merged_over_the_headings_of_sections_leaves_them_headings():
    content = xlsx(
        ["General"], [None, "IR1", "One", "", "Week 1"], ["QS3: Equity"], [None, "IR2", "Two"], merge="E3:E5"
    )
    told = found(content)
    assert [(row.section, row.reference, row.due_with) for row in told.rows] == [
        ("general", "IR1", "return-first-week"), ("equity", "IR2", "return-first-week"),
    ]  # fmt: skip
    assert told.problems == []


def test_a_merged_reference_is_of_its_first_row():
    told = found(xlsx(["General", "IR1", "One"], [None, None, "and more of it"], merge="A2:A3 B2:B3"))
    assert [row.reference for row in told.rows] == ["IR1"]
    assert "It has no reference." in told.problems[0][1]


def test_headings_of_two_storeys_and_a_merged_title_above_them_are_no_items():
    storey = [None, None, None, "document or data", "week or date"]
    content = xlsx(
        storey, ["General", "IR1", "One"], before=[["What we ask for"], [None]], merge="A1:E2 A3:A4 B3:B4 C3:C4"
    )
    told = found(content)
    assert [(row.section, row.reference) for row in told.rows] == [("general", "IR1")]
    assert {line for line, _ in told.problems} == {4}  # the lower storey of the headings holds words of its own


def test_a_first_row_without_a_section_has_none_above_it_and_a_wrong_one_is_not_carried_down():
    told = found(csv("Section,Ref,Title", ",IR1,One", "Nowhere,IR2,Two", ",IR3,Three"))
    assert told.rows == []
    assert told.problems[0] == (2, "It has no section, and no row above it has one.")
    assert [line for line, _ in told.problems] == [2, 3, 4]


def test_without_a_column_of_sections_it_is_the_column_that_is_asked_for():
    told = found(csv("Where,Ref,Title", "QS3,IR1,One"))
    assert "No column was read as the section. Say which one holds it" in told.problems[0][1]


def test_columns_that_hold_something_and_mean_nothing_are_named():
    rows = read(csv("Section,Ref,Title,Colour,,Empty", "General,IR1,One,Green,x,"))["rows"]
    assert unread(rows, guessed(rows)) == ["Colour", "Column 5"]


def test_a_letter_with_headings_of_its_own_is_read():
    told = found(
        csv("KLOE,Item no.,Request,Detail of request,Format,Deadline", "QS3,7,Waits,By month,Excel,11/12/26")
    )
    (row,) = told.rows
    assert (row.section, row.reference, row.title, row.wording) == ("equity", "7", "Waits", "By month")
    assert (row.kind, row.due_on) == ("data", datetime.date(2026, 12, 11))


@pytest.mark.parametrize("heading", ["Statements", "Quality statements", "Serves", "Quality statement"])
def test_a_column_says_which_statements_an_item_serves(heading):
    told = found(
        xlsx(
            ["General", "IR1", "Waits\nby month", "QS3\nAssessing needs"], ["QS3", "IR2", "Housing", ""],
            headings=["Section", "Ref", "Title", heading],
        )
    )  # fmt: skip
    assert [row.statements for row in told.rows] == [("assessing-needs", "equity"), ()]
    assert told.rows[0].title == "Waits by month"


def test_a_row_that_names_a_statement_nobody_knows_is_left_out_with_a_sentence():
    told = found(csv("Section,Ref,Title,Statements", "General,IR1,Waits,QS3; Housing", "General,IR2,More,QS1"))
    assert [row.reference for row in told.rows] == ["IR2"]
    assert [(line, why.partition(".")[0]) for line, why in told.problems] == [
        (2, "“Housing” is no quality statement we know")
    ]


def test_where_one_column_names_statements_it_is_the_section():
    rows = read(csv("Quality statement,Ref,Title", "QS3,IR1,One"))["rows"]
    assert guessed(rows) == {"section": 0, "reference": 1, "title": 2}


def test_a_request_beside_a_title_is_the_wording():
    (row,) = found(csv("Section,Ref,Title,What we need", "General,IR1,Waits,Waits by month")).rows
    assert (row.title, row.wording) == ("Waits", "Waits by month")
    (row,) = found(csv("Section,Ref,Title,Request", "General,IR1,Waits,Waits by month")).rows
    assert (row.title, row.wording) == ("Waits", "Waits by month")


def test_a_row_that_only_names_a_section_stands_over_those_below_it():
    content = csv("Ref,Title", "Quality statement 3: Equity,", "IR1,Groups at risk", "General,", "IR1,Complaints")
    assert [(row.section, row.reference) for row in found(content).rows] == [("equity", "IR1"), ("general", "IR1")]


def test_a_number_alone_is_a_reference_without_a_title_and_no_heading():
    told = found(csv("Ref,Title", "General,", "1,Complaints", "3,", "4,Compliments"))
    assert [(row.section, row.reference) for row in told.rows] == [("general", "1"), ("general", "4")]
    assert [line for line, _ in told.problems] == [4]


def test_a_reference_stands_once_in_a_section():
    told = found(csv("Section,Ref,Title", "General,IR3,A", "QS3,IR3,B", "General,ir 3,C"))
    assert len(told.rows) == 2
    assert "“ir 3” stands in this section already, in row 2." in told.problems[0][1]


def test_what_is_in_the_return_already_is_left_out():
    told = found(csv("Section,Ref,Title", "General,IR3,A"), there={("general", "ir3"): "Complaints"})
    assert told.rows == []
    assert "is in the return already, as “Complaints”." in told.problems[0][1]


def test_every_thing_wrong_with_a_row_is_said():
    told = found(csv("Section,Ref,Title,Type,Due", "Nowhere,,,Song,soon"))
    said = " ".join(why for _, why in told.problems)
    for part in ("is no section we know", "no reference", "neither a title", "is no kind we know", "no date we can"):
        assert part in said


def test_a_formula_is_never_worked_out():
    told = found(xlsx(["General", "=1+1", "It", "", ""]))
    assert told.rows == []
    assert "formulas that were never worked out, read as empty" in told.problems[0][1]


def test_a_long_title_becomes_the_wording():
    row = found(csv("Section,Ref,Title", f"General,IR1,{'word ' * 60}")).rows[0]
    assert len(row.title) <= 120
    assert row.wording.startswith("word word")


def test_the_sheet_that_looks_like_a_list_is_read_and_the_others_are_named():
    book = load_workbook(io.BytesIO(xlsx(["General", "IR1", "It", "", ""])))
    notes = book.create_sheet("Notes", 0)
    notes.append(["Read me", "first"])
    out = io.BytesIO()
    book.save(out)
    table = read(out.getvalue())
    assert (table["name"], table["others"]) == ("Sheet", ["Notes"])


def test_an_opendocument_spreadsheet_is_read_too():
    content = ods_of({"Items": [["Section", "Ref", "Title"], ["General", "IR1", "Complaints"]]})
    assert found(content).rows[0].title == "Complaints"
