"""kill -9 and freezing of workers: whatever happens to them, the document is made once and whole."""

import hashlib
import signal
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from assurance import jobs
from assurance.models import Job
from reports.models import Document
from reports.operations.documents import request_document
from tests.machinery.gates.apps import AFTER, BEFORE
from tests.machinery.processes import runs, until

SOON_STALE = {"JOB_STALE_SECONDS": "4"}
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def document(northmoor, start) -> Document:
    """A workbook of Northmoor's round, asked for and waiting for a worker."""
    return request_document(
        round=northmoor.round,
        kind=Document.Kind.WORKBOOK,
        format="pdf",
        includes_scores=False,
        by=northmoor.priya,
        at=timezone.now(),
    )


def finished(document: Document) -> Document:
    """The document once its job is finished; fails at once when the job has failed."""

    def job_is_over() -> bool:
        job = Job.objects.get(pk=document.job_id)
        assert job.state != Job.State.FAILED, job.error
        return job.state == Job.State.FINISHED

    until(job_is_over, "the job is finished")
    document.refresh_from_db()
    return document


def files_of(document: Document) -> dict[str, str]:
    """The files stored for a document, with the hash of each."""
    folder = Path(settings.MEDIA_ROOT) / "documents" / document.reference
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def assert_made_once(document: Document, attempt: int) -> None:
    """One whole file, made by this attempt, and nothing beside it."""
    assert files_of(document) == {f"{attempt}.pdf": document.file_sha256}
    assert Path(document.file.path).read_bytes().startswith(b"%PDF-")
    assert Job.objects.get(pk=document.job_id).attempt == attempt


@pytest.mark.parametrize("place", [BEFORE, pytest.param(AFTER, marks=pytest.mark.embedded)])
def test_the_job_of_a_killed_worker_is_finished_once_by_the_next(document, start, gates, place):
    gates.open(1, BEFORE if place == AFTER else "nowhere")
    first = start("worker")
    working = gates.reached(1, place)
    first.kill()
    until(lambda: not runs(working), "the process that did the work is gone too")
    assert Job.objects.get(pk=document.job_id).state == Job.State.RUNNING

    gates.open()
    start("worker")
    assert_made_once(finished(document), attempt=2)


@pytest.mark.parametrize("place", [pytest.param(BEFORE, marks=pytest.mark.embedded), AFTER])
def test_a_late_twin_changes_nothing_after_its_job_was_killed_again_and_finished(document, start, gates, place):
    gates.open(1, BEFORE if place == AFTER else "nowhere")
    frozen = start("worker", **SOON_STALE)
    gates.reached(1, place)
    frozen.signal_all(signal.SIGSTOP)

    start("beat", **SOON_STALE)  # whose sweeps find that the heart has stopped
    second = start("worker", **SOON_STALE)
    killed = gates.reached(2, BEFORE)
    second.kill()
    until(lambda: not runs(killed), "the second attempt's process is gone")

    gates.open(3)
    start("worker", **SOON_STALE)
    made = finished(document)
    assert_made_once(made, attempt=3)
    before = (made.file.name, made.file_sha256, made.made_at)

    gates.open()
    frozen.signal_all(signal.SIGCONT)
    until(lambda: frozen.said("attempt 1 stopped: another attempt"), "the late twin gives up")
    until(lambda: len(files_of(made)) == 1, "the late twin has tidied up after itself")
    made.refresh_from_db()
    assert (made.file.name, made.file_sha256, made.made_at) == before
    assert_made_once(made, attempt=3)


def test_a_worker_that_starts_while_another_works_leaves_its_job_alone(document, northmoor, start, gates):
    start("worker")
    working = gates.reached(1, BEFORE)
    start("worker")
    assert jobs.sweep() == 0
    # It takes part when it has done something: a second job, which needs no gate but the open one.
    other = request_document(
        round=northmoor.round, kind=Document.Kind.WORKBOOK, format="pdf", includes_scores=False,
        by=northmoor.priya, at=timezone.now(),
    )  # fmt: skip
    until(lambda: Job.objects.get(pk=other.job_id).state != Job.State.QUEUED, "the second worker has taken a job")
    assert runs(working)
    gates.open()
    assert_made_once(finished(document), attempt=1)
