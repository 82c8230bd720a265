"""Starting real processes of the service, watching them and ending them hard."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 180.0  # seconds; only ever waited for in full by a test that fails


def until(happened: Callable[[], object], what: str) -> object:
    """Wait until something is so, and return it; fails with the words given when it never is."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = happened()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"waited in vain: {what}")


class Group:
    """A process with everything it starts, in a process group of its own; its words are kept in a file."""

    def __init__(self, command: list[str], environment: dict[str, str], log: Path) -> None:
        self.log = log
        with log.open("wb") as file:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=file, stderr=subprocess.STDOUT, start_new_session=True
            )

    @property
    def pid(self) -> int:
        """The process itself."""
        return self.process.pid

    def said(self, words: str) -> bool:
        """Whether these words are in what it has said so far."""
        return words in self.log.read_text(errors="replace")

    def signal_all(self, number: int) -> None:
        """Send a signal to the process and everything in its group."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, number)

    def kill(self) -> None:
        """kill -9 the process alone, and let it be gone."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        self.process.wait()

    def end(self) -> None:
        """Whatever state it is in: nothing of it is left. Groups its children made go with them, by their parent."""
        descendants = family(self.pid)
        for pid in [self.pid, *descendants]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()


def family(pid: int) -> set[int]:
    """Every descendant of a process that runs now."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, IndexError):
            fields = stat.read_text().rpartition(")")[2].split()
            if fields[0] not in {"Z", "X"}:
                parents[int(stat.parent.name)] = int(fields[1])
    found: set[int] = set()
    waiting = [pid]
    while waiting:
        parent = waiting.pop()
        children = {child for child, its in parents.items() if its == parent} - found
        found |= children
        waiting += children
    return found


def runs(pid: int) -> bool:
    """Whether a process runs (a dead one that nobody has collected does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in {"Z", "X"}
    except OSError:
        return False
