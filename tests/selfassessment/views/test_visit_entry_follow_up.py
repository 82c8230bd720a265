"""What was asked becomes a follow-up request with one press."""

from selfassessment.models import FollowUpRequest
from tests.pages import get, post
from tests.selfassessment.visiting import meet, noted


def test_one_press_makes_it(signed_in, northmoor, now):
    session = meet(northmoor.round, northmoor.priya, now, people=[northmoor.aisha], regulator="Lead assessor")
    entry = noted(session, northmoor.aisha, now, kind="asked")
    client = signed_in(northmoor.aisha)
    post(client, "visit_entry_follow_up", "2027", "S1", entry.reference)
    page = get(client, "visit_session", "2027", "S1")
    assert "R1 is among the follow-up requests." in page.words
    assert "Take R1 back" in page.words
    assert FollowUpRequest.objects.get().asked_by == "Lead assessor"
