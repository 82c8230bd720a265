"""How far is a pack, where do I fetch it, what is in it, was it sent?"""

import datetime

import pytest

from assurance.models import Job
from selfassessment.operations.evidence import withdraw_evidence
from tests.pages import get
from tests.reports.packing import approved_item, asked_pack, made_pack, paper, sent_pack
from tests.selfassessment.asking import one_more
from tests.selfassessment.closing import closed
from tests.selfassessment.library import nothing_found


@pytest.fixture
def packed(northmoor, now, monkeypatch):
    """An approved item with a document, and one that is not approved."""
    nothing_found(monkeypatch)
    item = paper(northmoor, now)
    approved_item(northmoor, now, item)
    one_more(northmoor, now, reference="IR2", title="Not yet")
    return item


def test_while_it_waits_it_can_be_watched_and_stopped(signed_in, northmoor, now, packed):
    pack = asked_pack(northmoor, now)
    page = get(signed_in(northmoor.priya), "pack", "2027", pack.reference)
    assert "Waiting its turn" in page.words
    assert f"/2027/return/packs/{pack.reference}/stop/" in page.acts


def test_when_it_is_made_it_can_be_fetched_and_says_what_is_in_it(signed_in, northmoor, now, packed):
    pack = made_pack(northmoor, now)
    page = get(signed_in(northmoor.priya), "pack", "2027", pack.reference)
    assert "Your pack is ready ZIP, 1 item, 1 document" in page.words
    assert "General: 1 item IR1 Complaints 00 General/IR1 Complaints report.txt" in page.words
    assert "What stayed when it was asked for: 1 General, IR2 Not yet It is not approved: not started." in page.words
    assert pack.file_sha256 in page.words
    assert f"{pack.snapshot['files'][0]['sha256']} 00 General/" in page.words  # the manifest
    for act in ("file", "sent", "delete"):
        assert f"/2027/return/packs/{pack.reference}/{act}/" in page.links


def test_what_went_wrong_is_said_with_a_way_to_try_again(signed_in, northmoor, now, packed):
    pack = asked_pack(northmoor, now)
    Job.objects.filter(pk=pack.job_id).update(state="failed", error="The disk is full.", ended_at=now)
    page = get(signed_in(northmoor.priya), "pack", "2027", pack.reference)
    assert "The disk is full." in page.words
    assert f"/2027/return/packs/{pack.reference}/again/" in page.acts


def test_a_sent_pack_says_when_by_whom_and_how(signed_in, northmoor, now, packed):
    pack = sent_pack(northmoor, now)
    page = get(signed_in(northmoor.ruth), "pack", "2027", pack.reference)
    assert "by Priya Nair: By the portal" in page.words
    assert f"/2027/return/packs/{pack.reference}/sent/" not in page.links


def test_a_sent_pack_that_holds_something_withdrawn_says_so_and_offers_to_delete_the_file(
    signed_in, northmoor, now, packed
):
    pack = sent_pack(northmoor, now)
    withdraw_evidence(item=packed, round=northmoor.round, by=northmoor.aisha, at=now)
    page = get(signed_in(northmoor.priya), "pack", "2027", pack.reference)
    assert "E1 in it was withdrawn from the evidence library since." in page.words
    assert f"/2027/return/packs/{pack.reference}/delete/" in page.links


def test_a_closed_round_offers_only_the_download(signed_in, northmoor, now, packed):
    pack = made_pack(northmoor, now)
    closed(northmoor, now + datetime.timedelta(days=1))
    page = get(signed_in(northmoor.priya), "pack", "2027", pack.reference)
    assert [href for href in page.links if pack.reference in href] == [f"/2027/return/packs/{pack.reference}/file/"]


def test_a_pack_of_another_round_is_not_found(signed_in, northmoor, westerholme, now, packed):
    pack = made_pack(northmoor, now)
    client = signed_in(westerholme.director)
    assert get(client, "pack", "2027-w", pack.reference).status == 404
    assert get(client, "pack", "2027", pack.reference).status == 404
