"""Deleting a pack's file: what it held, and that it was sent, is kept."""

from reports.models import Pack
from tests.pages import get, leads_to, post
from tests.reports.packing import approved_item, made_pack, sent_pack
from tests.selfassessment.closing import closed


def test_it_asks_first_and_then_the_file_is_gone(signed_in, northmoor, now, django_capture_on_commit_callbacks):
    approved_item(northmoor, now)
    pack = made_pack(northmoor, now)
    client = signed_in(northmoor.priya)
    here = ("pack_delete", "2027", pack.reference)
    assert "It can’t be fetched any more." in get(client, *here).words
    assert "if it was sent before, you can still note that there" in get(client, *here).words
    with django_capture_on_commit_callbacks(execute=True):
        assert leads_to(post(client, *here), "pack", "2027", pack.reference)
    assert not pack.file.storage.exists(pack.file.name)
    page = get(client, "pack", "2027", pack.reference)
    assert "Deleted by Priya Nair." in page.words
    assert f"/2027/return/packs/{pack.reference}/sent/" in page.links
    assert f"/2027/return/packs/{pack.reference}/file/" not in page.links
    assert get(client, "pack_file", "2027", pack.reference).status == 404
    post(client, *here)
    assert "was deleted already" in get(client, "pack", "2027", pack.reference).words


def test_of_a_sent_pack_the_manifest_stays(signed_in, northmoor, now):
    approved_item(northmoor, now)
    pack = sent_pack(northmoor, now)
    client = signed_in(northmoor.priya)
    post(client, "pack_delete", "2027", pack.reference)
    words = get(client, "pack", "2027", pack.reference).words
    assert "What was sent is told here, with the fingerprint of every file." in words
    assert "index.html" in words


def test_nothing_of_a_closed_round_is_deleted(signed_in, northmoor, now):
    approved_item(northmoor, now)
    pack = made_pack(northmoor, now)
    closed(northmoor, now)
    assert post(signed_in(northmoor.priya), "pack_delete", "2027", pack.reference).status == 403
    assert Pack.objects.get().deleted_at is None
