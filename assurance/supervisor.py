"""Keeps the processes of the service running together, and ends them together. Plain Python, no Django.

One thread does everything: it reads what the children print, starts a dead one again and listens for signals. That
is what makes `die_with_parent` sound: the kernel ties a child to the thread that started it.
"""

import contextlib
import ctypes
import fcntl
import functools
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

PR_SET_PDEATHSIG = 1
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
LATEST_START = 20.0  # even if the service never becomes ready
SETTLED_AFTER = 60.0  # a child that ran this long and then died is started again without delay
_libc = ctypes.CDLL(None, use_errno=True)  # loaded before any fork: a child may not load libraries


class CannotStart(Exception):
    """The service can't start here; the text is the sentence to show."""


@dataclass(frozen=True)
class Program:
    """One process to keep running: a short name for its lines in the log, and what to start.

    One that is not urgent leaves the machine to the others at first: it starts once the service is ready.
    """

    name: str
    command: list[str]
    urgent: bool = True


@dataclass
class Child:
    """A program, and the process that runs it now."""

    program: Program
    process: subprocess.Popen | None = None
    started: float = 0.0
    pause: float = FIRST_PAUSE
    again_at: float | None = 0.0  # when to start it, on the monotonic clock; None while it runs
    unfinished_line: bytes = b""


@dataclass
class Supervisor:
    """Runs programs until told to stop: SIGTERM or Ctrl-C asks them to finish, a second one ends them at once."""

    programs: list[Program]
    folder: Path
    environment: dict[str, str]
    is_ready: Callable[[], bool]
    when_ready: Callable[[], None]
    patience: float = 20.0  # seconds the children get to finish what they are doing
    out: TextIO = field(default_factory=lambda: sys.stdout)

    def run(self) -> None:
        """Start everything and stay until stopped."""
        later = time.monotonic() + LATEST_START
        self._children = [Child(program, again_at=0.0 if program.urgent else later) for program in self.programs]
        self._width = max(len(program.name) for program in self.programs)
        self._stops = 0
        self._announced = False
        self._selector = selectors.DefaultSelector()
        with self._signals():
            while not self._stops:
                self._start_what_is_due()
                self._listen(0.2)
                self._notice_deaths()
                self._announce()
            self._stop()

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        """Count the requests to stop, and wake the loop at once when one comes."""
        reader, writer = socket.socketpair()
        writer.setblocking(False)
        self._selector.register(reader, selectors.EVENT_READ)
        before = {number: signal.signal(number, self._asked_to_stop) for number in (signal.SIGINT, signal.SIGTERM)}
        wakeup = signal.set_wakeup_fd(writer.fileno())
        try:
            yield
        finally:
            signal.set_wakeup_fd(wakeup)
            for number, handler in before.items():
                signal.signal(number, handler)
            self._selector.close()
            reader.close()
            writer.close()

    def _asked_to_stop(self, *_: object) -> None:
        self._stops += 1

    def _start_what_is_due(self) -> None:
        now = time.monotonic()
        for child in self._children:
            if child.again_at is not None and child.again_at <= now:
                # A group of its own: Ctrl-C in a terminal reaches this process only, which then stops them in order.
                child.process = subprocess.Popen(
                    child.program.command,
                    cwd=self.folder,
                    env=self.environment,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    process_group=0,
                    preexec_fn=functools.partial(die_with_parent, os.getpid()),  # noqa: PLW1509 - one thread only, see above
                )
                child.started, child.again_at = now, None
                assert child.process.stdout is not None
                os.set_blocking(child.process.stdout.fileno(), False)
                self._selector.register(child.process.stdout, selectors.EVENT_READ, child)

    def _listen(self, seconds: float) -> None:
        for key, _ in self._selector.select(seconds):
            if key.data is None:
                key.fileobj.recv(4096)  # type: ignore[union-attr]
            elif not self._pass_on(key.data):
                self._selector.unregister(key.fileobj)

    def _pass_on(self, child: Child) -> bool:
        """Print what a child has said, line by line under its name; False when it will say no more."""
        assert child.process is not None
        assert child.process.stdout is not None
        said = child.process.stdout.read(65_536)
        if said is None:  # nothing yet
            return True
        *lines, child.unfinished_line = (child.unfinished_line + said).split(b"\n")
        if not said and child.unfinished_line:
            lines.append(child.unfinished_line)
            child.unfinished_line = b""
        for line in lines:
            self._say(child.program.name, line.decode(errors="replace"))
        return bool(said)

    def _say(self, name: str, line: str) -> None:
        # Where nobody reads any more (a closed pipe) the service goes on in silence.
        with contextlib.suppress(OSError, ValueError):
            print(f"{name:{self._width}} | {line}", file=self.out, flush=True)

    def _notice_deaths(self) -> None:
        now = time.monotonic()
        for child in self._children:
            if child.process is None or child.again_at is not None or child.process.poll() is None:
                continue
            self._last_words(child)
            if now - child.started >= SETTLED_AFTER:
                child.pause = FIRST_PAUSE
            child.again_at = now + child.pause
            self._say(
                child.program.name,
                f"stopped unexpectedly ({_how(child.process.returncode)}); started again in {child.pause:.0f} s",
            )
            child.pause = min(child.pause * 2, LONGEST_PAUSE)

    def _last_words(self, child: Child) -> None:
        assert child.process is not None
        assert child.process.stdout is not None
        self._pass_on(child)
        with contextlib.suppress(KeyError):
            self._selector.unregister(child.process.stdout)
        child.process.stdout.close()
        child.unfinished_line = b""

    def _announce(self) -> None:
        if not self._announced and self.is_ready():
            self._announced = True
            self.when_ready()
            for child in self._children:
                if child.process is None:
                    child.again_at = 0.0

    def _stop(self) -> None:
        """Ask every child to finish; whoever has not when patience ends, or at a second request, is ended."""
        running = [c.process for c in self._children if c.process is not None and c.process.poll() is None]
        if running:
            self._say("service", "stopping; work under way is finished first (Ctrl-C again to stop at once)")
        for process in running:
            process.terminate()
        deadline = time.monotonic() + self.patience
        while any(p.poll() is None for p in running) and time.monotonic() < deadline and self._stops < 2:
            self._listen(0.1)
        for process in running:
            if process.poll() is None:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self._say("service", "stopped")


def die_with_parent(parent: int) -> None:
    """Ask the kernel to kill this process when its parent dies; called in a new process, before it does anything."""
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it died in between
        os._exit(1)


def _how(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    with contextlib.suppress(ValueError):
        return signal.Signals(-code).name
    return f"signal {-code}"


@contextlib.contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold a folder for this process; raises CannotStart when another one holds it or it can't be written to.

    The kernel lets go of the lock when the process dies, however it dies: nothing is left to clean up.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = open(folder / "run.lock", "a+")  # noqa: SIM115 - held for as long as the service runs
    except OSError as error:
        raise CannotStart(
            f"The folder {folder} can't be written to ({error.strerror}). "
            "Give this user the right to write there, or name another folder: VAR_DIR=/path/to/folder"
        ) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip()
            raise CannotStart(
                f"The service already runs on the folder {folder}{f' (process {holder})' if holder else ''}. "
                "Stop it first with Ctrl-C, or give this one a folder and a port of its own: "
                "make run VAR_DIR=/path/to/folder PORT=8001"
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def check_port(port: int, patience: float = 5.0) -> None:
    """Raise CannotStart when the port can't be had. One just left by a killed service is waited for."""
    if not 0 < port < 65_536:
        raise CannotStart(f"{port} is not a port. Choose one from 1024 to 65535: make run PORT=8000")
    deadline = time.monotonic() + patience
    while True:
        try:
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(("127.0.0.1", port))
                return
        except PermissionError:
            raise CannotStart(
                f"This user may not use port {port}. Choose one above 1023: make run PORT=8000"
            ) from None
        except OSError as error:
            if time.monotonic() > deadline:
                raise CannotStart(
                    f"Port {port} is taken by another program ({error.strerror}). "
                    f"Stop that program, or choose another port: make run PORT={port + 1}"
                ) from None
        time.sleep(0.2)
