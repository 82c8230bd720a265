"""A file of figures on its way: taken in, read by a worker, answered, confirmed, taken back or thrown away."""

import datetime
import hashlib
import logging
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages
from django.db import transaction

from assurance import history, jobs
from assurance.ascof import parsing
from assurance.bounded import Refused
from assurance.figures.preparing import OWN, PUBLISHED
from assurance.models import Council, ImportedFile, Job, User
from assurance.operations.figure_stamps import hold_figures
from assurance.operations.figures import importing, staging
from assurance.operations.figures.importing import FiguresMoved, FiguresRefused
from assurance.operations.notices import tell
from assurance.references import new_reference

log = logging.getLogger("prepare.figures")
READ, IMPORT, UNDO = "read-figures", "import-figures", "undo-figures"
WAITING = (
    ImportedFile.Status.RECEIVED, ImportedFile.Status.ASKING, ImportedFile.Status.PREVIEWED,
    ImportedFile.Status.IMPORTING,
)  # fmt: skip
NO_ROOM = (
    "The server could not store the file, perhaps because it has no room left. Nothing was imported, and nothing you "
    "had is lost. Tell your administrator, then try again."
)
GONE = "The file is no longer in storage, so it could not be read. Nothing was changed. Upload it again."


class AlreadyThere(FiguresRefused):
    """The same file, to the byte, is imported already or waits for somebody's word."""

    def __init__(self, earlier: ImportedFile) -> None:
        when = earlier.imported_at or earlier.uploaded_at
        done = "was imported" if earlier.status == ImportedFile.Status.IMPORTED else "was uploaded"
        super().__init__(f"This very file {done} on {when:%-d %B %Y}. Nothing was changed.")
        self.earlier = earlier


def storage() -> Storage:
    """Where files are kept: private storage, reached by nobody's address."""
    return storages["default"]


def same_file(council: Council, sha256: str) -> ImportedFile | None:
    """The file with the same bytes that is imported or under way; one that was taken back may come again."""
    there = ImportedFile.objects.filter(council=council, sha256=sha256)
    return there.filter(status__in=[*WAITING, ImportedFile.Status.IMPORTED]).order_by("pk").first()


@transaction.atomic
def receive_figures(
    *,
    council: Council,
    upload: File,
    name: str,
    sha256: str,
    by: User | None,
    at: datetime.datetime,
    own: bool = False,
    answers: dict[str, Any] | None = None,
    read: bool = True,
) -> ImportedFile:
    """Keep a file and have a worker read it (or, with read=False, leave that to the caller)."""
    hold_figures(council.pk)
    earlier = same_file(council, sha256)
    if earlier is not None:
        raise AlreadyThere(earlier)
    reference = new_reference("f")
    try:
        stored = storage().save(f"figures/{council.pk}/{reference}", upload)
    except OSError as error:
        log.exception("A file of figures could not be stored.")
        raise FiguresRefused(NO_ROOM) from error
    try:
        with transaction.atomic():
            file = ImportedFile(
                council=council, reference=reference, source=OWN if own else PUBLISHED, name=name[:200], file=stored,
                size=upload.size or 0, sha256=sha256, answers=answers or {}, uploaded_by=by, uploaded_at=at,
            )  # fmt: skip
            file.year = file.answers.get("year", "")
            file.save()
            if read:
                file.job = _queue(READ, file, by, at)
                file.save(update_fields=["job"])
            history.record(
                by=by, at=at, council=council, verb="uploaded figures", subject=file.name,
                after={"file": reference, "sha256": sha256, "bytes": file.size},
            )  # fmt: skip
    except BaseException:
        storage().delete(stored)
        raise
    return file


def receive_bytes(*, data: bytes, **told: Any) -> ImportedFile:
    """The same for bytes at hand, as a command or the demonstration has them; nobody is asked to read them."""
    sha256 = hashlib.sha256(data).hexdigest()
    return receive_figures(upload=ContentFile(data), sha256=sha256, read=False, **told)


@transaction.atomic
def answer_question(*, file: ImportedFile, answers: dict[str, Any], by: User, at: datetime.datetime) -> ImportedFile:
    """Say what the file leaves unsaid, and have it read again."""
    held = _lock(file)
    if held.status != ImportedFile.Status.ASKING:
        raise FiguresRefused("This file asks nothing any more. Look at what it says now.")
    held.answers = {**held.answers, **answers}
    held.year = held.answers.get("year", "")
    held.status, held.said, held.findings = ImportedFile.Status.RECEIVED, "", {}
    held.job = _queue(READ, held, by, at)
    held.save(update_fields=["answers", "year", "status", "said", "findings", "job"])
    return held


@transaction.atomic
def look_again(*, file: ImportedFile, by: User, at: datetime.datetime) -> ImportedFile:
    """Have a file read and compared again that waits for somebody's word or whose work failed."""
    held = _lock(file)
    if held.status not in WAITING or (held.job is not None and not held.job.is_over):
        raise FiguresRefused("There is nothing to read again: the file is being read, or its story is over.")
    held.status, held.said = ImportedFile.Status.RECEIVED, ""
    held.job = _queue(READ, held, by, at)
    held.save(update_fields=["status", "said", "job"])
    return held


@transaction.atomic
def ask_import(*, file: ImportedFile, by: User, at: datetime.datetime) -> ImportedFile:
    """Give a previewed file to a worker to import."""
    held = _lock(file)
    if held.status != ImportedFile.Status.PREVIEWED:
        raise FiguresRefused(importing.why_not_now(held))
    held.status, held.said = ImportedFile.Status.IMPORTING, ""
    held.job = _queue(IMPORT, held, by, at)
    held.save(update_fields=["status", "said", "job"])
    return held


@transaction.atomic
def ask_undo(*, file: ImportedFile, by: User, at: datetime.datetime) -> ImportedFile:
    """Give an imported file to a worker to take back."""
    held = _lock(file)
    if held.status != ImportedFile.Status.IMPORTED or (held.job is not None and not held.job.is_over):
        raise FiguresRefused("This file is not imported, or is being taken back already. Nothing was changed.")
    held.job = _queue(UNDO, held, by, at)
    held.save(update_fields=["job"])
    return held


@transaction.atomic
def discard_figures(*, file: ImportedFile, by: User | None, at: datetime.datetime) -> ImportedFile:
    """Throw away a file that was not imported: its content goes, that it was there stays."""
    held = _lock(file)
    if held.status not in WAITING or held.status == ImportedFile.Status.IMPORTING:
        raise FiguresRefused(importing.why_not_now(held))
    if held.job is not None:
        jobs.cancel(job=held.job, at=at)
    _let_go(held)
    held.status, held.said, held.findings = ImportedFile.Status.DISCARDED, "", {}
    held.save(update_fields=["status", "said", "findings", "file"])
    history.record(
        by=by, at=at, council=held.council, verb="threw away figures", subject=held.name,
        after={"file": held.reference},
    )  # fmt: skip
    return held


@transaction.atomic
def refuse_figures(*, file: ImportedFile, why: str, by: User | None, at: datetime.datetime) -> ImportedFile:
    """Keep of a file that can't be read only that it was there and why."""
    held = _lock(file)
    _let_go(held)
    held.status, held.said, held.findings, held.counts = ImportedFile.Status.REFUSED, why, {}, {}
    held.save(update_fields=["status", "said", "findings", "counts", "file"])
    history.record(
        by=by, at=at, council=held.council, verb="could not read figures", subject=held.name,
        after={"file": held.reference, "why": why},
    )  # fmt: skip
    return held


def _lock(file: ImportedFile) -> ImportedFile:
    return (
        ImportedFile.objects.select_for_update(no_key=True, of=("self",))
        .select_related("council__area", "job")
        .get(pk=file.pk)
    )


def _let_go(file: ImportedFile) -> None:
    staging.forget(file)
    stored = file.file.name
    file.file = ""
    if stored:
        transaction.on_commit(lambda: _delete(stored))


def _delete(stored: str) -> None:
    try:
        storage().delete(stored)
    except OSError as error:
        log.warning("A file of figures that was let go could not be deleted: %s", error)


def _queue(kind: str, file: ImportedFile, by: User | None, at: datetime.datetime) -> Job:
    return jobs.enqueue(kind=kind, council=file.council, payload={"file": file.pk}, by=by, at=at)


# --- The worker's part ---------------------------------------------------------------------------------------------


def read_file(handle: jobs.Handle) -> jobs.Commit:
    """Read a file and compare it with what is held; nothing of what is held changes."""
    file, by = _given(handle)
    if file.status != ImportedFile.Status.RECEIVED:
        return lambda: None
    handle.progress(10, "Reading the file")
    try:
        found = importing.read(file, content(file))
    except Refused as why:
        sentence = str(why)
        return lambda: _refused(file, sentence, by)
    if isinstance(found, parsing.Unanswered):
        asked = importing.asking(found)
        return lambda: _kept(file, asked)
    handle.progress(60, "Comparing it with the figures you have")
    told = importing.preview(file, found)
    return lambda: _kept(file, told)


def import_file(handle: jobs.Handle) -> jobs.Commit:
    """Import what was confirmed, unless what it would do has changed meanwhile: then it is shown again."""
    file, by = _given(handle)
    if file.status != ImportedFile.Status.IMPORTING:
        return lambda: None
    handle.progress(20, "Comparing once more with the figures you have")
    if not importing.is_as_said(file, staging.compare(file)):
        return lambda: _compare_again(file)
    handle.progress(50, "Writing the figures")

    def commit() -> None:
        try:
            imported = importing.import_figures(file=file, by=by, at=importing.now())
        except FiguresMoved:  # between the comparison above and this moment
            _compare_again(file)
            return
        except FiguresRefused as why:
            raise jobs.JobFailed(str(why)) from why
        _tell(imported, by, f"“{imported.name[:120]}” is imported.")

    return commit


def _compare_again(file: ImportedFile) -> None:
    """Show a file that was confirmed once more, with what it would change now."""
    found = staging.compare(file)
    told = {
        "status": ImportedFile.Status.PREVIEWED,
        "said": f"{importing.SINCE_THEN} It was compared again: look at what it would change now.",
        "counts": {**file.counts, "new": found.new, "changed": found.changed, "same": found.same},
        "findings": {**file.findings, "changes": found.changes, "stood": found.stood},
    }  # fmt: skip
    _kept(file, told)


def undo_file(handle: jobs.Handle) -> jobs.Commit:
    """Take an imported file back."""
    file, by = _given(handle)
    if file.status != ImportedFile.Status.IMPORTED:
        return lambda: None
    handle.progress(30, "Putting back what stood before")

    def commit() -> None:
        undone = importing.undo_import(file=file, by=by, at=importing.now())
        _tell(undone, by, f"“{undone.name[:120]}” is taken back.")

    return commit


def content(file: ImportedFile) -> bytes:
    """The bytes of a file that is kept."""
    try:
        with storage().open(file.file.name or "", "rb") as stored:
            return stored.read()
    except OSError as error:
        raise jobs.JobFailed(GONE) from error


def _given(handle: jobs.Handle) -> tuple[ImportedFile, User | None]:
    file = ImportedFile.objects.select_related("council__area").get(pk=handle.payload["file"])
    asked = Job.objects.select_related("requested_by").get(pk=handle.job_id)
    return file, asked.requested_by


def _kept(file: ImportedFile, found: dict[str, Any]) -> None:
    importing.keep_preview(file=file, found=found, at=importing.now())


def _refused(file: ImportedFile, why: str, by: User | None) -> None:
    refuse_figures(file=file, why=why, by=by, at=importing.now())


def _tell(file: ImportedFile, by: User | None, sentence: str) -> None:
    if by is not None:
        tell(people=[by], sentence=sentence, page="figures_file", arguments=[file.reference],
             council=file.council, at=importing.now())  # fmt: skip
