"""Several people write one statement at once, connections break and come back, and nothing is lost on the way."""

import re

from assurance.cited import words_in
from tests.machinery.processes import until

EQUITY = "/2027/self-assessment/equity/write/"


def opens(visitor, service, email: str, path: str = EQUITY, *, javascript: bool = True):
    """Somebody who has signed in and has the page open."""
    someone = visitor(service, javascript=javascript)
    someone.signs_in(f"{email}@northmoor.example")
    someone.goes_to(path)
    return someone


def box(someone, name: str = "Summary"):
    return someone.page.get_by_role("textbox", name=name, exact=True)


def status(someone) -> str:
    return someone.page.locator("[data-save-status]").inner_text()


def hears(someone, words: str, where: str = "[data-save-status]") -> None:
    """Wait until the page says so, by itself."""
    someone.page.locator(where).get_by_text(re.compile(words)).first.wait_for(timeout=20_000)


def forgets_expected(someone, *expected: str) -> None:
    """The browser notes every answer that is no success; these were meant."""
    someone.troubles[:] = [said for said in someone.troubles if not any(word in said for word in expected)]


def test_two_people_write_one_statement_at_once_and_each_sees_what_the_other_saves(northmoor_service, visitor):
    aisha = opens(visitor, northmoor_service, "aisha.rahman")
    helen = opens(visitor, northmoor_service, "helen.sowerby")
    box(aisha).fill("Aisha writes about fairness.")
    hears(aisha, r"^Saved \d\d:\d\d$")
    hears(helen, "Aisha Rahman is writing in “Summary”", "[data-presence]")
    hears(helen, "Aisha Rahman saved this part at", "[data-slot=summary] [data-note]")
    assert box(helen).input_value() == "Aisha writes about fairness."

    # Different parts never meet.
    box(helen, "What difference it makes").fill("Helen writes about what changed.")
    box(helen, "What difference it makes").blur()
    hears(helen, r"^Saved \d\d:\d\d$")
    until(lambda: box(aisha, "What difference it makes").input_value() != "", "Aisha sees what Helen wrote")

    # The same part at the same moment: the later of the two is asked.
    box(helen).fill("Aisha writes about fairness. Helen adds carers.")
    box(aisha).fill("Aisha writes about fairness in Northmoor.")
    box(aisha).blur()
    hears(aisha, r"^Saved \d\d:\d\d$")
    box(helen).blur()
    hears(helen, "two texts", "[data-slot=summary] [data-conflict]")
    hears(helen, "“Summary” is not saved: see above. Everything else is saved.")
    helen.looks()
    box(helen, "What we do well").fill("This part goes on being saved.")
    box(helen, "What we do well").blur()
    until(lambda: "What we do well" not in status(helen), "only one part has stopped")
    box(helen).fill("Aisha writes about fairness in Northmoor. Helen adds carers.")
    helen.page.get_by_role("button", name="Keep my text").click()
    hears(helen, r"^Saved \d\d:\d\d$")
    until(lambda: "Helen adds carers" in box(aisha).input_value(), "Aisha sees both")
    helen.presses("Save and finish")
    helen.page.wait_for_url("**/equity/")
    helen.sees("Saved: Summary, What we do well, What difference it makes.")
    helen.sees("Aisha writes about fairness in Northmoor. Helen adds carers.")
    helen.goes_to("/2027/self-assessment/equity/compare/?part=summary")
    helen.sees("Versions of “Summary”")
    forgets_expected(helen, "409")


def test_keeping_the_other_text_leaves_ones_own_unsaved_words_behind_on_purpose(northmoor_service, visitor):
    path = "/2027/self-assessment/learning/write/"
    priya = opens(visitor, northmoor_service, "priya.nair", path)
    ruth = opens(visitor, northmoor_service, "ruth.calloway", path)
    box(ruth).fill("What Ruth wrote.")
    box(priya).fill("What Priya wrote.")
    box(priya).blur()
    hears(priya, r"^Saved \d\d:\d\d$")
    box(ruth).blur()
    hears(ruth, "two texts", "[data-slot=summary] [data-conflict]")
    ruth.page.get_by_role("button", name="Keep Priya Nair’s text").click()
    assert box(ruth).input_value() == "What Priya wrote."
    hears(ruth, r"^Saved \d\d:\d\d$")
    forgets_expected(ruth, "409")


def test_words_outlive_a_lost_connection_and_are_saved_when_it_comes_back(northmoor_service, visitor):
    tom = opens(visitor, northmoor_service, "tom.birkett", "/2027/self-assessment/care-provision/write/")
    tom.page.remove_listener("dialog", tom.accepts)
    tom.page.context.set_offline(True)
    box(tom).fill("Written in a lift.")
    box(tom).blur()
    hears(tom, "Not saved, still trying: we can’t reach the service. Your words are kept on this page.")
    tom.looks()
    with tom.page.expect_event("dialog") as asked:
        tom.page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    assert box(tom).input_value() == "Written in a lift."
    tom.page.context.set_offline(False)
    hears(tom, r"^Saved \d\d:\d\d$")
    forgets_expected(tom, "ERR_INTERNET_DISCONNECTED")
    with tom.page.expect_event("close"):  # with nothing unsaved the page is left without a question
        tom.page.close(run_before_unload=True)


def test_an_answer_that_never_came_is_asked_for_again_without_a_conflict_with_oneself(northmoor_service, visitor):
    helen = opens(visitor, northmoor_service, "helen.sowerby", "/2027/self-assessment/learning/write/")
    lost: list[int] = []

    def lose_the_answer(route) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch().status)
            route.abort()

    helen.page.route("**/save/", lose_the_answer)
    box(helen).fill("It arrived.")
    box(helen).blur()
    hears(helen, "Not saved, still trying")
    box(helen).fill("It arrived. And more was written.")
    hears(helen, r"^Saved \d\d:\d\d$")
    assert lost == [200]
    assert not helen.page.locator(".app-conflict").count()
    helen.page.get_by_role("button", name="Save and finish").click()
    helen.page.wait_for_url("**/learning/")
    helen.sees("It arrived. And more was written.")
    forgets_expected(helen, "ERR_FAILED")


def test_somebody_signed_out_in_another_window_signs_in_there_and_goes_on(northmoor_service, visitor):
    aisha = opens(visitor, northmoor_service, "aisha.rahman", "/2027/self-assessment/safe-systems/write/")
    other = aisha.page.context.new_page()
    other.goto(aisha.address + "/accounts/logout/")
    other.get_by_role("main").get_by_role("button", name="Sign out").click()
    other.wait_for_load_state()
    box(aisha).fill("Written while signed out.")
    box(aisha).blur()
    hears(aisha, "You are signed out, so nothing can be saved just now. Your words are kept on this page.")
    aisha.page.get_by_role("link", name="Sign in in a new window, then come back to this one").wait_for()
    aisha.looks()
    other.goto(aisha.address + "/accounts/login/")
    other.get_by_label("E-mail address").fill("aisha.rahman@northmoor.example")
    other.get_by_label("Password", exact=True).fill("northmoor-demo-2027")
    other.get_by_role("button", name="Sign in").click()
    other.wait_for_load_state()
    hears(aisha, r"^(Saved \d\d:\d\d|You are signed in again.*)$")
    aisha.page.reload()
    assert box(aisha).input_value() == "Written while signed out."
    forgets_expected(aisha, "401", "403")


COUNTED = [
    "# Our plan - we are at {{ascof:1D, 2024-25 = 65.1%; as at 2026-11-28}} (of 100%).",
    "One – two — three…\n\n* four\n* 5\n---\n“six”, it’s e.g. 1.5% & more",
    "naïve Ünal 中文 عربى ½ ✓ 🙂 a🙂 a\u00a0b \u2028 c\td",
    "{{not closed, {{ascof:2A = 1}}x y{{ascof:2A = 1}}",
]


def test_the_page_counts_words_as_the_service_does(northmoor_service, visitor):
    aisha = opens(visitor, northmoor_service, "aisha.rahman", "/2027/self-assessment/safe-systems/write/")
    count = aisha.page.locator("[data-slot=summary] [data-count]")
    for text in COUNTED:
        box(aisha).fill(text)
        held = box(aisha).input_value()
        number = words_in(held)
        until(lambda: count.inner_text().startswith(f"{number} word"), f"{number} words in {held!r}")  # noqa: B023


def test_a_huge_paste_is_refused_in_a_sentence_and_stays_in_the_box(northmoor_service, visitor):
    aisha = opens(visitor, northmoor_service, "aisha.rahman", "/2027/self-assessment/safe-systems/write/")
    box(aisha).fill("x" * 200_000)
    box(aisha).blur()
    hears(
        aisha, "“Summary” is 180,000 characters over the limit of 20,000, so it is not saved.", "[data-slot=summary]"
    )
    assert len(box(aisha).input_value()) == 200_000
    box(aisha, "What we do well").fill("Saved all the same.")
    box(aisha, "What we do well").blur()
    hears(aisha, "“Summary” is not saved: see above. Everything else is saved.")
    aisha.looks()
    aisha.page.get_by_role("button", name="Save and finish").click()
    assert aisha.page.url.endswith("/safe-systems/write/")
    box(aisha).fill("Short again.")
    hears(aisha, r"^Saved \d\d:\d\d$")


def test_everything_on_the_page_is_done_by_keyboard_alone(northmoor_service, visitor):
    aisha = opens(visitor, northmoor_service, "aisha.rahman", "/2027/self-assessment/healthier-lives/write/")
    tom = opens(visitor, northmoor_service, "tom.birkett", "/2027/self-assessment/healthier-lives/write/")
    box(aisha).focus()
    aisha.page.keyboard.press("Control+A")
    aisha.page.keyboard.type("Typed by Aisha.")
    box(tom).focus()
    tom.page.keyboard.press("Control+A")
    tom.page.keyboard.type("Typed by Tom.")
    aisha.page.keyboard.press("Tab")
    hears(aisha, r"^Saved \d\d:\d\d$")
    tom.page.keyboard.press("Tab")
    hears(tom, "two texts", "[data-slot=summary] [data-conflict]")
    _back_to(tom, "Keep my text")
    tom.page.keyboard.press("Enter")
    assert tom.page.evaluate("document.activeElement.name") == "text-summary"
    hears(tom, r"^Saved \d\d:\d\d$")
    for _ in range(60):
        tom.page.keyboard.press("Tab")
        if tom.page.evaluate("document.activeElement.textContent.trim()") == "Save and finish":
            break
    tom.page.keyboard.press("Enter")
    tom.page.wait_for_url("**/healthier-lives/")
    tom.sees("Typed by Tom.")
    forgets_expected(tom, "409")


def _back_to(someone, words: str) -> None:
    for _ in range(20):
        someone.page.keyboard.press("Shift+Tab")
        if someone.page.evaluate("document.activeElement.textContent.trim()").startswith(words):
            return
    raise AssertionError(f"Shift and Tab never reached “{words}”")


def test_two_texts_are_settled_without_javascript(northmoor_service, visitor):
    path = "/2027/self-assessment/safeguarding/write/"
    priya = opens(visitor, northmoor_service, "priya.nair", path, javascript=False)
    ruth = opens(visitor, northmoor_service, "ruth.calloway", path, javascript=False)
    box(priya).fill("We keep people safe.")
    priya.presses("Save")
    box(ruth).fill("We keep most people safe.")
    ruth.presses("Save")
    ruth.sees("Priya Nair saved “Summary” while you were writing.")
    assert ruth.page.locator("ins, del").count()
    ruth.page.get_by_role("button", name="Keep Priya Nair’s text").click()
    ruth.page.wait_for_url("**/safeguarding/")
    ruth.sees("We keep people safe.")
    ruth.does_not_see("We keep most people safe.")


def test_a_page_that_came_back_with_errors_goes_on_saving_by_itself(northmoor_service, visitor):
    """The form is sent as it is sent without JavaScript, and what comes back saves by itself again."""
    path = "/2027/self-assessment/learning/write/"
    ruth = opens(visitor, northmoor_service, "ruth.calloway", path)
    priya = opens(visitor, northmoor_service, "priya.nair", path)
    box(priya, "What we do well").fill("What Priya wrote.")
    box(priya, "What we do well").blur()
    hears(priya, r"^Saved \d\d:\d\d$")
    _sends_the_form(ruth, {"text-strengths": "What Ruth wrote.", "version-strengths": "0", "began-strengths": ""})
    ruth.sees("Priya Nair saved “What we do well” while you were writing.")
    hears(ruth, "“What we do well” is not saved: see above. Everything else is saved.")
    box(ruth).fill("Written beside two texts.")
    box(ruth).blur()
    until(lambda: box(priya).input_value() == "Written beside two texts.", "Priya sees what was saved")
    box(ruth, "What we do well").fill("What Ruth wrote, changed.")
    ruth.looks()
    ruth.page.get_by_role("button", name="Keep Priya Nair’s text").click()
    hears(ruth, "Yours is kept aside, among the versions", "[data-slot=strengths] [data-note]")
    hears(ruth, r"^Saved \d\d:\d\d$")
    assert not ruth.page.locator(".govuk-error-summary").count()

    waiting = {"text-summary": "x" * 20_010, "began-summary": "", "text-impact": "This waits.", "began-impact": ""}
    _sends_the_form(ruth, waiting)
    ruth.sees("There is a problem")
    hears(ruth, "“Summary” is not saved: see above. Everything else is saved.")
    until(lambda: box(priya, "What difference it makes").input_value() == "This waits.", "Priya sees what waited")
    box(ruth).fill("Short again.")
    hears(ruth, r"^Saved \d\d:\d\d$")
    assert not ruth.page.locator(".govuk-error-summary").count()
    ruth.goes_to("/2027/self-assessment/learning/compare/?part=strengths")
    ruth.page.get_by_role("link", name="Text 2 kept aside").click()
    ruth.sees("What was kept aside What [only here: Ruth wrote, changed. ]")
    forgets_expected(ruth, "409")


def _sends_the_form(someone, fields: dict[str, str]) -> None:
    """Send the form of the page as it stands, with some fields changed, as a browser does by itself."""
    with someone.page.expect_navigation():
        someone.page.evaluate(
            """fields => {
              for (const name in fields) document.querySelector(`[name="${name}"]`).value = fields[name];
              document.querySelector("form[data-writing]").submit();
            }""",
            fields,
        )


def test_an_earlier_version_is_brought_back_and_a_name_is_withdrawn(northmoor_service, visitor):
    path = "/2027/self-assessment/assessing-needs/write/"
    priya = opens(visitor, northmoor_service, "priya.nair", path)
    box(priya).fill("Joan Wilberforce waited for a year.")
    priya.presses("Save and finish")
    priya.page.wait_for_url("**/assessing-needs/")
    priya.sees("Joan Wilberforce waited for a year.")
    priya.clicks("History")
    priya.clicks("Compare versions of a part")
    priya.page.get_by_role("link", name="Restore version").first.click()
    priya.looks()
    priya.presses("Bring it back")
    priya.sees("says again what it said in version")
    priya.clicks("Withdraw words")
    priya.page.get_by_label("Which words?").fill("joan wilberforce")
    priya.page.get_by_label("Why do they have to go?").fill("Names somebody who draws on care.")
    priya.presses("Find these words")
    priya.sees("“joan wilberforce” stands in 1 place")
    priya.presses("Withdraw these words")
    priya.sees("The words were withdrawn from 1 place.")
    priya.goes_to("/2027/self-assessment/assessing-needs/compare/?part=summary")
    priya.sees("Words withdrawn")
    priya.does_not_see("Wilberforce")
