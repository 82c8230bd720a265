"""Workers on the test database and queue, and the gates that hold them."""

import os
import sys
from pathlib import Path

import pytest
from django.conf import settings as project
from django.db import connection

from tests import services
from tests.machinery.processes import Group, until

QUICK = {"JOB_HEARTBEAT_SECONDS": "1", "JOB_SWEEP_SECONDS": "1"}


def pytest_collection_modifyitems(items) -> None:
    """Everything in this folder starts real processes."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.machinery)


class Gates:
    """The gates of tests/machinery/gates, seen from the test's side."""

    def __init__(self, var: Path) -> None:
        self.folder = var / "gates"
        self.folder.mkdir(parents=True, exist_ok=True)
        for leftover in self.folder.iterdir():
            leftover.unlink()

    def open(self, attempt: int | None = None, place: str | None = None) -> None:
        """Let every attempt through, or this one, or this one at that place only."""
        name = "-".join(["open", *([str(attempt)] if attempt else []), *([place] if place else [])])
        (self.folder / name).touch()

    def reached(self, attempt: int, place: str) -> int:
        """Wait until an attempt stands at this gate; returns the number of the process that works on it."""
        marker = self.folder / f"reached-{attempt}-{place}"
        until(marker.exists, f"attempt {attempt} at the gate {place}")
        return int(marker.read_text())


@pytest.fixture
def var() -> Path:
    """The VAR_DIR of this test process, which its workers share."""
    return Path(project.VAR_DIR)


@pytest.fixture
def gates(var) -> Gates:
    """Closed gates."""
    return Gates(var)


@pytest.fixture
def _empty_queue(var, settings):
    """No message left from another test, and files where the workers keep theirs."""
    settings.MEDIA_ROOT = var / "files"
    services.forget_queues()
    if not project.REDIS_URL:
        for folder in ("queue", "control"):
            for message in (Path(project.BROKER_DIR) / folder).iterdir():
                message.unlink()


@pytest.fixture
def start(var, tmp_path, _empty_queue, transactional_db):
    """`start("worker")` or `start("beat")`: the real command of the service, on the test database and queue.

    Settings may be given by name, such as JOB_STALE_SECONDS="4"; that one is long by default, so that what is tested
    is the prompt recovery, not the patient one.
    """
    from assurance.management.commands.run_service import programs

    started: list[Group] = []
    environment = {
        **os.environ,
        **QUICK,
        "DJANGO_SETTINGS_MODULE": "tests.machinery.settings",
        "TEST_QUEUE": services.queue_name(),
        "DATABASE_URL": _address_of_the_test_database(),
        "PYTHONUNBUFFERED": "1",
        "PYTHONWARNINGS": "ignore",
    }

    def start_one(name: str, **settings: str) -> Group:
        # Each with a folder name of its own: two workers at once may not share their name at the queue.
        own = tmp_path / f"{name}-{len(started)}"
        own.mkdir()
        command = next(program.command for program in programs(0, own) if program.name == name)
        assert command[0] == sys.executable
        started.append(Group(command, {**environment, **settings}, own / "log"))
        return started[-1]

    yield start_one
    for group in started:
        group.end()


def _address_of_the_test_database() -> str:
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return f"{project.DATABASE_URL.rpartition('/')[0]}/{name}"
