"""A real ClamAV daemon on this machine, with a signature database of one: the test text every scanner knows."""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.assurance.uploads.papers import EICAR
from tests.machinery.processes import until

NAME = "Eicar-Test-Signature"
MISSING = (
    "clamd is not installed, so nobody can tell whether viruses would be found. Install it: "
    "apt-get install clamav-daemon (it needs no signatures from elsewhere, and no freshclam)."
)


def program() -> str:
    """Where clamd is; a machine without it can't say that these tests pass."""
    found = shutil.which("clamd") or shutil.which("/usr/sbin/clamd")
    if found is None:
        pytest.fail(MISSING)
    return found


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """A daemon that runs as long as it is needed; gives its address as CLAMAV_URL takes it."""
    database = folder / "signatures"
    database.mkdir()
    (database / "test.ndb").write_text(f"{NAME}:0:*:{EICAR.hex()}\n")
    port = free_port()
    settings = folder / "clamd.conf"
    settings.write_text(
        f"DatabaseDirectory {database}\nTCPSocket {port}\nTCPAddr 127.0.0.1\nForeground yes\n"
        f"LocalSocket {folder}/clamd.ctl\nStreamMaxLength 3M\nMaxThreads 2\nTemporaryDirectory {folder}\n"
    )
    log = folder / "clamd.log"
    with log.open("wb") as file:
        process = subprocess.Popen([program(), "--config-file", str(settings)], stdout=file, stderr=subprocess.STDOUT)
    try:
        until(
            lambda: answers(port) or process.poll() is not None, f"clamd answers: {log.read_text(errors='replace')}"
        )
        assert process.poll() is None, log.read_text(errors="replace")
        yield f"tcp://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def answers(port: int) -> bool:
    """Whether somebody listens there."""
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return chosen.getsockname()[1]
