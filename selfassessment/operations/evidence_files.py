"""An item's files: taken in, checked by a worker, confirmed, withdrawn.

A file is stored at once and nobody can fetch it (WAITING) until a worker has asked the virus scanner, where one is set
up, and has read it for personal data. What is refused then is deleted; only that it was there is kept.
"""

import datetime
import hashlib
import logging
import os
from typing import BinaryIO, cast

from django.core.files.storage import Storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction
from django.db.models import Max

from assurance import forgetting, history, identifiers, jobs
from assurance.closing import check_is_open
from assurance.guard import in_words
from assurance.models import Job, Round, User
from assurance.references import new_reference
from assurance.uploads import kinds, receiving, scanning
from assurance.uploads.examining import Examined, examine
from selfassessment.models import Evidence, EvidenceFile
from selfassessment.operations.evidence import EvidenceRefused, Facts, add_evidence

log = logging.getLogger("prepare.evidence")
JOB_KIND = "check-evidence-file"
GONE_FROM_DISK = (
    "The file is no longer in storage, so it could not be checked. Your item and what it backs are still here. "
    "Upload the file again."
)
NO_ROOM = (
    "The server could not store the file, perhaps because it has no room left. Nothing was added, and nothing you had "
    "is lost. Tell your administrator, then try again."
)
TOLD_AT_MOST = 100
UNREAD = "unread"  # what stands for a kind where the text could not be read
AGAIN_AFTER = datetime.timedelta(minutes=4)


def storage() -> Storage:
    """Where files are kept: private storage, reached only through a view that asks who wants it."""
    return storages["default"]


@transaction.atomic
def add_document(
    *, round: Round, facts: Facts, upload: UploadedFile, sha256: str, by: User, at: datetime.datetime
) -> Evidence:
    """Put an item and its first file into the library, or neither."""
    item = add_evidence(round=round, kind=Evidence.Kind.DOCUMENT, facts=facts, by=by, at=at)
    receive_file(item=item, round=round, upload=upload, sha256=sha256, by=by, at=at)
    return item


@transaction.atomic
def receive_file(
    *, item: Evidence, round: Round, upload: UploadedFile, sha256: str, by: User, at: datetime.datetime
) -> EvidenceFile:
    """Take a new revision of an item's file into quarantine and have it checked; earlier revisions stay."""
    check_is_open(round)
    if item.is_withdrawn:
        raise EvidenceRefused("This item was withdrawn meanwhile, so the file was not taken. Nothing was stored.")
    kind = kinds.kind_of(cast(BinaryIO, upload.file), upload.name or "")
    latest = Evidence.objects.select_for_update(no_key=True).get(pk=item.pk)
    last = EvidenceFile.objects.filter(evidence=latest).aggregate(last=Max("number"))["last"] or 0
    reference = new_reference("f")
    size = upload.size or 0
    try:
        stored = storage().save(f"evidence/{item.council_id}/{reference}", upload)
    except OSError as error:
        log.exception("An upload could not be stored.")
        raise EvidenceRefused(NO_ROOM) from error
    try:
        with transaction.atomic():
            file = EvidenceFile(
                reference=reference,
                evidence=item,
                council_id=item.council_id,
                number=last + 1,
                name=kinds.safe_name(upload.name or "", kind),
                media_type=kind.media_type,
                size=size,
                sha256=sha256,
                stored=stored,
                state=EvidenceFile.State.WAITING,
                uploaded_at=at,
                uploaded_by=by,
            )
            file.job = jobs.enqueue(
                kind=JOB_KIND,
                council=round.council,
                payload={"file": reference, "kind": kind.key, "round": round.pk},
                by=by,
                at=at,
            )
            file.save()
            _tell("uploaded", file, item, round, by, at, {"sha256": sha256, "bytes": size, "type": kind.label})
    except BaseException:
        storage().delete(stored)
        raise
    return file


def receive_bytes(
    *, item: Evidence, round: Round, name: str, content: bytes, by: User, at: datetime.datetime
) -> EvidenceFile:
    """Take in a file that was made here, not sent by a browser."""
    upload = SimpleUploadedFile(name, content)
    sha256 = hashlib.sha256(content).hexdigest()
    return receive_file(item=item, round=round, upload=upload, sha256=sha256, by=by, at=at)


def check_file(handle: jobs.Handle) -> jobs.Commit:
    """The job's work: viruses first, then what acts by itself, then the words in it."""
    handle.progress(5, "Asking the virus scanner" if scanning.is_set_up() else "Opening the file")
    receiving.remove_forgotten()
    file = EvidenceFile.objects.filter(reference=handle.payload["file"]).select_related("evidence").first()
    if file is None or not file.is_waiting:
        return lambda: None
    path = storage().path(file.stored)
    if not os.path.isfile(path):
        raise jobs.JobFailed(GONE_FROM_DISK)
    state = EvidenceFile.State.UNCHECKED
    if scanning.is_set_up():
        try:
            scanned = scanning.scan(path)
        except scanning.ScannerAway as error:
            raise jobs.JobFailed(str(error)) from error
        if scanned.virus:
            return lambda: _refuse(file, EvidenceFile.State.INFECTED, _virus_sentence(file, scanned.virus), handle)
        state = EvidenceFile.State.CLEAN
    handle.progress(40, "Reading it for personal data")
    examined = examine(path, handle.payload["kind"], file.name, going_on=lambda: handle.progress(60, "Reading on"))
    if examined.refused:
        return lambda: _refuse(file, EvidenceFile.State.REFUSED, f"{examined.refused} Nothing of it is kept.", handle)
    return lambda: _accept(file, state, _to_tell(examined), handle)


def _virus_sentence(file: EvidenceFile, virus: str) -> str:
    return (
        f"The virus scanner found “{virus[:80]}” in it, so the file was deleted and nobody could open it here. "
        "Tell your IT team, because the virus may be on the computer it came from."
    )


def _to_tell(examined: Examined) -> list[dict[str, str]]:
    told = examined.findings[:TOLD_AT_MOST]
    if examined.unread:
        told = [{"kind": UNREAD, "place": examined.unread}, *told]
    return told


def _accept(file: EvidenceFile, state: str, findings: list[dict[str, str]], handle: jobs.Handle) -> None:
    EvidenceFile.objects.filter(pk=file.pk, state=EvidenceFile.State.WAITING).update(state=state, findings=findings)
    _tell_service("checked", file, handle, {"found": in_words(findings) or "nothing"})


def _refuse(file: EvidenceFile, state: EvidenceFile.State, sentence: str, handle: jobs.Handle) -> None:
    let_go(file=file, state=state, note=sentence, at=Job.objects.get(pk=handle.job_id).ended_at)
    _tell_service("did not take", file, handle, {"why": sentence})


@transaction.atomic
def let_go(*, file: EvidenceFile, state: str, note: str, at: datetime.datetime | None) -> int:
    """Keep of a file only that it was there; its content is deleted once this is committed.

    Returns how many packs not sent yet were deleted with it.
    """
    held = EvidenceFile.objects.filter(pk=file.pk).exclude(state__in=EvidenceFile.GONE)
    stem, _, ending = file.name.rpartition(".")
    name = f"file.{ending}" if identifiers.find(stem.replace("_", " ")) else file.name
    if held.update(state=state, state_note=note[:300], stored="", findings=[], name=name):
        transaction.on_commit(lambda: _delete(file.stored))
        if at is not None and file.stored:
            named = str(file.evidence)
            return forgetting.let_copies_go(council=file.council_id, stored=file.stored, named=named, at=at)
    return 0


def _delete(stored: str) -> None:
    try:
        storage().delete(stored)
    except OSError as error:
        log.warning("A file that was let go could not be deleted: %s", error)


@transaction.atomic
def confirm_file(*, file: EvidenceFile, round: Round, by: User, at: datetime.datetime) -> None:
    """Somebody looked at what was found and says it is not personal data about someone who draws on care."""
    ready = EvidenceFile.objects.filter(
        pk=file.pk, confirmed_at=None, state__in=[EvidenceFile.State.CLEAN, EvidenceFile.State.UNCHECKED]
    ).update(confirmed_at=at, confirmed_by=by)
    if not ready:
        raise EvidenceRefused("There was nothing to confirm: somebody has done so, or the file was withdrawn.")
    told = {"found": in_words(file.findings), "where": [one["place"] for one in file.findings[:20]]}
    _tell("said may stay, after looking at what was found,", file, file.evidence, round, by, at, told)


@transaction.atomic
def withdraw_file(*, file: EvidenceFile, round: Round, by: User, at: datetime.datetime) -> int:
    """Take one revision of a file away for good; the item and its other revisions stay.

    Returns how many packs not sent yet were deleted with it.
    """
    if file.is_gone:
        raise EvidenceRefused("This file was already withdrawn. Nothing was changed.")
    packs = let_go(file=file, state=EvidenceFile.State.WITHDRAWN, note=f"Withdrawn by {by.name}.", at=at)
    if file.job is not None:
        jobs.cancel(job=file.job, at=at)
    _tell("withdrew the file", file, file.evidence, round, by, at, {"sha256": file.sha256})
    return packs


@transaction.atomic
def check_again(*, file: EvidenceFile, at: datetime.datetime) -> bool:
    """Queue the check of a file that still waits because its job failed; False when there is no need."""
    return bool(file.is_waiting and file.job is not None and jobs.retry(job=file.job, at=at))


def check_waiting_files(*, at: datetime.datetime) -> int:
    """Queue again the checks that failed a while ago, such as while the virus scanner was away; returns how many."""
    failed = EvidenceFile.objects.filter(
        state=EvidenceFile.State.WAITING, job__state=Job.State.FAILED, job__ended_at__lt=at - AGAIN_AFTER
    ).exclude(job__error=GONE_FROM_DISK)
    return sum(check_again(file=file, at=at) for file in failed.select_related("job"))


def _tell(
    verb: str,
    file: EvidenceFile,
    item: Evidence | None,
    round: Round,
    by: User | None,
    at: datetime.datetime,
    after: dict,
) -> None:
    history.record(by=by, at=at, round=round, verb=verb, subject=f"{item}, file {file.number}", after=after)


def _tell_service(verb: str, file: EvidenceFile, handle: jobs.Handle, after: dict) -> None:
    job = Job.objects.get(pk=handle.job_id)
    round = Round.objects.get(pk=handle.payload["round"])
    assert job.ended_at is not None  # written just before, in the same transaction
    _tell(verb, file, file.evidence, round, None, job.ended_at, after)
