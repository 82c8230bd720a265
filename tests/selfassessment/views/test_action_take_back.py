"""Undo: an action one has just added is taken back."""

import pytest

from assurance.models import Event, Notice
from selfassessment.models import Action
from selfassessment.operations.actions import tell_progress
from tests.pages import get, leads_to, post
from tests.selfassessment.promising import promise

HERE = ("action_take_back", "2027", "A1")


@pytest.fixture
def added(northmoor, now):
    return promise(northmoor.round, northmoor.tom, now, owner=northmoor.aisha, section="equity")


def test_it_leaves_the_plan_and_its_number_is_not_given_again(signed_in, northmoor, added, now):
    client = signed_in(northmoor.tom)
    assert leads_to(post(client, *HERE), "statement", "2027", "equity")
    assert "A1 is taken back: it is not in the plan any more." in get(client, "actions", "2027").words
    assert get(client, "action", "2027", "A1").status == 404
    assert Event.objects.filter(verb="took back the action", subject="A1: Shorten the wait.").exists()
    assert Notice.objects.filter(person=northmoor.aisha, sentence="Tom Birkett took back the action A1").exists()
    assert promise(northmoor.round, northmoor.tom, now).reference == "A2"


def test_only_who_added_it_may_and_only_while_nobody_has_worked_on_it(signed_in, northmoor, added, now):
    page = get(signed_in(northmoor.priya), "action", "2027", "A1")
    assert "/2027/actions/A1/take-back/" not in page.acts
    post(signed_in(northmoor.priya), *HERE)
    assert not Action.objects.get().closed_at
    tell_progress(round=northmoor.round, action=added, text="Begun.", by=northmoor.aisha, at=now)
    client = signed_in(northmoor.tom)
    assert "/2027/actions/A1/take-back/" not in get(client, "action", "2027", "A1").acts
    assert leads_to(post(client, *HERE), "action", "2027", "A1")
    assert "A1 was changed, or somebody has worked on it" in get(client, "action", "2027", "A1").words
    assert not Action.objects.get().closed_at
