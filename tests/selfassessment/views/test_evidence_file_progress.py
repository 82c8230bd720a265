"""The part of an item's page that changes while its file is being checked."""

from assurance.models import Job
from tests.pages import get
from tests.selfassessment.library import add, check, nothing_found, put_file


def test_it_shows_how_far_the_check_is(signed_in, northmoor, aisha, now):
    file = put_file(northmoor, add(northmoor, now), now)
    Job.objects.update(state="running", progress=40, step="Reading it for personal data")
    page = get(signed_in(aisha), "evidence_file_progress", "2027", "E1", file.reference)
    assert "Reading it for personal data" in page.words
    assert "HX-Refresh" not in page.response


def test_it_asks_for_the_whole_page_once_the_check_is_over(signed_in, northmoor, aisha, now, monkeypatch):
    nothing_found(monkeypatch)
    file = check(put_file(northmoor, add(northmoor, now), now))
    page = get(signed_in(aisha), "evidence_file_progress", "2027", "E1", file.reference)
    assert page.response["HX-Refresh"] == "true"


def test_an_unknown_file_is_not_found(signed_in, northmoor, aisha, now):
    add(northmoor, now)
    assert get(signed_in(aisha), "evidence_file_progress", "2027", "E1", "f-nothing").status == 404
