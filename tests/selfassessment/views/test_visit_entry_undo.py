"""What was made of an entry is taken back."""

from selfassessment.models import Action
from selfassessment.operations.visit_log import entry_to_action
from tests.pages import get, post
from tests.selfassessment.visiting import meet, noted


def test_an_action_just_made_is_taken_back(signed_in, northmoor, now):
    session = meet(northmoor.round, northmoor.priya, now, people=[northmoor.aisha])
    entry = noted(session, northmoor.aisha, now)
    entry_to_action(entry=entry, by=northmoor.aisha, at=now)
    client = signed_in(northmoor.aisha)
    post(client, "visit_entry_undo", "2027", "S1", entry.reference, what="action")
    assert "A1 is taken back." in get(client, "visit_session", "2027", "S1").words
    assert not Action.objects.kept().exists()


def test_nothing_to_take_back_is_said(signed_in, northmoor, now):
    entry = noted(meet(northmoor.round, northmoor.priya, now), northmoor.priya, now)
    client = signed_in(northmoor.priya)
    post(client, "visit_entry_undo", "2027", "S1", entry.reference, what="everything")
    assert "There is nothing to take back any more." in get(client, "visit_session", "2027", "S1").words
