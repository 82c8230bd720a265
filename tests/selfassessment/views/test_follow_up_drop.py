"""Noting that a request is no longer asked for."""

from selfassessment.models import FollowUpRequest
from tests.pages import get, leads_to, post, refuses
from tests.selfassessment.asked_later import ask_later

HERE = ("follow_up_drop", "2027", "R1")


def test_it_stays_in_the_list_with_its_reason(signed_in, northmoor, now):
    ask_later(northmoor.round, northmoor.priya, now)
    client = signed_in(northmoor.priya)
    refuses(post(client, *HERE, note=""), "Say why it is no longer asked for.", "note")
    assert leads_to(post(client, *HERE, note="They found it."), "follow_up", "2027", "R1")
    words = get(client, "follow_up", "2027", "R1").words
    assert "No longer asked for" in words
    assert "They found it." in words
    refuses(post(client, *HERE, note="Again."), "Open it again first.")
    assert FollowUpRequest.objects.get().sent_note == "They found it."


def test_somebody_it_is_not_given_to_is_turned_away(signed_in, northmoor, now):
    ask_later(northmoor.round, northmoor.priya, now)
    assert post(signed_in(northmoor.tom), *HERE, note="So.").status == 403
