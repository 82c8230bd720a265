"""What is approved is packed, fetched and noted as sent; what the regulator asks later is answered within hours."""

import zipfile

from tests.machinery.processes import until


def test_a_pack_is_made_fetched_and_noted_as_sent(northmoor_service, visitor, tmp_path):
    priya = visitor(northmoor_service)
    priya.signs_in("priya.nair@northmoor.example")
    priya.goes_to("/2027/return/")
    priya.clicks("Packs to send")
    priya.sees("What stays, and why")
    priya.presses("Make the pack")
    until(lambda: "Your pack is ready" in priya.page.locator("body").inner_text(), "the page says that it is made")
    priya.looks()
    with priya.page.expect_download() as fetched:
        priya.page.get_by_role("button", name="Download the ZIP").click()
    fetched.value.save_as(tmp_path / "pack.zip")
    with zipfile.ZipFile(tmp_path / "pack.zip") as opened:
        assert {"index.html", "index.xlsx", "manifest.sha256", "about.txt"} <= set(opened.namelist())
        (tmp_path / "index.html").write_bytes(opened.read("index.html"))
    priya.presses("Mark as sent")
    priya.presses("It was sent")
    priya.sees("Say how it was sent: a few words are enough.")
    priya.page.get_by_label("How was it sent?").fill("Uploaded to the portal")
    priya.presses("It was sent")
    priya.sees("is noted as sent")
    priya.clicks("Packs")
    priya.sees("Nothing that is approved differs from what was last sent")
    priya.page.goto(f"file://{tmp_path}/index.html")  # the page in the pack stands alone, and axe finds nothing in it
    priya.looks()


def test_a_request_is_written_down_answered_and_noted_as_sent(northmoor_service, visitor):
    priya = visitor(northmoor_service)
    priya.signs_in("priya.nair@northmoor.example")
    priya.goes_to("/2027/return/requests/")
    priya.sees("1 is late.")
    priya.presses("Write down a request")
    priya.page.get_by_label("What is asked for?").fill("How many people waited last week.")
    priya.page.get_by_label("Who asked?").fill("Lead assessor")
    priya.page.get_by_label("Who answers it?").select_option(label="Aisha Rahman")
    priya.presses("Write it down")
    priya.sees("is written down.")
    request = priya.page.url.rstrip("/").rpartition("/")[2]

    aisha = visitor(northmoor_service)
    aisha.signs_in("aisha.rahman@northmoor.example")
    aisha.goes_to("/")
    aisha.sees(f"{request} How many people waited last week.")
    aisha.clicks(f"{request} How many people waited last week.")
    aisha.presses("Answer it")
    aisha.page.get_by_label("Words in its title or summary").fill("Waiting well")
    aisha.presses("Search")
    aisha.page.get_by_label("Waiting well").check()
    aisha.page.get_by_label("Page or section").fill("section 2")
    aisha.presses("Add the document")
    aisha.sees("It is in the answer.")
    aisha.presses("Go on: mark as sent")
    aisha.page.get_by_label("How was it sent?").fill("By secure mail")
    aisha.presses("It was sent")
    aisha.sees("What was sent")
    aisha.sees("section 2")

    tom = visitor(northmoor_service, javascript=False)
    tom.signs_in("tom.birkett@northmoor.example")
    tom.goes_to("/2027/return/requests/?show=sent")
    tom.sees("How many people waited last week.")
