"""Saying that one has looked for personal data, in exactly the answer that stood on the page."""

from selfassessment.answering import answer_of
from selfassessment.models import Evidence, RequestedItem
from tests.pages import get, leads_to, post
from tests.selfassessment.asking import answered, ask, document, given_to
from tests.selfassessment.library import nothing_found

HERE = ("return_item_check", "2027", "general-ir3")
ITEM = ("return_item", "2027", "general-ir3")


def test_it_is_noted_who_looked_and_when_and_holds_for_that_answer_only(signed_in, northmoor, now):
    item = ask(northmoor, now).items.get()
    given_to(northmoor, item, northmoor.aisha, now)
    answered(northmoor, item, now)
    client = signed_in(northmoor.aisha)
    seen = get(client, *ITEM).value("seen")
    assert leads_to(post(client, *HERE, seen=seen), *ITEM)
    assert "Looked through by Aisha Rahman" in get(client, *ITEM).words
    answered(northmoor, item, now, text="More.")
    assert "The answer changed since it was looked through." in get(client, *ITEM).words
    post(client, *HERE, seen=seen)
    assert "The answer changed while you were looking through it" in get(client, *ITEM).words
    assert not answer_of(RequestedItem.objects.get()).is_checked


def test_there_is_nothing_to_look_through_without_an_answer(signed_in, northmoor, now):
    ask(northmoor, now)
    client = signed_in(northmoor.priya)
    post(client, *HERE, seen="")
    assert "has no answer yet, so there is nothing to look through." in get(client, *ITEM).words


def test_nobody_says_so_of_what_can_not_be_opened(signed_in, northmoor, now, monkeypatch):
    nothing_found(monkeypatch, findings=[{"kind": "nhs-number", "place": "page 2"}])
    item = ask(northmoor, now).items.get()
    answered(northmoor, item, now, kind="document", evidence=document(northmoor, now))
    client = signed_in(northmoor.priya)
    post(client, *HERE, seen=answer_of(item).print)
    page = get(client, *ITEM)
    assert "waits for somebody to look at what was found in it" in page.words
    assert "and nothing was noted." in page.words
    assert not answer_of(RequestedItem.objects.get()).is_checked


def test_who_may_not_open_a_document_leaves_looking_to_others(signed_in, northmoor, now, monkeypatch):
    nothing_found(monkeypatch)
    item = ask(northmoor, now).items.get()
    answered(northmoor, item, now, kind="document", evidence=document(northmoor, now))
    given_to(northmoor, item, northmoor.tom, now)
    Evidence.objects.update(sensitivity=Evidence.Sensitivity.RESTRICTED)
    client = signed_in(northmoor.tom)
    assert "E1 is for a few people, so somebody who may open it has to look." in get(client, *ITEM).words
    post(client, *HERE, seen=answer_of(item).print)
    assert "You may not open E1, which is for a few people" in get(client, *ITEM).words
    assert not answer_of(RequestedItem.objects.get()).is_checked


def test_only_those_who_answer_it_look_through_it(signed_in, northmoor, now):
    ask(northmoor, now)
    assert post(signed_in(northmoor.tom), *HERE, seen="x").status == 403
