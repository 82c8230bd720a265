"""What a file would change: every cell, a choice where somebody wrote online meanwhile, all or nothing."""

import datetime

import pytest

from selfassessment.models import Action, PartText, ReturnedWorkbook
from selfassessment.operations.actions import tell_progress
from tests.pages import get, leads_to, post, refuses
from tests.reports.writing import write_section
from tests.selfassessment.filling import book_of, came_back, made, row_of, saved, sheet_of, write
from tests.selfassessment.promising import promise


def said(slug: str, section="assessing-needs") -> str:
    held = PartText.objects.filter(judgement__statement__slug=section, part__slug=slug).first()
    return held.text if held else ""


@pytest.fixture
def sent(northmoor, now):
    """`sent(change)`: a file made from the round as it stands, changed by a function, and sent back by Aisha."""

    def send(change, by=None, content=None) -> ReturnedWorkbook:
        book = book_of(content or made(northmoor.round, now))
        change(book)
        return came_back(northmoor.round, saved(book), by or northmoor.aisha, now)

    return send


def test_it_shows_each_cell_old_and_new_with_its_differences_and_changes_nothing_yet(signed_in, northmoor, sent, now):
    write_section(
        northmoor.round, northmoor.statement("assessing-needs"), {"summary": "We wait long."}, northmoor.aisha, now
    )  # fmt: skip
    kept = sent(lambda book: write(book, "assessing-needs/summary", "We wait too long."))
    page = get(signed_in(northmoor.aisha), "workbook_return", "2027", kept.reference)
    assert "1 cell would change. Nothing is changed yet." in page.words
    assert "Assessing needs: 1 change" in page.words
    assert "Summary (cell D2)" in page.words
    assert "<ins>too </ins>" in page.html
    assert said("summary") == "We wait long."


@pytest.mark.embedded
def test_confirming_applies_it_and_once_more_changes_nothing(signed_in, northmoor, sent):
    kept = sent(lambda book: write(book, "assessing-needs/summary", "- One\n- Two"))
    client = signed_in(northmoor.aisha)
    here = ("workbook_return", "2027", kept.reference)
    page = get(client, *here)
    assert leads_to(post(client, *here, seal=page.value("seal")), *here)
    assert said("summary") == "- One\n- Two"
    done = get(client, *here)
    assert "Applied" in done.heading
    assert "Texts 1" in done.words
    version = PartText.objects.get().version
    post(client, *here, seal=page.value("seal"))
    assert "Nothing was changed again." in get(client, *here).words
    assert PartText.objects.get().version == version
    kept.refresh_from_db()
    assert kept.sheets == []


def test_where_somebody_wrote_online_meanwhile_both_are_shown_and_one_is_chosen(signed_in, northmoor, sent, now):
    statement = northmoor.statement("assessing-needs")
    write_section(northmoor.round, statement, {"summary": "Old.", "strengths": "Old."}, northmoor.aisha, now)
    content = made(northmoor.round, now)
    write_section(northmoor.round, statement, {"summary": "Online.", "strengths": "Online."}, northmoor.helen, now)

    def change(book) -> None:
        write(book, "assessing-needs/summary", "In the file.")
        write(book, "assessing-needs/strengths", "In the file.")

    kept = sent(change, content=content)
    client, here = signed_in(northmoor.aisha), ("workbook_return", "2027", kept.reference)
    page = get(client, *here)
    assert "2 cells would change; 2 of them were changed online too" in page.words
    assert "Helen Sowerby changed this online after the file was made." in page.words
    undecided = post(client, *here, seal=page.value("seal"), **{"keep-1": "file"})
    assert "Choose which text to keep for “What we do well” (cell D3)." in undecided.words
    assert (said("summary"), said("strengths")) == ("Online.", "Online.")
    post(client, *here, seal=page.value("seal"), **{"keep-1": "file", "keep-2": "online"})
    assert (said("summary"), said("strengths")) == ("In the file.", "Online.")


def test_what_one_did_not_touch_is_no_conflict_whatever_happened_online(signed_in, northmoor, sent, now):
    statement = northmoor.statement("assessing-needs")
    content = made(northmoor.round, now)
    write_section(northmoor.round, statement, {"summary": "Online."}, northmoor.helen, now)
    kept = sent(lambda book: write(book, "assessing-needs/strengths", "Mine."), content=content)
    client, here = signed_in(northmoor.aisha), ("workbook_return", "2027", kept.reference)
    page = get(client, *here)
    assert "1 cell would change. Nothing is changed yet." in page.words
    post(client, *here, seal=page.value("seal"))
    assert (said("summary"), said("strengths")) == ("Online.", "Mine.")


@pytest.mark.embedded
def test_when_something_changed_since_the_page_was_shown_it_comes_back_with_the_new_conflict(
    signed_in, northmoor, sent, now
):
    kept = sent(lambda book: [write(book, f"assessing-needs/{s}", "File.") for s in ("summary", "strengths")])
    client, here = signed_in(northmoor.aisha), ("workbook_return", "2027", kept.reference)
    page = get(client, *here)
    write_section(northmoor.round, northmoor.statement("assessing-needs"), {"summary": "New."}, northmoor.helen, now)
    again = post(client, *here, seal=page.value("seal"))
    refuses(again, "Something changed online while you were looking at this page.", status=409)
    assert "1 of them was changed online too" in again.words
    assert (said("summary"), said("strengths")) == ("New.", "")
    assert leads_to(post(client, *here, seal=again.value("seal"), **{"keep-1": "file"}), *here)
    assert (said("summary"), said("strengths")) == ("File.", "File.")


def test_cells_that_cannot_be_taken_are_named_and_nothing_can_be_applied(signed_in, northmoor, sent):
    def change(book) -> None:
        write(book, "assessing-needs/summary", 12)
        write(book, "assessing-needs/strengths", "=1+1")
        write(book, "assessing-needs/impact", "Good.")
        sheet_of(book, "Safeguarding")["F2"] = "safeguarding/nothing"
        sheet_of(book, "Equity")["D1"] = "Words"

    kept = sent(change)
    client, here = signed_in(northmoor.aisha), ("workbook_return", "2027", kept.reference)
    page = get(client, *here)
    for sentence in [
        "Sheet “1 Assessing needs”, cell D2: this is a number where words are wanted. Type it as text.",
        "Sheet “1 Assessing needs”, cell D3: this is a formula. Type the words themselves.",
        "Sheet “7 Safeguarding”, cell F2: this round has no part called “safeguarding/nothing”.",
        "cell D1: the heading should be “Text”, but says “Words”.",
    ]:
        assert sentence in page.words
    assert "Apply all of it" not in page.words
    assert post(client, *here, seal=page.value("seal")).status == 200
    assert not PartText.objects.exists()


def test_a_section_that_is_not_ones_own_is_left_out_in_a_sentence(signed_in, northmoor, sent):
    def change(book) -> None:
        write(book, "assessing-needs/summary", "Mine.")
        write(book, "safeguarding/summary", "Not mine.")

    kept = sent(change)
    client, here = signed_in(northmoor.aisha), ("workbook_return", "2027", kept.reference)
    page = get(client, *here)
    assert (
        "Sheet “7 Safeguarding”: “Safeguarding” is not yours to write, so 1 change in it was left out." in page.words
    )
    post(client, *here, seal=page.value("seal"))
    assert said("summary") == "Mine."
    assert said("summary", "safeguarding") == ""


@pytest.mark.parametrize("status", ["agreed", "signed-off"])
def test_a_locked_section_is_left_out_in_a_sentence(signed_in, northmoor, sent, now, status):
    from selfassessment.models import Judgement

    write_section(northmoor.round, northmoor.statement("assessing-needs"), {"summary": "So."}, northmoor.aisha, now)
    Judgement.objects.update(status=status)  # as a colleague's operation leaves it
    kept = sent(lambda book: write(book, "assessing-needs/summary", "Otherwise."))
    page = get(signed_in(northmoor.aisha), "workbook_return", "2027", kept.reference)
    words = status.replace("-", " ")
    assert f"“Assessing needs” was {words}, so its text is locked and 1 change in it was left out." in page.words
    assert "Nothing in this file differs from what stands online." in page.words


def test_nobody_else_opens_or_applies_it(signed_in, northmoor, sent):
    kept = sent(lambda book: write(book, "assessing-needs/summary", "Mine."))
    client = signed_in(northmoor.ruth)
    assert get(client, "workbook_return", "2027", kept.reference).status == 403
    assert post(client, "workbook_return", "2027", kept.reference).status == 403
    assert not PartText.objects.exists()


def test_actions_change_and_are_added_with_the_rest(signed_in, northmoor, sent, now):
    promise(northmoor.round, northmoor.aisha, now)

    def change(book) -> None:
        sheet = book["Actions"]
        sheet["C2"], sheet["D2"] = "Tom Birkett", "26/02/2027"
        sheet["B3"], sheet["H3"], sheet["K3"], sheet["L3"] = "Write letters.", "Safeguarding", "red", "No time."

    kept = sent(change)
    client, here = signed_in(northmoor.aisha), ("workbook_return", "2027", kept.reference)
    page = get(client, *here)
    assert "New action: what (cell B3)" in page.words
    post(client, *here, seal=page.value("seal"))
    first, second = Action.objects.order_by("number")
    assert (first.owner, str(first.due_on), first.version) == (northmoor.tom, "2027-02-26", 2)
    assert (second.what, second.judgement.section, second.rag) == ("Write letters.", "safeguarding", "red")
    assert (second.number, second.priority, second.source) == (2, "medium", "statement")


@pytest.mark.parametrize(("choice", "stands"), [("file", ("red", "No money.")), ("online", ("green", "On the way."))])
def test_a_colour_and_its_reason_are_one_choice(signed_in, northmoor, sent, now, choice, stands):
    """Else one could keep the colour of one person with the reason of another."""
    action = promise(northmoor.round, northmoor.aisha, now, rag="amber", rag_reason="Not begun.")

    def fill(book):
        sheet_of(book, "Actions")["K2"].value = "Red: off track"
        sheet_of(book, "Actions")["L2"].value = "No money."

    kept = sent(fill)
    tell_progress(
        round=northmoor.round, action=action, text="Begun.", rag="green", rag_reason="On the way.",
        by=northmoor.helen, at=now,
    )  # fmt: skip
    client, here = signed_in(northmoor.aisha), ("workbook_return", "2027", kept.reference)
    page = get(client, *here)
    assert "A1: how it goes and why (cells K2 and L2)" in page.words
    radios = {given["name"] for _, given in page.elements if given.get("type") == "radio"}
    assert len(radios) == 1
    page = post(client, *here, seal=page.value("seal"))
    assert page.words.count("Choose which text to keep for “A1” (cell K2).") == 1
    assert leads_to(post(client, *here, seal=page.value("seal"), **{radios.pop(): choice}), *here)
    action.refresh_from_db()
    assert (action.rag, action.rag_reason) == stands


def test_a_new_reason_in_the_file_never_lands_on_a_colour_that_changed_online(signed_in, northmoor, sent, now):
    action = promise(northmoor.round, northmoor.aisha, now, rag="amber", rag_reason="Not begun.")

    def fill(book):
        sheet_of(book, "Actions")["L2"].value = "Nobody has time."

    kept = sent(fill)
    tell_progress(
        round=northmoor.round, action=action, text="Begun.", rag="green", rag_reason="Not begun.",
        by=northmoor.helen, at=now,
    )  # fmt: skip
    client, here = signed_in(northmoor.aisha), ("workbook_return", "2027", kept.reference)
    page = get(client, *here)
    assert "A1: how it goes and why (cells K2 and L2)" in page.words
    name = next(given["name"] for _, given in page.elements if given.get("type") == "radio")
    assert leads_to(post(client, *here, seal=page.value("seal"), **{name: "file"}), *here)
    action.refresh_from_db()
    assert (action.rag, action.rag_reason) == ("amber", "Nobody has time.")


def test_dates_are_shown_in_words_and_a_file_with_rejected_cells_only_is_not_said_to_differ_in_nothing(
    signed_in, northmoor, sent, now
):
    action = promise(northmoor.round, northmoor.priya, now, due_on=datetime.date(2027, 3, 1))

    def dated(words) -> ReturnedWorkbook:
        def change(book) -> None:
            sheet = sheet_of(book, "Action")
            sheet[f"D{row_of(sheet, action.reference, 'A')}"].value = words

        return sent(change)

    client = signed_in(northmoor.aisha)
    page = get(client, "workbook_return", "2027", dated("02/04/2027").reference)
    assert "2 April 2027" in page.words
    assert "1 March 2027" in page.words
    assert "2027-0" not in page.words
    page = get(client, "workbook_return", "2027", dated("soon").reference)
    assert "1 cell can’t be taken" in page.words
    assert "Nothing in this file differs" not in page.words
    assert "No other cell differs from what stands online." in page.words
