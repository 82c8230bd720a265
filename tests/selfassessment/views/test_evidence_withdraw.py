"""Taking an item out of the library: asks first."""

from assurance.models import Notice
from reports.models import Pack
from reports.operations.packs import mark_pack_sent
from tests.pages import get, leads_to, post
from tests.reports.packing import approved_item, asked_pack, made_pack, paper
from tests.selfassessment.asking import approved, document, one_more
from tests.selfassessment.library import add, cite, nothing_found


def test_it_asks_first_and_says_what_cites_it(signed_in, northmoor, aisha, now):
    item = add(northmoor, now)
    cite(northmoor, item, now)
    client = signed_in(aisha)
    page = get(client, "evidence_withdraw", "2027", "E1")
    assert page.heading == "Withdraw this item?"
    assert "Cited 1 time" in page.words
    assert "can’t be undone" in page.words
    item.refresh_from_db()
    assert not item.is_withdrawn
    assert leads_to(post(client, "evidence_withdraw", "2027", "E1"), "evidence", "2027")
    item.refresh_from_db()
    assert item.is_withdrawn
    assert "E1" not in get(client, "evidence", "2027").words.replace("Withdrew E1", "")


def test_withdrawing_it_twice_says_so(signed_in, northmoor, aisha, now):
    add(northmoor, now)
    client = signed_in(aisha)
    post(client, "evidence_withdraw", "2027", "E1")
    post(client, "evidence_withdraw", "2027", "E1")
    assert "already withdrawn" in get(client, "evidence", "2027").words


def test_it_says_which_answers_of_the_return_name_it(signed_in, northmoor, now, monkeypatch):
    nothing_found(monkeypatch)
    approved(northmoor, one_more(northmoor, now), now, kind="document", evidence=document(northmoor, now))
    page = get(signed_in(northmoor.aisha), "evidence_withdraw", "2027", "E1")
    assert "An answer that names it can’t be sent until another document stands in its place" in page.words
    assert "General, IR9: Communication (approved)" in page.words


def test_it_names_the_packs_that_go_and_tells_whoever_asked_for_them(signed_in, northmoor, now, monkeypatch):
    nothing_found(monkeypatch)
    approved_item(northmoor, now, paper(northmoor, now, "Gone"))
    mark_pack_sent(pack=made_pack(northmoor, now), how="By the portal", by=northmoor.priya, at=now)
    made, waiting = made_pack(northmoor, now), asked_pack(northmoor, now)
    Notice.objects.all().delete()
    client = signed_in(northmoor.aisha)
    page = get(client, "evidence_withdraw", "2027", "E1")
    assert "2 packs of the information return, not sent yet" in page.words
    assert "Pack 2, made on " in page.words
    assert "is deleted: make it again. Pack 3, asked for on " in page.words
    assert "Pack 1" not in page.words
    assert "and packs that were sent, stay as they were" in page.words
    post(client, "evidence_withdraw", "2027", "E1")
    assert "2 packs were deleted: make them again." in get(client, "evidence", "2027").words
    assert set(Pack.objects.exclude(deleted_at=None)) == {made, waiting}
    told = Notice.objects.filter(person=northmoor.priya).order_by("pk")
    assert [one.sentence for one in told] == [
        "Pack 2 of the information return was deleted, because a document in it was withdrawn. Make it again.",
        "Pack 3 of the information return was stopped before it was made, because a document in it was withdrawn. Ask "
        "for it again.",
    ]
    assert told[0].page["arguments"] == ["2027", made.reference]


def test_it_names_no_pack_where_none_goes(signed_in, northmoor, now, monkeypatch):
    nothing_found(monkeypatch)
    approved_item(northmoor, now, paper(northmoor, now, "Stays"))
    made_pack(northmoor, now)
    paper(northmoor, now, "Gone")
    client = signed_in(northmoor.aisha)
    assert "Pack 1" not in get(client, "evidence_withdraw", "2027", "E2").words
    post(client, "evidence_withdraw", "2027", "E2")
    assert "deleted: make" not in get(client, "evidence", "2027").words
