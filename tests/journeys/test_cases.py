"""A principal social worker gets from the file to a defensible pool; an officer and a lead member get nowhere."""

import pytest
from playwright.sync_api import expect

from casetracking.synthetic import writing

PEOPLE, SEED = 400, 3


@pytest.fixture(scope="module")
def extract(tmp_path_factory):
    """A file as a council would send it."""
    path = tmp_path_factory.mktemp("extract") / "cld.csv"
    path.write_bytes(writing.as_bytes(writing.Settings(PEOPLE, SEED), keep=False)[0])
    return path


def test_from_the_file_to_a_pool_that_can_be_defended(northmoor_service, visitor, extract):
    helen = visitor(northmoor_service)
    helen.signs_in("helen.sowerby@northmoor.example")
    helen.clicks("Cases")
    helen.presses("Start another pool")
    helen.page.get_by_label("Name of the pool").fill("Practice pool")
    helen.page.get_by_label("Its short address").fill("practice")
    helen.presses("Start the pool")
    helen.clicks("Import Client Level Data")

    wrong = extract.with_name("wrong.csv")
    wrong.write_text("a,b\n1,2\n")
    helen.page.locator("input[type=file]").set_input_files(wrong)
    helen.page.get_by_role("button", name="Import the file").click()
    expect(helen.page.locator("#cld-problem")).to_contain_text("does not look like a CLD file", timeout=30_000)
    helen.looks()
    helen.goes_to("/2027/cases/practice/import/")
    helen.page.locator("input[type=file]").set_input_files(extract)
    helen.page.get_by_role("button", name="Import the file").click()
    helen.page.wait_for_url("**/files/1/", timeout=60_000)
    helen.looks()
    helen.sees("What was wrong with it")

    helen.goes_to("/2027/cases/practice/candidates/?is=age-group:65-or-over")
    first = helen.page.locator("a.app-reference").first.inner_text()
    helen.clicks(first)
    helen.sees("Nobody before you")
    helen.presses("Keep in or out")
    helen.page.get_by_label("Always take this person").check()
    helen.page.get_by_label("Why?").fill("A journey we want to talk about")
    helen.presses("Save the decision")
    helen.sees("A journey we want to talk about")

    helen.goes_to("/2027/cases/practice/draw/")
    helen.presses("Draw 50 cases")
    take = helen.page.get_by_role("button", name="Make this the pool")
    expect(take).to_be_visible(timeout=90_000)  # the page finds out by itself
    helen.looks()
    helen.sees("Proved best possible")
    helen.presses("Make this the pool")
    helen.sees("50 of 50 in the pool")
    helen.sees(first)

    helen.page.get_by_role("link", name="Swap").nth(1).click()
    helen.page.wait_for_load_state()
    helen.looks()
    helen.page.locator("input[name=substitute]").first.check()
    helen.page.get_by_label("Why does this person leave?").fill("Said no to us")
    helen.presses("Swap them")
    helen.sees("Said no to us")
    helen.clicks("What they cover")
    helen.sees("50 cases beside what is asked today")
    helen.goes_to("/2027/cases/practice/how-chosen/")
    helen.sees("took out of the pool")

    helen.goes_to("/2027/cases/practice/find-again/")
    helen.page.locator("input[type=file]").set_input_files(extract)
    with helen.page.expect_download(timeout=60_000) as download:
        helen.page.get_by_role("button", name="Get the key file").click()
    lines = download.value.path().read_text().splitlines()
    assert first in {line.partition(",")[0] for line in lines[1:]}

    for email in ("aisha.rahman@northmoor.example", "edwin.tarn@northmoor.example"):
        other = visitor(northmoor_service)
        other.signs_in(email)
        for path in ("", "practice/", "practice/candidates/", f"practice/candidates/{first}/", "practice/list/"):
            response = other.page.request.get(f"{other.address}/2027/cases/{path}")
            assert response.status == 403, path
            assert first not in response.text()

    helen.goes_to("/2027/cases/practice/purge/")
    helen.page.get_by_label("Yes, destroy all of this now").check()
    helen.presses("Purge it now")
    helen.sees("This pool was purged")
    helen.does_not_see(first)


def test_a_file_is_given_without_javascript_too(northmoor_service, visitor, extract):
    helen = visitor(northmoor_service, javascript=False)
    helen.signs_in("helen.sowerby@northmoor.example")
    helen.goes_to("/2027/cases/tracking/import/")
    helen.page.locator("input[type=file]").set_input_files(extract)
    helen.presses("Import the file")
    helen.page.wait_for_url("**/files/2/", timeout=60_000)
    helen.sees("The file is imported")
