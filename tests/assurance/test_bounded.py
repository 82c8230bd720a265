"""A function in a process of its own: it answers, it says no, or it is stopped; the caller lives on."""

import os
import time

import pytest

from assurance import bounded
from assurance.bounded import Limits, Refused
from tests.assurance import bounded_functions as functions

MEGABYTE = 2**20


def test_the_answer_comes_back_frame_by_frame():
    assert bounded.run(functions.letters, b"abc") == ["a", "b", "c"]
    assert bounded.run(functions.letters, b"") == []
    (answer,) = bounded.run(functions.kinds, b"\x00\xff")
    assert answer == (1, 2.5, "ä", None, [True], {"a": b"\x00\xff"})


def test_it_is_another_process_that_knows_nothing_of_our_environment(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "ours")
    (process, environment) = bounded.run(functions.surroundings, b"")[0]
    assert process != os.getpid()
    assert "SECRET_KEY" not in environment


def test_a_refusal_is_told_in_its_own_words():
    with pytest.raises(Refused, match=r"^No, not “ä”\.$"):
        bounded.run(functions.refuses, "ä".encode())


def test_our_own_mistakes_are_not_told_as_the_files():
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        bounded.run(functions.breaks, b"")


@pytest.mark.parametrize("function", [functions.eats_memory, functions.talks_too_much, functions.one_huge_frame])
def test_too_much_memory_or_too_long_an_answer_ends_it(function):
    limits = Limits(memory=200 * MEGABYTE, frame=MEGABYTE, answer=8 * MEGABYTE)
    with pytest.raises(Refused, match="more than can be read safely"):
        bounded.run(function, b"", limits)


@pytest.mark.parametrize("function", [functions.sleeps, functions.spins])
def test_too_long_a_time_ends_it(function):
    started = time.monotonic()
    with pytest.raises(Refused, match="took too long"):
        bounded.run(function, b"", Limits(seconds=0.5))
    assert time.monotonic() - started < 20


def test_a_process_that_dies_is_a_refusal_and_not_a_hang():
    with pytest.raises(Refused):
        bounded.run(functions.dies, b"x" * MEGABYTE)


def test_it_can_write_no_file(tmp_path):
    path = tmp_path / "written"
    with pytest.raises((Refused, RuntimeError)):
        bounded.run(functions.writes, str(path).encode())
    assert not path.exists() or path.stat().st_size == 0


def test_nothing_is_left_behind_when_the_caller_stops_reading():
    with bounded.child(functions.talks_too_much) as reading:
        frames = reading.frames(b"")
        next(frames)
        process = reading._process
    assert process.poll() is not None
