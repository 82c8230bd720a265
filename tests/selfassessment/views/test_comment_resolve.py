"""Marking a thread as settled."""

import pytest

from selfassessment.operations import commenting
from tests.pages import get, leads_to, post
from tests.selfassessment.talking import say


@pytest.fixture
def thread(northmoor, now):
    """What Edwin asked."""
    return say(northmoor, northmoor.edwin, "Is it safe?", now).comment


@pytest.mark.parametrize("who", ["aisha", "tom", "edwin"])
def test_the_councils_own_people_and_the_asker_resolve_it(signed_in, northmoor, thread, who):
    client = signed_in(northmoor.people[who])
    assert leads_to(post(client, "comment_resolve", "2027", thread.reference), "comment", "2027", thread.reference)
    thread.refresh_from_db()
    assert thread.resolved_by == northmoor.people[who]
    assert "Resolved. It is kept" in get(client, "comment", "2027", thread.reference).words


def test_somebody_invited_does_not_resolve_what_others_asked(signed_in, northmoor, thread):
    page = post(signed_in(northmoor.yvonne), "comment_resolve", "2027", thread.reference)
    assert page.status == 403
    assert "resolved by the council’s own people and by whoever began them" in page.words
    thread.refresh_from_db()
    assert thread.resolved_at is None


def test_a_thread_withdrawn_meanwhile_says_so(signed_in, northmoor, thread, now):
    commenting.withdraw(comment=thread, by=northmoor.edwin, at=now)
    client = signed_in(northmoor.aisha)
    post(client, "comment_resolve", "2027", thread.reference)
    words = get(client, "comment", "2027", thread.reference).words
    assert "This comment was withdrawn, so there is nothing left to resolve." in words
