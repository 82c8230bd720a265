"""Sending a section for review, marking it as blocked, unblocking it, taking it back."""

import pytest

from selfassessment.statuses import Status
from tests.pages import get, leads_to, post, refuses
from tests.reports.writing import write_section
from tests.selfassessment.reviewing import agree, section_in, submit

SLUG = "assessing-needs"
HERE = ("statement_move", "2027", SLUG)


def status_of(northmoor) -> str:
    return section_in(northmoor.round, northmoor.statement(SLUG)).status


@pytest.fixture
def drafted(northmoor, now):
    """Northmoor with a text in Aisha's section."""
    write_section(northmoor.round, northmoor.statement(SLUG), {"summary": "Ours."}, northmoor.aisha, now)
    return northmoor


def test_each_act_has_its_question_and_leads_back_to_the_section(signed_in, drafted):
    client = signed_in(drafted.aisha)
    page = get(client, *HERE, "block")
    assert page.heading == "Mark as blocked"
    assert "What is it blocked on?" in page.words
    assert leads_to(post(client, *HERE, "block", said="The figures."), "statement", "2027", SLUG)
    page = get(client, "statement", "2027", SLUG)
    assert "“Assessing needs” is marked as blocked. The programme manager has been told." in page.words
    assert "Blocked on: The figures." in page.words
    assert leads_to(post(client, *HERE, "unblock"), "statement", "2027", SLUG)
    assert leads_to(post(client, *HERE, "submit", said="Mind the carers."), "statement", "2027", SLUG)
    assert status_of(drafted) == Status.READY
    assert leads_to(post(client, *HERE, "take-back", said="A slip."), "statement", "2027", SLUG)
    assert status_of(drafted) == Status.DRAFTING


def test_blocked_without_a_sentence_is_refused_on_the_page(signed_in, drafted):
    page = post(signed_in(drafted.aisha), *HERE, "block", said="  ")
    refuses(page, "What is it blocked on? Say it in a sentence or two.", "said")
    assert status_of(drafted) == Status.DRAFTING


def test_a_sentence_that_is_too_long_stays_on_the_page(signed_in, drafted):
    page = post(signed_in(drafted.aisha), *HERE, "block", said="x" * 501)
    refuses(page, "You wrote 501 characters. Keep it under 500.", "said")
    assert page.value("said") == "x" * 501


def test_what_can_not_be_done_now_says_why_and_shows_no_form(signed_in, drafted):
    page = get(signed_in(drafted.aisha), *HERE, "unblock")
    assert "This section is now “drafting”; that can only be done while it is blocked." in page.words
    assert "It is no longer blocked" not in [value for _, e in page.elements if (value := e.get("value"))]
    assert not [e for tag, e in page.elements if tag == "button" and "govuk-button" in e.get("class", "")]


def test_a_section_somebody_else_moved_meanwhile_is_told_and_keeps_what_was_typed(signed_in, drafted, now):
    client = signed_in(drafted.aisha)
    get(client, *HERE, "block")
    submit(drafted, SLUG, now, by=drafted.helen)
    page = post(client, *HERE, "block", said="The figures.")
    refuses(page, "This section is now “ready for review”", status=409)
    assert page.value("said") == "The figures."


def test_an_empty_section_is_not_sent(signed_in, northmoor):
    page = get(signed_in(northmoor.aisha), *HERE, "submit")
    assert "Nothing is written in this section yet." in page.words


def test_an_agreed_section_is_taken_back_by_its_owner_saying_why(signed_in, northmoor, now):
    submit(northmoor, SLUG, now)
    agree(northmoor, SLUG, now)
    client = signed_in(northmoor.aisha)
    assert "Write this section" not in get(client, "statement", "2027", SLUG).words
    refuses(post(client, *HERE, "take-back", said=""), "Why do you take it back?", "said")
    post(client, *HERE, "take-back", said="A figure is wrong.")
    assert "Write this section" in get(client, "statement", "2027", SLUG).words


@pytest.mark.parametrize("move", ["start", "agree", "sign-off", "reopen", "nonsense", "request-changes"])
def test_the_moves_of_others_have_no_page_here(signed_in, drafted, move):
    assert get(signed_in(drafted.ruth), *HERE, move).status == 404
    assert post(signed_in(drafted.ruth), *HERE, move, said="x").status == 404


@pytest.mark.parametrize("who", ["tom", "edwin", "yvonne", "meilin", "callum", "marcin"])
def test_somebody_who_does_not_write_it_moves_nothing(signed_in, drafted, who):
    for move in ["block", "submit", "take-back", "unblock"]:
        assert post(signed_in(drafted.people[who]), *HERE, move, said="x").status == 403
    assert status_of(drafted) == Status.DRAFTING


def test_what_looks_like_personal_data_is_asked_about_before_it_is_kept(signed_in, drafted):
    client = signed_in(drafted.aisha)
    said = "Mrs J's review, NHS number 943 476 5919."
    page = post(client, *HERE, "block", said=said)
    assert "This looks like it holds an NHS number" in " ".join(page.problems)
    assert page.value("said") == said
    assert status_of(drafted) == Status.DRAFTING
    seen = page.value("not_personal_data_seen")
    post(client, *HERE, "block", said=said, not_personal_data="on", not_personal_data_seen=seen)
    assert status_of(drafted) == Status.BLOCKED
    assert "said was not personal data" in get(client, "statement_history", "2027", SLUG).words
