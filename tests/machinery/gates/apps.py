"""Gates around the making of a document, and half way through a pack: a worker can be held and killed there.

A worker that reaches a gate leaves a file `reached-<attempt>-<place>` with its process number in VAR_DIR/gates and
waits for `open` or `open-<attempt>` to appear. Nothing else about the job is changed.
"""

import os
import time
from pathlib import Path

from django.apps import AppConfig
from django.conf import settings

BEFORE, AFTER = "before-the-work", "before-the-finish"
HALF_WAY = "half-way"  # through a pack: after this many of its documents
COPIED_BEFORE = 3
LONGEST_WAIT = 120.0  # seconds; a worker forgotten by its test ends by itself


class GatesConfig(AppConfig):
    """Puts the gates around the operation that makes documents; other jobs, as the demonstration's files, go by."""

    name = "tests.machinery.gates"
    label = "gates"

    def ready(self) -> None:
        """Wrap the operation the app above this one has registered."""
        from assurance import jobs
        from reports.operations.documents import JOB_KIND

        jobs._operations[JOB_KIND] = _gated(jobs._operations[JOB_KIND])
        from reports.operations import packing, packs

        jobs._operations[packs.JOB_KIND] = _gated_half_way(jobs._operations[packs.JOB_KIND], packing)


def _gated(operation):
    def work(handle):
        _pass(handle.attempt, BEFORE)
        commit = operation(handle)
        _pass(handle.attempt, AFTER)
        return commit

    return work


def _gated_half_way(operation, packing):
    copy = packing._copy

    def work(handle):
        copied = 0

        def counted(*given):
            nonlocal copied
            if copied == COPIED_BEFORE:
                _pass(handle.attempt, HALF_WAY)
            copied += 1
            return copy(*given)

        packing._copy = counted
        return operation(handle)

    return work


def _pass(attempt: int, place: str) -> None:
    folder = Path(settings.VAR_DIR) / "gates"
    folder.mkdir(exist_ok=True)
    reached = folder / f"reached-{attempt}-{place}"
    aside = folder / f".{reached.name}-{os.getpid()}"
    aside.write_text(str(os.getpid()))
    aside.replace(reached)
    deadline = time.monotonic() + LONGEST_WAIT
    openings = [folder / "open", folder / f"open-{attempt}", folder / f"open-{attempt}-{place}"]
    while time.monotonic() < deadline and not any(opening.exists() for opening in openings):
        time.sleep(0.02)
