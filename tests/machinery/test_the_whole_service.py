"""`make run` as a whole: kill -9 of everything, kill -9 of the supervisor alone, and an orderly stop."""

import hashlib
import http.client
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from tests import ready, services
from tests.machinery.conftest import QUICK, Gates
from tests.machinery.gates.apps import BEFORE
from tests.machinery.processes import ROOT, Group, family, runs, until


@pytest.fixture
def database(tmp_path) -> tuple[str, Callable]:
    """A database of its own, migrated (on PostgreSQL also lived in): its address, and a function that asks it."""
    (tmp_path / "var").mkdir()
    if not services.uses_servers():
        ready.copy_for_sqlite(tmp_path / "var" / "prepare.sqlite3")
        address = f"sqlite:///{tmp_path / 'var' / 'prepare.sqlite3'}"

        def ask_sqlite(query: str) -> list[tuple]:
            connection = sqlite3.connect(tmp_path / "var" / "prepare.sqlite3", timeout=20)
            try:
                return connection.execute(query).fetchall()
            finally:
                connection.close()

        yield address, ask_sqlite
        return
    name = f"{services.queue_name()}-whole".replace("-", "_")
    server = services.database_url()
    address = f"{server.rpartition('/')[0]}/{name}"

    def ask_postgresql(query: str) -> list[tuple]:
        with psycopg.connect(address) as connection:
            return connection.execute(query).fetchall()

    with psycopg.connect(server, autocommit=True) as connection:
        # The invented council lives there already: it moves in on SQLite, where this is run as well, and in a journey.
        connection.execute(f'create database {name} template "{ready.with_demo(tmp_path / "var")}"')
        yield address, ask_postgresql
        connection.execute(f"drop database {name} with (force)")


@pytest.fixture
def environment(tmp_path, database) -> dict[str, str]:
    """The environment of a service of its own, on its own folder and database."""
    return {
        **os.environ,
        **QUICK,
        "DJANGO_SETTINGS_MODULE": "tests.machinery.settings",
        "TEST_QUEUE": f"{services.queue_name()}-whole",
        "DATABASE_URL": database[0],
        "VAR_DIR": str(tmp_path / "var"),
        "PYTHONUNBUFFERED": "1",
        "PYTHONWARNINGS": "ignore",
    }


@pytest.fixture
def port() -> int:
    """A port nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def start(tmp_path, environment, port):
    """`start("yes")`: `manage.py run_service` with the demonstration, once it has said that it is ready."""
    started: list[Group] = []

    def start_service(demo: str) -> Group:
        command = [sys.executable, "manage.py", "run_service", f"--port={port}", f"--demo={demo}"]
        group = Group(command, environment, tmp_path / f"log-{len(started)}")
        started.append(group)
        until(lambda: group.said("is ready at") or group.process.poll() is not None, "the service is ready")
        assert group.process.poll() is None, group.log.read_text()
        return group

    yield start_service
    for group in started:
        group.end()


def page(port: int) -> int:
    """The status of the sign-in page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", "/accounts/login/", headers={"Host": "localhost"})
        return connection.getresponse().status
    finally:
        connection.close()


@pytest.mark.embedded
def test_after_kill_9_of_everything_the_next_start_finishes_the_running_job_once(
    start, port, database, environment, tmp_path
):
    _, ask = database
    gates = Gates(tmp_path / "var")
    first = start("yes")
    assert first.said("aisha.rahman@northmoor.example")
    assert page(port) == 200
    asked = subprocess.run(
        [sys.executable, "-m", "tests.machinery.ask"],
        env=environment, cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    job, reference = asked.stdout.split()
    gates.reached(1, BEFORE)
    everything = [first.pid, *family(first.pid)]
    for pid in everything:
        os.kill(pid, signal.SIGKILL)
    first.process.wait()
    until(lambda: not any(map(runs, everything)), "everything is dead")
    assert ask(f"select state, attempt from assurance_job where id = {job}") == [("running", 1)]

    gates.open()
    second = start("yes")
    row = f"select state, attempt from assurance_job where id = {job}"
    until(lambda: ask(row) == [("finished", 2)], "the job is finished by the second attempt")
    [(name, sha256)] = ask(f"select file, file_sha256 from reports_document where reference = '{reference}'")
    folder = tmp_path / "var" / "files" / Path(name).parent
    assert {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in folder.iterdir()} == {"2.pdf": sha256}
    assert ask("select count(*) from assurance_job where kind = 'make-document'") == [(1,)]

    everything = family(second.pid)
    assert len(everything) >= 4  # gunicorn and its workers, the worker, the beat
    second.kill()
    until(lambda: not any(map(runs, everything)), "no child outlives a killed supervisor")


def test_an_orderly_stop_ends_every_process_and_a_second_service_on_the_folder_is_refused(start, environment, port):
    service = start("no")
    again = subprocess.run(
        [sys.executable, "manage.py", "run_service", f"--port={port + 1}"],
        env=environment, cwd=ROOT, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert again.returncode == 1
    assert f"already runs on the folder {environment['VAR_DIR']} (process {service.pid})" in again.stderr
    everything = family(service.pid)
    os.kill(service.pid, signal.SIGTERM)
    assert service.process.wait(timeout=60) == 0
    assert not any(map(runs, everything))
    assert service.said("service | stopped")
