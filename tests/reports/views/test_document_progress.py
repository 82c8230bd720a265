"""The part of the page that changes while a document is being made."""

import pytest

from reports.operations.documents import cancel_document
from tests.pages import get
from tests.reports.writing import make


def watches(page) -> bool:
    return any("hx-get" in given for _, given in page.elements)


def test_it_is_only_that_part_and_goes_on_watching(signed_in, northmoor, without_scores):
    page = get(signed_in(northmoor.tom), "document_progress", "2027", without_scores.reference)
    assert "<html" not in page.html
    assert page.elements[0][1]["id"] == "progress-of-document"
    assert watches(page)


def test_the_page_is_loaded_afresh_when_there_is_more_to_see(signed_in, northmoor, without_scores, quick_pages, now):
    client, here = signed_in(northmoor.tom), ("document_progress", "2027", without_scores.reference)
    assert "HX-Refresh" not in get(client, *here).response.headers
    make(without_scores)
    assert get(client, *here).response["HX-Refresh"] == "true"
    assert not watches(get(client, "document", *here[1:]))


def test_the_page_is_loaded_afresh_when_the_work_was_stopped(signed_in, northmoor, without_scores, now):
    cancel_document(document=without_scores, by=northmoor.tom, at=now)
    page = get(signed_in(northmoor.tom), "document_progress", "2027", without_scores.reference)
    assert page.response["HX-Refresh"] == "true"


def test_it_tells_how_far_the_work_is(signed_in, northmoor, without_scores, monkeypatch):
    """Seen from within the work itself, as another browser would see it."""
    client, seen = signed_in(northmoor.tom), []

    def looked_at(kind, snapshot):
        seen.append(get(client, "document_progress", "2027", without_scores.reference))
        raise OSError("enough seen")

    monkeypatch.setattr("reports.operations.documents.render_pdf", looked_at)
    make(without_scores)
    assert "Being made Setting the pages" in seen[0].words
    assert ("progress", "15") in {(tag, given.get("value")) for tag, given in seen[0].elements}
    after = get(client, "document", "2027", without_scores.reference)
    assert "The server could not store or read a file for this." in after.words
    assert "enough seen" not in after.words


@pytest.mark.parametrize("who", ["aisha", "edwin"])
def test_one_with_scores_is_not_found_by_those_who_may_not_see_them(signed_in, northmoor, with_scores, who):
    assert get(signed_in(northmoor.people[who]), "document_progress", "2027", with_scores.reference).status == 404
