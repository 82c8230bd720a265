"""A return from the letter to the last answer: 45 items, three rows bad, given out, answered with a shared document,
approved, packed, noted as sent, and what the regulator asks later.
"""

import subprocess
import zipfile

from tests.machinery.processes import until
from tests.selfassessment.sheets_of_items import letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HERE = "/2029/return/"


def test_a_return_is_begun_from_the_letter_answered_approved_packed_and_sent_and_a_later_request_answered(
    northmoor_service, visitor, tmp_path
):
    northmoor_service.acts("another_round")
    priya = visitor(northmoor_service)
    priya.signs_in("priya.nair@northmoor.example")
    priya.goes_to(HERE)
    priya.clicks("Start the return")
    priya.sees("Check against your letter.")
    priya.page.get_by_label("From a spreadsheet of the letter’s items").check()
    for part, value in [("Day", "7"), ("Month", "12"), ("Year", "2026")]:
        priya.page.get_by_label(part).fill(value)
    priya.presses("Start the return")
    priya.page.get_by_label("The spreadsheet").set_input_files(
        {"name": "letter.xlsx", "mimeType": XLSX, "buffer": letter()}
    )
    priya.presses("Read it")
    priya.sees("42 items would be added. 3 rows can’t be taken and would be left out. Nothing is added yet.")
    priya.sees("Row 12: It has no reference.")
    priya.sees("Row 22: “three weeks after the e-mail” is no date we can be sure of.")
    priya.sees("Row 32: “IR21” stands in this section already, in row 23.")
    priya.presses("Add 42 items")
    priya.sees("42 items are in the return.")
    priya.sees("due 24 December 2026")
    everything = priya.page.get_by_role("checkbox", name="All of “General”")
    everything.check()
    boxes = priya.page.locator("input[name=item]")
    assert priya.page.locator("input[name=item]:checked").count() > 2
    everything.uncheck()
    boxes.first.check()
    assert everything.evaluate("box => box.indeterminate")
    boxes.first.uncheck()
    for item in ("IR0 Item number 0", "IR1 Item number 1"):
        priya.page.get_by_label(f"Choose {item.replace(' Item', ': Item')}", exact=True).check()
    priya.page.get_by_label("Give them to").select_option(label="Aisha Rahman")
    priya.presses("Give them out")
    priya.sees("2 items are now Aisha Rahman’s.")

    aisha = visitor(northmoor_service)
    aisha.signs_in("aisha.rahman@northmoor.example")
    aisha.goes_to(f"{HERE}?mine=yes")
    aisha.sees("2 items under these filters")
    aisha.clicks("IR0: Item number 0")
    _answer_with(aisha, "Send the document")
    aisha.goes_to(f"{HERE}items/general-ir1/")
    _answer_with(aisha, "The item is covered in it, in one place", where="section 4")
    aisha.sees("Also answers General, IR0 Item number 0")
    aisha.presses("I have looked: it may be sent")
    aisha.sees("Looked through by Aisha Rahman")
    aisha.clicks("Send for approval", role="button")
    aisha.presses("Send for approval")
    aisha.sees("have been told.")
    aisha.does_not_see("Approve the answer")

    priya.goes_to(f"{HERE}items/general-ir1/")
    priya.clicks("Approve the answer", role="button")
    priya.sees("Covered in another document")
    priya.presses("Approve it")
    priya.sees("is approved.")
    priya.goes_to(HERE)
    priya.sees("1 of 42 items are approved or sent.")
    _pack_and_send(priya, tmp_path)
    priya.goes_to(f"{HERE}items/general-ir1/")
    priya.sees("Sent")
    _answer_later(priya, aisha)


def _pack_and_send(someone, folder) -> None:
    """Make a pack of what is approved, fetch it, check it as its readers would, and note it as sent."""
    someone.clicks("Packs to send")
    someone.sees("What stays, and why")
    someone.presses("Make the pack")
    until(lambda: "Your pack is ready" in someone.page.locator("body").inner_text(), "the page says that it is made")
    someone.looks()
    with someone.page.expect_download() as fetched:
        someone.page.get_by_role("button", name="Download the ZIP").click()
    fetched.value.save_as(folder / "pack.zip")
    with zipfile.ZipFile(folder / "pack.zip") as opened:
        assert {"index.html", "index.xlsx", "manifest.sha256", "about.txt"} <= set(opened.namelist())
        opened.extractall(folder)
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", "manifest.sha256"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    someone.presses("Mark as sent")
    someone.presses("It was sent")
    someone.sees("Say how it was sent: a few words are enough.")
    someone.page.get_by_label("How was it sent?").fill("Uploaded to the portal")
    someone.presses("It was sent")
    someone.sees("is noted as sent")
    someone.clicks("Packs")
    someone.sees("Nothing that is approved differs from what was last sent")
    there = someone.page.url
    someone.page.goto(f"file://{folder}/index.html")  # the page in the pack stands alone
    someone.looks()
    someone.sees("section 4")
    someone.page.goto(there)


def _answer_later(priya, aisha) -> None:
    """What the regulator asks during the visit is written down, answered by its owner, and noted as sent."""
    priya.goes_to(f"{HERE}requests/")
    priya.clicks("Write down the first request")
    priya.page.get_by_label("What is asked for?").fill("How many people waited last week.")
    priya.page.get_by_label("Who asked?").fill("Lead assessor")
    priya.page.get_by_label("Who answers it?").select_option(label="Aisha Rahman")
    priya.presses("Write it down")
    priya.sees("is written down.")
    aisha.goes_to(priya.page.url.removeprefix(aisha.address))
    aisha.clicks("Answer it", role="button")
    aisha.page.get_by_label("Words in its title or summary").fill("charging policy")
    aisha.presses("Search")
    aisha.page.get_by_label("Equality impact of the charging policy").check()
    aisha.page.get_by_label("Page or section").fill("section 2")
    aisha.presses("Add the document")
    aisha.sees("It is in the answer.")
    aisha.presses("Go on: mark as sent")
    aisha.page.get_by_label("How was it sent?").fill("By secure mail")
    aisha.presses("It was sent")
    aisha.sees("What was sent")
    aisha.sees("section 2")


def _answer_with(someone, how: str, where: str = "") -> None:
    """Answer an item with the equality impact assessment of the library, whose file a worker has checked."""
    someone.clicks("Add to the answer", role="button")
    someone.page.get_by_label("Words").fill("charging policy")
    someone.presses("Search")
    someone.clicks("Equality impact of the charging policy")
    someone.page.get_by_label(how).check()
    someone.page.get_by_label("Page or section").fill(where)
    someone.presses("Add it to the answer")
    someone.sees("It is in the answer to")
