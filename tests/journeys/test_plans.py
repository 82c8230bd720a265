"""An area for improvement is promised, told and found late; a round is filled in offline and comes back."""

import io
from pathlib import Path

from tests.selfassessment.filling import book_of, saved, write

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_an_area_for_improvement_becomes_an_action_is_told_progress_and_found_overdue(northmoor_service, visitor):
    grace = visitor(northmoor_service)
    grace.signs_in("grace.adeyemi@northmoor.example")
    grace.goes_to("/2027/self-assessment/safeguarding/")
    grace.page.get_by_role("button", name="Make an action").first.click()
    grace.page.wait_for_load_state()
    grace.sees("is in the action plan.")
    grace.looks()
    made = grace.page.url
    grace.presses("Undo: take it back")
    grace.sees("is taken back: it is not in the plan any more.")
    grace.page.get_by_role("button", name="Make an action").first.click()
    grace.page.wait_for_load_state()
    grace.sees("Still to say:")
    assert grace.page.url != made  # another number
    grace.presses("Finish it")
    grace.looks()
    grace.page.get_by_label("What will you do?").fill("Decide about every concern within 2 working days")
    grace.page.get_by_label("Who has it?").select_option(label="Grace Adeyemi")
    for part, value in [("Day", "2"), ("Month", "1"), ("Year", "2026")]:
        grace.page.get_by_label(part).fill(value)
    grace.page.get_by_label("High").check()
    grace.presses("Save")
    grace.sees("Decide about every concern within 2 working days")
    grace.sees("Overdue by")
    grace.page.get_by_text("Say how it is going").click()
    grace.page.get_by_label("What has happened?").fill("A duty manager works on Saturdays now.")
    grace.page.get_by_label("Amber: at risk").check()
    grace.presses("Save what you told")
    grace.sees("Give the reason for the colour")
    assert grace.page.get_by_label("What has happened?").input_value() == "A duty manager works on Saturdays now."
    grace.page.get_by_label("Why?").fill("Sundays are still empty.")
    grace.presses("Save what you told")
    grace.sees("A duty manager works on Saturdays now.")
    grace.sees("Sundays are still empty.")

    priya = visitor(northmoor_service)
    priya.signs_in("priya.nair@northmoor.example")
    priya.clicks("Actions")
    priya.page.get_by_label("Overdue").check()
    priya.page.get_by_label("Section").select_option(label="Safeguarding")
    priya.presses("Apply filters")
    priya.sees("Decide about every concern within 2 working days")
    priya.sees("Amber: at risk")
    priya.goes_to("/2027/self-assessment/readiness/")
    priya.sees("is overdue by")
    priya.goes_to("/2027/checklists/")
    priya.clicks("Preparing staff")
    priya.clicks("Answer it", role="button")
    priya.page.get_by_label("Partly").first.check()
    priya.presses("Save the answers")
    priya.sees("1 of 9 answered.")


def test_a_round_is_filled_in_offline_and_comes_back_with_a_conflict(northmoor_service, visitor):
    tom = visitor(northmoor_service)
    tom.signs_in("tom.birkett@northmoor.example")
    tom.goes_to("/2027/self-assessment/workbook/")
    tom.presses("Make the workbook")
    tom.page.get_by_text("Your document is ready").wait_for(timeout=60_000)
    tom.looks()
    with tom.page.expect_download() as download:
        tom.page.get_by_role("button", name="Download the Excel workbook").click()
    book = book_of(Path(download.value.path()).read_bytes())
    write(book, "care-provision/summary", "What Tom wrote on the train.")
    write(book, "care-provision/impact", "- Care comes on time\n- People say so")
    write(book, "care-provision/evidence", "=A formula it is not")
    write(book, "partnerships/impact", "Agreed already, so this comes too late.")

    tom.goes_to("/2027/self-assessment/care-provision/write/")
    tom.page.get_by_role("textbox", name="Summary").fill("What Tom wrote online meanwhile.")
    tom.page.get_by_role("button", name="Save and finish").click()
    tom.page.wait_for_url("**/care-provision/")
    tom.sees("What Tom wrote online meanwhile.")

    tom.goes_to("/2027/self-assessment/workbook/")
    _send(tom, b"part,text", "round.xlsx")
    tom.sees("This is not an Excel workbook, whatever its name says.")
    wrong = book_of(saved(book))
    next(s for s in wrong.worksheets if "Care provision" in s.title)["D2"].value = 7
    _send(tom, saved(wrong), "round.xlsx")
    tom.sees("this is a number where words are wanted.")
    tom.clicks("send it back again")
    sheet = next(s for s in book.worksheets if "Care provision" in s.title)
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == "=A formula it is not":
                cell.data_type = "s"
    _send(tom, saved(book), "round.xlsx")
    tom.sees("3 cells would change; 1 of them was changed online too")
    tom.sees("“Partnerships and communities” was agreed, so its text is locked and 1 change in it was left out.")
    tom.sees("What Tom wrote online meanwhile.")
    tom.page.get_by_label("Take what is in the file").check()
    tom.presses("Apply these changes")
    tom.sees("“round.xlsx” is applied.")
    tom.sees("Texts")
    tom.goes_to("/2027/self-assessment/care-provision/")
    tom.sees("What Tom wrote on the train.")
    tom.sees("Care comes on time")
    tom.sees("=A formula it is not")
    tom.goes_to("/2027/self-assessment/partnerships/")
    tom.does_not_see("this comes too late")


def _send(someone, content: bytes, name: str) -> None:
    file = {"name": name, "mimeType": WORKBOOK, "buffer": io.BytesIO(content).getvalue()}
    someone.page.get_by_label("The workbook you filled in").set_input_files(file)
    someone.presses("Send it back")
