"""From 50 to 10 to 6: a refusal and its substitute, the list, the regulator's choice, audits and a moderation."""

import io
import re

from openpyxl import load_workbook

from tests.house.addresses import ours

POOL = "/2027/cases/rehearsal/"
REFERENCE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


def test_the_principal_social_worker_from_the_pool_to_the_moderation(northmoor_service, visitor):
    helen = visitor(northmoor_service)
    helen.signs_in("helen.sowerby@northmoor.example")
    helen.goes_to(f"{POOL}dashboard/")
    helen.sees("How far two agree")
    helen.goes_to(POOL)
    helen.clicks("Ask people, and follow each case")
    helen.clicks("Asked, no answer yet")
    refusing = helen.page.locator("a.app-reference").first.inner_text()
    helen.clicks(refusing)
    helen.sees("Who has looked")

    helen.presses("Record their answer")
    helen.page.get_by_label("No", exact=True).check()
    helen.presses("Save")
    helen.sees("Give the day they answered")
    today = helen.page.locator("#id_asked_on_day").input_value()
    assert today
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

    for page in ("suitable", "contact", "documents", "reflection", "chronology", "leave"):
        helen.goes_to(f"{POOL}cases/{substitute}/{page}/")

    helen.goes_to(f"{POOL}list/columns/")
    with helen.page.expect_download() as download:
        helen.page.get_by_role("link", name="Fetch the list as it is (XLSX)").click()
    with open(download.value.path(), "rb") as file:
        sheet = load_workbook(io.BytesIO(file.read())).active
    listed = [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert substitute in listed
    assert refusing not in listed

    helen.goes_to(f"{POOL}choice/")
    helen.page.get_by_label("Those it tracks, usually 10").check()
    helen.page.get_by_label("References, one a line").fill("\n".join([*listed[:5], "2222-2222-2223"]))
    helen.presses("Look at it")
    helen.sees("5 cases would be recorded as tracked")
    helen.sees("Line 6: there is no reference in it")
    helen.presses("Record these 5 cases")
    helen.sees("5 recorded as tracked.")

    helen.goes_to(f"{POOL}audits/give/")
    given = [one.get_attribute("value") for one in helen.page.locator("input[name=cases]").all()[:2]]
    for reference in given:
        helen.page.locator(f"input[name=cases][value='{reference}']").check()
    helen.page.get_by_label("Who?").select_option(label="Helen Sowerby")
    helen.presses("Give them")
    for reference in given:
        _audit(helen, reference, "3")
    helen.goes_to(f"{POOL}audits/moderate/")
    helen.page.get_by_label("How many cases?").fill("1")
    helen.page.get_by_label("Who?").select_option(label="Helen Sowerby")
    helen.presses("Draw and give the sample")
    moderated = helen.page.locator("section:has(#mine) li", has_text="Not started").locator("a").inner_text()
    helen.goes_to(f"{POOL}cases/{moderated}/audits/")
    helen.sees("so that two people judge apart")
    helen.does_not_see("Slow to tell decisions.")
    _audit(helen, moderated, "1")
    helen.sees("To discuss")
    helen.goes_to(f"{POOL}cases/{moderated}/audits/")
    helen.sees("Slow to tell decisions.")
    helen.presses("They have talked about it")

    helen.goes_to(f"{POOL}audits/findings/")
    helen.goes_to(f"{POOL}themes/")
    helen.page.get_by_role("link", name="Share", exact=False).first.click()
    helen.page.get_by_label("I have read them again").check()
    helen.presses("Share it")
    helen.looks()
    helen.presses("Draft an action from it")
    helen.sees("Add it to the plan" if helen.page.get_by_text("Add it to the plan").count() else "What will you do?")
    for path in ("tools/documents/", "tools/audit/", "tools/teams/"):
        helen.goes_to(f"/2027/cases/{path}")


def test_an_auditor_comes_to_what_is_given_to_them(northmoor_service, visitor):
    marcin = visitor(northmoor_service)
    marcin.signs_in("marcin.zielinski@northmoor.example")
    marcin.goes_to("/2027/cases/audits/")
    marcin.clicks("Rehearsal pool 2026 (invented)")
    marcin.page.locator("a.app-reference").first.click()
    marcin.page.wait_for_load_state()
    marcin.looks()
    marcin.sees("Finished on")


def test_a_lead_member_and_an_officer_are_refused_at_every_case_address(northmoor_service, visitor):
    helen = visitor(northmoor_service)
    helen.signs_in("helen.sowerby@northmoor.example")
    helen.goes_to(f"{POOL}progress/")
    reference = helen.page.locator("a.app-reference").first.inner_text()
    values = {"round": "2027", "pool": "rehearsal", "candidate": reference, "nth": 1, "theme": 1}
    for email in ("edwin.tarn@northmoor.example", "tom.birkett@northmoor.example"):
        someone = visitor(northmoor_service)
        someone.signs_in(email)
        tried = 0
        for address in ours():
            if address.room == "casetracking" and not address.is_act:
                answer = someone.page.request.get(northmoor_service.address + address.url(values))
                assert answer.status == 403, (email, address.name)
                assert reference not in answer.text()
                tried += 1
        assert tried > 40


def _audit(someone, reference: str, grade: str) -> None:
    someone.goes_to(f"{POOL}audits/{reference}/")
    for radio in someone.page.locator(f"input[type=radio][value='{grade}']").all():
        radio.check()
    someone.page.get_by_label("Strengths").fill("People were heard.")
    someone.presses("Save and finish")
    someone.sees(f"The audit of {reference} is finished.")
