"""The state of the installation, for its system administrator."""

import datetime

from assurance.models import Job
from tests.pages import get
from tests.reports.writing import ask_for


def test_all_is_well_when_it_is(signed_in, callum, monkeypatch):
    monkeypatch.setattr("assurance.views.health.pango_is_there", lambda: True)
    page = get(signed_in(callum), "checks")
    assert page.heading == "All is well"
    for line in ["Database", "Queue", "GB free", "PDFs", "Can be made"]:
        assert line in page.words


def test_it_says_what_to_do_when_pdfs_can_not_be_made(signed_in, callum, monkeypatch):
    monkeypatch.setattr("assurance.views.health.pango_is_there", lambda: False)
    page = get(signed_in(callum), "checks")
    assert page.heading == "Something needs your attention"
    assert "apt-get install libpango-1.0-0" in page.words


def test_it_says_when_work_waits_and_no_worker_takes_it(signed_in, northmoor, now):
    ask_for(northmoor.round, northmoor.ruth, now - datetime.timedelta(minutes=5))
    page = get(signed_in(northmoor.callum), "checks")
    assert page.heading == "Something needs your attention"
    assert "1 waiting for a minute or more: is the worker process running?" in page.words
    assert Job.objects.get().state == "queued"


def test_it_says_when_room_for_files_runs_out(signed_in, callum, monkeypatch):
    class Nearly:
        free = 500_000_000

    monkeypatch.setattr("assurance.views.health.shutil.disk_usage", lambda path: Nearly)
    assert "Less than 1 GB free: make room soon" in get(signed_in(callum), "checks").words
