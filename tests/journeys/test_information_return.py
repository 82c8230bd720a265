"""A return of 45 items with three bad rows is begun, given out, answered with a shared document, and approved."""

from tests.selfassessment.sheets_of_items import letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HERE = "/2029/return/"


def test_a_return_is_begun_from_the_letter_given_out_answered_and_approved_by_somebody_else(
    northmoor_service, visitor
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
    aisha.sees("Also answers IR0 Item number 0")
    aisha.presses("I have looked: it may be sent")
    aisha.sees("Looked through by Aisha Rahman")
    aisha.clicks("Send for approval", role="button")
    aisha.presses("Send for approval")
    aisha.sees("is with the reviewer, who has been told.")
    aisha.does_not_see("Approve the answer")

    priya.goes_to(f"{HERE}items/general-ir1/")
    priya.clicks("Approve the answer", role="button")
    priya.sees("Covered in another document")
    priya.presses("Approve it")
    priya.sees("is approved.")
    priya.goes_to(HERE)
    priya.sees("1 of 42 items are approved or sent.")


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
