"""Noting that the answer to a request was sent."""

import hashlib

from selfassessment.models import FollowUpRequest
from selfassessment.operations.answering import Given
from selfassessment.operations.evidence import withdraw_evidence
from selfassessment.operations.follow_up_answers import add_follow_up_part
from tests.pages import get, leads_to, post, refuses
from tests.selfassessment.asked_later import ask_later
from tests.selfassessment.asking import document, renew
from tests.selfassessment.library import add, check, nothing_found, put_file

HERE = ("follow_up_send", "2027", "R1")


def with_document(northmoor, now, monkeypatch):
    """A request of Aisha's answered with a document."""
    nothing_found(monkeypatch)
    request = ask_later(northmoor.round, northmoor.priya, now, owner=northmoor.aisha)
    paper = document(northmoor, now, "The rota", b"Mondays.", "rota.txt")
    add_follow_up_part(request=request, given=Given("document", evidence=paper), by=northmoor.aisha, at=now)
    return paper


def test_what_was_sent_is_frozen_with_name_and_fingerprint(signed_in, northmoor, now, monkeypatch):
    paper = with_document(northmoor, now, monkeypatch)
    client = signed_in(northmoor.aisha)
    page = get(client, *HERE)
    assert "The rota (E1) rota.txt" in page.words
    sent = post(client, *HERE, note="By mail", version=page.value("version"))
    assert leads_to(sent, "follow_up", "2027", "R1")
    renew(northmoor, paper, now, b"Tuesdays.", "rota-2.txt")
    kept = FollowUpRequest.objects.get()
    assert (kept.outcome, kept.sent_note, kept.closed_by) == ("sent", "By mail", northmoor.aisha)
    assert [(one["name"], one["sha256"][:8]) for one in kept.sent_parts] == [
        ("rota.txt", hashlib.sha256(b"Mondays.").hexdigest()[:8])
    ]


def test_what_changed_meanwhile_is_shown_before_it_is_sent(signed_in, northmoor, now, monkeypatch):
    with_document(northmoor, now, monkeypatch)
    client = signed_in(northmoor.aisha)
    page = post(client, *HERE, note="By mail", version=1)
    refuses(page, "Somebody changed R1 or its answer while you were here", status=409)
    assert leads_to(post(client, *HERE, note="By mail", version=page.value("version")), "follow_up", "2027", "R1")


def test_a_withdrawn_document_is_not_sent(signed_in, northmoor, now, monkeypatch):
    paper = with_document(northmoor, now, monkeypatch)
    withdraw_evidence(item=paper, round=northmoor.round, by=northmoor.aisha, at=now)
    page = post(signed_in(northmoor.aisha), *HERE, note="By mail", version=2)
    refuses(page, "was withdrawn from the evidence library.")
    assert FollowUpRequest.objects.get().closed_at is None


def test_it_asks_how_and_an_answer_in_words_alone_is_enough(signed_in, northmoor, now):
    ask_later(northmoor.round, northmoor.priya, now)
    client = signed_in(northmoor.priya)
    refuses(post(client, *HERE, note=" ", version=1), "Say how it was sent", "note")
    assert leads_to(post(client, *HERE, note="Told at the debrief", version=1), "follow_up", "2027", "R1")
    assert "Nothing was attached" in get(client, "follow_up", "2027", "R1").words


def test_a_document_for_a_few_people_is_tagged_and_its_file_named_to_those_who_may_open_it(
    signed_in, northmoor, now, monkeypatch
):
    nothing_found(monkeypatch)
    request = ask_later(northmoor.round, northmoor.priya, now, owner=northmoor.tom)
    item = add(northmoor, now, title="Secret", sensitivity="restricted")
    check(put_file(northmoor, item, now, name="who-it-is-about.txt"))
    add_follow_up_part(request=request, given=Given("document", evidence=item), by=northmoor.aisha, at=now)
    pages = {one: get(signed_in(one), *HERE).words for one in (northmoor.tom, northmoor.priya)}
    assert all("Secret (E1) For a few people" in words for words in pages.values())
    assert ["who-it-is-about.txt" in words for words in pages.values()] == [False, True]
