"""The part of a pack's page that changes while it is being made."""

from assurance.models import Job
from tests.pages import get
from tests.reports.packing import approved_item, asked_pack, made_pack


def test_it_says_how_far_the_work_is(signed_in, northmoor, now):
    approved_item(northmoor, now)
    pack = asked_pack(northmoor, now)
    Job.objects.filter(pk=pack.job_id).update(state="running", progress=40, step="Document 12 of 30", started_at=now)
    page = get(signed_in(northmoor.priya), "pack_progress", "2027", pack.reference)
    assert "Being made" in page.words
    assert "Document 12 of 30" in page.words
    assert "HX-Refresh" not in page.response


def test_it_asks_for_the_whole_page_when_the_work_is_over(signed_in, northmoor, now):
    approved_item(northmoor, now)
    pack = made_pack(northmoor, now)
    assert get(signed_in(northmoor.priya), "pack_progress", "2027", pack.reference).response["HX-Refresh"] == "true"
