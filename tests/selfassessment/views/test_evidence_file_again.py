"""Trying again to check a file."""

from assurance.models import Job
from tests.pages import get, leads_to, post
from tests.selfassessment.library import add, put_file


def test_a_failed_check_begins_again(signed_in, northmoor, aisha, now):
    file = put_file(northmoor, add(northmoor, now), now)
    Job.objects.update(state="failed", error="It broke.", ended_at=now)
    page = post(signed_in(aisha), "evidence_file_again", "2027", "E1", file.reference)
    assert leads_to(page, "evidence_item", "2027", "E1")
    assert Job.objects.get(pk=file.job_id).state == "queued"


def test_a_check_that_goes_on_is_left_alone(signed_in, northmoor, aisha, now):
    file = put_file(northmoor, add(northmoor, now), now)
    client = signed_in(aisha)
    post(client, "evidence_file_again", "2027", "E1", file.reference)
    assert "nothing to try again" in get(client, "evidence_item", "2027", "E1").words
