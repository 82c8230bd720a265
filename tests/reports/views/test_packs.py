"""What would go into a pack now, what stays and why; asking for one; those that were made."""

import datetime

from reports.models import Pack
from tests.pages import get, leads_to, post
from tests.reports.packing import approved_item, made_pack, sent_pack
from tests.selfassessment.asking import one_more
from tests.selfassessment.closing import closed

HERE = ("packs", "2027")


def test_an_empty_return_says_that_there_is_nothing_to_send(signed_in, northmoor):
    page = get(signed_in(northmoor.priya), *HERE)
    assert "The information return has no items yet" in page.words
    assert "None yet. Make the first one when answers are approved." in page.words
    assert not page.has_field("kind")


def test_it_says_what_goes_and_what_stays_and_one_press_asks_for_it(signed_in, northmoor, now):
    approved_item(northmoor, now, reference="IR1")
    one_more(northmoor, now, reference="IR2", title="Not yet")
    client = signed_in(northmoor.priya)
    page = get(client, *HERE)
    assert "1 item goes, with 0 documents. 1 stays." in page.words
    assert "IR2 Not yet It is not approved: not started." in page.words
    asked = post(client, *HERE, kind=page.value("kind"))
    assert leads_to(asked, "pack", "2027", Pack.objects.get().reference)
    assert Pack.objects.get().requested_by == northmoor.priya


def test_after_one_was_sent_only_what_changed_is_offered_first(signed_in, northmoor, now):
    approved_item(northmoor, now, reference="IR1")
    sent_pack(northmoor, now)
    client = signed_in(northmoor.ruth)
    page = get(client, *HERE)
    assert "Nothing that is approved differs from what was last sent" in page.words
    assert "1 is the same as when last sent" in page.words
    assert "?kind=whole" in page.links
    whole = get(client, *HERE, kind="whole")
    assert "1 item goes" in whole.words
    assert whole.value("kind") == "whole"
    assert "Pack 1 Sent" in whole.words


def test_what_can_not_be_made_is_said_in_a_sentence(signed_in, northmoor):
    client = signed_in(northmoor.priya)
    for kind in ("whole", "half"):
        assert leads_to(post(client, *HERE, kind=kind), *HERE)
    words = get(client, *HERE).words
    assert "has no items yet" in words
    assert "Choose what goes into the pack." in words


def test_a_closed_round_shows_its_packs_and_makes_no_more(signed_in, northmoor, now):
    approved_item(northmoor, now)
    made_pack(northmoor, now)
    closed(northmoor, now + datetime.timedelta(days=1))
    client = signed_in(northmoor.priya)
    page = get(client, *HERE)
    assert "1 pack, latest first" in page.words
    assert not page.has_field("kind")
    assert post(client, *HERE, kind="whole").status == 403


def test_packs_are_for_those_who_run_the_return(signed_in, northmoor, westerholme):
    for who in (northmoor.aisha, northmoor.edwin, northmoor.callum, northmoor.meilin, northmoor.yvonne):
        assert get(signed_in(who), *HERE).status == 403
    assert get(signed_in(westerholme.director), *HERE).status == 404
