"""kill -9 half way through a pack: it is picked up again, finished once, and half a file is taken away."""

import hashlib
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from assurance.models import Job
from reports.models import Pack
from tests.machinery.gates.apps import COPIED_BEFORE, HALF_WAY
from tests.machinery.processes import runs, until
from tests.reports.packing import approved_item, asked_pack, names_in, paper, unpacked
from tests.selfassessment.library import nothing_found

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.embedded]
DOCUMENTS = 6
SIZE = 300_000


@pytest.fixture
def pack(northmoor, start, monkeypatch) -> Pack:
    """A pack of six documents, asked for and waiting for a worker."""
    nothing_found(monkeypatch)
    now = timezone.now()
    papers = [paper(northmoor, now, f"Paper {n}", f"%PDF-1.7 {n}".encode() * (SIZE // 10)) for n in range(DOCUMENTS)]
    approved_item(northmoor, now, *papers)
    return asked_pack(northmoor, now)


def files_of(pack: Pack) -> dict[str, int]:
    """The files stored for a pack, with the size of each."""
    folder = Path(settings.MEDIA_ROOT) / "packs" / pack.reference
    return {path.name: path.stat().st_size for path in folder.iterdir()}


def test_a_pack_whose_worker_is_killed_half_way_is_finished_once_by_the_next(pack, start, gates, tmp_path):
    first = start("worker")
    working = gates.reached(1, HALF_WAY)
    assert Job.objects.get(pk=pack.job_id).step == "Document 1 of 6"  # what a page that watches shows
    first.kill()
    until(lambda: not runs(working), "the process that did the work is gone too")
    assert (COPIED_BEFORE - 1) * SIZE < files_of(pack)["1.zip"] < DOCUMENTS * SIZE  # half a file
    assert Job.objects.get(pk=pack.job_id).state == Job.State.RUNNING

    gates.open()
    start("worker")

    def over() -> bool:
        job = Job.objects.get(pk=pack.job_id)
        assert job.state != Job.State.FAILED, job.error
        return job.state == Job.State.FINISHED

    until(over, "the pack is finished")
    made = Pack.objects.get()
    assert Job.objects.get(pk=pack.job_id).attempt == 2
    assert files_of(pack) == {"2.zip": made.size}
    assert hashlib.sha256(Path(made.file.path).read_bytes()).hexdigest() == made.file_sha256
    assert len(names_in(made)) == DOCUMENTS + 4
    folder = unpacked(made, tmp_path / "unzipped")
    subprocess.run(["sha256sum", "-c", "--quiet", "manifest.sha256"], cwd=folder, check=True)
