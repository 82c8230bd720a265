"""Evidence is uploaded, looked at, cited with a page and found stale; what can't be taken says so."""

import re

from tests.assurance.uploads import papers

CITED = "/2027/self-assessment/care-provision/"


def fills(someone, **fields: str) -> None:
    for label, value in fields.items():
        someone.page.get_by_label(label.replace("_", " "), exact=True).fill(value)


def dated(someone, day: str, month: str, year: str) -> None:
    group = someone.page.get_by_role("group", name=re.compile("^Date of the evidence"))
    for label, value in [("Day", day), ("Month", month), ("Year", year)]:
        group.get_by_label(label).fill(value)


def waits_for(someone, words: str) -> None:
    """Until the page says so by itself: the check is a worker's."""
    someone.page.get_by_text(words).first.wait_for(timeout=60_000)
    someone.looks()


def test_evidence_is_uploaded_looked_at_cited_with_a_page_and_found_stale(northmoor_service, visitor, tmp_path):
    tom = visitor(northmoor_service)
    tom.signs_in("tom.birkett@northmoor.example")
    tom.goes_to(CITED)
    tom.clicks("Cite evidence", role="button")
    tom.sees("Choose something that is in the library")
    tom.clicks("add something new and cite it")
    paper = tmp_path / "partners.docx"
    paper.write_bytes(papers.word_file(["Notes of the partners’ day", f"She gave her number, {papers.NHS}."]))
    tom.page.get_by_label("File", exact=True).set_input_files(paper)
    fills(tom, Title="Partners’ day: notes", What_it_shows_here="Partners ask for one contact, not four")
    fills(tom, **{"Page or section (optional)": "page 2"})
    tom.page.get_by_label("Feedback from partners", exact=True).check()
    dated(tom, "3", "3", "2024")
    tom.presses("Add and cite")
    waits_for(tom, "Nobody can fetch this file until you have looked.")
    tom.sees("NHS number: paragraph 2")
    tom.does_not_see("Download")
    tom.presses("It is not personal data about someone who draws on care")
    tom.sees("Confirmed. The file can be fetched now.")
    with tom.page.expect_download() as fetched:
        tom.page.get_by_role("link", name="Download partners.docx").click()
    assert fetched.value.suggested_filename == "partners.docx"
    tom.sees("Older than 12 months (March 2024)")
    tom.goes_to(CITED)
    tom.sees("Partners ask for one contact, not four")
    tom.sees("page 2 · March 2024")
    tom.sees("Older than 12 months (March 2024)")
    tom.goes_to("/2027/evidence/?stale=1&q=partners")
    tom.sees("Partners’ day: notes")
    tom.goes_to("/2027/evidence/coverage/")
    tom.sees("Nine statements by category")
    tom.sees("older than 12 months")


def test_a_file_of_two_gigabytes_is_refused_before_it_is_sent(northmoor_service, visitor, tmp_path):
    film = tmp_path / "film.pdf"
    with film.open("wb") as file:
        file.truncate(2_000_000_000)
    tom = visitor(northmoor_service)
    tom.signs_in("tom.birkett@northmoor.example")
    tom.goes_to("/2027/evidence/add/")
    asked = []
    tom.page.on("request", lambda request: asked.append(request.method))
    tom.page.get_by_label("File", exact=True).set_input_files(film)
    tom.sees("“film.pdf” is about 2,000 MB. Files can be up to 50 MB. Nothing was sent.")
    tom.page.get_by_role("button", name="Add", exact=True).click()
    assert tom.page.evaluate("document.activeElement.type") == "file"
    assert "POST" not in asked
    tom.looks()


def test_without_javascript_a_check_is_watched_by_hand_and_a_program_is_refused(northmoor_service, visitor, tmp_path):
    tom = visitor(northmoor_service, javascript=False)
    tom.signs_in("tom.birkett@northmoor.example")
    tom.goes_to("/2027/evidence/add/")
    program = tmp_path / "plan.pdf"
    program.write_bytes(papers.PROGRAM)
    tom.page.get_by_label("File", exact=True).set_input_files(program)
    fills(tom, Title="A plan")
    tom.page.get_by_label("Processes", exact=True).check()
    tom.presses("Add")
    tom.sees("“plan.pdf” is a program, whatever its name says")
    assert tom.page.get_by_label("Title", exact=True).input_value() == "A plan"
    program.write_bytes(papers.pdf_file([["A plan without anybody’s data"]]))
    tom.page.get_by_label("File", exact=True).set_input_files(program)
    tom.presses("Add")
    for _ in range(60):
        if tom.page.get_by_role("link", name="Download plan.pdf").count():
            break
        tom.page.wait_for_timeout(500)
        tom.page.reload()
    tom.sees("Download plan.pdf")


def test_every_page_of_the_library_passes_axe_and_needs_no_sideways_scrolling(northmoor_service, visitor):
    priya = visitor(northmoor_service)
    priya.signs_in("priya.nair@northmoor.example")
    for path in [
        "/2027/evidence/", "/2027/evidence/?q=nothing-like-this", "/2027/evidence/coverage/",
        "/2027/evidence/categories/",
        "/2027/evidence/add/?kind=link", "/2027/evidence/add/?kind=quotation&cite=equity", "/2027/evidence/E1/",
        "/2027/evidence/E3/", "/2027/evidence/E1/edit/", "/2027/evidence/E1/upload/", "/2027/evidence/E1/cite/",
        "/2027/evidence/E1/cite/?section=equity", "/2027/evidence/E1/withdraw/", "/2027/self-assessment/equity/cite/",
    ]:  # fmt: skip
        priya.goes_to(path)
        priya.does_not_see("Page not found")
    priya.goes_to("/2027/evidence/E1/")
    priya.page.get_by_role("link", name=re.compile("^Withdraw this file")).first.click()
    priya.sees("Withdraw this file?")
    priya.goes_to("/2027/self-assessment/equity/")
    priya.page.get_by_role("link", name=re.compile("^Remove")).first.click()
    priya.sees("Take this citation away?")
    priya.looks()
