"""Reviewing a section: the text to read, with the decision beside it."""

import pytest

from assurance.models import Event
from assurance.operations.councils import start_round
from selfassessment import rules
from selfassessment.operations.moving import submit_section
from selfassessment.statuses import Status
from tests.pages import get, leads_to, post, refuses
from tests.reports.writing import write_section
from tests.selfassessment.library import add, cite
from tests.selfassessment.reviewing import agree, name_reviewers, section_in, submit, take_back

SLUG = "assessing-needs"
HERE = ("statement_review", "2027", SLUG)


@pytest.fixture
def waiting(northmoor, now):
    """Aisha's section waits for Tom."""
    name_reviewers(northmoor, SLUG, [northmoor.tom], now)
    submit(northmoor, SLUG, now, text="What we say.", note="Mind the carers.")
    return northmoor


def status_of(northmoor) -> str:
    return section_in(northmoor.round, northmoor.statement(SLUG)).status


def test_a_reviewer_reads_the_text_and_what_the_writer_said_and_agrees(signed_in, waiting):
    client = signed_in(waiting.tom)
    page = get(client, *HERE)
    assert page.heading == "Review this section"
    assert "What we say." in page.words
    assert "To the reviewers: Mind the carers." in page.words
    answer = post(client, *HERE, decision="agree", what_to_change="", seen=page.value("seen"))
    assert leads_to(answer, "round_review", "2027")
    assert status_of(waiting) == Status.AGREED


def test_changes_are_shown_to_the_writers_until_they_send_it_again(signed_in, waiting, now):
    client = signed_in(waiting.tom)
    seen = get(client, *HERE).value("seen")
    post(client, *HERE, decision="request-changes", what_to_change="Say how many.", seen=seen)
    here = ("statement", "2027", SLUG)
    told = "Tom Birkett asked for changes on"
    for who in ["aisha", "helen", "priya", "tom"]:
        assert told in get(signed_in(waiting.people[who]), *here).words, who
    for who in ["edwin", "yvonne", "meilin"]:
        words = get(signed_in(waiting.people[who]), *here).words
        assert told not in words, who
        assert "Say how many." not in words, who
    write_section(waiting.round, waiting.statement(SLUG), {"summary": "12 of 20."}, waiting.aisha, now)
    assert told in get(signed_in(waiting.aisha), *here).words
    post(signed_in(waiting.aisha), "statement_move", "2027", SLUG, "submit", said="")
    assert told not in get(signed_in(waiting.aisha), *here).words


def test_asking_for_changes_without_saying_which_is_refused(signed_in, waiting):
    page = post(signed_in(waiting.tom), *HERE, decision="request-changes", what_to_change=" ", seen="")
    refuses(page, "What has to change? Say it in a sentence or two.", "what_to_change")
    assert status_of(waiting) == Status.READY


def test_a_decision_has_to_be_made(signed_in, waiting):
    page = post(signed_in(waiting.tom), *HERE, what_to_change="Some words.", seen="")
    refuses(page, "Choose whether you agree this section or ask for changes.", "decision")
    assert page.value("what_to_change") == "Some words."


def test_a_text_changed_meanwhile_is_shown_and_can_then_be_agreed(signed_in, waiting, now):
    client = signed_in(waiting.tom)
    seen = get(client, *HERE).value("seen")
    write_section(waiting.round, waiting.statement(SLUG), {"summary": "Other words."}, waiting.helen, now)
    page = post(client, *HERE, decision="agree", what_to_change="", seen=seen)
    refuses(page, "Helen Sowerby changed “Summary” while you were reading", status=409)
    assert "Other words." in page.words
    assert status_of(waiting) == Status.READY
    post(client, *HERE, decision="agree", what_to_change="", seen=page.value("seen"))
    assert status_of(waiting) == Status.AGREED


def test_the_only_author_is_told_so_and_may_only_ask_for_changes(signed_in, northmoor, now):
    submit(northmoor, SLUG, now, by=northmoor.priya)
    page = get(signed_in(northmoor.priya), *HERE)
    assert "Everything that stands here was last written by you" in page.words
    assert not page.has_field("decision")
    page = post(signed_in(northmoor.priya), *HERE, decision="agree", seen=page.value("seen"), what_to_change="")
    refuses(page, "What has to change?", "what_to_change")
    assert status_of(northmoor) == Status.READY


def test_an_agreed_section_can_be_sent_back_but_not_agreed_again(signed_in, waiting, now):
    agree(waiting, SLUG, now, by=waiting.tom)
    page = get(signed_in(waiting.tom), *HERE)
    assert "It was agreed by Tom Birkett" in page.words
    assert not page.has_field("decision")
    post(signed_in(waiting.tom), *HERE, what_to_change="After all.", seen="")
    assert status_of(waiting) == Status.CHANGES


def test_a_section_that_was_not_sent_says_so(signed_in, northmoor):
    page = get(signed_in(northmoor.ruth), *HERE)
    assert "This section does not wait for review at the moment." in page.words
    post(signed_in(northmoor.ruth), *HERE, decision="agree", seen="", what_to_change="x")
    assert get(signed_in(northmoor.ruth), "statement", "2027", SLUG).words.count("Not started") == 1


@pytest.mark.parametrize("who", ["aisha", "helen", "edwin", "yvonne", "meilin", "callum"])
def test_somebody_who_is_not_its_reviewer_decides_nothing(signed_in, waiting, who):
    client = signed_in(waiting.people[who])
    assert get(client, *HERE).status == 403
    assert post(client, *HERE, decision="agree", seen="summary:1").status == 403
    assert status_of(waiting) == Status.READY


def test_words_in_what_has_to_change_are_never_taken_for_markup(signed_in, waiting):
    client = signed_in(waiting.tom)
    words = "<script>alert(1)</script> & <b>bold</b>"
    post(client, *HERE, decision="request-changes", what_to_change=words, seen="")
    page = get(signed_in(waiting.aisha), "statement", "2027", SLUG)
    assert words in page.words
    assert "<script>alert(1)" not in page.html


def test_words_survive_when_the_section_is_taken_back_meanwhile(signed_in, waiting, now):
    client = signed_in(waiting.tom)
    seen = get(client, *HERE).value("seen")
    take_back(waiting, SLUG, now)
    page = post(client, *HERE, decision="request-changes", what_to_change="Say how many wait.", seen=seen)
    assert page.status == 409
    assert page.value("what_to_change") == "Say how many wait."
    assert "does not wait for review any more" in page.words


# --- What was carried over from an earlier round ---------------------------------------------------------------------


@pytest.fixture
def carried(northmoor, now):
    """A new round's section waits for Tom: Aisha rewrote the summary, a text and a citation are as last year."""
    written = {"summary": "Last year.", "strengths": "Carers are heard."}
    write_section(northmoor.round, northmoor.statement(SLUG), written, northmoor.aisha, now)
    cite(northmoor, add(northmoor, now, kind="link"), now)
    round = start_round(
        council=northmoor.council, edition=northmoor.round.edition, slug="2028", title="2028 annual self-assessment",
        previous=northmoor.round, by=northmoor.callum, at=now,
    )  # fmt: skip
    act = {"round": round, "statement": northmoor.statement(SLUG), "by": northmoor.aisha, "at": now}
    write_section(round, northmoor.statement(SLUG), {"summary": "This year."}, northmoor.aisha, now)
    submit_section(**act)
    return round


NEXT = ("statement_review", "2028", SLUG)


def test_what_was_carried_over_is_not_agreed_unless_somebody_says_that_it_still_holds(signed_in, northmoor, carried):
    client = signed_in(northmoor.priya)
    page = get(client, *NEXT)
    assert "They still hold: agreeing confirms them" in page.words
    assert "1 text and 1 citation here were carried over from an earlier round" in page.words
    page = post(client, *NEXT, decision="agree", what_to_change="", seen=page.value("seen"))
    refuses(
        page, "1 text and 1 citation were carried over and not confirmed, so nothing was agreed yet. Tick that they "
        "still hold, or ask for changes.", "still_holds",
    )  # fmt: skip
    held = section_in(carried, northmoor.statement(SLUG))
    assert held.status == Status.READY
    answer = post(client, *NEXT, decision="agree", what_to_change="", seen=page.value("seen"), still_holds="on")
    assert leads_to(answer, "round_review", "2028")
    held.refresh_from_db()
    assert held.status == Status.AGREED
    assert not rules.carried_over(held)
    told = list(Event.objects.filter(round_id=carried.pk, actor_name="Priya Nair").values_list("verb", "subject"))
    assert ("confirmed", "Assessing needs: What we do well") in told
    assert any(verb == "confirmed the citation of" for verb, _ in told)
    assert "Needs review" not in get(client, "statement", "2028", SLUG).words


def test_changes_are_asked_for_without_saying_that_what_was_carried_over_holds(signed_in, northmoor, carried):
    answer = post(signed_in(northmoor.priya), *NEXT, decision="request-changes", what_to_change="Update it.", seen="")
    assert leads_to(answer, "round_review", "2028")
    assert rules.carried_over(section_in(carried, northmoor.statement(SLUG))).words == "1 text and 1 citation"


def test_where_everything_was_looked_at_nothing_is_asked(signed_in, waiting):
    assert "still hold" not in get(signed_in(waiting.tom), *HERE).words
