"""Opening again a request that was ended."""

from selfassessment.models import FollowUpRequest
from selfassessment.operations.follow_ups import drop_follow_up
from tests.pages import get, leads_to, post
from tests.selfassessment.asked_later import ask_later
from tests.selfassessment.closing import closed

HERE = ("follow_up_reopen", "2027", "R1")


def test_it_waits_for_an_answer_again(signed_in, northmoor, now):
    request = ask_later(northmoor.round, northmoor.priya, now)
    drop_follow_up(request=request, note="They found it.", by=northmoor.priya, at=now)
    client = signed_in(northmoor.priya)
    assert leads_to(post(client, *HERE), "follow_up", "2027", "R1")
    assert "1 request waits for an answer." in get(client, "follow_ups", "2027").words


def test_nothing_of_a_closed_round_is_opened_again(signed_in, northmoor, now):
    request = ask_later(northmoor.round, northmoor.priya, now)
    drop_follow_up(request=request, note="They found it.", by=northmoor.priya, at=now)
    closed(northmoor, now)
    page = post(signed_in(northmoor.priya), *HERE)
    assert page.status == 403
    assert "was closed" in page.words
    assert FollowUpRequest.objects.get().closed_at is not None
