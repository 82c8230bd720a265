"""Taking back that a thread is settled."""

from selfassessment.operations import commenting
from tests.pages import get, leads_to, post
from tests.selfassessment.talking import say


def test_a_resolved_thread_is_open_again(signed_in, northmoor, now):
    thread = say(northmoor, northmoor.edwin, "Is it safe?", now).comment
    commenting.resolve(thread=thread, by=northmoor.aisha, at=now)
    client = signed_in(northmoor.edwin)
    assert leads_to(post(client, "comment_reopen", "2027", thread.reference), "comment", "2027", thread.reference)
    thread.refresh_from_db()
    assert thread.resolved_at is None
    assert "The comment is open again." in get(client, "comment", "2027", thread.reference).words


def test_somebody_invited_does_not_reopen_what_others_asked(signed_in, northmoor, now):
    thread = say(northmoor, northmoor.edwin, "Is it safe?", now).comment
    commenting.resolve(thread=thread, by=northmoor.aisha, at=now)
    assert post(signed_in(northmoor.yvonne), "comment_reopen", "2027", thread.reference).status == 403


def test_a_withdrawn_thread_stays_closed(signed_in, northmoor, now):
    thread = say(northmoor, northmoor.edwin, "Is it safe?", now).comment
    commenting.withdraw(comment=thread, by=northmoor.edwin, at=now)
    client = signed_in(northmoor.aisha)
    post(client, "comment_reopen", "2027", thread.reference)
    assert "can't be opened again" in get(client, "comment", "2027", thread.reference).words
