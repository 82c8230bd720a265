"""Taking an item out of the library: asks first."""

from tests.pages import get, leads_to, post
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
    assert "IR9: Communication (approved)" in page.words
