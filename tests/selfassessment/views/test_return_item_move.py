"""Sending for approval, taking back, asking for changes, approving, noting a query: a question and a button."""

import datetime
import re

import pytest
from django.db.models import QuerySet

from assurance.models import Event, Notice
from selfassessment.models import RequestedItem
from selfassessment.operations.answering import remove_part, say_confidence
from selfassessment.operations.return_moves import approve_item
from selfassessment.operations.returns import Asked
from selfassessment.return_rules import seen_now
from tests.pages import get, leads_to, post, refuses
from tests.selfassessment.asking import (
    answered,
    approved,
    ask,
    document,
    given_to,
    looked_through,
    renew,
    sent,
    submitted,
    taken_back,
)
from tests.selfassessment.library import nothing_found

ITEM = ("return_item", "2027", "general-ir3")


def to(act: str) -> tuple:
    return ("return_item_move", "2027", "general-ir3", act)


def press(client, act: str, **said):
    """Open the page of a move and press its button: the page sends what it showed."""
    return post(client, *to(act), seen=get(client, *to(act)).value("seen"), **said)


@pytest.fixture
def item(northmoor, now) -> RequestedItem:
    made = ask(northmoor, now).items.get()
    given_to(northmoor, made, northmoor.aisha, now)
    answered(northmoor, made, now)
    return made


def answered_since(item: RequestedItem) -> None:
    """The answer changed since it was looked through, as it does where a document gets a newer file."""
    RequestedItem.objects.filter(pk=item.pk).update(checked_print="0" * 64)


def status() -> str:
    return RequestedItem.objects.get().status


def test_the_owner_sends_it_for_approval_and_takes_it_back(signed_in, northmoor, item, now):
    client = signed_in(northmoor.aisha)
    looked_through(northmoor, item, now)
    assert "Priya Nair and Ruth Calloway are told, who may approve it." in get(client, *to("submit")).words
    assert leads_to(press(client, "submit"), *ITEM)
    assert "Priya Nair and Ruth Calloway have been told." in get(client, *ITEM).words
    assert status() == "with-reviewer"
    refuses(press(client, "take-back"), "Why do you take it back? A sentence is enough.")
    press(client, "take-back", said="Not finished.")
    assert status() == "drafting"
    page = get(client, *ITEM)
    assert "Why it is being drafted again (Aisha Rahman, " in page.words
    assert "): Not finished." in page.words
    submitted(northmoor, item, now)
    assert "Not finished." not in get(client, *ITEM).words


def test_before_sending_it_says_what_nobody_has_done_yet(signed_in, northmoor, item, now):
    client = signed_in(northmoor.aisha)
    page = get(client, *to("submit"))
    assert "Nobody has looked through it for personal data since it changed. Look through it" in page.words
    assert "Cancel" not in page.words  # there is nothing to send yet
    assert "How sure are you? Not said." in page.words
    assert "/2027/return/items/general-ir3/#personal-data" in page.links
    assert "/2027/return/items/general-ir3/confidence/" in page.links
    refuses(post(client, *to("submit")), "Nobody has looked through it for personal data", status=409)
    assert status() == "drafting"
    looked_through(northmoor, item, now)
    say_confidence(item=item, round=northmoor.round, confidence="high", reason="Audited.", by=northmoor.aisha, at=now)
    page = get(client, *to("submit"))
    assert "Nobody has looked through it" not in page.words
    assert "How sure are you?" not in page.words


def test_who_is_told_is_whoever_may_approve_it(signed_in, northmoor, item, now):
    answered(northmoor, item, now, by=northmoor.priya, text="And more.")
    looked_through(northmoor, item, now)
    client = signed_in(northmoor.priya)
    Notice.objects.all().delete()
    press(client, "submit")
    assert "Ruth Calloway has been told." in get(client, *ITEM).words
    told = Notice.objects.get()
    assert (told.person, told.sentence) == (
        northmoor.ruth, "Priya Nair sent item “General, IR3” of the return for approval.",
    )  # fmt: skip


def test_where_nobody_may_approve_it_that_is_said_before_it_is_sent(signed_in, northmoor, item, now):
    answered(northmoor, item, now, by=northmoor.priya, text="And more.")
    answered(northmoor, item, now, by=northmoor.ruth, text="And still more.")
    page = get(signed_in(northmoor.aisha), *to("submit"))
    assert "Nobody can approve it yet: everybody who runs the return had a hand in it" in page.words


def test_whoever_approves_reads_what_is_asked_by_when_and_how_sure_one_is(signed_in, northmoor, now):
    asked = Asked("equity", "IR3", "Groups at risk", wording="List them all.", due_on=datetime.date(2027, 1, 4))
    made = ask(northmoor, now, asked).items.get()
    answered(northmoor, made, now)
    say_confidence(
        item=made, round=northmoor.round, confidence="low", reason="It is old.", by=northmoor.aisha, at=now
    )
    submitted(northmoor, made, now)
    page = get(signed_in(northmoor.priya), "return_item_move", "2027", "equity-ir3", "approve")
    for said in ("List them all.", "Due Monday 4 January 2027", "Confidence Low: It is old.", "Sent by Aisha Rahman"):
        assert said in page.words
    assert "Since it was last approved" not in page.words


def test_whoever_approves_again_reads_what_changed_since(signed_in, northmoor, item, now, monkeypatch):
    nothing_found(monkeypatch)
    evidence = document(northmoor, now)
    answered(northmoor, item, now, kind="document", evidence=evidence)
    approved(northmoor, item, now)
    taken_back(northmoor, item, now)
    renew(northmoor, evidence, now, b"Other words")
    words = item.parts.get(kind="text")
    remove_part(part=words, round=northmoor.round, by=northmoor.aisha, at=now)
    answered(northmoor, item, now, kind="link", url="https://northmoor.example/mps", text="Market position")
    submitted(northmoor, item, now)
    page = get(signed_in(northmoor.ruth), *to("approve"))
    assert "Priya Nair approved it on" in page.words
    said = "Added: a public link, Market position Taken out: words E1 “Complaints report” has another file"
    assert said in page.words


def test_an_approval_that_kept_nothing_of_the_answer_does_not_say_that_nothing_changed(
    signed_in, northmoor, item, now
):
    approved(northmoor, item, now)
    QuerySet(Event).filter(verb__contains="approved").update(after=None)  # as before approvals kept it
    taken_back(northmoor, item, now)
    submitted(northmoor, item, now)
    page = get(signed_in(northmoor.priya), *to("approve"))
    assert "What the answer held then was not kept: read all of it." in page.words
    assert "Nothing in the answer has changed since" not in page.words


def test_the_green_button_is_what_this_person_should_do_next(signed_in, northmoor, item, now):

    def sees(person) -> list[str]:
        return green(get(signed_in(person), *ITEM))

    assert sees(northmoor.aisha) == ["Send for approval"]
    submitted(northmoor, item, now)
    assert sees(northmoor.aisha) == []
    assert sees(northmoor.priya) == ["Approve the answer"]
    approve_item(item=item, round=northmoor.round, seen=seen_now(item), by=northmoor.priya, at=now)
    assert sees(northmoor.priya) == []
    assert "goes with the next pack" in get(signed_in(northmoor.priya), *ITEM).words


def green(page) -> list[str]:
    """What stands on the primary buttons of a page's main part."""
    main = page.html.partition("<main")[2]
    found = re.findall(r'<a [^>]*class="govuk-button"[^>]*>([^<]+)</a>', main)
    return [words.strip() for words in found]


def test_somebody_else_approves_what_they_read(signed_in, northmoor, item, now):
    submitted(northmoor, item, now)
    client = signed_in(northmoor.priya)
    answered_since(item)
    page = get(client, *to("approve"))
    assert "Nobody has looked for personal data in it" in page.words
    refuses(post(client, *to("approve"), seen=seen_now(item)), "Nobody has looked for personal data", status=409)
    looked_through(northmoor, item, now)
    refuses(post(client, *to("approve"), seen="older"), "changed while you were reading", status=409)
    assert leads_to(press(client, "approve"), *ITEM)
    assert status() == "approved"


def test_whoever_had_a_hand_in_it_is_told_why_they_cannot_approve(signed_in, northmoor, item, now):
    answered(northmoor, item, now, by=northmoor.priya, text="And more.")
    submitted(northmoor, item, now)
    page = get(signed_in(northmoor.priya), *to("approve"))
    assert "You added a part of this answer, so somebody else has to approve it." in page.words
    page = get(signed_in(northmoor.priya), *ITEM)
    assert "You added a part" in page.words
    assert "Approve the answer" not in page.words


def test_changes_are_asked_for(signed_in, northmoor, item, now):
    submitted(northmoor, item, now)
    client = signed_in(northmoor.priya)
    page = get(client, *to("request-changes"))
    assert "We answer every complaint within 20 days." in page.words
    post(client, *to("request-changes"), said="Say when.", seen=page.value("seen"))
    assert status() == "drafting"
    assert "): Say when." in get(signed_in(northmoor.aisha), *ITEM).words


def test_asking_for_changes_does_not_undo_an_approval_that_came_meanwhile(signed_in, northmoor, item, now):
    submitted(northmoor, item, now)
    client = signed_in(northmoor.priya)
    page = get(client, *to("request-changes"))
    taken_back(northmoor, item, now)
    answered(northmoor, item, now, text="Within 10 days by now.")
    submitted(northmoor, item, now)
    later = now + datetime.timedelta(minutes=2)
    approve_item(item=item, round=northmoor.round, seen=seen_now(item), by=northmoor.ruth, at=later)
    page = post(client, *to("request-changes"), said="Say when.", seen=page.value("seen"))
    refuses(page, "any more: its answer changed and Ruth Calloway approved it (", status=409)
    assert "Nothing was changed, and no changes were asked for." in page.words
    assert "Approved since" in page.words
    assert "Within 10 days by now." in page.words
    assert page.value("said") == "Say when."
    held = RequestedItem.objects.get()
    assert (held.status, held.approved_by) == ("approved", northmoor.ruth)
    post(client, *to("request-changes"), said="Say when.", seen=page.value("seen"))
    assert status() == "drafting"


def test_taking_back_does_not_undo_an_approval_that_came_meanwhile(signed_in, northmoor, item, now):
    submitted(northmoor, item, now)
    client = signed_in(northmoor.aisha)
    page = get(client, *to("take-back"))
    assert "With reviewer since" in page.words
    approve_item(item=item, round=northmoor.round, seen=seen_now(item), by=northmoor.ruth, at=now)
    # A form sent back for want of a reason still carries what was read when it was opened.
    page = post(client, *to("take-back"), said="", seen=page.value("seen"))
    page = post(client, *to("take-back"), said="A typing error.", seen=page.value("seen"))
    refuses(page, "any more: Ruth Calloway approved it (", status=409)
    assert "Nothing was changed, and it was not taken back. What stands now is on this page" in page.words
    assert "Approved since" in page.words
    assert page.value("said") == "A typing error."
    held = RequestedItem.objects.get()
    assert (held.status, held.approved_by) == ("approved", northmoor.ruth)
    assert leads_to(post(client, *to("take-back"), said="A typing error.", seen=page.value("seen")), *ITEM)
    assert status() == "drafting"


def test_what_was_changed_by_somebody_else_meanwhile_is_not_sent_for_approval(signed_in, northmoor, item, now):
    looked_through(northmoor, item, now)
    client = signed_in(northmoor.aisha)
    page = get(client, *to("submit"))
    assert "We answer every complaint within 20 days." in page.words
    answered(northmoor, item, now, by=northmoor.ruth, text="Within 10 days by now.")
    looked_through(northmoor, item, now)
    page = post(client, *to("submit"), seen=page.value("seen"))
    refuses(page, "any more: its answer changed. Nothing was changed, and it was not sent for approval.", status=409)
    assert "Within 10 days by now." in page.words
    assert status() == "drafting"
    assert leads_to(post(client, *to("submit"), seen=page.value("seen")), *ITEM)


def test_a_query_is_noted_by_those_who_run_the_return(signed_in, northmoor, item, now):
    sent(northmoor, item, now)
    assert get(signed_in(northmoor.aisha), *to("query")).status == 403
    press(signed_in(northmoor.priya), "query", said="Which year?")
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
    submitted(northmoor, item, now)
    page = post(signed_in(northmoor.aisha), *to("take-back"), said="About 943 476 5919.")
    refuses(page, "This looks like it holds an NHS number")
    assert status() == "with-reviewer"
