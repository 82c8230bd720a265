"""Closing an action."""

import pytest

from selfassessment.models import Action
from tests.pages import get, leads_to, post, refuses
from tests.selfassessment.promising import promise

HERE = ("action_close", "2027", "A1")


@pytest.mark.parametrize(("outcome", "words"), [("done", "Done"), ("dropped", "Given up")])
def test_it_ends_as_done_or_given_up_with_a_note(signed_in, northmoor, now, outcome, words):
    promise(northmoor.round, northmoor.aisha, now, due_in=-5)
    client = signed_in(northmoor.aisha)
    assert leads_to(post(client, *HERE, outcome=outcome, note="Waits are short."), "action", "2027", "A1")
    page = get(client, "action", "2027", "A1")
    assert f"{words} Owner" in page.words
    assert "Overdue" not in page.words
    assert "Waits are short." in page.words
    assert "0 actions are not finished." in get(client, "actions", "2027").words


def test_it_asks_how_and_what_came_of_it(signed_in, northmoor, now):
    promise(northmoor.round, northmoor.aisha, now)
    client = signed_in(northmoor.aisha)
    refuses(post(client, *HERE, note="So."), "Say whether it is done or given up.", "outcome")
    refuses(post(client, *HERE, outcome="done", note=" "), "Say in a sentence what came of it.", "note")
    assert Action.objects.get().closed_at is None
