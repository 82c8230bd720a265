"""Jobs of a kind made for tests: who asked, what was sent, what came of it."""

import pytest

from assurance import jobs, tasks
from assurance.models import Job
from tests.assurance.job_results import KIND


@pytest.fixture
def sent(monkeypatch) -> list[int]:
    """The messages given to the queue."""
    messages: list[int] = []
    monkeypatch.setattr(tasks.run_job, "delay", messages.append)
    return messages


@pytest.fixture
def does(monkeypatch):
    """`does(operation)`: jobs of our kind do this."""
    monkeypatch.setattr(jobs, "_operations", {})
    jobs.register(KIND, lambda handle: lambda: None)

    def set_operation(operation):
        jobs._operations[KIND] = operation

    return set_operation


@pytest.fixture
def asked(does, sent, now, django_capture_on_commit_callbacks):
    """`asked(**payload)`: a job of our kind, written down and sent."""

    def ask(**payload) -> Job:
        with django_capture_on_commit_callbacks(execute=True):
            return jobs.enqueue(kind=KIND, council=None, payload=payload, by=None, at=now)

    return ask


@pytest.fixture
def swept(django_capture_on_commit_callbacks):
    """`swept(at)`: a sweep at that moment, with its messages sent."""

    def sweep(at=None) -> int:
        with django_capture_on_commit_callbacks(execute=True):
            return jobs.sweep(at)

    return sweep


@pytest.fixture
def held(asked):
    """A job this process has claimed, and its handle."""
    job = jobs._claim(asked().pk)
    return jobs.Handle(job)
