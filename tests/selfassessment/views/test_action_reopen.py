"""Opening an action again."""

from assurance.models import Event
from selfassessment.models import Action
from selfassessment.operations.actions import close_action
from tests.pages import get, leads_to, post
from tests.selfassessment.promising import promise


def test_it_is_open_again_and_its_notes_stay(signed_in, northmoor, now):
    action = promise(northmoor.round, northmoor.aisha, now)
    close_action(round=northmoor.round, action=action, outcome="done", note="It was.", by=northmoor.aisha, at=now)
    client = signed_in(northmoor.aisha)
    assert leads_to(post(client, "action_reopen", "2027", "A1"), "action", "2027", "A1")
    assert "It was." in get(client, "action", "2027", "A1").words
    assert Action.objects.get().closed_at is None
    post(client, "action_reopen", "2027", "A1")
    assert Event.objects.filter(verb="opened again").count() == 1
