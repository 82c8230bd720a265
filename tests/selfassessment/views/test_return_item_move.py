"""Sending for approval, taking back, asking for changes, approving, noting a query: a question and a button."""

import pytest

from selfassessment.models import RequestedItem
from selfassessment.operations.answering import remove_part
from selfassessment.operations.return_moves import submit_item
from tests.pages import get, leads_to, post, refuses
from tests.selfassessment.asking import answered, approved, ask, given_to, looked_through, sent

ITEM = ("return_item", "2027", "general-ir3")


def to(act: str) -> tuple:
    return ("return_item_move", "2027", "general-ir3", act)


@pytest.fixture
def item(northmoor, now) -> RequestedItem:
    made = ask(northmoor, now).items.get()
    given_to(northmoor, made, northmoor.aisha, now)
    answered(northmoor, made, now)
    return made


def status() -> str:
    return RequestedItem.objects.get().status


def test_the_owner_sends_it_for_approval_and_takes_it_back(signed_in, northmoor, item):
    client = signed_in(northmoor.aisha)
    assert leads_to(post(client, *to("submit")), *ITEM)
    assert status() == "with-reviewer"
    refuses(post(client, *to("take-back")), "Why do you take it back? A sentence is enough.")
    post(client, *to("take-back"), said="Not finished.")
    assert status() == "drafting"


def test_somebody_else_approves_what_they_read(signed_in, northmoor, item, now):
    submit_item(item=item, round=northmoor.round, by=northmoor.aisha, at=now)
    client = signed_in(northmoor.priya)
    page = get(client, *to("approve"))
    assert "Nobody has looked for personal data in it" in page.words
    refuses(post(client, *to("approve"), seen=page.value("seen")), "Nobody has looked for personal data", status=409)
    looked_through(northmoor, item, now)
    refuses(post(client, *to("approve"), seen="older"), "changed while you were reading", status=409)
    assert leads_to(post(client, *to("approve"), seen=page.value("seen")), *ITEM)
    assert status() == "approved"


def test_whoever_had_a_hand_in_it_is_told_why_they_cannot_approve(signed_in, northmoor, item, now):
    answered(northmoor, item, now, by=northmoor.priya, text="And more.")
    submit_item(item=item, round=northmoor.round, by=northmoor.aisha, at=now)
    page = get(signed_in(northmoor.priya), *to("approve"))
    assert "You added a part of this answer, so somebody else has to approve it." in page.words
    assert "You added a part" in get(signed_in(northmoor.priya), *ITEM).words


def test_changes_are_asked_for(signed_in, northmoor, item, now):
    submit_item(item=item, round=northmoor.round, by=northmoor.aisha, at=now)
    post(signed_in(northmoor.priya), *to("request-changes"), said="Say when.")
    assert status() == "drafting"
    assert "Asked for, when it came back: Say when." in get(signed_in(northmoor.aisha), *ITEM).words


def test_a_query_is_noted_by_those_who_run_the_return(signed_in, northmoor, item, now):
    sent(northmoor, item, now)
    assert get(signed_in(northmoor.aisha), *to("query")).status == 403
    post(signed_in(northmoor.priya), *to("query"), said="Which year?")
    assert status() == "queried"


def test_an_empty_answer_is_not_sent_on(signed_in, northmoor, item, now):

    remove_part(part=item.parts.get(), round=northmoor.round, by=northmoor.aisha, at=now)
    page = get(signed_in(northmoor.aisha), *to("submit"))
    assert "It has no answer yet." in page.words
    refuses(post(signed_in(northmoor.aisha), *to("submit")), "It has no answer yet.", status=409)


def test_a_move_that_is_not_possible_now_leads_back_and_says_so(signed_in, northmoor, item, now):
    client = signed_in(northmoor.aisha)
    approved(northmoor, item, now)
    assert leads_to(post(client, *to("submit")), *ITEM)
    assert "is “approved”, so there is nothing to do here." in get(client, *ITEM).words
    assert get(client, *to("send")).status == 404
    assert get(client, *to("nonsense")).status == 404


def test_somebody_else_s_item_is_not_moved(signed_in, northmoor, item):
    page = get(signed_in(northmoor.tom), *to("submit"))
    assert page.status == 403
    assert "Ask the programme manager to give it to you." in page.words


def test_personal_data_in_a_reason_is_asked_about(signed_in, northmoor, item, now):
    submit_item(item=item, round=northmoor.round, by=northmoor.aisha, at=now)
    page = post(signed_in(northmoor.aisha), *to("take-back"), said="About 943 476 5919.")
    refuses(page, "This looks like it holds an NHS number")
    assert status() == "with-reviewer"
