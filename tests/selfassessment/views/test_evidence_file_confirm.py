"""Saying, after looking, that what was found may stay."""

from tests.pages import get, leads_to, post
from tests.selfassessment.library import add, check, nothing_found, put_file


def test_a_confirmed_file_can_be_fetched_and_says_who_looked(signed_in, northmoor, aisha, now, monkeypatch):
    nothing_found(monkeypatch, findings=[{"kind": "phone", "place": "page 1, line 2"}])
    file = check(put_file(northmoor, add(northmoor, now), now))
    client = signed_in(aisha)
    page = post(client, "evidence_file_confirm", "2027", "E1", file.reference)
    assert leads_to(page, "evidence_item", "2027", "E1")
    shown = get(client, "evidence_item", "2027", "E1")
    assert "Download survey.txt" in shown.words
    assert "Aisha Rahman looked at this on" in shown.words
    file.refresh_from_db()
    assert file.confirmed_by == aisha


def test_with_nothing_to_confirm_it_says_so(signed_in, northmoor, aisha, now):
    file = put_file(northmoor, add(northmoor, now), now)
    client = signed_in(aisha)
    post(client, "evidence_file_confirm", "2027", "E1", file.reference)
    assert "nothing to confirm" in get(client, "evidence_item", "2027", "E1").words


def test_a_restricted_file_is_confirmed_by_a_few_only(signed_in, northmoor, tom, now):
    file = put_file(northmoor, add(northmoor, now, sensitivity="restricted"), now)
    assert post(signed_in(tom), "evidence_file_confirm", "2027", "E1", file.reference).status == 403
