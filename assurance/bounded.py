"""Running a function of ours on somebody's file in a process of its own, with a limit on memory and time. Pure.

A spreadsheet of 1.2 kB can unfold to 12 GB, and the libraries that read spreadsheets can't be told where to stop. So
they run in a fresh Python, started anew (not forked: a server has threads), which takes the file's bytes and hands back
plain values frame by frame. When it grows too large or takes too long it dies, and only it; the reader gets a sentence.

    with bounded.child(workbooks.sheets) as reading:
        for frame in reading.frames(data):
            ...

The function takes the bytes and yields what `marshal` can carry: numbers, text, None, tuples, lists, dicts. It raises
Refused with a sentence to say why a file can't be read. Handing back 73,556 cells costs about 10 ms, starting the
process about 40 ms, which passes while the caller looks at the bytes itself (see docs/performance.md).

A file about people comes as a stream instead, chunk by chunk as it is uploaded, and is never whole in this process:

    with bounded.streaming(rolling.roll_up, key=key) as reading:
        for chunk in chunks:
            reading.feed(chunk)
        reading.finish()
        for value in reading.frames():
            ...

Then the function takes the stream and the named values, which don't stand in the process's arguments, where everybody
on the machine could see them; the process leaves no core dump, and its errors name lines of code and nothing else.
"""

import contextlib
import fcntl
import marshal
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assurance.bounded_child import BROKEN, END, HEADER, REFUSED, TOO_LARGE, Refused

__all__ = ["Child", "Limits", "Refused", "child", "run", "streaming"]

MEGABYTE = 2**20
START = (
    "import os, sys; sys.path[:0] = sys.argv[1].split(os.pathsep); "
    "from assurance.bounded_child import serve; serve(sys.argv[2], *map(int, sys.argv[3:7]))"
)

TOO_MUCH = (
    "The file unfolds to more than can be read safely. Save only the sheets you need in a new file and try again."
)
TOO_SLOW = (
    "The file took too long to read, so reading stopped. Save only the sheets you need in a new file and try again."
)


@dataclass(frozen=True)
class Limits:
    """What one reading may use. Memory is address space, of which a Python with its libraries takes about 100 MB.

    `seconds` are of the processor and, unless `patience` says otherwise, by the clock: an upload may come slowly.
    """

    memory: int = 512 * MEGABYTE
    seconds: float = 20.0
    patience: float | None = None
    frame: int = 32 * MEGABYTE
    answer: int = 256 * MEGABYTE


class Child:
    """A process that has started and waits for its bytes."""

    def __init__(
        self, function: Callable[..., Iterable[Any]] | str, limits: Limits, told: dict[str, Any] | None = None
    ) -> None:
        self._limits = limits
        self._late = threading.Event()
        name = function if isinstance(function, str) else f"{function.__module__}:{function.__name__}"
        figures = [str(limits.memory), str(int(limits.seconds) + 1), str(limits.frame)]
        figures.append(str(int(told is not None)))
        # -I: nothing from the environment, nothing from the folder we stand in. -S: no searching, the path is given.
        path = os.pathsep.join([str(Path(__file__).resolve().parent.parent), *filter(None, sys.path)])
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", START, path, name, *figures],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # The last two keep Arrow and linear algebra from reserving far more memory than they use.
            env={
                "LANG": "C.UTF-8",
                "MALLOC_ARENA_MAX": "1",
                "ARROW_DEFAULT_MEMORY_POOL": "system",
                "OPENBLAS_NUM_THREADS": "1",
            },
            close_fds=True,
        )
        self._timer = threading.Timer(limits.patience or limits.seconds, self._stop_late)
        self._timer.daemon = True
        self._timer.start()
        if told is not None:
            self._widen()
            words = marshal.dumps(told)
            self.feed(len(words).to_bytes(HEADER - 1, "big") + words)

    def send(self, data: bytes) -> None:
        """Hand over the file. A child that has died already is noticed when its frames are read."""
        self.feed(data)
        self.finish()

    def feed(self, chunk: bytes) -> bool:
        """Hand over a part of the file; False when the child takes no more, so that nothing else need be sent."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(chunk)
        except BrokenPipeError:
            return False
        return True

    def finish(self) -> None:
        """The file is all there."""
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()

    def frames(self, data: bytes | None = None) -> Iterator[Any]:
        """What the function yields, one value at a time; raises Refused with a sentence when it can't go on."""
        if data is not None:
            self.send(data)
        assert self._process.stdout is not None
        answered = 0
        while True:
            head = self._process.stdout.read(HEADER)
            kind, size = head[:1], int.from_bytes(head[1:], "big")
            answered += size
            if len(head) == HEADER and (size > self._limits.frame or answered > self._limits.answer):
                raise Refused(TOO_MUCH)
            body = self._process.stdout.read(size) if len(head) == HEADER else b""
            if len(head) < HEADER or len(body) < size:
                raise Refused(TOO_SLOW if self._late.is_set() or self._ran_out_of_time() else TOO_MUCH)
            if kind == END:
                return
            if kind == REFUSED:
                raise Refused(body.decode("utf-8"))
            if kind == TOO_LARGE:
                raise Refused(TOO_MUCH)
            if kind == BROKEN:
                raise RuntimeError(f"Reading in a process of its own failed:\n{body.decode('utf-8')}")
            yield marshal.loads(body)  # noqa: S302 - written by our own function a moment ago

    def end(self) -> None:
        """Stop the process, if it is still there, and let go of it."""
        self._timer.cancel()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        self._process.kill()
        self._process.wait()

    def _widen(self) -> None:
        """As much room in the pipe as the system allows, so that neither side waits for every 64 kB. Linux only."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError, AttributeError):
            fcntl.fcntl(self._process.stdin.fileno(), fcntl.F_SETPIPE_SZ, MEGABYTE)

    def _stop_late(self) -> None:
        self._late.set()
        self._process.kill()

    def _ran_out_of_time(self) -> bool:
        return self._process.wait() == -signal.SIGXCPU


@contextlib.contextmanager
def child(function: Callable[[bytes], Iterable[Any]], limits: Limits | None = None) -> Iterator[Child]:
    """A process that has been started for the function; it ends with the block, whatever happens in it."""
    started = Child(function, limits or Limits())
    try:
        yield started
    finally:
        started.end()


@contextlib.contextmanager
def streaming(
    function: Callable[..., Iterable[Any]] | str, limits: Limits | None = None, **told: Any
) -> Iterator[Child]:
    """A process for a function that takes a stream and these named values; it ends with the block.

    The function may be named as "module:function", where this process should not load what that one needs.
    """
    started = Child(function, limits or Limits(), told)
    try:
        yield started
    finally:
        started.end()


def run(function: Callable[[bytes], Iterable[Any]], data: bytes, limits: Limits | None = None) -> list[Any]:
    """Everything the function yields for these bytes, when there is nothing to do meanwhile."""
    with child(function, limits) as started:
        return list(started.frames(data))
