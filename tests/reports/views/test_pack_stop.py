"""Stopping a pack that is being made."""

from assurance.models import Job
from tests.pages import get, leads_to, post
from tests.reports.packing import approved_item, asked_pack, made_pack


def test_it_is_stopped_and_says_that_nothing_is_lost(signed_in, northmoor, now):
    approved_item(northmoor, now)
    pack = asked_pack(northmoor, now)
    client = signed_in(northmoor.priya)
    assert leads_to(post(client, "pack_stop", "2027", pack.reference), "pack", "2027", pack.reference)
    assert Job.objects.get(pk=pack.job_id).state == "cancelled"
    assert (
        "It was stopped before it was finished. Nothing is lost." in get(client, "pack", "2027", pack.reference).words
    )


def test_one_that_is_over_is_left_alone(signed_in, northmoor, now):
    approved_item(northmoor, now)
    pack = made_pack(northmoor, now)
    client = signed_in(northmoor.priya)
    post(client, "pack_stop", "2027", pack.reference)
    assert "so there was nothing to stop" in get(client, "pack", "2027", pack.reference).words
    assert Job.objects.get(pk=pack.job_id).state == "finished"
