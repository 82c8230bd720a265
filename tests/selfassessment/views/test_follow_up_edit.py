"""Changing what a request says; a save that comes too late shows both."""

from assurance.models import Membership
from selfassessment.models import FollowUpRequest
from selfassessment.operations.follow_ups import asked_of, change_follow_up
from tests.pages import day, get, leads_to, post, refuses
from tests.selfassessment.asked_later import ask_later

HERE = ("follow_up_edit", "2027", "R1")
GIVEN = {"what": "Another rota.", "asked_by": "Lead assessor", **day("asked_on", 7, 12, 2026), "asked_time": "10:00"}


def test_what_is_changed_is_saved_with_a_new_version(signed_in, northmoor, now):
    ask_later(northmoor.round, northmoor.priya, now)
    client = signed_in(northmoor.priya)
    assert get(client, *HERE).value("what") == "The rota of the duty team."
    assert leads_to(post(client, *HERE, **GIVEN, version=1), "follow_up", "2027", "R1")
    kept = FollowUpRequest.objects.get()
    assert (kept.what, kept.version) == ("Another rota.", 2)


def test_an_owner_who_left_is_kept_until_it_is_given_to_another(signed_in, northmoor, now):
    ask_later(northmoor.round, northmoor.priya, now, owner=northmoor.tom)
    Membership.objects.filter(person=northmoor.tom).delete()
    client = signed_in(northmoor.priya)
    assert "Tom Birkett" in get(client, *HERE).words
    assert post(client, *HERE, **GIVEN, version=1, owner=northmoor.tom.pk).status == 302
    assert FollowUpRequest.objects.get().owner == northmoor.tom
    post(client, *HERE, **GIVEN, version=2, owner=northmoor.aisha.pk)
    page = post(client, *HERE, **GIVEN, version=3, owner=northmoor.tom.pk)
    refuses(page, "Choose somebody from the list.", "owner")


def test_a_late_save_shows_both_and_can_be_sent_again(signed_in, northmoor, now):
    request = ask_later(northmoor.round, northmoor.priya, now)
    asked = asked_of(request)
    theirs = type(asked)(**{**asked.__dict__, "what": "Their rota."})
    change_follow_up(request=request, version=1, asked=theirs, by=northmoor.ruth, at=now)
    client = signed_in(northmoor.priya)
    page = post(client, *HERE, **GIVEN, version=1)
    refuses(page, "Somebody changed R1 while you were here.", status=409)
    assert "What you wrote (not saved) Another rota." in page.words
    assert "What stands now Their rota." in page.words
    assert leads_to(post(client, *HERE, **GIVEN, version=page.value("version")), "follow_up", "2027", "R1")


def test_somebody_it_is_not_given_to_is_turned_away(signed_in, northmoor, now):
    ask_later(northmoor.round, northmoor.priya, now, owner=northmoor.aisha)
    page = post(signed_in(northmoor.tom), *HERE, **GIVEN, version=1)
    assert page.status == 403
    assert "somebody else’s to answer" in page.words
