"""From the file to 50, to 10, to 6, audits and the purge, at true size; an officer and a lead member get nowhere."""

import io
import re

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect
from pypdf import PdfReader

from casetracking.synthetic import writing
from tests.house.addresses import ours

PEOPLE, SEED = 400, 3
POOL = "/2027/cases/practice/"
REFERENCE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
OUTSIDERS = ["aisha.rahman@northmoor.example", "edwin.tarn@northmoor.example"]  # an officer, the lead member


@pytest.fixture(scope="module")
def extract(tmp_path_factory):
    """A file as a council would send it."""
    path = tmp_path_factory.mktemp("extract") / "cld.csv"
    path.write_bytes(writing.as_bytes(writing.Settings(PEOPLE, SEED), keep=False)[0])
    return path


def test_from_the_file_to_fifty_to_ten_to_six_and_nothing_is_left(northmoor_service, visitor, extract):
    helen = visitor(northmoor_service)
    helen.signs_in("helen.sowerby@northmoor.example")
    first = _fills_a_pool(helen, extract)
    left, took = _draws_locks_and_swaps(helen, first, extract)
    refusing, substitute = _is_refused_and_takes_the_substitute(helen, {first, took})
    northmoor_service.acts("everybody_agrees", "practice")
    helen.goes_to(f"{POOL}progress/?show=agreed")
    helen.sees("50 cases of 50")

    _puts_how_they_were_chosen_on_paper(helen, northmoor_service)
    listed = _fetches_the_list(helen)
    assert len(listed) == len(set(listed)) == 50
    assert {first, took, substitute} <= set(listed)
    assert not {left, refusing} & set(listed)
    ten, six = listed[:10], listed[2:8]
    _imports_the_ten(helen, ten, left)
    _imports_the_six(helen, six, listed[20])
    helen.goes_to(f"{POOL}progress/?show=tracked")
    helen.sees("10 cases of 50")

    _audits_two_and_has_one_moderated(helen, visitor(northmoor_service), ten[:2])
    helen.goes_to(f"{POOL}dashboard/")
    for said in ("50 of 50 have said yes", "10 tracked", "6 spoken to", "2 of 2 audits finished"):
        helen.sees(said)
    _nobody_else_gets_in(northmoor_service, visitor, ten[0])
    _hands_a_theme_on(helen, visitor(northmoor_service), northmoor_service, ten[0])

    helen.goes_to(f"{POOL}purge/")
    helen.page.get_by_label("Yes, destroy all of this now").check()
    helen.presses("Purge it now")
    helen.sees("This pool was purged")
    for gone in listed:
        helen.does_not_see(gone)
    assert helen.page.request.get(f"{helen.address}{POOL}cases/{ten[0]}/").status == 404
    helen.page.go_back()  # the browser has kept nothing: it asks, and is told that the pool is purged
    helen.sees("Nothing about people is left in it")
    assert "404" in helen.troubles.pop()


def _fills_a_pool(helen, extract) -> str:
    """Started, filled from a file after a wrong one; somebody is always to be in it."""
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
    helen.goes_to(f"{POOL}import/")
    helen.page.locator("input[type=file]").set_input_files(extract)
    helen.page.get_by_role("button", name="Import the file").click()
    helen.page.wait_for_url("**/files/1/", timeout=60_000)
    helen.looks()
    helen.sees("What was wrong with it")

    helen.goes_to(f"{POOL}candidates/?is=age-group:65-or-over")
    first = helen.page.locator("a.app-reference").first.inner_text()
    helen.clicks(first)
    helen.sees("Nobody before you")
    helen.presses("Keep in or out")
    helen.page.get_by_label("Always take this person").check()
    helen.page.get_by_label("Why?").fill("A journey we want to talk about")
    helen.presses("Save the decision")
    helen.sees("A journey we want to talk about")
    return first


def _draws_locks_and_swaps(helen, first: str, extract) -> tuple[str, str]:
    """Fifty, proved best; one is swapped: who left, and who came."""
    helen.goes_to(f"{POOL}draw/")
    helen.presses("Draw 50 cases")
    take = helen.page.get_by_role("button", name="Make this the pool")
    expect(take).to_be_visible(timeout=180_000)  # the page finds out by itself
    helen.looks()
    helen.sees("Proved best possible")
    helen.presses("Make this the pool")
    helen.sees("50 of 50 cases are in the pool")
    helen.sees(first)
    swap = next(link for link in helen.page.get_by_role("link", name="Swap").all() if first not in link.inner_text())
    swap.click()
    helen.page.wait_for_load_state()
    helen.looks()
    left = REFERENCE.search(helen.page.url)[0]
    offered = helen.page.locator("input[name=substitute]").first
    took = offered.get_attribute("value")
    offered.check()
    helen.page.get_by_label("Why does this person leave?").fill("Moved away")
    helen.presses("Swap them")
    helen.sees("Moved away")
    helen.clicks("What they cover")
    helen.sees("50 cases beside what is asked today")
    helen.goes_to(f"{POOL}how-chosen/")
    helen.sees("took out of the pool")
    helen.goes_to(f"{POOL}find-again/")
    helen.page.locator("input[type=file]").set_input_files(extract)
    with helen.page.expect_download(timeout=60_000) as download:
        helen.page.get_by_role("button", name="Get the key file").click()
    lines = download.value.path().read_text().splitlines()
    assert first in {line.partition(",")[0] for line in lines[1:]}
    return left, took


def _is_refused_and_takes_the_substitute(helen, keep: set[str]) -> tuple[str, str]:
    """One person is checked, asked and says no; the best substitute takes the place."""
    helen.goes_to(f"{POOL}progress/")
    offered = [link.inner_text() for link in helen.page.locator("a.app-reference").all()]
    refusing = next(one for one in offered if one not in keep)
    helen.clicks(refusing)
    helen.sees("Who has looked")
    helen.presses("Check whether it is suitable")
    helen.page.get_by_label("Yes, the person may be asked").check()
    helen.presses("Save")
    helen.presses("Record that they were asked")
    helen.page.get_by_label("By phone").check()
    helen.page.get_by_label("No", exact=True).check()
    helen.presses("Save")
    helen.sees("Give the day they answered")
    for part in ("day", "month", "year"):
        typed = helen.page.locator(f"#id_asked_on_{part}").input_value()
        helen.page.locator(f"#id_answered_on_{part}").fill(typed)
    helen.presses("Save")
    helen.sees("The best substitute")
    helen.sees("Against what is asked")
    helen.presses("Take this substitute")
    helen.sees(f"In place of {refusing}")
    substitute = helen.page.locator("h1").inner_text()
    assert substitute != refusing
    return refusing, substitute


def _puts_how_they_were_chosen_on_paper(helen, service) -> None:
    """The statement is one page, and the many decisions follow on pages of their own."""
    service.acts("many_decisions", "practice")
    helen.goes_to(f"{POOL}how-chosen/")
    pages = PdfReader(io.BytesIO(helen.page.pdf(format="A4"))).pages
    first, *more = (re.sub(r"\s+", " ", page.extract_text()).strip() for page in pages)
    for said in ("Each criterion", "of 50 cases are in the pool", "decisions people made follow on the next pages."):
        assert said in first, said
    assert "Decisions people made" not in first
    assert more[0].startswith("Decisions people made")
    assert len(more) == 2


def _fetches_the_list(helen) -> list[str]:
    """The references of the list, as a spreadsheet program opens it."""
    helen.goes_to(f"{POOL}list/columns/")
    with helen.page.expect_download() as download:
        helen.page.get_by_role("button", name="Fetch the list (XLSX)").click()
    with open(download.value.path(), "rb") as file:
        sheet = load_workbook(io.BytesIO(file.read())).active
    return [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)]


def _imports_the_ten(helen, ten: list[str], left: str) -> None:
    """The ten with three lines that are wrong: a sign, somebody who left, one twice."""
    helen.goes_to(f"{POOL}choice/")
    helen.page.get_by_label("Those it tracks, usually 10").check()
    helen.page.get_by_label("References, one a line").fill("\n".join([*ten, "2222-2222-2223", left, ten[0]]))
    helen.presses("Look at it")
    helen.sees("10 cases would be recorded as tracked")
    helen.sees("Line 11: there is no reference in it")
    helen.sees(f"Line 12: {left} has left the pool, so it can’t be chosen.")
    helen.sees(f"Line 13: {ten[0]} stands in it twice. It counts once.")
    helen.presses("Record these 10 cases")
    helen.sees("10 recorded as tracked.")


def _imports_the_six(helen, six: list[str], not_tracked: str) -> None:
    """The six as a file, with one that is not among the ten."""
    helen.goes_to(f"{POOL}choice/")
    helen.page.get_by_label("Those it speaks to, about 6").check()
    lines = "\n".join(["Reference", *six, not_tracked]).encode()
    sent = {"name": "six.csv", "mimeType": "text/csv", "buffer": lines}
    helen.page.locator("input[type=file]").set_input_files(sent)
    helen.presses("Look at it")
    helen.sees("6 cases would be recorded as spoken to")
    helen.sees("is not tracked, so it can’t be spoken to")
    helen.presses("Record these 6 cases")
    helen.sees("6 recorded as spoken to.")


def _audits_two_and_has_one_moderated(helen, marcin, two: list[str]) -> None:
    """Helen audits two; Marcin audits one of them again, without having seen hers."""
    helen.goes_to(f"{POOL}audits/give/")
    for reference in two:
        helen.page.locator(f"input[name=cases][value='{reference}']").check()
    helen.page.get_by_label("Who?").select_option(label="Helen Sowerby")
    helen.presses("Give them")
    for reference in two:
        _audit(helen, reference, "3")
    helen.goes_to(f"{POOL}audits/moderate/")
    helen.page.get_by_label("How many cases?").fill("1")
    helen.page.get_by_label("Who?").select_option(label="Marcin Zieliński")
    helen.presses("Draw and give the sample")

    marcin.signs_in("marcin.zielinski@northmoor.example")
    marcin.sees("1 case to audit")
    marcin.clicks("1 case to audit")
    moderated = marcin.page.locator("a.app-reference").first.inner_text()
    assert moderated in two
    marcin.clicks(moderated)
    marcin.sees("What is held of this case")
    marcin.does_not_see("People were heard.")
    other = next(one for one in two if one != moderated)
    for path in (f"cases/{moderated}/", f"cases/{moderated}/consent/", f"audits/{other}/", "progress/"):
        assert marcin.page.request.get(f"{marcin.address}{POOL}{path}").status == 403, path
    _audit(marcin, moderated, "1")

    helen.goes_to(f"{POOL}audits/")
    helen.sees("To discuss")
    helen.goes_to(f"{POOL}cases/{moderated}/audits/")
    helen.presses("They have talked about it")


def _audit(someone, reference: str, grade: str) -> None:
    someone.goes_to(f"{POOL}audits/{reference}/")
    someone.page.evaluate(  # twelve questions, each as one would answer it
        f"document.querySelectorAll(\"input[type=radio][value='{grade}']\").forEach(one => one.click())"
    )
    someone.page.get_by_label("Strengths").fill("People were heard.")
    someone.presses("Save and finish")
    someone.sees(f"The audit of {reference} is finished.")


def _nobody_else_gets_in(service, visitor, reference: str) -> None:
    """Every address of the room, asked for by an officer and by the lead member: refused, and nobody is named."""
    values = {"round": "2027", "pool": "practice", "candidate": reference, "nth": 1, "theme": 1, "attribute": "team"}
    room = [address for address in ours() if address.room == "casetracking"]
    assert len(room) > 50
    for email in OUTSIDERS:
        someone = visitor(service)
        someone.signs_in(email)
        assert someone.page.get_by_role("link", name="Cases", exact=True).count() == 0
        token = someone.page.locator("input[name=csrfmiddlewaretoken]").first.get_attribute("value")
        for address in room:
            url = someone.address + address.url(values)
            headers = {"X-CSRFToken": token, "Referer": url}
            answers = [someone.page.request.post(url, headers=headers)]
            if not address.is_act:
                answers.append(someone.page.request.get(url))
            for answer in answers:
                assert answer.status == 403, (email, address.name)
                assert "Your role does not include this page" in answer.text(), address.name
                assert reference not in answer.text()


def _hands_a_theme_on(helen, aisha, service, reference: str) -> None:
    """What the audits teach goes out as a draft; an officer takes it up, and the director reads the summary."""
    helen.goes_to(f"{POOL}themes/add/")
    helen.page.get_by_label("Which statement is it about?").select_option(label="Safeguarding")
    helen.page.get_by_label("Gap", exact=True).check()
    helen.page.locator("#id_text").fill("People wait to hear what was decided.")
    helen.page.locator("#id_cases").fill("4")
    helen.presses("Save the theme")
    helen.page.get_by_role("link", name="Share", exact=False).first.click()
    helen.page.get_by_label("I have read them again").check()
    helen.presses("Share it")
    helen.presses("Hand it on as a draft")
    helen.sees("This is a draft")
    aisha.signs_in("aisha.rahman@northmoor.example")
    aisha.clicks("Evidence")
    aisha.page.get_by_role("link", name="Practice audits: Safeguarding", exact=False).click()
    aisha.presses("Take it up")
    aisha.sees("It is yours to keep fresh, and can be cited.")
    aisha.does_not_see(reference)


def test_a_director_reads_counts_and_themes_and_an_auditor_what_is_given_to_them(northmoor_service, visitor):
    ruth = visitor(northmoor_service)
    ruth.signs_in("ruth.calloway@northmoor.example")
    ruth.goes_to("/2027/cases/summary/?pool=rehearsal")
    for said in ("have said yes", "Does it look like us?", "Overdue", "Where we go"):
        ruth.sees(said)
    assert not REFERENCE.search(ruth.page.locator("main").inner_text())
    marcin = visitor(northmoor_service)
    marcin.signs_in("marcin.zielinski@northmoor.example")
    marcin.clicks("Audits")
    marcin.clicks("Rehearsal pool 2026 (invented)")
    marcin.page.locator("a.app-reference").first.click()
    marcin.page.wait_for_load_state()
    marcin.looks()
    marcin.sees("Finished on")


def test_a_file_is_given_without_javascript_too(northmoor_service, visitor, extract):
    helen = visitor(northmoor_service, javascript=False)
    helen.signs_in("helen.sowerby@northmoor.example")
    helen.goes_to("/2027/cases/tracking/import/")
    helen.page.locator("input[type=file]").set_input_files(extract)
    helen.presses("Import the file")
    helen.page.wait_for_url(re.compile(r"/files/\d+/$"), timeout=60_000)
    helen.sees("The file is imported")
