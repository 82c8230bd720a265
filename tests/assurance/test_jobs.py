"""Jobs inside one process: asked for, done, failed. Real processes are in tests/machinery."""

import datetime
import errno
import os

import pytest
from django.db import DatabaseError, transaction
from kombu import Connection
from kombu.exceptions import OperationalError as BrokerDown

from assurance import jobs, tasks
from assurance.models import Job
from tests.assurance.job_results import KIND, now_of, results, write_down_the_result

pytestmark = [pytest.mark.embedded, pytest.mark.django_db]


# --- Asking --------------------------------------------------------------------------------------------------------


def test_a_job_is_sent_only_when_its_transaction_is_committed(does, sent, now, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = jobs.enqueue(kind=KIND, council=None, payload={"row": 1}, by=None, at=now)
        assert sent == []
    assert sent == [job.pk]
    assert (job.state, job.attempt, job.payload) == (Job.State.QUEUED, 0, {"row": 1})


def test_a_job_asked_for_in_a_transaction_that_fails_is_neither_kept_nor_sent(
    does, sent, now, django_capture_on_commit_callbacks
):
    def ask_and_fail():
        with transaction.atomic():
            jobs.enqueue(kind=KIND, council=None, payload={}, by=None, at=now)
            raise RuntimeError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError):
        ask_and_fail()
    assert not Job.objects.exists()
    assert sent == []


def test_a_kind_nobody_does_is_refused_before_anything_is_written(now):
    with pytest.raises(ValueError, match="No operation is registered"):
        jobs.enqueue(kind="unheard-of", council=None, payload={}, by=None, at=now)
    assert not Job.objects.exists()


def test_one_kind_can_not_be_registered_for_two_operations(does):
    with pytest.raises(ValueError, match="registered twice"):
        jobs.register(KIND, lambda handle: lambda: None)


@pytest.mark.parametrize("trouble", [BrokerDown("no answer"), ConnectionRefusedError("no answer")])
def test_a_queue_that_can_not_be_reached_leaves_the_job_waiting(asked, swept, sent, monkeypatch, trouble, now):
    def down(job_id):
        raise trouble

    monkeypatch.setattr(tasks.run_job, "delay", down)
    job = asked()
    assert now_of(job).state == Job.State.QUEUED
    monkeypatch.setattr(tasks.run_job, "delay", sent.append)
    assert swept(now + datetime.timedelta(hours=1)) == 1
    assert sent == [job.pk]


@pytest.mark.parametrize("broker", ["redis://127.0.0.1:1/0", "filesystem://"])
def test_what_a_broken_queue_really_raises_is_what_the_door_catches(asked, monkeypatch, broker, tmp_path):
    folder = str(tmp_path / "not-there")
    options = {"data_folder_in": folder, "data_folder_out": folder} if broker == "filesystem://" else {}

    def send(job_id):
        with Connection(broker, transport_options=options) as connection:
            tasks.run_job.apply_async((job_id,), connection=connection, retry=False)
        raise AssertionError("the queue was not broken")

    monkeypatch.setattr(tasks.run_job, "delay", send)
    assert now_of(asked()).state == Job.State.QUEUED


# --- Doing ---------------------------------------------------------------------------------------------------------


def test_a_job_is_done_and_its_result_written_once_though_delivered_twice(asked, does):
    does(lambda handle: lambda: write_down_the_result(handle))
    job = asked()
    tasks.run_job(job.pk)
    tasks.run_job(job.pk)
    job = now_of(job)
    assert (job.state, job.progress, job.attempt, job.step) == (Job.State.FINISHED, 100, 1, "")
    assert job.ended_at is not None
    assert results() == 1


def test_the_result_and_the_finish_are_one_transaction(asked, does):
    def operation(handle):
        def commit():
            write_down_the_result(handle)
            raise DatabaseError("the disk is gone")

        return commit

    does(operation)
    job = asked()
    jobs.run(job.pk)
    assert now_of(job).state == Job.State.FAILED
    assert results() == 0


def test_progress_is_shown_with_a_step_in_words_and_counts_as_a_heartbeat(held):
    before = Job.objects.get().heartbeat_at
    held.progress(40, "Drawing charts " + "x" * 300)
    job = Job.objects.get()
    assert job.progress == 40
    assert job.step.startswith("Drawing charts")
    assert len(job.step) == 200
    assert job.heartbeat_at > before


def test_beating_says_whether_the_attempt_still_counts(held, now):
    assert held.beat()
    jobs.cancel(job=Job.objects.get(), at=now)
    assert not held.beat()


@pytest.mark.django_db(transaction=True)
def test_a_job_beats_while_its_operation_says_nothing(does, sent, now, settings):
    settings.JOB_HEARTBEAT_SECONDS = 0.02
    beats = []

    def operation(handle):
        started = Job.objects.get(pk=handle.job_id).heartbeat_at
        for _ in range(2000):
            beats.append(Job.objects.get(pk=handle.job_id).heartbeat_at)
            if beats[-1] > started:
                break
            jobs.threading.Event().wait(0.01)
        return lambda: None

    does(operation)
    job = jobs.enqueue(kind=KIND, council=None, payload={}, by=None, at=now)
    jobs.run(job.pk)
    assert beats[-1] > beats[0]
    assert now_of(job).state == Job.State.FINISHED
    assert not [t for t in jobs.threading.enumerate() if t.name == f"heart-{job.pk}"]


# --- Failing -------------------------------------------------------------------------------------------------------


def test_work_that_can_not_be_done_ends_with_its_own_sentence(asked, does):
    def operation(handle):
        raise jobs.JobFailed("The round was deleted.")

    does(operation)
    job = asked()
    jobs.run(job.pk)
    assert (now_of(job).state, now_of(job).error) == (Job.State.FAILED, "The round was deleted.")


def test_an_unexpected_error_gives_a_sentence_with_the_number_and_no_detail(asked, does):
    def operation(handle):
        raise RuntimeError("secret detail")

    does(operation)
    job = asked()
    jobs.run(job.pk)
    assert now_of(job).state == Job.State.FAILED
    assert str(job.pk) in now_of(job).error
    assert "secret" not in now_of(job).error


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_named_and_half_a_file_is_taken_away(asked, does, tmp_path, number):
    half = tmp_path / "half.pdf"

    def operation(handle):
        handle.undo_with(half.unlink)
        half.write_bytes(b"%PDF-")
        raise OSError(number, os.strerror(number))

    does(operation)
    job = asked()
    jobs.run(job.pk)
    assert now_of(job).state == Job.State.FAILED
    assert "no room left" in now_of(job).error
    assert "Nothing you wrote is lost" in now_of(job).error
    assert not half.exists()


def test_another_file_error_does_not_claim_that_the_disk_is_full(asked, does):
    def operation(handle):
        raise PermissionError(errno.EACCES, "Permission denied")

    does(operation)
    job = asked()
    jobs.run(job.pk)
    assert "no room" not in now_of(job).error
    assert "could not store or read a file" in now_of(job).error


def test_what_was_done_outside_the_database_is_taken_back_last_first(asked, does):
    taken_back = []

    def operation(handle):
        handle.undo_with(lambda: taken_back.append("first"))
        handle.undo_with(lambda: (_ for _ in ()).throw(OSError("gone already")))
        handle.undo_with(lambda: taken_back.append("third"))
        raise jobs.JobFailed("No.")

    does(operation)
    jobs.run(asked().pk)
    assert taken_back == ["third", "first"]


def test_what_was_done_is_kept_when_the_job_is_finished(asked, does):
    taken_back = []

    def operation(handle):
        handle.undo_with(lambda: taken_back.append("the file"))
        return lambda: None

    does(operation)
    jobs.run(asked().pk)
    assert taken_back == []


def test_an_error_after_the_finish_does_not_take_the_result_away(asked, does, monkeypatch):
    taken_back = []

    def operation(handle):
        handle.undo_with(lambda: taken_back.append("the file"))
        return lambda: None

    finish = jobs._finish

    def finish_and_lose_the_answer(handle, commit):
        finish(handle, commit)
        raise DatabaseError("the connection was lost before the answer came")

    does(operation)
    monkeypatch.setattr(jobs, "_finish", finish_and_lose_the_answer)
    job = asked()
    jobs.run(job.pk)
    assert now_of(job).state == Job.State.FINISHED
    assert now_of(job).error == ""
    assert taken_back == []
