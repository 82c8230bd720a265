import errno
import hashlib
import io
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.utils import timezone

from assurance import jobs
from assurance.models import Event, Job
from reports.models import Document
from reports.operations import documents
from reports.operations.documents import (
    DocumentRefused,
    cancel_document,
    make_document,
    request_document,
    retry_document,
)
from reports.rendering.pdf import TEMPLATE_VERSION, Rendered
from tests.reports.conftest import AT
from tests.reports.writing import ask_for, content_of, make, score_statement, squeezed, words_in, write_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def quick_pages(monkeypatch):
    """Pages that take no time to set, where a test is not about them."""
    monkeypatch.setattr(documents, "render_pdf", lambda kind, snapshot: Rendered(b"%PDF-" + kind.encode(), 3))


@pytest.fixture
def stored(settings):
    """`stored()`: the names of all files kept."""

    def names() -> list[str]:
        root = Path(settings.MEDIA_ROOT)
        return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())

    return names


@pytest.mark.embedded
def test_asking_for_a_document_freezes_its_content_and_gives_a_job_to_the_queue(written, priya):
    document = ask_for(written.round, priya, AT)
    job = document.job
    assert (job.kind, job.state, job.payload) == ("make-document", Job.State.QUEUED, {"document": document.pk})
    assert (job.council, job.requested_by) == (written.council, priya)
    assert document.snapshot["roll_up"]["percentage"] == 70
    assert len(document.snapshot_sha256) == 64
    assert not document.is_made


def test_asking_is_told_in_the_history_and_marked_when_the_document_shows_scores(written, priya, aisha):
    with_scores = ask_for(written.round, priya, AT)
    without = ask_for(written.round, aisha, AT, includes_scores=False)
    told = {event.subject: event for event in Event.objects.filter(verb="asked for")}
    assert told[f"Self-assessment workbook {with_scores.reference}"].about_scores
    plain = told[f"Self-assessment workbook {without.reference}"]
    assert not plain.about_scores
    assert plain.actor_name == "Aisha Rahman"


def test_a_draft_report_always_shows_scores(written, priya):
    document = ask_for(written.round, priya, AT, kind=Document.Kind.DRAFT_REPORT, includes_scores=False)
    assert document.includes_scores
    assert document.snapshot["includes_scores"]


@pytest.mark.parametrize(("kind", "format"), [("poem", "pdf"), ("self-assessment-workbook", "papyrus")])
def test_a_document_nobody_can_make_is_refused_with_a_sentence(northmoor, priya, kind, format):
    with pytest.raises(DocumentRefused, match=r"can't be made|no kind of document"):
        request_document(round=northmoor.round, kind=kind, format=format, includes_scores=True, by=priya, at=AT)
    assert not Document.objects.exists()
    assert not Job.objects.filter(kind="make-document").exists()


def test_the_job_makes_the_file_and_says_what_it_is(written, priya):
    made = make(ask_for(written.round, priya, AT, includes_scores=False))
    content = content_of(made)
    assert made.job.state == Job.State.FINISHED
    assert content.startswith(b"%PDF-")
    assert (made.size, made.file_sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert made.pages > 20
    assert made.made_at == made.job.ended_at
    assert made.file.name == f"documents/{made.reference}/1.pdf"
    assert made.template_version == TEMPLATE_VERSION


def test_what_is_written_after_asking_does_not_change_the_document(written, priya, ruth):
    document = ask_for(written.round, priya, AT)
    statement = written.statement("assessing-needs")
    write_section(written.round, statement, {"summary": "Written too late."}, priya, AT)
    score_statement(written.round, statement, 1, ruth, AT, reason="Scored too late.")
    said = words_in(content_of(make(document)))
    assert squeezed("Words of assessing-needs about summary.") in said
    assert squeezed("too late") not in said


def test_a_snapshot_that_was_changed_in_the_database_is_not_made_into_a_document(northmoor, priya, quick_pages):
    document = ask_for(northmoor.round, priya, AT)
    Document.objects.filter(pk=document.pk).update(snapshot=document.snapshot | {"includes_scores": False})
    made = make(document)
    assert made.job.state == Job.State.FAILED
    assert "has been changed since it was asked for" in made.job.error


@pytest.mark.embedded
def test_a_full_disk_fails_the_job_with_a_sentence_and_leaves_no_half_file_and_trying_again_works(
    northmoor, priya, stored, monkeypatch, quick_pages
):
    whole = FileSystemStorage._save

    def half(self, name, content):
        path = Path(self.path(name))
        path.parent.mkdir(parents=True)
        path.write_bytes(b"%PDF")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", half)
    document = ask_for(northmoor.round, priya, AT)
    failed = make(document)
    assert failed.job.state == Job.State.FAILED
    assert "no room left" in failed.job.error
    assert not failed.is_made
    assert stored() == []

    monkeypatch.setattr(FileSystemStorage, "_save", whole)
    assert retry_document(document=failed, by=priya, at=timezone.now())
    again = make(document)
    assert again.is_made
    assert stored() == [again.file.name]
    assert Event.objects.filter(verb="asked again for", subject__endswith=document.reference).exists()


@pytest.mark.embedded
def test_an_attempt_that_was_superseded_changes_nothing_and_leaves_no_file(northmoor, priya, stored, monkeypatch):
    document = ask_for(northmoor.round, priya, AT)

    def slow_pages(kind, snapshot):
        # While this attempt sets the pages its job is taken for dead and a second attempt claims it.
        Job.objects.filter(pk=document.job_id).update(attempt=2, worker="another|boot|1|1")
        return Rendered(b"%PDF-late", 1)

    monkeypatch.setattr(documents, "render_pdf", slow_pages)
    late = make(document)
    assert not late.is_made
    assert late.job.state == Job.State.RUNNING  # the second attempt's
    assert stored() == []


@pytest.mark.embedded
def test_an_attempt_superseded_after_it_stored_its_file_takes_the_file_back(
    northmoor, priya, stored, monkeypatch, quick_pages
):
    document = ask_for(northmoor.round, priya, AT)
    whole = FileSystemStorage._save

    def save_then_lose(self, name, content):
        kept = whole(self, name, content)
        Job.objects.filter(pk=document.job_id).update(attempt=2, worker="another|boot|1|1")
        return kept

    monkeypatch.setattr(FileSystemStorage, "_save", save_then_lose)
    assert not make(document).is_made
    assert stored() == []


@pytest.mark.embedded
def test_the_attempt_that_succeeds_removes_what_a_killed_one_left_behind(
    northmoor, priya, stored, quick_pages, django_capture_on_commit_callbacks
):
    document = ask_for(northmoor.round, priya, AT)
    folder = f"documents/{document.reference}"
    storage = documents.document_storage()
    storage.save(f"{folder}/1.pdf", io.BytesIO(b"%PDF-half"))
    Job.objects.filter(pk=document.job_id).update(attempt=1)
    with django_capture_on_commit_callbacks(execute=True):
        made = make(document)
    assert made.file.name == f"{folder}/2.pdf"
    assert stored() == [f"{folder}/2.pdf"]


def test_a_document_that_is_stopped_is_not_made(northmoor, priya, stored, quick_pages):
    document = ask_for(northmoor.round, priya, AT)
    assert cancel_document(document=document, by=priya, at=timezone.now())
    stopped = make(document)
    assert stopped.job.state == Job.State.CANCELLED
    assert stored() == []
    assert Event.objects.filter(verb="stopped", subject__endswith=document.reference).count() == 1
    assert not cancel_document(document=stopped, by=priya, at=timezone.now())


def test_there_is_nothing_to_try_again_when_the_document_is_made(northmoor, priya, quick_pages):
    made = make(ask_for(northmoor.round, priya, AT))
    assert not retry_document(document=made, by=priya, at=timezone.now())
    assert not Event.objects.filter(verb="asked again for").exists()


@pytest.mark.embedded
def test_a_message_delivered_twice_makes_one_file(northmoor, priya, stored, quick_pages):
    document = ask_for(northmoor.round, priya, AT)
    first = make(document)
    second = make(document)
    assert (first.made_at, first.file_sha256) == (second.made_at, second.file_sha256)
    assert len(stored()) == 1


def test_a_job_whose_document_is_gone_fails_with_a_sentence(northmoor, priya):
    job = jobs.enqueue(kind="make-document", council=northmoor.council, payload={"document": 0}, by=priya, at=AT)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.error == "This document is no longer there, so it can't be made."


def test_the_worker_knows_how_to_make_documents():
    assert "make-document" in jobs.registered_kinds()
    assert make_document.__module__ == "reports.operations.documents"
