"""Changing an action; two at once lose nothing."""

from assurance.models import Event, Notice
from selfassessment.models import Action
from selfassessment.operations.actions import close_action
from tests.pages import get, leads_to, post, refuses
from tests.selfassessment.promising import promise

HERE = ("action_edit", "2027", "A1")


def filled(page, **changed) -> dict:
    names = ["what", "measure", "expected_evidence", "source_note", "version"]
    given = {name: page.value(name) for name in names}
    return {**given, "priority": page.value("priority"), "source": page.value("source"), "section": "", **changed}


def test_what_is_changed_is_saved_told_and_a_new_owner_hears_of_it(signed_in, northmoor, now):
    promise(northmoor.round, northmoor.aisha, now)
    client = signed_in(northmoor.aisha)
    page = get(client, *HERE)
    sent = post(client, *HERE, **filled(page, what="Shorten the wait by half.", owner=northmoor.tom.pk))
    assert leads_to(sent, "action", "2027", "A1")
    action = Action.objects.get()
    assert (action.what, action.owner, action.version) == ("Shorten the wait by half.", northmoor.tom, 2)
    event = Event.objects.get(verb="changed the action")
    assert event.before == {"what": "Shorten the wait.", "owner": ""}
    assert event.after == {"what": "Shorten the wait by half.", "owner": "Tom Birkett"}
    assert Notice.objects.get().person == northmoor.tom


def test_a_stale_save_overwrites_nothing_and_shows_both(signed_in, northmoor, now):
    promise(northmoor.round, northmoor.aisha, now)
    mine = get(signed_in(northmoor.aisha), *HERE)
    theirs = get(signed_in(northmoor.helen), *HERE)
    post(signed_in(northmoor.helen), *HERE, **filled(theirs, what="Helen's words."))
    client = signed_in(northmoor.aisha)
    page = post(client, *HERE, **filled(mine, what="My words.", priority="low"))
    refuses(page, "Somebody changed A1 while you were here.", status=409)
    assert "What: two answers" in page.words
    assert "My words." in page.words
    assert "Helen's words." in page.words
    assert "Priority: two answers" in page.words
    assert Action.objects.get().what == "Helen's words."
    assert page.value("what") == "My words."
    assert post(client, *HERE, **filled(page, what="Both.", priority="low")).status == 302
    assert Action.objects.get().what == "Both."


def test_a_forged_version_is_refused_and_the_words_stay(signed_in, northmoor, now):
    promise(northmoor.round, northmoor.aisha, now)
    client = signed_in(northmoor.aisha)
    page = get(client, *HERE)
    for version in ["", "x", "-1"]:
        refused = post(client, *HERE, **filled(page, what="Mine.", version=version))
        refuses(refused, "This page lost track of which version you started from.")
        assert refused.value("what") == "Mine."
    assert post(client, *HERE, **filled(page, what="Mine.", version="77")).status == 409
    assert Action.objects.get().what == "Shorten the wait."


def test_what_is_closed_is_not_changed(signed_in, northmoor, now):
    action = promise(northmoor.round, northmoor.aisha, now)
    client = signed_in(northmoor.aisha)
    page = get(client, *HERE)
    close_action(round=northmoor.round, action=action, outcome="done", note="So.", by=northmoor.priya, at=now)
    refuses(post(client, *HERE, **filled(page, what="Mine.")), "A1 is closed. Open it again, then change it.")


def test_saving_what_has_not_changed_tells_nothing(signed_in, northmoor, now):
    promise(northmoor.round, northmoor.aisha, now)
    client = signed_in(northmoor.aisha)
    events = Event.objects.count()
    assert post(client, *HERE, **filled(get(client, *HERE))).status == 302
    assert Event.objects.count() == events
    assert Action.objects.get().version == 1
