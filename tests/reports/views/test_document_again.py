"""Trying again to make a document that failed or was stopped."""

from assurance.models import Event, Job
from reports.operations.documents import cancel_document
from tests.pages import get, leads_to, post
from tests.reports.writing import make


def test_one_that_failed_is_given_to_a_worker_again(signed_in, northmoor, without_scores, failing):
    make(without_scores)
    client = signed_in(northmoor.tom)
    page = post(client, "document_again", "2027", without_scores.reference)
    assert leads_to(page, "document", "2027", without_scores.reference)
    assert Job.objects.get().state == "queued"
    assert Event.objects.filter(verb="asked again for", actor_name="Tom Birkett").count() == 1
    words = get(client, "document", "2027", without_scores.reference).words
    assert "Waiting its turn" in words
    assert "The pages can't be set today." not in words


def test_one_that_was_stopped_is_made_after_all(signed_in, northmoor, without_scores, quick_pages, now):
    cancel_document(document=without_scores, by=northmoor.tom, at=now)
    post(signed_in(northmoor.tom), "document_again", "2027", without_scores.reference)
    assert make(without_scores).is_made


def test_one_that_is_ready_or_under_way_is_left_alone(signed_in, northmoor, without_scores, quick_pages):
    client = signed_in(northmoor.tom)
    for _ in range(2):
        post(client, "document_again", "2027", without_scores.reference)
        words = get(client, "document", "2027", without_scores.reference).words
        assert "There was nothing to try again: the document is being made or is ready." in words
        make(without_scores)
    assert not Event.objects.filter(verb="asked again for").exists()


def test_one_with_scores_is_not_found_by_those_who_may_not_see_them(signed_in, northmoor, with_scores, failing):
    make(with_scores)
    assert post(signed_in(northmoor.tom), "document_again", "2027", with_scores.reference).status == 404
    assert Job.objects.get().state == "failed"
