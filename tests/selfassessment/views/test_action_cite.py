"""Citing evidence for an action."""

from selfassessment.models import Citation
from tests.pages import get, leads_to, post, refuses
from tests.selfassessment.promising import link, promise

HERE = ("action_cite", "2027", "A1")


def test_an_item_is_cited_with_where_and_what_it_shows(signed_in, northmoor, now):
    promise(northmoor.round, northmoor.aisha, now)
    evidence = link(northmoor.round, northmoor.aisha, now)
    client = signed_in(northmoor.aisha)
    sent = post(client, *HERE, evidence=evidence.pk, pointer="page 2", shows="The wait falls.")
    assert leads_to(sent, "action", "2027", "A1")
    assert "E1 Waiting list report, page 2 The wait falls." in get(client, "action", "2027", "A1").words


def test_it_says_what_is_wrong_and_takes_nothing_of_another_council(signed_in, northmoor, westerholme, now):
    promise(northmoor.round, northmoor.aisha, now)
    link(northmoor.round, northmoor.aisha, now)
    foreign = link(westerholme.round, westerholme.director, now)
    client = signed_in(northmoor.aisha)
    refuses(post(client, *HERE, shows="So."), "Choose an item from the library.", "evidence")
    refuses(post(client, *HERE, evidence=foreign.pk, shows="So."), "Choose an item from the list.", "evidence")
    assert not Citation.objects.exists()


def test_an_empty_library_is_said(signed_in, northmoor, now):
    promise(northmoor.round, northmoor.aisha, now)
    assert "The evidence library is empty" in get(signed_in(northmoor.aisha), *HERE).words
