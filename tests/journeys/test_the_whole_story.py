"""The story of the first wing, walked in a real browser from start to finish."""

import io

from pypdf import PdfReader

from tests.machinery.processes import until

STATEMENTS = [
    "assessing-needs", "healthier-lives", "equity", "care-provision", "partnerships", "safe-systems", "safeguarding",
    "governance", "learning",
]  # fmt: skip
YORK = [1, 2, 2, 1, 2, 1, 1, 2, 2]
HARTLEPOOL = [3, 3, 2, 2, 3, 3, 3, 3, 3]


def test_an_officer_finds_their_statement_writes_scores_and_sees_the_history(northmoor_service, visitor):
    aisha = visitor(northmoor_service)
    aisha.signs_in("aisha.rahman@northmoor.example")
    aisha.sees("Your work")
    aisha.clicks("Self-assessment")
    aisha.sees("Theme 1: Working with people")
    aisha.clicks("Supporting people to live healthier lives")
    aisha.sees("We support people to manage their health and wellbeing")
    aisha.sees("I am supported to plan ahead for important changes in my life that I can anticipate.")
    aisha.clicks("Write this section", role="button")
    summary = aisha.page.get_by_role("textbox", name="Summary")
    summary.fill("People find advice sooner than a year ago.\n\n- One number\n- One website")
    aisha.presses("Save and finish")
    aisha.page.wait_for_url("**/healthier-lives/")
    aisha.sees("Saved: Summary.")
    aisha.sees("People find advice sooner than a year ago.")
    aisha.clicks("Give a score", role="button")
    aisha.presses("Save the score")
    aisha.sees("There is a problem")
    assert aisha.page.title().startswith("Error: ")
    aisha.clicks("Choose a score from 1 to 4.")
    assert aisha.page.evaluate("document.activeElement.type") == "radio"
    aisha.page.get_by_label("3 – Evidence shows a good standard").check()
    aisha.page.get_by_label("Why this score?").fill("Advice is quick and people say so.")
    aisha.presses("Save the score")
    aisha.sees("Advice is quick and people say so.")
    aisha.clicks("History")
    aisha.sees("Aisha Rahman scored Supporting people to live healthier lives")
    aisha.page.goto(aisha.address + "/2027/self-assessment/safeguarding/history/")
    aisha.does_not_see("scored Safeguarding")  # not hers: she may not see its scores


def test_the_director_sees_york_then_hartlepool_and_fetches_the_draft_report(northmoor_service, visitor):
    ruth = visitor(northmoor_service)
    ruth.signs_in("ruth.calloway@northmoor.example")
    _enter_scores(ruth, YORK)
    ruth.goes_to("/2027/position/")
    ruth.sees("Our scores come to Requires improvement")
    ruth.sees("39%")
    ruth.sees(
        "would be notified to the Secretary of State: Assessing needs, Care provision, integration and continuity, "
        "Safe systems, pathways and transitions, Safeguarding."
    )
    _enter_scores(ruth, HARTLEPOOL)
    ruth.goes_to("/2027/position/")
    ruth.sees("Our scores come to Good")
    ruth.sees("70%")
    ruth.does_not_see("Secretary of State")
    ruth.presses("Mark as read")
    ruth.sees("Nothing has changed.")

    ruth.clicks("Documents")
    ruth.page.get_by_label("Draft report (our own mock)").check()
    ruth.presses("Make it")
    ruth.page.get_by_text("Your document is ready").wait_for(timeout=60_000)
    ruth.looks()
    with ruth.page.expect_download() as download:
        ruth.page.get_by_role("button", name="Download the PDF").click()
    text = _text_of(download.value.path())
    assert "Overall rating for Northmoor Council: 70%" in text
    assert "It is not a CQC report" in text


def test_everything_can_be_done_without_javascript(northmoor_service, visitor):
    priya = visitor(northmoor_service, javascript=False)
    priya.signs_in("priya.nair@northmoor.example")
    priya.goes_to("/2027/self-assessment/learning/write/")
    priya.page.get_by_role("textbox", name="Summary").fill("Written without any script.")
    priya.presses("Save")
    priya.sees("Written without any script.")
    priya.goes_to("/2027/documents/")
    priya.page.get_by_label("Self-assessment workbook").check()
    priya.presses("Make it")

    def ready() -> bool:
        priya.page.reload()
        return priya.page.get_by_text("Your document is ready").count() > 0

    until(ready, "the workbook is ready")
    with priya.page.expect_download() as download:
        priya.page.get_by_role("button", name="Download the PDF").click()
    text = _text_of(download.value.path())
    assert "Written without any script." in text
    assert "Advice is quick and people say so." not in text  # scores and reasons were not asked for


def test_a_statement_can_be_written_by_keyboard_alone(northmoor_service, visitor):
    grace = visitor(northmoor_service)
    grace.signs_in("grace.adeyemi@northmoor.example")
    grace.goes_to("/2027/self-assessment/safe-systems/")
    grace.page.keyboard.press("Tab")
    assert grace.page.evaluate("document.activeElement.textContent") == "Skip to main content"
    grace.page.keyboard.press("Enter")
    _tab_to(grace, "Write this section")
    grace.page.keyboard.press("Enter")
    grace.page.wait_for_url("**/write/")
    _tab_to(grace, "Summary")
    grace.page.keyboard.press("Control+A")
    grace.page.keyboard.type("Typed by keyboard.")
    _tab_to(grace, "Save and finish")
    grace.page.keyboard.press("Enter")
    grace.page.wait_for_url("**/safe-systems/")
    grace.sees("Typed by keyboard.")


def test_a_lead_member_reads_without_scores_until_the_director_shares_them(northmoor_service, visitor):
    edwin, ruth = visitor(northmoor_service), visitor(northmoor_service)
    edwin.signs_in("edwin.tarn@northmoor.example")
    edwin.goes_to("/2027/self-assessment/safeguarding/")
    edwin.does_not_see("Our score")
    ruth.signs_in("ruth.calloway@northmoor.example")
    ruth.goes_to("/2027/position/")
    ruth.presses("Share the scores with lead members")
    edwin.goes_to("/2027/self-assessment/safeguarding/")
    edwin.sees("Our score")
    edwin.clicks("Position")
    ruth.presses("Stop sharing the scores")
    edwin.page.reload()
    edwin.sees("You can’t open this page")
    edwin.looks()
    edwin.troubles.clear()  # the browser notes the refused page


def _enter_scores(someone, scores: list[int]) -> None:
    words = {1: "significant shortfalls", 2: "some shortfalls", 3: "a good standard", 4: "an exceptional standard"}
    for slug, score in zip(STATEMENTS, scores, strict=True):
        someone.page.goto(f"{someone.address}/2027/self-assessment/{slug}/score/")
        someone.page.get_by_label(f"{score} – Evidence shows {words[score]}").check()
        someone.page.get_by_label("Why this score?").fill("As published.")
        someone.page.get_by_role("button", name="Save the score").click()
        someone.page.wait_for_url(f"**/self-assessment/{slug}/")


def _tab_to(someone, words: str) -> None:
    """Press Tab until something with these words, as its text or label, has the focus."""
    for _ in range(80):
        someone.page.keyboard.press("Tab")
        focused = someone.page.evaluate(
            "(document.activeElement.labels?.[0]?.textContent || document.activeElement.textContent).trim()"
        )
        if focused == words:
            return
    raise AssertionError(f"Tab never reached “{words}” on {someone.page.url}")


def _text_of(path) -> str:
    reader = PdfReader(io.BytesIO(path.read_bytes()))
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
