"""From the regulator's letter to the evening of the first day: dates, a timetable that clashes, a promise."""

import datetime
from pathlib import Path

from tests.reports.writing import squeezed, words_in

HERE = "/visit/timeline/"


def fills_date(page, legend: str, on: datetime.date) -> None:
    """Type a date into its three boxes."""
    boxes = page.get_by_role("group", name=legend)
    for part, value in [("Day", on.day), ("Month", on.month), ("Year", on.year)]:
        boxes.get_by_label(part).fill(str(value))


def adds_session(priya, title: str, on: datetime.date, begins: str, ends: str) -> None:
    """Put an interview with Aisha on the timetable."""
    priya.goes_to("/visit/visit/add/")
    priya.page.get_by_label("Interview", exact=True).check()
    priya.page.get_by_label("Title").fill(title)
    fills_date(priya.page, "Day", on)
    priya.page.get_by_label("Begins").fill(begins)
    priya.page.get_by_label("Ends").fill(ends)
    priya.page.get_by_label("Room or link").fill("Civic centre, room 4")
    priya.page.get_by_label("Aisha Rahman, Head of access and assessment").check()
    priya.page.get_by_label("1. Assessing needs").check()
    priya.presses("Add it to the timetable")


def test_a_visit_from_the_letter_to_the_evening_of_its_first_day(northmoor_service, visitor):
    today = datetime.date.today()  # noqa: DTZ011 - the service runs on this machine's day
    callum = visitor(northmoor_service)
    callum.signs_in("callum.reeve@northmoor.example")
    callum.goes_to("/settings/rounds/add/")
    callum.page.get_by_label("Start from").select_option(label="2027 annual self-assessment")
    callum.page.get_by_label("Name of the round").fill("The regulator’s visit")
    callum.page.get_by_label("Short address").fill("visit")
    callum.page.locator("form button[type=submit]").last.click()
    callum.page.wait_for_load_state()

    priya = visitor(northmoor_service)
    priya.signs_in("priya.nair@northmoor.example")
    priya.goes_to(HERE)
    priya.sees("There is no timeline yet")
    priya.clicks("Start the timeline")
    fills_date(priya.page, "When did the notification come?", today - datetime.timedelta(days=100))
    priya.presses("Work out the dates")
    priya.sees("Check every date against your letter")
    priya.presses("Fix the plan, to see what moves")
    priya.clicks("Visit begins")
    priya.page.get_by_label("I type the date").check()
    fills_date(priya.page, "The date", today)
    priya.presses("Save")
    priya.sees("“Visit begins” is saved. What is counted from it has followed.")
    priya.sees("than planned")
    with priya.page.expect_download() as download:
        priya.page.get_by_role("link", name="Download for a calendar").click()
    assert b"SUMMARY:Visit begins" in Path(download.value.path()).read_bytes()

    adds_session(priya, "Interview about waiting", today, "9:30", "10:30")
    priya.sees("S1 is on the timetable.")
    adds_session(priya, "Interview about reviews", today, "10:00", "11:00")
    priya.sees("Aisha Rahman is also in S1 “Interview about waiting”, 9:30 to 10:30.")
    priya.sees("“Civic centre, room 4” is also used by S1")
    priya.clicks("Visit", exact=True)
    priya.sees("2 sessions to look at")
    priya.goes_to("/visit/visit/S2/edit/")
    priya.page.get_by_label("Begins").fill("11am")
    priya.page.get_by_label("Ends").fill("12:00")
    priya.presses("Save")
    priya.does_not_see("is also in")

    aisha = visitor(northmoor_service)
    aisha.signs_in("aisha.rahman@northmoor.example")
    aisha.goes_to("/visit/visit/S1/")
    aisha.clicks("Write in the log", role="button")
    aisha.page.get_by_label("Promise made").check()
    aisha.page.get_by_label("In a few words").fill("Send the waiting list of every team by Friday.")
    aisha.page.get_by_label("Who has to do something about it?").select_option(label="Tom Birkett")
    aisha.presses("Keep it in the log")
    aisha.clicks("Back to the session")
    aisha.sees("Tom Birkett has it")
    aisha.clicks("Make it an action", role="button", exact=False)
    aisha.sees("is in the action plan. You can take it back beside the entry.")
    aisha.clicks("Make it a follow-up request", role="button", exact=False)
    aisha.sees("R1 is among the follow-up requests.")
    aisha.presses("Take R1 back")
    aisha.sees("R1 is taken back.")
    aisha.clicks("Make it a follow-up request", role="button", exact=False)
    aisha.sees("R2 is among the follow-up requests.")

    priya.goes_to("/visit/visit/")
    priya.page.get_by_role("link", name=f"{today:%A} {today.day} {today:%B %Y}").last.click()
    priya.page.wait_for_load_state()
    priya.looks()
    for words in ["2 sessions today", "Send the waiting list of every team by Friday.", "1 follow-up request open"]:
        priya.sees(words)

    # A briefing is for what is still to come, at whatever time of the day this runs.
    adds_session(priya, "Interview about waiting again", today + datetime.timedelta(days=1), "9:30", "10:30")
    aisha.goes_to("/visit/visit/people/aisha-rahman/")
    aisha.sees("What may be asked")
    aisha.presses("Make it a PDF")
    aisha.page.get_by_text("Your document is ready").wait_for(timeout=60_000)
    aisha.looks()
    with aisha.page.expect_download() as download:
        aisha.page.get_by_role("button", name="Download the PDF").click()
    said = words_in(Path(download.value.path()).read_bytes())
    assert squeezed("Briefing: Aisha Rahman") in said
    assert squeezed("Assessing needs") in said


def test_without_javascript_a_session_is_planned_and_logged(northmoor_service, visitor):
    today = datetime.date.today()  # noqa: DTZ011 - the service runs on this machine's day
    priya = visitor(northmoor_service, javascript=False)
    priya.signs_in("priya.nair@northmoor.example")
    priya.goes_to("/2027/visit/add/")
    priya.page.get_by_label("Drop-in").check()
    priya.page.get_by_label("Title").fill("Drop-in for everybody")
    fills_date(priya.page, "Day", today)
    priya.page.get_by_label("Begins").fill("2pm")
    priya.page.get_by_label("Ends").fill("1pm")
    priya.presses("Add it to the timetable")
    priya.sees("It would end at 13:00, which is not after it begins (14:00). Give a later time.")
    priya.page.get_by_label("Ends").fill("3pm")
    priya.presses("Add it to the timetable")
    priya.clicks("Write in the log", role="button")
    priya.presses("Keep it in the log")
    priya.sees("Write what was said: the box is empty.")
