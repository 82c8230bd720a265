"""How many files are read at once on this machine: each may take more than a gigabyte of its memory.

A turn is a lock of the operating system on a small empty file. It holds across processes, and the system itself gives
it back when a process ends, however it ends: nothing is left behind, and nothing has to expire.
"""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

FOLDER = "turns"
BUSY = (
    "Somebody else’s file is being read just now, and each takes so much memory that only {many} can be read at once. "
    "Nothing of yours was kept. Wait a minute, then send it again."
)
MANY = {1: "one", 2: "two", 3: "three", 4: "four"}


class Busy(Exception):
    """As many files as this machine can read are being read; the text is the sentence to show."""

    def __init__(self) -> None:
        super().__init__(BUSY.format(many=MANY.get(settings.CLD_AT_ONCE, str(settings.CLD_AT_ONCE))))


@contextlib.contextmanager
def turn() -> Iterator[None]:
    """A turn to read a file, until the block ends; raises Busy at once where there is none."""
    with contextlib.ExitStack() as held:
        held.callback(os.close, _taken())
        yield


def _taken() -> int:
    folder = Path(settings.VAR_DIR) / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    for number in range(1, settings.CLD_AT_ONCE + 1):
        # Not inherited by the process that reads (PEP 446), so it ends with this one alone.
        descriptor = os.open(folder / f"import-{number}", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(descriptor)
        else:
            return descriptor
    raise Busy
