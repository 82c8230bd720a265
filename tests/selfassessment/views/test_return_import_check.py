"""What a spreadsheet would add: its columns, its rows, what can't be taken; then adding them."""

import datetime

from assurance.models import Event
from selfassessment.models import ItemSheet, RequestedItem
from selfassessment.operations.commenting import begin_thread
from selfassessment.operations.return_sheets import receive_items
from tests.pages import get, leads_to, post
from tests.selfassessment.asking import ask
from tests.selfassessment.sheets_of_items import csv, letter, xlsx


def given(northmoor, now, content: bytes, name: str = "letter.xlsx") -> tuple:
    sheet = receive_items(round=northmoor.round, name=name, content=content, by=northmoor.priya, at=now)
    return ("return_import_check", "2027", sheet.reference)


def test_every_row_is_shown_and_the_three_that_can_not_be_taken_are_named(signed_in, northmoor, now):
    page = get(signed_in(northmoor.priya), *given(northmoor, now, letter()))
    assert "42 items would be added. 3 rows can’t be taken and would be left out. Nothing is added yet." in page.words
    assert "Row 12: It has no reference." in page.words
    assert "Row 22: “three weeks after the e-mail” is no date we can be sure of." in page.words
    assert "Row 32: “IR21” stands in this section already, in row 23." in page.words
    assert "QS3 Equity in experience and outcomes" in page.words
    assert not RequestedItem.objects.exists()


def test_taking_them_starts_the_return_and_gives_due_dates(signed_in, northmoor, now):
    here = given(northmoor, now, letter())
    client = signed_in(northmoor.priya)
    day = {"notified_on_day": "7", "notified_on_month": "12", "notified_on_year": "2026"}
    assert leads_to(post(client, *here, do="take", expected="42", **day), "information_return", "2027")
    items = RequestedItem.objects.in_round(northmoor.round).with_due()
    assert items.count() == 42
    assert {item.due for item in items} == {datetime.date(2026, 12, 24)}
    assert ItemSheet.objects.get().table == {}
    post(client, *here, do="take", expected="42")
    assert RequestedItem.objects.count() == 42


def test_a_column_can_be_given_another_meaning(signed_in, northmoor, now):
    here = given(northmoor, now, xlsx(["General", "A long title", "IR1", "", ""]))
    client = signed_in(northmoor.priya)
    post(client, *here, do="columns", section="0", reference="2", title="1")
    page = get(client, *here)
    assert "1 item would be added." in page.words
    post(client, *here, do="take", expected="1")
    item = RequestedItem.objects.get()
    assert (item.reference, item.title) == ("IR1", "A long title")


def test_the_statements_an_item_serves_are_shown_and_taken(signed_in, northmoor, now):
    content = csv(
        "Section,Ref,Title,Statements",
        'General,IR1,Waits,"Safe pathways, systems and transitions, QS7"',  # the first as reports call it: an alias
        "QS3,IR2,Groups,",
        "General,IR3,Other,",
        "General,IR4,Housing,Leadership",
    )
    here = given(northmoor, now, content, "letter.csv")
    client = signed_in(northmoor.priya)
    page = get(client, *here)
    assert "QS6 Safe systems, pathways and transitions QS7 Safeguarding" in page.words
    assert "Not given QS3 Equity in experience and outcomes" in page.words
    assert "Not given No statement in particular" in page.words
    assert "Row 5: “Leadership” is the name of a theme, which has several quality statements." in page.words
    post(client, *here, do="take", expected="3")
    serves = {
        item.reference: [one.number for one in item.statements.order_by("number")]
        for item in RequestedItem.objects.in_round(northmoor.round)
    }
    assert serves == {"IR1": [6, 7], "IR2": [3], "IR3": []}


def test_one_column_means_one_thing(signed_in, northmoor, now):
    here = given(northmoor, now, xlsx(["General", "IR1", "It", "", ""]))
    page = post(signed_in(northmoor.priya), *here, do="columns", reference="1", title="1")
    assert "This column is the reference already." in page.words


def test_a_missing_column_is_asked_for(signed_in, northmoor, now):
    here = given(northmoor, now, csv("Section,Title", "General,Complaints"), "letter.csv")
    client = signed_in(northmoor.priya)
    page = get(client, *here)
    assert "No column holds the references, such as IR3. Say which one does" in page.words
    page = post(client, *here, do="take", expected="0")
    assert "Nothing was added." in page.words
    assert not RequestedItem.objects.exists()


def test_what_changed_meanwhile_is_looked_at_again(signed_in, northmoor, now):
    here = given(northmoor, now, xlsx(["General", "IR3", "It", "", ""]))
    ask(northmoor, now)
    page = post(signed_in(northmoor.priya), *here, do="take", expected="1")
    assert "The return changed while you were looking at this page." in page.words
    assert "“IR3” is in the return already, as “Complaints and compliments”." in page.words
    assert RequestedItem.objects.count() == 1


def test_a_file_is_thrown_away(signed_in, northmoor, now):
    here = given(northmoor, now, letter())
    client = signed_in(northmoor.priya)
    assert leads_to(post(client, *here, do="discard"), "return_import", "2027")
    assert not ItemSheet.objects.exists()
    assert get(client, *here).status == 404


def test_cells_are_shown_and_never_run(signed_in, northmoor, now):
    here = given(northmoor, now, csv("Section,Ref,Title", "General,IR1,=HYPERLINK(<b>x</b>)"), "letter.csv")
    page = get(signed_in(northmoor.priya), *here)
    assert "=HYPERLINK(<b>x</b>)" in page.words
    assert "<b>x</b>" not in page.html


def test_what_looks_like_personal_data_is_asked_about_first(signed_in, northmoor, now):
    here = given(northmoor, now, csv("Section,Ref,Title", "General,IR1,About 943 476 5919"), "letter.csv")
    client = signed_in(northmoor.priya)
    assert "Row 2: an NHS number" in get(client, *here).words
    page = post(client, *here, do="take", expected="1")
    assert "This looks like it holds personal data." in page.words
    assert not RequestedItem.objects.exists()
    post(client, *here, do="take", expected="1", not_personal_data="on")
    assert RequestedItem.objects.count() == 1
    assert Event.objects.filter(verb="said was not personal data").exists()


def test_it_is_not_there_for_another_council_or_an_officer(signed_in, northmoor, westerholme, now):
    here = given(northmoor, now, letter())
    assert get(signed_in(northmoor.aisha), *here).status == 403
    assert get(signed_in(westerholme.director), *here).status == 404
    assert get(signed_in(westerholme.director), "return_import_check", "2027-w", here[2]).status == 404


def test_columns_nobody_has_explained_are_named_and_the_wording_is_shown(signed_in, northmoor, now):
    sheet = csv("Section,Ref,Title,Request,Colour", "General,IR1,Waits,By month please,Green")
    page = get(signed_in(northmoor.priya), *given(northmoor, now, sheet, "letter.csv"))
    assert "Not read, because nobody has said what it means: “Colour”." in page.words
    assert "Waits By month please" in page.words
    assert '<details class="govuk-details" open>' in page.html


def test_columns_that_are_not_read_leave_the_notices_in_the_header_alone(signed_in, northmoor, now):
    said = {"round": northmoor.round, "statement": None, "slot": None, "text": "Is that all?", "at": now}
    begin_thread(**said, mentioned=[northmoor.priya], by=northmoor.tom)
    sheet = csv("Section,Ref,Title,Colour", "General,IR1,Waits,Green")
    page = get(signed_in(northmoor.priya), *given(northmoor, now, sheet, "letter.csv"))
    assert "it means: “Colour”." in page.words
    assert "Inbox 1 unread" in page.words


def test_rows_under_merged_cells_are_named(signed_in, northmoor, now):
    sheet = csv("Section,Ref,Title", "General,IR1,One", ",IR2,Two", ",IR3,Three")
    page = get(signed_in(northmoor.priya), *given(northmoor, now, sheet, "letter.csv"))
    assert "Rows 3 and 4 had no section and went under the section of the row above." in page.words


def test_headings_without_rows_say_so(signed_in, northmoor, now):
    page = get(
        signed_in(northmoor.priya), *given(northmoor, now, csv("Section,Ref,Title", "General,,"), "letter.csv")
    )
    assert "There are no rows under the headings." in page.words


def test_what_no_column_says_is_said_once(signed_in, northmoor, now):
    rows = [f"IR{n},What we ask in item {n}" for n in range(1, 11)]
    page = get(signed_in(northmoor.priya), *given(northmoor, now, csv("Ref,Details", *rows), "plain.csv"))
    assert "No column was read as the title, so the beginning of the wording stands as title." in page.words
    assert "No column was read as the due date, so these items come without one." in page.words
    assert "Rows 2, 3, 4 and 7 more: No column was read as the section." in page.words
    assert page.words.count("No column was read as the section") == 1
    assert "10 rows can’t be taken" in page.words
    whole = get(signed_in(northmoor.priya), *given(northmoor, now, letter()))
    assert "No column was read" not in whole.words
