"""Taking one revision of a file away for good: asks first."""

from tests.pages import get, leads_to, post
from tests.reports.packing import approved_item, made_pack, paper
from tests.selfassessment.library import add, nothing_found, put_file


def test_it_asks_first_and_then_deletes_the_one_revision(signed_in, northmoor, aisha, now):
    item = add(northmoor, now)
    first, second = put_file(northmoor, item, now, b"One"), put_file(northmoor, item, now, b"Two")
    client = signed_in(aisha)
    page = get(client, "evidence_file_withdraw", "2027", "E1", first.reference)
    assert page.heading == "Withdraw this file?"
    assert "revision 1" in page.words
    page = post(client, "evidence_file_withdraw", "2027", "E1", first.reference)
    assert leads_to(page, "evidence_item", "2027", "E1")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("withdrawn", "waiting")
    assert "Withdrawn by Aisha Rahman." in get(client, "evidence_item", "2027", "E1").words


def test_withdrawing_it_twice_says_so(signed_in, northmoor, aisha, now):
    file = put_file(northmoor, add(northmoor, now), now)
    client = signed_in(aisha)
    post(client, "evidence_file_withdraw", "2027", "E1", file.reference)
    post(client, "evidence_file_withdraw", "2027", "E1", file.reference)
    assert "already withdrawn" in get(client, "evidence_item", "2027", "E1").words


def test_it_names_the_pack_that_goes_with_the_file(signed_in, northmoor, now, monkeypatch):
    nothing_found(monkeypatch)
    item = paper(northmoor, now)
    approved_item(northmoor, now, item)
    made_pack(northmoor, now)
    client, file = signed_in(northmoor.aisha), item.files.get()
    assert "Pack 1, made on " in get(client, "evidence_file_withdraw", "2027", "E1", file.reference).words
    post(client, "evidence_file_withdraw", "2027", "E1", file.reference)
    assert "1 pack was deleted: make it again." in get(client, "evidence_item", "2027", "E1").words
