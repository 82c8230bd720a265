"""A promise becomes an action with one press."""

from selfassessment.models import Action
from tests.pages import get, post
from tests.selfassessment.visiting import meet, noted


def test_one_press_makes_it_and_a_second_makes_no_other(signed_in, northmoor, now):
    session = meet(northmoor.round, northmoor.priya, now, people=[northmoor.aisha])
    entry = noted(session, northmoor.aisha, now, owner=northmoor.tom)
    client = signed_in(northmoor.aisha)
    post(client, "visit_entry_action", "2027", "S1", entry.reference)
    assert "A1 is in the action plan." in get(client, "visit_session", "2027", "S1").words
    post(client, "visit_entry_action", "2027", "S1", entry.reference)
    assert "A1 was made of this entry before" in get(client, "visit_session", "2027", "S1").words
    assert Action.objects.count() == 1


def test_who_may_not_change_actions_makes_none(signed_in, northmoor, now):
    session = meet(northmoor.round, northmoor.priya, now, people=[northmoor.meilin])
    entry = noted(session, northmoor.meilin, now)
    assert post(signed_in(northmoor.meilin), "visit_entry_action", "2027", "S1", entry.reference).status == 403
    assert not Action.objects.exists()
