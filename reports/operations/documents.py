"""Making documents: freeze the content, give the job to a worker, store the file."""

import datetime
import hashlib
import logging

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction

from assurance import history, jobs
from assurance.models import Round, User
from reports.gathering.briefing import gather_briefing
from reports.gathering.draft_report import gather_draft_report
from reports.gathering.snapshot import Snapshot, sha256_of
from reports.gathering.spreadsheet import gather_spreadsheet
from reports.gathering.workbook import gather_workbook
from reports.models import Document
from reports.models.document import SPREADSHEETS, document_storage, format_of
from reports.rendering.pdf import TEMPLATE_VERSION, render_pdf
from reports.rendering.xlsx import XLSX_VERSION, render_xlsx
from selfassessment.guard import standing_in_round

log = logging.getLogger("prepare.documents")
JOB_KIND = "make-document"
TEXTS = frozenset({Document.Kind.WORKBOOK, Document.Kind.DRAFT_REPORT})  # the documents that hold the sections' texts
WITHDRAWN = (
    "Words in this document were withdrawn because they could identify somebody, so it can't be made. "
    "Ask for a new one: it is made from what stands today."
)


class DocumentRefused(Exception):
    """A document that can't be made; the text is the sentence to show."""


def gather(
    *,
    kind: str,
    round: Round,
    includes_scores: bool,
    at: datetime.datetime,
    includes_backing: bool = False,
    only_cleared: bool = False,
    about: dict[str, str] | None = None,
) -> Snapshot:
    """The frozen content of a kind of document, or DocumentRefused with the reason why there can be none."""
    if kind not in Document.Kind.values:
        known = ", ".join(Document.Kind.values)
        raise DocumentRefused(f"There is no kind of document called “{kind}”. The kinds are: {known}.")
    if kind == Document.Kind.DRAFT_REPORT:
        if not includes_scores:
            raise DocumentRefused(
                "A draft report always shows scores, because they are what it is about. "
                "Ask for the workbook if you want a document without scores."
            )
        return gather_draft_report(round=round, at=at, only_cleared=only_cleared)
    if kind == Document.Kind.BRIEFING:
        if about is None:
            raise DocumentRefused("A briefing is asked for on the page of a person or a session of the visit.")
        return gather_briefing(round=round, about=about, includes_scores=includes_scores, at=at)
    if kind in SPREADSHEETS:
        return gather_spreadsheet(kind=kind, round=round, includes_scores=includes_scores, at=at)
    return gather_workbook(
        round=round, includes_scores=includes_scores, includes_backing=includes_backing, at=at,
        only_cleared=only_cleared,
    )  # fmt: skip


@transaction.atomic
def request_document(
    *,
    round: Round,
    kind: str,
    format: str,
    includes_scores: bool,
    by: User | None,
    at: datetime.datetime,
    includes_backing: bool = False,
    only_cleared: bool = False,
    about: dict[str, str] | None = None,
) -> Document:
    """Freeze what the document will say and ask a worker to make it; what is written later does not change it.

    A draft report always includes scores, whatever `includes_scores` says; only a workbook can include what backs it,
    its evidence and actions, and a briefing always does: `about` says whom or what that is for. `only_cleared` leaves
    out what looks like personal data and nobody has cleared.
    """
    if format not in Document.Format.values:
        raise DocumentRefused(f"Documents can't be made as “{format}”. The formats are: PDF, Excel workbook.")
    if kind in Document.Kind.values and format != format_of(kind):
        raise DocumentRefused(f"A document of the kind {kind} is made as {format_of(kind)}.")
    includes_scores = (includes_scores and kind != Document.Kind.ACTIONS) or kind == Document.Kind.DRAFT_REPORT
    includes_backing = (includes_backing and kind == Document.Kind.WORKBOOK) or kind == Document.Kind.BRIEFING
    snapshot = gather(
        kind=kind, round=round, includes_scores=includes_scores, includes_backing=includes_backing, at=at,
        only_cleared=only_cleared, about=about,
    )  # fmt: skip
    document = Document(
        round=round,
        kind=kind,
        subject=snapshot["subject"]["title"] if kind == Document.Kind.BRIEFING else "",
        format=format,
        includes_scores=includes_scores,
        includes_backing=includes_backing,
        includes_uncleared=kind in TEXTS and not only_cleared and bool(standing_in_round(round)),
        snapshot=snapshot,
        snapshot_sha256=sha256_of(snapshot),
        template_version=_version(kind),
        requested_by=by,
        requested_at=at,
    )
    document.save()
    document.job = jobs.enqueue(kind=JOB_KIND, council=round.council, payload={"document": document.pk}, by=by, at=at)
    document.save(update_fields=["job"])
    _tell("asked for", document, by, at)
    return document


@transaction.atomic
def retry_document(*, document: Document, by: User | None, at: datetime.datetime) -> bool:
    """Try again, from the same frozen content, a document that failed or was stopped; False when there is no need."""
    again = document.job is not None and document.withdrawn_at is None and jobs.retry(job=document.job, at=at)
    if again:
        _tell("asked again for", document, by, at)
    return again


@transaction.atomic
def cancel_document(*, document: Document, by: User | None, at: datetime.datetime) -> bool:
    """Stop making a document; False when it is already over."""
    stopped = document.job is not None and jobs.cancel(job=document.job, at=at)
    if stopped:
        _tell("stopped", document, by, at)
    return stopped


def make_document(handle: jobs.Handle) -> jobs.Commit:
    """The job's work: set the pages, store the file under this attempt's own name, and hand back how to attach it."""
    handle.progress(5, "Reading what was frozen")
    document = Document.objects.filter(pk=handle.payload["document"]).first()
    if document is None:
        raise jobs.JobFailed("This document is no longer there, so it can't be made.")
    if document.withdrawn_at:
        raise jobs.JobFailed(WITHDRAWN)
    if sha256_of(document.snapshot) != document.snapshot_sha256:
        raise jobs.JobFailed(
            "The frozen content of this document has been changed since it was asked for, so it was not made. "
            "Ask for a new document, and tell your administrator."
        )
    if document.sheets:
        handle.progress(15, "Filling the sheets")
        content, pages = render_xlsx(document.kind, document.snapshot).content, None
    else:
        handle.progress(15, "Setting the pages")
        rendered = render_pdf(document.kind, document.snapshot)
        content, pages = rendered.content, rendered.pages

    handle.progress(90, "Storing the file")
    storage = document_storage()
    name = f"{_folder(document)}/{handle.attempt}.{document.format}"
    # Before the file is begun, so that half a file on a full disk is taken away too.
    handle.undo_with(lambda: storage.delete(name))
    stored = storage.save(name, ContentFile(content))
    if stored != name:
        handle.undo_with(lambda: storage.delete(stored))
    sha256 = hashlib.sha256(content).hexdigest()

    def commit() -> None:
        made_at = _finished_at(handle)
        attached = Document.objects.filter(pk=document.pk, withdrawn_at=None).update(
            file=stored,
            file_sha256=sha256,
            size=len(content),
            pages=pages,
            made_at=made_at,
            template_version=_version(document.kind),
        )
        if not attached:
            raise jobs.JobFailed(WITHDRAWN)  # it was withdrawn while it was being made: the file is taken away again
        transaction.on_commit(lambda: _remove_others(storage, _folder(document), stored))

    return commit


def _version(kind: str) -> str:
    return XLSX_VERSION if kind in SPREADSHEETS else TEMPLATE_VERSION


def _finished_at(handle: jobs.Handle) -> datetime.datetime | None:
    """When the job was closed, which happens in the same transaction just before."""
    return jobs.Job.objects.values_list("ended_at", flat=True).get(pk=handle.job_id)


def _folder(document: Document) -> str:
    return f"documents/{document.reference}"


def remove_files(*, document: Document) -> None:
    """Remove every file of a document, whichever attempt stored it."""
    _remove_others(document_storage(), _folder(document), "")


def _remove_others(storage: Storage, folder: str, kept: str) -> None:
    """Remove what earlier attempts left behind when their process was killed."""
    try:
        for name in storage.listdir(folder)[1]:
            if f"{folder}/{name}" != kept:
                storage.delete(f"{folder}/{name}")
    except FileNotFoundError:
        return  # nothing was ever stored
    except OSError as error:
        log.warning("Files of earlier attempts in %s could not be removed: %s", folder, error)


def _tell(verb: str, document: Document, by: User | None, at: datetime.datetime) -> None:
    history.record(
        by=by,
        at=at,
        round=document.round,
        verb=verb,
        subject=f"{document.get_kind_display()} {document.reference}",
        after={
            "kind": document.kind,
            "format": document.format,
            "includes scores": document.includes_scores,
            "includes evidence and actions": document.includes_backing,
            "snapshot": document.snapshot_sha256,
        },
        about_scores=document.includes_scores,
    )
