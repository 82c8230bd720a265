"""Trying again to make a pack that failed or was stopped."""

from assurance.models import Event, Job
from reports.operations.packs import cancel_pack
from tests.pages import get, leads_to, post
from tests.reports.packing import approved_item, asked_pack, made_pack


def test_one_that_was_stopped_is_given_to_a_worker_again(signed_in, northmoor, now):
    approved_item(northmoor, now)
    pack = asked_pack(northmoor, now)
    cancel_pack(pack=pack, by=northmoor.priya, at=now)
    client = signed_in(northmoor.ruth)
    assert leads_to(post(client, "pack_again", "2027", pack.reference), "pack", "2027", pack.reference)
    assert Job.objects.get(pk=pack.job_id).state == "queued"
    assert Event.objects.filter(verb="asked again for", actor_name="Ruth Calloway").count() == 1


def test_one_that_is_ready_is_left_alone(signed_in, northmoor, now):
    approved_item(northmoor, now)
    pack = made_pack(northmoor, now)
    client = signed_in(northmoor.ruth)
    post(client, "pack_again", "2027", pack.reference)
    assert "There was nothing to try again" in get(client, "pack", "2027", pack.reference).words
    assert Job.objects.get(pk=pack.job_id).state == "finished"
