"""The one door to Celery: long work is a Job row, and one task runs whatever operation is registered for its kind.

No broker alone gives prompt recovery (docs/decisions.md), so the row carries it: a worker claims a job by raising
its attempt number, a thread with its own connection beats while it works, and a sweep queues again what stopped
beating or whose worker's process is gone. Only the current attempt can finish; a worker that comes back late finds
its attempt superseded and changes nothing.
"""

import datetime
import errno
import functools
import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.db.utils import Error as DatabaseTrouble
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerDown

from assurance.models import Council, Job, User

log = logging.getLogger("prepare.jobs")
LOST_TOO_OFTEN = (
    "The service was interrupted several times while making this. Nothing you wrote is lost. "
    "Try again later; if it fails again, tell your administrator."
)
TOO_LONG = (
    "This took far longer than it should and was stopped. Nothing you wrote is lost. "
    "Try again; if it happens again, tell your administrator."
)
end_process = os._exit
Commit = Callable[[], None]
Operation = Callable[["Handle"], Commit]
Failed = Callable[..., None]  # payload=, sentence=, at=
_operations: dict[str, Operation] = {}
_failed: dict[str, Failed] = {}


class Superseded(Exception):
    """This attempt is no longer the job's current one: stop, and change nothing."""


class JobFailed(Exception):
    """The work can't be done; the text is the sentence the person will read."""


def register(kind: str, operation: Operation, failed: Failed | None = None) -> None:
    """Say which operation does jobs of this kind; called once for each kind in AppConfig.ready().

    The operation gets a Handle, does its long work outside any transaction and returns a function that writes the
    result: that runs in one short transaction with the job's own finish, or not at all. `failed` is told the payload of
    a job that has failed for good, the sentence kept with it and when.
    """
    if kind in _operations and _operations[kind] is not operation:
        raise ValueError(f"Jobs of kind {kind} are registered twice.")
    _operations[kind] = operation
    if failed is not None:
        _failed[kind] = failed


def registered_kinds() -> list[str]:
    """The kinds of job this installation knows."""
    return sorted(_operations)


class Handle:
    """What a running operation holds: its payload, and the way to say how far it is."""

    def __init__(self, job: Job) -> None:
        self.job_id, self.attempt, self.payload = job.pk, job.attempt, job.payload
        self.kind = job.kind
        self._undo: list[Callable[[], None]] = []

    def undo_with(self, action: Callable[[], None]) -> None:
        """Remember how to take back something outside the database, such as a file, if this attempt fails."""
        self._undo.append(action)

    def _take_back(self) -> None:
        try:
            if Job.objects.filter(pk=self.job_id, attempt=self.attempt, state=Job.State.FINISHED).exists():
                return  # it was finished after all: only the answer to the commit, or what followed it, went wrong
        except DatabaseTrouble as error:
            log.warning("Job %s leaves its files, because nobody can tell what became of it: %s", self.job_id, error)
            return
        for action in reversed(self._undo):
            try:
                action()
            except OSError as error:
                log.warning("Job %s could not tidy up after itself: %s", self.job_id, error)

    def progress(self, percent: int, step: str) -> None:
        """Show how far the work is and what is being done; raises Superseded when it should stop."""
        if not self._mine().update(progress=percent, step=step[:200], heartbeat_at=Now()):
            raise Superseded

    def beat(self) -> bool:
        """Say that the work still goes on; False when this attempt is over."""
        return bool(self._mine().update(heartbeat_at=Now()))

    def _mine(self):
        return Job.objects.running().filter(pk=self.job_id, attempt=self.attempt)


def enqueue(*, kind: str, council: Council | None, payload: dict, by: User | None, at: datetime.datetime) -> Job:
    """Write the job down and, once the transaction is committed, send its message to the queue."""
    if kind not in _operations:
        raise ValueError(f"No operation is registered for jobs of kind {kind}.")
    job = Job.objects.create(kind=kind, council=council, requested_by=by, payload=payload, created_at=at, sent_at=at)
    transaction.on_commit(lambda: _send(job.pk))
    return job


def retry(*, job: Job, at: datetime.datetime) -> bool:
    """Queue a failed or cancelled job afresh; False when it is already under way or finished."""
    again = Job.objects.filter(pk=job.pk, state__in=[Job.State.FAILED, Job.State.CANCELLED]).update(
        state=Job.State.QUEUED,
        progress=0,
        step="",
        error="",
        ended_at=None,
        sent_at=at,
        created_at=at,
        started_at=None,
        attempt=F("attempt") + 1,  # whatever an old worker still does is superseded
        lost=0,
        heartbeat_at=None,
    )
    if again:
        transaction.on_commit(lambda: _send(job.pk))
    return bool(again)


def cancel(*, job: Job, at: datetime.datetime) -> bool:
    """Stop a job that is waiting or running; False when it is already over."""
    return bool(
        Job.objects.filter(pk=job.pk, state__in=[Job.State.QUEUED, Job.State.RUNNING]).update(
            state=Job.State.CANCELLED, ended_at=at, step=""
        )
    )


def cancel_all(*, jobs: Iterable[int], at: datetime.datetime) -> None:
    """Stop those of these jobs, given by their numbers, that are not over yet."""
    unfinished = Job.objects.filter(pk__in=list(jobs), state__in=[Job.State.QUEUED, Job.State.RUNNING])
    unfinished.update(state=Job.State.CANCELLED, ended_at=at, step="")


def _send(job_id: int) -> None:
    """Give the job's message to the queue. A queue that can't be reached only delays it: the sweep sends it again."""
    from assurance.tasks import run_job

    try:
        run_job.delay(job_id)
    except (BrokerDown, OSError) as error:
        log.warning("Job %s waits: the queue can't be reached (%s).", job_id, error)


def run(job_id: int) -> None:
    """Claim the job, do its work with a beating heart, and finish it if it is still ours."""
    job = _claim(job_id)
    if job is None:
        return
    handle = Handle(job)
    with _Heart(handle):
        try:
            commit = _operations[job.kind](handle)
            _finish(handle, commit)
            return
        except Superseded:
            log.info("Job %s attempt %s stopped: another attempt or a cancel took its place.", job_id, job.attempt)
        except JobFailed as error:
            _fail(handle, str(error))
        except OSError as error:
            log.exception("Job %s could not use a file.", job_id)
            _fail(handle, _file_sentence(error))
        except Exception:
            log.exception("Job %s failed.", job_id)
            _fail(
                handle,
                "Something went wrong while this was being made. Nothing you wrote is lost. "
                f"Try again; if it fails again, tell your administrator the number {job_id}.",
            )
        handle._take_back()


def _claim(job_id: int) -> Job | None:
    """Take a queued job for this process; None when it is not there to be taken (a second delivery, a cancel)."""
    with transaction.atomic():  # the row stays ours between the claim and reading which attempt it made
        taken = Job.objects.filter(pk=job_id, state=Job.State.QUEUED).update(
            state=Job.State.RUNNING,
            attempt=F("attempt") + 1,
            worker=identity(),
            started_at=timezone.now(),
            heartbeat_at=Now(),
            progress=0,
        )
        return Job.objects.get(pk=job_id) if taken else None


def _finish(handle: Handle, commit: Commit) -> None:
    """Write the result and close the job in one short transaction, unless this attempt is over."""
    with transaction.atomic():
        mine = handle._mine().update(
            state=Job.State.FINISHED, progress=100, step="", ended_at=timezone.now(), error=""
        )
        if not mine:
            raise Superseded
        commit()


def _fail(handle: Handle, sentence: str) -> None:
    now = timezone.now()
    try:
        failed = handle._mine().update(state=Job.State.FAILED, error=sentence, ended_at=now)
    except DatabaseTrouble as error:  # it stays running without a heartbeat, until the sweep finds it
        log.warning("Job %s could not be marked as failed: %s", handle.job_id, error)
        return
    if failed:
        _tell_failed(handle.kind, handle.payload, sentence, now)


def _tell_failed(kind: str, payload: dict, sentence: str, at: datetime.datetime) -> None:
    """Let the room whose job has failed tell people; what goes wrong with that leaves the job as it is."""
    if kind in _failed:
        try:
            with transaction.atomic():
                _failed[kind](payload=payload, sentence=sentence, at=at)
        except Exception:
            log.exception("Nobody could be told that a job of kind %s has failed.", kind)


def _file_sentence(error: OSError) -> str:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return (
            "The server has no room left to store the document. Nothing you wrote is lost. "
            "Ask your administrator to make room, then try again."
        )
    return (
        "The server could not store or read a file for this. Nothing you wrote is lost. "
        "Try again; if it fails again, tell your administrator."
    )


class _Heart:
    """A thread that beats for a job, with its own database connection, until the work is over."""

    def __init__(self, handle: Handle) -> None:
        self._handle = handle
        self._began = time.monotonic()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"heart-{handle.job_id}", daemon=True)

    def __enter__(self) -> "_Heart":
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._stop.set()
        self._thread.join(timeout=30)

    def _beat(self) -> None:
        try:
            while not self._stop.wait(settings.JOB_HEARTBEAT_SECONDS):
                try:
                    if not self._handle.beat():
                        self._leave_or_end()
                        return
                    if time.monotonic() - self._began > settings.JOB_LIMIT_SECONDS:
                        _fail(self._handle, TOO_LONG)
                        self._leave_or_end()
                        return
                except DatabaseTrouble as error:
                    log.warning("Heartbeat of job %s missed: %s", self._handle.job_id, error)
                    connection.close()
        finally:
            connection.close()

    def _leave_or_end(self) -> None:
        """The attempt is over: give the work a little time to notice, then end the process, which is started anew.

        Work that hangs would otherwise hold its worker, and everybody's documents, for ever.
        """
        connection.close()
        if not self._stop.wait(settings.JOB_GRACE_SECONDS):
            log.error("Job %s did not stop; its process is ended.", self._handle.job_id)
            end_process(1)


def sweep(now: datetime.datetime | None = None) -> int:
    """Queue again every job whose worker is gone, and send again messages that got lost; returns how many.

    A worker on this machine whose process no longer exists is gone at once; elsewhere it is gone when the heartbeat
    is older than JOB_STALE_SECONDS. A job whose process was lost JOB_MAX_ATTEMPTS times fails with a sentence.
    """
    stale = list(Job.objects.stale(now))
    here = [job for job in Job.objects.running().filter(worker__startswith=_machine()) if not is_alive(job.worker)]
    now = now or timezone.now()
    swept = 0
    for job in {job.pk: job for job in [*stale, *here]}.values():
        # Exactly as it was seen: another sweep may have queued it again, and another worker taken it, meanwhile.
        # (“No later than” instead of “equal”: SQLite's own clock writes fewer decimals than Python reads back.)
        as_seen = Job.objects.running().filter(
            pk=job.pk, attempt=job.attempt, worker=job.worker, heartbeat_at__lte=job.heartbeat_at
        )
        if job.lost + 1 >= settings.JOB_MAX_ATTEMPTS:
            if as_seen.update(state=Job.State.FAILED, ended_at=now, error=LOST_TOO_OFTEN):
                _tell_failed(job.kind, job.payload, LOST_TOO_OFTEN, now)
        elif as_seen.update(state=Job.State.QUEUED, sent_at=now, step="", lost=F("lost") + 1):
            log.info("Job %s is queued again: its worker is gone.", job.pk)
            transaction.on_commit(functools.partial(_send, job.pk))
            swept += 1
    for job in Job.objects.waiting_too_long(now):
        if Job.objects.filter(pk=job.pk, state=Job.State.QUEUED, sent_at=job.sent_at).update(sent_at=now):
            transaction.on_commit(functools.partial(_send, job.pk))
            swept += 1
    return swept


def identity() -> str:
    """This process as host|boot|process namespace|pid|start time: a number used again is no match."""
    return f"{_machine()}{os.getpid()}|{_start_time(os.getpid())}"


def is_alive(worker: str) -> bool:
    """Whether the process named by an identity of this machine still runs."""
    pid, started = worker.removeprefix(_machine()).split("|")
    return _start_time(int(pid)) == started


def _machine() -> str:
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        boot = "-"
    try:  # containers of one host share its boot, and may share its name, but not their process numbers
        processes = os.readlink("/proc/self/ns/pid")
    except OSError:
        processes = "-"
    return f"{socket.gethostname()}|{boot}|{processes}|"


def _start_time(pid: int) -> str:
    """The process's start in clock ticks since boot; empty when it does not run (or is only waiting to be reaped)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] in {"Z", "X"} else fields[19]
