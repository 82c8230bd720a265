"""The part of a draw's page that changes while it is made."""

import pytest

from assurance.models import Job
from casetracking.operations.drawing import ask_for_draw
from tests.casetracking.rooms import drawn
from tests.pages import get

pytestmark = pytest.mark.django_db


def test_it_says_what_the_worker_says(signed_in, helen, full, now):
    ask_for_draw(pool=full, by=helen, at=now)
    Job.objects.update(state=Job.State.RUNNING, step="A pool that fits is found", progress=40)
    page = get(signed_in(helen), "pool_draw_progress", "2027", full.slug, 1)
    assert "A pool that fits is found" in page.words
    assert "HX-Refresh" not in page.response


def test_it_asks_for_the_whole_page_when_the_draw_is_done(signed_in, helen, full, now):
    drawn(full, helen, now)
    assert get(signed_in(helen), "pool_draw_progress", "2027", full.slug, 1).response["HX-Refresh"] == "true"
