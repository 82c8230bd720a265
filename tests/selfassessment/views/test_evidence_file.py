"""The file itself: always a download, in a box where nothing in it could run, and only once it is ready."""

import pytest
from django.urls import reverse

from selfassessment.operations.evidence_files import storage
from tests.pages import Page
from tests.selfassessment.library import add, check, cite, nothing_found, put_file


@pytest.fixture
def fetch(signed_in):
    def fetch(person, file):
        return signed_in(person).get(reverse("evidence_file", args=["2027", "E1", file.reference]))

    return fetch


def test_a_ready_file_is_streamed_as_a_download(fetch, northmoor, meilin, now, monkeypatch):
    nothing_found(monkeypatch)
    file = check(put_file(northmoor, add(northmoor, now), now, b"<b>Words</b> no browser shows"))
    response = fetch(meilin, file)
    assert b"".join(response) == b"<b>Words</b> no browser shows"
    assert response["Content-Disposition"] == 'attachment; filename="survey.txt"'
    assert response["Content-Type"] == "text/plain"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert response["Cache-Control"] == "private, no-store"


def test_nobody_fetches_a_file_before_it_is_checked_and_confirmed(fetch, northmoor, aisha, ruth, now, monkeypatch):
    nothing_found(monkeypatch, findings=[{"kind": "email", "place": "page 1"}])
    file = put_file(northmoor, add(northmoor, now), now)
    for person in [aisha, ruth]:
        assert fetch(person, file).status_code == 404
    check(file)
    for person in [aisha, ruth]:
        page = Page(fetch(person, file))
        assert page.status == 404
        assert "can’t be fetched" in page.words


def test_a_restricted_file_is_for_a_few(fetch, northmoor, now, monkeypatch):
    nothing_found(monkeypatch)
    file = check(put_file(northmoor, add(northmoor, now, sensitivity="restricted", owner=northmoor.helen), now))
    may = {}
    for key in ["aisha", "helen", "priya", "ruth", "tom", "meilin"]:
        response = fetch(northmoor.people[key], file)
        may[key] = response.status_code == 200
        if response.streaming:
            b"".join(response)
    assert [key for key, allowed in may.items() if allowed] == ["aisha", "helen", "priya", "ruth"]


def test_a_challenger_fetches_what_is_cited(fetch, northmoor, yvonne, now, monkeypatch):
    nothing_found(monkeypatch)
    item = add(northmoor, now)
    file = check(put_file(northmoor, item, now))
    assert fetch(yvonne, file).status_code == 404
    cite(northmoor, item, now)
    response = fetch(yvonne, file)
    assert response.status_code == 200
    b"".join(response)


def test_a_file_that_disappeared_from_disk_is_told_in_a_sentence(fetch, northmoor, aisha, now, monkeypatch):
    nothing_found(monkeypatch)
    file = check(put_file(northmoor, add(northmoor, now), now))
    storage().delete(file.stored)
    page = Page(fetch(aisha, file))
    assert page.status == 404
    assert "no longer in storage" in page.words


def test_a_file_of_another_item_is_not_found(signed_in, northmoor, aisha, now, monkeypatch):
    nothing_found(monkeypatch)
    file = check(put_file(northmoor, add(northmoor, now), now))
    add(northmoor, now)
    page = Page(signed_in(aisha).get(reverse("evidence_file", args=["2027", "E2", file.reference])))
    assert page.status == 404
