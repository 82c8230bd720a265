"""The supervisor with small programs of its own: what it prints, restarts, stops and refuses."""

import os
import signal
import socket
import sys

import pytest

from assurance.supervisor import CannotStart, check_port, only_one
from tests.machinery.processes import Group, family, runs, until

SCRIPT = """
import os, sys
from pathlib import Path
from assurance.supervisor import Program, Supervisor
programs = [Program(name, [sys.executable, "-u", "-c", code]) for name, code in zip(sys.argv[1::2], sys.argv[2::2])]
Supervisor(programs, Path("."), dict(os.environ), lambda: True, lambda: print("READY", flush=True), 1.0).run()
"""
SLEEPS = "import time; print('awake'); time.sleep(600)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('awake'); time.sleep(600)"


@pytest.fixture
def supervise(tmp_path):
    """`supervise(name, code, ...)`: a supervisor in a process of its own, running these programs."""
    groups = []

    def start(*names_and_codes: str) -> Group:
        group = Group(
            [sys.executable, "-c", SCRIPT, *names_and_codes],
            {**os.environ, "PYTHONPATH": os.getcwd()},
            tmp_path / f"log-{len(groups)}",
        )
        groups.append(group)
        return group

    yield start
    for group in groups:
        group.end()


def test_every_line_is_printed_under_the_name_of_its_program(supervise):
    service = supervise("web", SLEEPS, "worker", "print('one\\ntwo'); import time; time.sleep(600)")
    lines = ("web    | awake\n", "worker | one\n", "worker | two\n")
    until(lambda: all(map(service.said, lines)), "both have spoken")
    assert service.said("READY")


def test_a_program_that_dies_is_started_again_and_its_last_words_are_kept(supervise, tmp_path):
    once = f"""
import pathlib, sys, time
marker = pathlib.Path({str(tmp_path / "marker")!r})
if marker.exists():
    print("back again"); time.sleep(600)
marker.touch(); print("no line end", end=""); sys.exit(3)
"""
    service = supervise("worker", once)
    until(lambda: service.said("back again"), "it is started again")
    assert service.said("no line end")
    assert service.said("stopped unexpectedly (exit code 3)")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_request_to_stop_ends_every_program(supervise, number):
    service = supervise("web", SLEEPS, "worker", SLEEPS)
    until(lambda: service.log.read_text().count("awake") == 2, "both run")
    children = family(service.pid)
    os.kill(service.pid, number)
    assert service.process.wait(timeout=60) == 0
    assert len(children) == 2
    assert not any(map(runs, children))


def test_a_program_that_does_not_want_to_stop_is_killed_when_patience_ends(supervise):
    service = supervise("worker", STUBBORN)
    until(lambda: service.said("awake"), "it runs")
    [child] = family(service.pid)
    os.kill(service.pid, signal.SIGTERM)
    assert service.process.wait(timeout=60) == 0
    assert not runs(child)


def test_no_program_outlives_a_killed_supervisor(supervise):
    service = supervise("web", SLEEPS, "worker", STUBBORN)
    until(lambda: service.log.read_text().count("awake") == 2, "both run")
    children = family(service.pid)
    service.kill()
    until(lambda: not any(map(runs, children)), "the children are gone")


def test_a_folder_is_held_by_one_service_and_free_again_afterwards(tmp_path):
    with only_one(tmp_path / "var"), pytest.raises(CannotStart, match=f"already runs .*process {os.getpid()}"):
        only_one(tmp_path / "var").__enter__()
    with only_one(tmp_path / "var"):
        pass


def test_a_folder_that_can_not_be_written_to_is_named(tmp_path):
    (tmp_path / "var").write_text("a file where the folder should be")
    with pytest.raises(CannotStart, match="can't be written to"):
        only_one(tmp_path / "var").__enter__()


def test_a_taken_port_is_named_with_another_to_try():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CannotStart, match=f"Port {port} is taken .* PORT={port + 1}"):
            check_port(port, patience=0)
    check_port(port, patience=0)


@pytest.mark.parametrize("port", [0, -1, 65_536])
def test_a_number_that_is_no_port_is_refused(port):
    with pytest.raises(CannotStart, match="is not a port"):
        check_port(port)
