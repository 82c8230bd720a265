"""A round from its start through changes requested, agreed, signed off and reopened, in a real browser."""

import pytest

from tests.journeys.test_the_whole_story import STATEMENTS

SECTIONS = ["opening", *STATEMENTS]
ROUND = "2028"
HERE = f"/{ROUND}/self-assessment"


@pytest.fixture(scope="session")
def service_of_its_own(run_service):
    """A service with the invented council, for a story that starts a round and locks every section of it."""
    return run_service("yes", queue=8)


def test_a_round_goes_from_its_start_to_sign_off_and_is_opened_again(service_of_its_own, visitor):
    callum, priya, grace, ruth = (visitor(service_of_its_own) for _ in range(4))
    callum.signs_in("callum.reeve@northmoor.example")
    priya.signs_in("priya.nair@northmoor.example")
    grace.signs_in("grace.adeyemi@northmoor.example")
    ruth.signs_in("ruth.calloway@northmoor.example")

    _starts_a_round(callum)
    _gives_equity_to_grace(priya)

    # Grace writes, says what she waits for, goes on and sends it.
    _writes(grace, "equity", "We are fair to most people.")
    grace.clicks("Mark as blocked")
    grace.page.get_by_label("What is it blocked on?").fill("The survey of unpaid carers")
    grace.presses("Mark as blocked")
    grace.sees("Blocked on: The survey of unpaid carers")
    priya.goes_to(f"{HERE}/?show=blocked")
    priya.sees("1 of 10 sections.")
    priya.sees("Blocked on: The survey of unpaid carers")
    grace.clicks("It is no longer blocked", role="button")
    grace.presses("It is no longer blocked")
    grace.clicks("Send for review", role="button")
    grace.presses("Send for review")
    grace.sees("Ready for review")

    # Priya, who reviews it, asks for changes; Grace makes them and sends it again.
    priya.goes_to(f"{HERE}/review/")
    priya.clicks("Equity in experience and outcomes")
    priya.page.get_by_label("No, ask for changes").check()
    priya.presses("Save your decision")
    priya.sees("What has to change? Say it in a sentence or two.")
    priya.page.get_by_label("What has to change?").fill("Say who is not treated fairly.")
    priya.presses("Save your decision")
    priya.sees("goes back to those who write it")
    grace.goes_to(f"{HERE}/equity/")
    grace.sees("Priya Nair asked for changes")
    grace.sees("Say who is not treated fairly.")
    _writes(grace, "equity", "We are fair to most people, less so to Deaf people.")
    grace.clicks("Send for review again", role="button")
    grace.presses("Send for review")
    grace.does_not_see("asked for changes")

    # The text changes while Priya reads: she is told, reads on and agrees what stands.
    priya.goes_to(f"{HERE}/equity/review/")
    _writes(grace, "equity", "We are fair to most people, not yet to Deaf people.")
    priya.page.get_by_label("Yes, agree it").check()
    priya.presses("Save your decision")
    priya.sees("Grace Adeyemi changed “Summary” while you were reading")
    priya.sees("not yet to Deaf people")
    priya.presses("Save your decision")
    priya.sees("is agreed")
    grace.goes_to(f"{HERE}/equity/")
    grace.sees("Its text is locked.")
    assert grace.page.get_by_role("button", name="Write this section").count() == 0

    # The rest is written by Priya and agreed by Ruth, who then signs the whole round.
    ruth.goes_to(f"{HERE}/sign-off/")
    ruth.sees("9 of 10 sections are not agreed yet")
    for section in SECTIONS:
        if section != "equity":
            _writes_and_sends(priya, section)
            _agrees(ruth, section)
    ruth.goes_to(f"{HERE}/sign-off/")
    ruth.sees("Every section is agreed")
    ruth.presses("Sign off the round")
    ruth.sees("Confirm that you have read the self-assessment and put your name to it.")
    ruth.page.get_by_label("I have read this self-assessment and put my name to it").check()
    ruth.page.get_by_label("A note beside your sign-off (optional)").fill("Read twice.")
    ruth.presses("Sign off the round")
    ruth.sees("This round is signed off")
    ruth.sees("every text, score, citation and action is as it was signed")
    grace.goes_to(f"{HERE}/")
    grace.sees("Signed off by Ruth Calloway")
    grace.does_not_see("Changed since sign-off")

    # It is opened again, saying why; what changes afterwards is shown, with both texts side by side.
    ruth.clicks("reopen the round")
    ruth.presses("Reopen the round")
    ruth.sees("Why do you reopen it? Say it in a sentence or two.")
    ruth.page.get_by_label("Why do you reopen it?").fill("The survey of unpaid carers came late.")
    ruth.presses("Reopen the round")
    ruth.sees("This round was signed off and reopened")
    grace.goes_to(f"{HERE}/equity/")
    grace.clicks("Take back to drafting")
    grace.page.get_by_label("Why do you take it back?").fill("The survey is in.")
    grace.presses("Take back to drafting")
    _writes(grace, "equity", "Carers from minorities wait longest.")
    grace.sees("Changed since sign-off: “Summary” was changed.")
    ruth.goes_to(f"{HERE}/sign-off/")
    ruth.sees("The survey of unpaid carers came late.")
    ruth.sees("“Summary” was changed")
    ruth.clicks("Equity in experience and outcomes, “Summary” was changed", exact=False)
    ruth.sees("not yet to Deaf people")
    ruth.sees("Carers from minorities wait longest.")
    for someone in (priya, ruth, grace):
        someone.troubles[:] = [trouble for trouble in someone.troubles if "409" not in trouble]


def test_a_challenger_scores_before_seeing_what_the_council_gave_itself(northmoor_service, visitor):
    samir, ruth = visitor(northmoor_service), visitor(northmoor_service)
    samir.signs_in("samir.khoury@voices.example")
    samir.goes_to("/2027/self-assessment/governance/")
    samir.does_not_see("Our score")
    samir.clicks("Give a challenge score", role="button")
    samir.does_not_see("What the council gave itself\n")
    samir.page.get_by_label("1 – Evidence shows significant shortfalls").check()
    samir.page.get_by_label("Why?").fill("Nobody who draws on care sits on the board.")
    samir.presses("Give your score")
    samir.sees("What the council gave itself")
    ruth.signs_in("ruth.calloway@northmoor.example")
    ruth.goes_to("/2027/self-assessment/governance/")
    ruth.sees("Samir Khoury’s challenge score")
    ruth.sees("lower than our own.")


def _starts_a_round(callum) -> None:
    callum.goes_to("/settings/rounds/add/")
    callum.page.get_by_label("Start from").select_option("Nothing: begin empty")
    callum.page.get_by_label("Name of the round").fill("2028 annual self-assessment")
    callum.page.get_by_label("Short address").fill(ROUND)
    callum.presses("Start it")


def _gives_equity_to_grace(priya) -> None:
    priya.goes_to(f"/{ROUND}/people/equity/")
    priya.page.get_by_label("Owner").select_option("Grace Adeyemi")
    priya.page.get_by_role("group", name="Reviewers").get_by_label("Grace Adeyemi").check()
    priya.presses("Save")
    priya.sees("Grace Adeyemi can’t both write and review this section. Choose one of the two.")
    priya.page.get_by_role("group", name="Reviewers").get_by_label("Grace Adeyemi").uncheck()
    priya.page.get_by_role("group", name="Reviewers").get_by_label("Priya Nair").check()
    priya.presses("Save")
    priya.sees("Priya Nair")


def _writes(someone, section: str, text: str) -> None:
    """Write the first part of a section."""
    someone.goes_to(f"{HERE}/{section}/write/")
    someone.page.locator("textarea").first.fill(text)
    someone.page.get_by_role("button", name="Save and finish").click()
    someone.page.wait_for_url(f"**{HERE}/{section}/")
    someone.looks()


def _writes_and_sends(priya, section: str) -> None:
    _writes(priya, section, f"What we say about {section}.")
    priya.goes_to(f"{HERE}/{section}/move/submit/")
    priya.presses("Send for review")


def _agrees(ruth, section: str) -> None:
    ruth.goes_to(f"{HERE}/{section}/review/")
    ruth.page.get_by_label("Yes, agree it").check()
    ruth.presses("Save your decision")
    ruth.sees("is agreed")
