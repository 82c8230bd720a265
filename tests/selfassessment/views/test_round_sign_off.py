"""The director's sign-off: what is not agreed, what is signed, and what changed since."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assurance.operations.councils import share_scores
from selfassessment.models import SignOff
from tests.house.test_query_budgets import BUDGET
from tests.pages import get, leads_to, post, refuses
from tests.reports.writing import score_statement, write_section
from tests.selfassessment.library import add, cite, put_file
from tests.selfassessment.reviewing import AGREED, reopen, sign, submit, take_back

HERE = ("round_sign_off", "2027")
CONFIRM = "Confirm that you have read the self-assessment and put your name to it."


@pytest.fixture
def agreed(northmoor, now):
    """Everything agreed, one statement scored."""
    AGREED.reach(now, northmoor)
    score_statement(northmoor.round, northmoor.statement("equity"), 3, northmoor.ruth, now)
    return northmoor


def test_what_is_not_agreed_is_listed_and_nothing_can_be_signed(signed_in, northmoor, now):
    submit(northmoor, "equity", now)
    page = get(signed_in(northmoor.ruth), *HERE)
    assert "10 of 10 sections are not agreed yet" in page.words
    assert not page.has_field("confirm")
    refused = post(signed_in(northmoor.ruth), *HERE, confirm="on", note="", seen="x")
    assert refused.status == 409
    assert not SignOff.objects.exists()


def test_the_director_confirms_a_plain_statement_and_signs(signed_in, agreed):
    client = signed_in(agreed.ruth)
    page = get(client, *HERE)
    assert "Every section is agreed" in page.words
    assert "10 of 71 parts written, in 10 sections" in page.words
    assert "10 of 71 parts are written." in get(client, "self_assessment", "2027").words
    assert "9 statements without evidence of every category" in page.words
    assert "1 of 9 scores with their reasons; a score is optional" in page.words
    assert "I have read this self-assessment and put my name to it" in page.words
    answer = post(client, *HERE, confirm="on", note="After two readings.", seen=page.value("seen"))
    assert leads_to(answer, *HERE)
    page = get(client, *HERE)
    assert "This round is signed off" in page.words
    assert "After two readings." in page.words
    assert SignOff.objects.get().sha256 in page.words
    assert "every text, score, citation and action is as it was signed" in page.words
    assert reverse("round_reopen", args=["2027"]) in page.links


def test_without_confirming_nothing_is_signed_and_the_note_stays(signed_in, agreed):
    client = signed_in(agreed.ruth)
    page = post(client, *HERE, note="My note.", seen=get(client, *HERE).value("seen"))
    refuses(page, CONFIRM, "confirm")
    assert page.value("note") == "My note."
    assert not SignOff.objects.exists()


def test_what_changed_while_the_director_read_is_not_signed_and_has_to_be_confirmed_anew(signed_in, agreed, now):
    client = signed_in(agreed.ruth)
    seen = get(client, *HERE).value("seen")
    score_statement(agreed.round, agreed.statement("learning"), 2, agreed.priya, now)
    page = post(client, *HERE, confirm="on", note="My note.", seen=seen)
    refuses(page, "Something in this round changed while you were reading, so nothing was signed.", status=409)
    assert "2 of 9 scores" in page.words
    assert page.value("note") == "My note."
    with pytest.raises(KeyError):
        page.value("confirm")
    assert post(client, *HERE, confirm="on", note="", seen=page.value("seen")).status == 302
    assert SignOff.objects.count() == 1


def test_it_is_read_by_whoever_reads_all_scores_and_signed_by_the_director_alone(signed_in, agreed, now):
    seen = get(signed_in(agreed.ruth), *HERE).value("seen")
    page = get(signed_in(agreed.priya), *HERE)
    assert "It waits for the director’s sign-off." in page.words
    assert not page.has_field("confirm")
    for who in ["priya", "aisha", "tom", "edwin", "yvonne", "callum"]:
        assert post(signed_in(agreed.people[who]), *HERE, confirm="on", note="", seen=seen).status == 403, who
    assert get(signed_in(agreed.edwin), *HERE).status == 403
    share_scores(round=agreed.round, shared=True, by=agreed.ruth, at=now)
    assert get(signed_in(agreed.edwin), *HERE).status == 200
    assert post(signed_in(agreed.edwin), *HERE, confirm="on", note="", seen=seen).status == 403
    assert not SignOff.objects.exists()


@pytest.fixture
def changed(agreed, now):
    """Signed off, reopened, and then a text and a score changed."""
    sign(agreed, now)
    reopen(agreed, now, "The survey was corrected.")
    take_back(agreed, "equity", now)
    write_section(agreed.round, agreed.statement("equity"), {"summary": "Other words."}, agreed.aisha, now)
    score_statement(agreed.round, agreed.statement("learning"), 4, agreed.priya, now)
    return agreed


def test_what_changed_since_sign_off_is_told_section_by_section(signed_in, changed):
    words = get(signed_in(changed.ruth), *HERE).words
    assert "This round was signed off and reopened" in words
    assert "The survey was corrected." in words
    assert "Changed since sign-off Equity in experience and outcomes “Summary” was changed" in words
    assert "Learning, improvement and innovation A score was given" in words


def test_the_task_list_says_who_signed_when_and_that_something_changed(signed_in, changed, now):
    told = f"Signed off by Ruth Calloway on {now:%-d %B %Y}"
    for who in ["ruth", "aisha", "tom", "edwin", "meilin", "yvonne"]:
        words = get(signed_in(changed.people[who]), "self_assessment", "2027").words
        assert told in words, who
        assert "Changed since sign-off" in words, who


def test_a_score_changed_is_not_even_hinted_at_to_those_who_may_not_see_it(signed_in, agreed, now):
    sign(agreed, now)
    reopen(agreed, now)
    before = {
        who: get(signed_in(agreed.people[who]), page, *args).words
        for who in ["tom", "helen", "edwin", "meilin", "yvonne"]
        for page, args in [("self_assessment", ["2027"]), ("statement", ["2027", "equity"])]
    }
    score_statement(agreed.round, agreed.statement("equity"), 1, agreed.priya, now)
    after = {
        who: get(signed_in(agreed.people[who]), page, *args).words
        for who in before
        for page, args in [("self_assessment", ["2027"]), ("statement", ["2027", "equity"])]
    }
    assert after == before
    for who in before:
        words = get(signed_in(agreed.people[who]), "self_assessment", "2027").words
        assert "has changed since" in words
        assert "every text, score" not in words
        assert "Changed since sign-off" not in words
    assert "Changed since sign-off" in get(signed_in(agreed.ruth), "self_assessment", "2027").words
    assert "Changed since sign-off: The score" in get(signed_in(agreed.ruth), "statement", "2027", "equity").words


def test_the_page_of_a_section_says_what_of_it_changed(signed_in, changed):
    words = get(signed_in(changed.tom), "statement", "2027", "equity").words
    assert "Ruth Calloway signed off the round on" in words
    assert "Changed since sign-off: “Summary” was changed." in words
    assert "Changed since sign-off" not in get(signed_in(changed.tom), "statement", "2027", "governance").words


def cost(client, page, *args) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse(page, args=args)).status_code == 200
    return len(asked)


@pytest.mark.parametrize("who", ["ruth", "edwin"])
def test_a_signed_round_costs_no_more_queries_than_any_page_may(signed_in, changed, now, who):
    share_scores(round=changed.round, shared=True, by=changed.ruth, at=now)
    client = signed_in(changed.people[who])
    for page in ["self_assessment", "round_sign_off", "position"]:
        assert cost(client, page, "2027") <= BUDGET, page


def test_the_page_of_a_signed_section_asks_no_more_than_before(signed_in, agreed, now):
    client = signed_in(agreed.ruth)
    before = cost(client, "statement", "2027", "equity")
    sign(agreed, now)
    assert cost(client, "statement", "2027", "equity") == before


def test_another_councils_director_finds_no_such_round(signed_in, agreed, stranger):
    assert get(signed_in(stranger), *HERE).status == 404
    assert post(signed_in(stranger), *HERE, confirm="on", seen="x").status == 404


def test_what_is_still_missing_names_the_evidence_that_readiness_lists(signed_in, northmoor, now):
    old = add(northmoor, now, kind="link", dated_on=now.date() - datetime.timedelta(days=500))
    cite(northmoor, old, now)
    cite(northmoor, old, now, section="equity")
    words = get(signed_in(northmoor.ruth), *HERE).words
    assert "9 statements without evidence of every category, 1 item of evidence that needs a fresh look" in words


def test_documents_nobody_can_open_are_named_before_it_is_signed(signed_in, northmoor, now):
    bare = add(northmoor, now, title="No file yet")
    cite(northmoor, bare, now)
    cite(northmoor, bare, now, section="equity")
    client = signed_in(northmoor.ruth)
    assert "1 document cited without a file" in get(client, *HERE).words
    put_file(northmoor, bare, now)
    words = get(client, *HERE).words
    assert "1 document whose file waits for a check" in words
    assert "without a file" not in words


def test_optional_texts_are_told_apart_from_the_parts_that_have_to_be_written(signed_in, northmoor, now):
    written = {"summary": "One.", "case-story": "Once."}
    write_section(northmoor.round, northmoor.statement("equity"), written, northmoor.priya, now)
    words = get(signed_in(northmoor.ruth), *HERE).words
    assert "1 of 71 parts written, in 10 sections; and 1 optional text" in words


def test_the_reason_of_reopening_brings_no_second_full_stop(signed_in, agreed, now):
    sign(agreed, now)
    reopen(agreed, now, because="A figure was wrong.")
    words = get(signed_in(agreed.ruth), "self_assessment", "2027").words
    assert "A figure was wrong. Nothing" in words
    assert ".." not in words
