"""What the tests run in a process of its own."""

import os
import time

from assurance.bounded_child import Refused


def letters(data):
    yield from data.decode()


def kinds(data):
    yield 1, 2.5, "ä", None, [True], {"a": data}


def surroundings(data):
    yield os.getpid(), list(os.environ)


def refuses(data):
    yield "something"
    raise Refused(f"No, not “{data.decode()}”.")


def breaks(data):
    yield 1 / 0


def eats_memory(data):
    held = []
    while True:
        held.append(b"x" * 2**20)
        yield len(held)


def talks_too_much(data):
    while True:
        yield "x" * 2**19


def one_huge_frame(data):
    yield "x" * 2**21


def sleeps(data):
    time.sleep(60)
    yield 1


def spins(data):
    while True:
        pass
    yield 1


def dies(data):
    os._exit(3)
    yield 1


def writes(data):
    with open(data, "wb") as file:
        file.write(b"x" * 100)
    yield 1
