"""Stopping a document that is waiting or being made."""

import pytest

from assurance.models import Event, Job
from tests.pages import get, leads_to, post
from tests.reports.writing import make


@pytest.mark.parametrize("who", ["tom", "ruth", "priya"])
def test_whoever_asked_for_it_or_sees_all_scores_stops_it(signed_in, northmoor, without_scores, quick_pages, who):
    client = signed_in(northmoor.people[who])
    page = post(client, "document_stop", "2027", without_scores.reference)
    assert leads_to(page, "document", "2027", without_scores.reference)
    assert Job.objects.get().state == "cancelled"
    assert Event.objects.filter(verb="stopped", actor_id=northmoor.people[who].pk).count() == 1
    assert not make(without_scores).is_made  # the message still in the queue does nothing


@pytest.mark.parametrize("who", ["aisha", "edwin", "meilin"])
def test_nobody_else_stops_it_and_is_told_why(signed_in, northmoor, without_scores, who):
    page = post(signed_in(northmoor.people[who]), "document_stop", "2027", without_scores.reference)
    assert page.status == 403
    assert "Only the person who asked for this document can stop it." in page.words
    assert Job.objects.get().state == "queued"


def test_one_that_is_ready_stays_ready(signed_in, northmoor, without_scores, quick_pages):
    make(without_scores)
    client = signed_in(northmoor.tom)
    post(client, "document_stop", "2027", without_scores.reference)
    words = get(client, "document", "2027", without_scores.reference).words
    assert "It was already over, so there was nothing to stop." in words
    assert "Your document is ready" in words
    assert not Event.objects.filter(verb="stopped").exists()
