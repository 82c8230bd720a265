"""Spreadsheets out and back: what stands in a cell comes back as it was, whatever it is; nothing is applied by half."""

import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from assurance.models import Event
from reports.rendering.xlsx import _put
from selfassessment.models import Action, Evidence, PartText, Revision
from selfassessment.operations.workbooks import Moved, WorkbookRefused, apply_workbook
from selfassessment.sheets import ACTION_COLUMNS, EVIDENCE_COLUMNS, TEXT_COLUMNS, compared, in_cell, mark, sheet_name
from selfassessment.spreadsheet_child import cell_of
from selfassessment.spreadsheets import sheets_from
from tests.reports.writing import score_statement, write_everything, write_section
from tests.selfassessment.filling import applied, book_of, came_back, made, planned, saved, sheet_of, write
from tests.selfassessment.promising import link, promise

AWKWARD = [
    "=1+1",
    "+44 1632",
    "-5",
    "@here",
    "'quoted",
    "_x000D_",
    "a\nb",
    "é🙂",
    "01/02/2027",
    "TRUE",
    "  lead",
    "#N/A",
]


# --- Pure -----------------------------------------------------------------------------------------------------------


@given(st.text(max_size=200))
@hypothesis_settings(max_examples=150)
def test_any_text_comes_back_from_a_cell_as_it_went_in(text):
    book = openpyxl.Workbook()
    _put(book.active, 1, 1, text)
    kept = io.BytesIO()
    book.save(kept)
    read = openpyxl.load_workbook(kept, read_only=True).active
    cell = next(iter(read.iter_rows(max_row=1, max_col=1)), [None])[0]
    found = cell_of(cell) if cell is not None else None
    assert found is None or found[0] == "s"
    assert compared(found[1] if found else "") == compared(text)


@given(st.text(max_size=100), st.text(max_size=100))
def test_marks_differ_exactly_when_what_is_compared_differs(one, other):
    assert (mark([one]) == mark([other])) == (compared(one) == compared(other))


@given(st.text(max_size=60), st.integers(0, 9))
def test_the_name_of_a_sheet_is_one_a_spreadsheet_takes(title, number):
    name = sheet_name(number, title)
    assert 0 < len(name) <= 31
    assert not set(name) & set("[]:*?/\\'")


def test_a_cell_never_holds_more_than_a_spreadsheet_keeps():
    assert len(in_cell("x" * 40_000)) == 32_767


@pytest.mark.parametrize("columns", [TEXT_COLUMNS, ACTION_COLUMNS, EVIDENCE_COLUMNS])
def test_every_sheet_knows_its_rows_by_a_key_and_marks_them(columns):
    keys = [column.key for column in columns]
    assert len(set(keys)) == len(keys) <= 26
    assert keys[-1] == "mark"
    assert any(column.open for column in columns)


# --- Out ------------------------------------------------------------------------------------------------------------


def test_the_workbook_is_well_set_and_holds_no_formula(northmoor, now):
    statement = northmoor.statement("equity")
    texts = dict(zip(["summary", "strengths", "evidence", "impact"], AWKWARD, strict=False))
    write_section(northmoor.round, statement, texts, northmoor.priya, now)
    promise(northmoor.round, northmoor.aisha, now, "=HYPERLINK(1)")
    book = book_of(made(northmoor.round, now))
    assert book.sheetnames[0] == "Read me first"
    assert book.sheetnames[1:4] == [
        "0 About the council and overall",
        "1 Assessing needs",
        "2 Supporting people to live hea",
    ]
    assert {"Actions", "Evidence register", "What is asked"} <= set(book.sheetnames)
    assert "Scores" not in book.sheetnames
    assert book["Names"].sheet_state == "hidden"
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
            assert all(len(str(cell.value or "")) <= 32_767 for cell in row)
    sheet = sheet_of(book, "Equity")
    assert sheet.freeze_panes == "A2"
    assert sheet.protection.sheet
    assert not sheet["D2"].protection.locked
    assert sheet["A2"].protection.locked
    assert sheet["D2"].alignment.wrap_text
    assert sheet["D2"].value == "=1+1"
    assert sheet.column_dimensions["D"].width == 90


def test_scores_are_in_it_only_when_asked_for(northmoor, now):
    score_statement(northmoor.round, northmoor.statement("equity"), 2, northmoor.ruth, now, reason="Because of this.")
    everything = made(northmoor.round, now, includes_scores=True)
    assert "Scores" in book_of(everything).sheetnames
    assert "Because of this." in words_of(everything)
    assert "Because of this." not in words_of(made(northmoor.round, now))


def words_of(content: bytes) -> str:
    cells = (cell.value for sheet in book_of(content).worksheets for row in sheet.iter_rows() for cell in row)
    return " ".join(str(value) for value in cells if value)


def test_what_is_for_a_few_people_only_stays_out_of_the_file(northmoor, now):
    shown, hidden = (link(northmoor.round, northmoor.aisha, now, title) for title in ("Open paper", "Closed paper"))
    Evidence.objects.filter(pk=hidden.pk).update(sensitivity="restricted")  # a colleague's page does this
    words = words_of(made(northmoor.round, now))
    assert shown.title in words
    assert "Closed paper" not in words


def test_the_whole_round_goes_out_in_a_fixed_number_of_queries(
    northmoor, now, django_assert_max_num_queries
):  # fmt: skip
    from reports.gathering.spreadsheet import gather_spreadsheet

    write_everything(northmoor.round, northmoor.priya, now)
    for _ in range(20):
        promise(northmoor.round, northmoor.aisha, now, section="equity", owner=northmoor.tom)
        link(northmoor.round, northmoor.aisha, now)
    with django_assert_max_num_queries(15):
        gather_spreadsheet(kind="round-spreadsheet", round=northmoor.round, includes_scores=True, at=now)


# --- Back -----------------------------------------------------------------------------------------------------------


def test_a_file_nobody_touched_changes_nothing(northmoor, now):
    write_everything(northmoor.round, northmoor.priya, now)
    texts = dict(zip(["summary", "strengths", "evidence", "impact"], AWKWARD[4:8], strict=False))
    write_section(northmoor.round, northmoor.statement("equity"), texts, northmoor.priya, now)
    promise(northmoor.round, northmoor.aisha, now, owner=northmoor.tom, due_in=9, rag="red", rag_reason="So.")
    link(northmoor.round, northmoor.aisha, now)
    kept = came_back(northmoor.round, made(northmoor.round, now), northmoor.ruth, now)
    plan = planned(kept)
    assert (plan.changes, plan.problems, plan.left_out, plan.not_read) == ([], [], [], [])


@pytest.mark.embedded
def test_the_whole_of_it_is_applied_with_history_and_a_version_each(northmoor, now):
    def fill(book):
        write(book, "equity/summary", "From the file.")
        write(book, "equity/voice--i1", "People say so.")
        write(book, "opening/about-the-council", "A small place.")

    book = book_of(made(northmoor.round, now))
    fill(book)
    kept = came_back(northmoor.round, saved(book), northmoor.ruth, now)
    assert applied(kept, now) == {"texts": 3}
    assert PartText.objects.filter(version=1, changed_by=northmoor.ruth).count() == 3
    assert Revision.objects.count() == 3
    assert Event.objects.filter(verb="wrote").count() == 3
    assert Event.objects.filter(verb="applied the spreadsheet", after={"texts": 3}).count() == 1
    again = came_back(northmoor.round, saved(book), northmoor.ruth, now)
    assert planned(again).changes_nothing


@pytest.mark.embedded
def test_a_file_that_is_sent_twice_adds_nothing_twice(northmoor, now):
    book = book_of(made(northmoor.round, now))
    book["Actions"]["B2"] = "Write letters."
    register = book["Evidence register"]
    register["C2"], register["E2"], register["H2"] = "Audit", "Processes", "https://northmoor.example/audit"
    content = saved(book)
    assert applied(came_back(northmoor.round, content, northmoor.ruth, now), now) == {
        "actions added": 1, "links added": 1,
    }  # fmt: skip
    again = came_back(northmoor.round, content, northmoor.ruth, now)
    assert planned(again).changes_nothing
    assert (Action.objects.count(), Evidence.objects.count()) == (1, 1)
    assert Evidence.objects.get().kind == "link"


def test_the_register_changes_titles_and_dates_and_refuses_what_it_cannot_mean(northmoor, now):
    link(northmoor.round, northmoor.aisha, now)
    book = book_of(made(northmoor.round, now))
    register = book["Evidence register"]
    register["C2"], register["F2"], register["G2"] = "A better title", "3.11.2026", "2027-05-01"
    kept = came_back(northmoor.round, saved(book), northmoor.aisha, now)
    assert applied(kept, now) == {"evidence changed": 1}
    item = Evidence.objects.get()
    assert (item.title, str(item.dated_on), str(item.review_by), item.version) == (
        "A better title", "2026-11-03", "2027-05-01", 2,
    )  # fmt: skip
    register["E2"], register["F2"], register["G2"] = "Gossip", "30/02/2027", "soon"
    register["C3"], register["H4"], register["C4"], register["E4"] = "No link", "ftp://x", "Bad", "Processes"
    problems = planned(came_back(northmoor.round, saved(book), northmoor.aisha, now)).problems
    for said in [
        "cell E2: there is no category called “Gossip”.",
        "cell F2: this is not a date. Type it like 26/02/2027.",
        "cell G2: this is not a date. Type it like 26/02/2027.",
        "cell E3: give a category.",
        "cell H4: this is not a link. It begins with https://.",
    ]:
        assert f"Sheet “Evidence register”, {said}" in problems


def test_what_is_wrong_in_the_plan_is_said_with_its_cell(northmoor, stranger, now):
    promise(northmoor.round, northmoor.aisha, now)
    book = book_of(made(northmoor.round, now))
    sheet = book["Actions"]
    cells = {"B2": None, "C2": "Stella Stranger", "D2": "32/01/2027", "E2": "Utmost", "H2": "Nowhere", "K2": "Blue"}
    cells |= {"A3": "A99", "B3": "x", "C4": "Tom Birkett", "B5": "Late.", "K5": "Red", "B6": "y" * 501, "I6": 7}
    for cell, value in cells.items():
        sheet[cell] = value
    problems = planned(came_back(northmoor.round, saved(book), northmoor.aisha, now)).problems
    for said in [
        "cell B2: say what will be done.",
        "cell C2: there is nobody called “Stella Stranger” who may have an action here.",
        "cell D2: this is not a date.",
        "cell E2: “Utmost” is not a priority. Use High, Medium or Low.",
        "cell H2: there is no section called “Nowhere”.",
        "cell K2: “Blue” is not a colour. Use Red, Amber or Green.",
        "cell A3: the plan has no action “A99”. Leave this cell empty for a new action.",
        "cell B4: say what will be done.",
        "cell L5: give the reason for the colour.",
        "cell B6: this text is 501 characters long; at most 500 fit here.",
        "cell I6: “7” is not a source.",
    ]:
        assert any(f"Sheet “Actions”, {said}" in problem for problem in problems), (said, problems)


def test_a_cell_of_200_000_characters_and_a_row_twice_are_named(northmoor, now):
    book = book_of(made(northmoor.round, now))
    sheet = sheet_of(book, "Equity")
    sheet["D2"].value = "x" * 20_001
    sheet["D3"]._value, sheet["D3"].data_type = "y" * 200_000, "s"  # more than any program writes
    sheet["F5"] = sheet["F4"].value
    problems = planned(came_back(northmoor.round, saved(book), northmoor.ruth, now)).problems
    assert any("cell D2: this text is 20,001 characters long; at most 20,000 fit here." in p for p in problems)
    assert any("cell D3: this text is 200,000 characters long; at most 20,000 fit here." in p for p in problems)
    assert any("cell F5: “equity/" in p and "stands twice" in p for p in problems)


def test_without_its_marks_every_difference_is_a_conflict_and_nothing_is_overwritten_unasked(northmoor, now):
    write_section(northmoor.round, northmoor.statement("equity"), {"summary": "Online."}, northmoor.priya, now)
    book = book_of(made(northmoor.round, now))
    write(book, "equity/summary", "File.")
    sheet_of(book, "Equity")["G2"] = None
    kept = came_back(northmoor.round, saved(book), northmoor.ruth, now)
    assert [change.conflict for change in planned(kept).changes] == [True]
    assert applied(kept, now) == {"cells left as they are online": 1}
    assert PartText.objects.get(part__slug="summary").text == "Online."


def test_of_a_file_with_problems_nothing_is_applied(northmoor, now):
    book = book_of(made(northmoor.round, now))
    write(book, "equity/summary", "Good.")
    book["Actions"]["C2"] = "Nobody"
    kept = came_back(northmoor.round, saved(book), northmoor.ruth, now)
    with pytest.raises(WorkbookRefused, match="Some cells can’t be taken"):
        applied(kept, now)
    assert not PartText.objects.exists()


@pytest.mark.embedded
def test_when_the_last_of_it_fails_the_first_of_it_is_taken_back(northmoor, now, monkeypatch):
    from selfassessment.operations import workbooks
    from selfassessment.operations.evidence import StaleEvidence

    link(northmoor.round, northmoor.aisha, now)
    book = book_of(made(northmoor.round, now))
    write(book, "equity/summary", "Good.")
    book["Actions"]["B2"] = "Write letters."
    book["Evidence register"]["C2"] = "Another title"
    kept = came_back(northmoor.round, saved(book), northmoor.ruth, now)

    def stale(**given):
        raise StaleEvidence(Evidence.objects.get())

    monkeypatch.setattr(workbooks, "change_evidence", stale)
    with pytest.raises(Moved):
        applied(kept, now)
    assert not PartText.objects.exists()
    assert not Action.objects.exists()
    kept.refresh_from_db()
    assert kept.applied_at is None


def test_a_forged_seal_applies_nothing(northmoor, now):
    from assurance.access import access_of

    book = book_of(made(northmoor.round, now))
    write(book, "equity/summary", "Good.")
    kept = came_back(northmoor.round, saved(book), northmoor.ruth, now)
    access = access_of(northmoor.ruth, northmoor.council, northmoor.round)
    for seal in ["", "0" * 32]:
        with pytest.raises(Moved):
            apply_workbook(workbook=kept, access=access, seal=seal, choices={}, by=northmoor.ruth, at=now)
    assert not PartText.objects.exists()


def test_one_cell_of_an_action_can_be_in_conflict_while_its_neighbour_is_not(northmoor, now):
    from selfassessment.operations.actions import Promise, change_action

    action = promise(northmoor.round, northmoor.aisha, now)
    book = book_of(made(northmoor.round, now))
    book["Actions"]["B2"], book["Actions"]["F2"] = "From the file.", "A measure."
    change_action(
        round=northmoor.round, action=action, version=1, promise=Promise("Online."), by=northmoor.helen, at=now
    )
    kept = came_back(northmoor.round, saved(book), northmoor.aisha, now)
    assert {change.key: change.conflict for change in planned(kept).changes} == {"what": True, "measure": False}
    applied(kept, now)
    action.refresh_from_db()
    assert (action.what, action.measure) == ("Online.", "A measure.")


def test_a_sheet_with_another_name_is_known_by_its_headings_and_ones_own_sheet_is_not_read(northmoor, now):
    book = book_of(made(northmoor.round, now))
    write(book, "equity/summary", "Good.")
    sheet_of(book, "Equity").title = "Mine"
    book.create_sheet("Notes")["A1"] = "Call Tom"
    kept = came_back(northmoor.round, saved(book), northmoor.ruth, now)
    plan = planned(kept)
    assert [change.name for change in plan.changes] == ["Mine!D2"]
    assert plan.not_read == ["Notes"]


def test_what_is_kept_of_a_file_is_cells_and_not_the_file(northmoor, now):
    kept = came_back(northmoor.round, made(northmoor.round, now), northmoor.ruth, now)
    assert next(sheet.name for sheet in sheets_from(kept.sheets)) == "Read me first"
    assert len(kept.sha256) == 64


def test_what_looks_like_personal_data_is_asked_about_and_told_and_never_kept_in_the_history(northmoor, now):
    from assurance import guard
    from assurance.access import access_of

    book = book_of(made(northmoor.round, now))
    write(book, "equity/summary", "Call 943 476 5919 about it.")
    kept = came_back(northmoor.round, saved(book), northmoor.ruth, now)
    assert len(planned(kept).concerns) == 1
    with pytest.raises(WorkbookRefused, match="looks like it holds personal data"):
        applied(kept, now)
    assert not PartText.objects.exists()
    apply_workbook(
        workbook=kept, access=access_of(northmoor.ruth, northmoor.council, northmoor.round),
        seal=planned(kept).seal, choices={}, not_personal_data=True, by=northmoor.ruth, at=now,
    )  # fmt: skip
    event = Event.objects.get(verb=guard.CONFIRMED)
    assert event.section == "equity"
    assert "943 476" not in str(event.after)
    assert "9434765919" not in str(event.after)
    assert PartText.objects.get().text == "Call 943 476 5919 about it."
