"""A pack is made, a document in it withdrawn, a pack made again and marked as sent: each step says what is so."""

import pytest

from assurance.models import Notice
from reports.models import Pack
from selfassessment.models import RequestedItem
from tests.pages import get, leads_to, post
from tests.reports.packing import approved_item, asked_pack, made_pack, paper, sent_pack
from tests.reports.views.test_pack_sent import just_now
from tests.selfassessment.library import nothing_found

GONE = "E1 “Gone” was withdrawn from the evidence library"


@pytest.fixture(autouse=True)
def _no_reading(monkeypatch):
    nothing_found(monkeypatch)


def test_from_the_first_pack_to_the_one_that_was_sent(signed_in, northmoor, now):
    item = approved_item(northmoor, now, paper(northmoor, now, "Gone"), reference="IR1")
    first = made_pack(northmoor, now)
    client = signed_in(northmoor.priya)

    assert "Pack 1, made on " in get(client, "evidence_withdraw", "2027", "E1").words
    assert leads_to(post(client, "evidence_withdraw", "2027", "E1"), "evidence", "2027")
    assert "What cites it says so. 1 pack was deleted: make it again." in get(client, "evidence", "2027").words
    page = get(client, "pack", "2027", first.reference)
    assert "The file of this pack was taken out of storage on" in page.words
    assert "or note that this one was sent before that." in page.words

    page = get(client, "packs", "2027")  # the only answer is approved, and can't go
    assert "What is approved can’t go as it stands, so there is nothing to put into a pack." in page.words
    assert "No item is approved yet" not in page.words
    assert f"{GONE} after it was approved. Put another document in its place." in page.words
    page = get(client, "return_item", "2027", item.slug)
    assert f"{GONE} on" in page.words
    assert (
        'class="govuk-button" data-module="govuk-button">Approve' not in page.html
    )  # nothing to approve as it stands

    approved_item(northmoor, now, paper(northmoor, now, "Other", b"Others."), reference="IR2")
    assert "1 item goes, with 1 document, 1 kB. 1 stays." in get(client, "packs", "2027").words
    second = made_pack(northmoor, now)
    assert (
        f"What stayed when it was asked for: 1 General, IR1 Complaints {GONE}"
        in get(client, "pack", "2027", second.reference).words
    )
    post(client, "pack_sent", "2027", second.reference, how="By the portal", **just_now())
    words = get(client, "pack", "2027", second.reference).words
    assert "Pack 2 is noted as sent, and 1 item is sent with it." in words
    assert "changed since" not in words
    page = get(client, "packs", "2027")
    assert "What differs from what was last sent can’t go as it stands, so there is nothing to send." in page.words

    # The first went too, before the document was withdrawn: it was sent, and its item is not as it went.
    post(client, "pack_sent", "2027", first.reference, how="By mail", older="on", **just_now())
    words = get(client, "pack", "2027", first.reference).words
    assert "0 items are sent with it. 1 changed since it was packed and stays as it stands." in words
    assert "What was sent is told here, with the fingerprint of every file." in words
    statuses = dict(RequestedItem.objects.values_list("reference", "status"))
    assert statuses == {"IR1": "approved", "IR2": "sent"}
    assert Pack.objects.sent().count() == 2


def test_a_document_withdrawn_after_it_was_sent_is_put_right_by_taking_the_answer_back(signed_in, northmoor, now):
    item = approved_item(northmoor, now, paper(northmoor, now, "Gone"), reference="IR1")
    sent_pack(northmoor, now)
    client = signed_in(northmoor.priya)
    post(client, "evidence_withdraw", "2027", "E1")
    said = "Take the answer back, then put another document in its place."
    assert f"{GONE} after it was sent. {said}" in get(client, "packs", "2027").words
    words = get(client, "return_item", "2027", item.slug).words
    assert "Take it back, then put another document in its place." in words


def test_a_pack_that_was_not_made_yet_was_stopped_and_has_no_file_to_take_away(signed_in, northmoor, now):
    approved_item(northmoor, now, paper(northmoor, now, "Gone"), reference="IR1")
    pack = asked_pack(northmoor, now)
    client = signed_in(northmoor.priya)
    post(client, "evidence_withdraw", "2027", "E1")
    page = get(client, "pack", "2027", pack.reference)
    assert ", before it was made. E1 Gone was withdrawn from the evidence library." in page.words
    assert "taken out of storage" not in page.words
    assert "Pack 1 Not made" in get(client, "packs", "2027").words
    told = Notice.objects.filter(sentence__startswith="Pack 1 ").get().sentence
    assert told == (
        "Pack 1 of the information return was stopped before it was made, because a document in it was withdrawn. Ask "
        "for it again."
    )
