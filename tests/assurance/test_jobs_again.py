"""Jobs that are stopped, tried again, or picked up after their worker went silent."""

import datetime
import os
import threading

import pytest

from assurance import jobs
from assurance.models import Job
from tests.assurance.job_results import KIND, now_of, results, write_down_the_result

pytestmark = [pytest.mark.embedded, pytest.mark.django_db]


# --- Stopping and trying again -------------------------------------------------------------------------------------


def test_a_job_cancelled_while_waiting_is_not_begun(asked, does, now):
    does(lambda handle: lambda: write_down_the_result(handle))
    job = asked()
    assert jobs.cancel(job=job, at=now)
    jobs.run(job.pk)
    assert (now_of(job).state, now_of(job).attempt) == (Job.State.CANCELLED, 0)
    assert results() == 0


@pytest.mark.parametrize("noticed_at", ["the next progress", "the finish"])
def test_a_job_cancelled_while_running_changes_nothing_and_tidies_up(asked, does, now, noticed_at):
    taken_back = []

    def operation(handle):
        handle.undo_with(lambda: taken_back.append("the file"))
        jobs.cancel(job=Job.objects.get(pk=handle.job_id), at=now)
        if noticed_at == "the next progress":
            handle.progress(50, "Going on")
        return lambda: write_down_the_result(handle)

    does(operation)
    job = asked()
    jobs.run(job.pk)
    assert now_of(job).state == Job.State.CANCELLED
    assert results() == 0
    assert taken_back == ["the file"]


def test_a_job_that_is_over_can_not_be_cancelled(asked, now):
    job = asked()
    jobs.run(job.pk)
    assert not jobs.cancel(job=job, at=now)
    assert now_of(job).state == Job.State.FINISHED


def test_a_failed_job_tried_again_is_sent_and_starts_clean(
    asked, does, sent, now, django_capture_on_commit_callbacks
):
    def operation(handle):
        handle.progress(30, "Half-way")
        raise jobs.JobFailed("No.")

    does(operation)
    job = asked()
    jobs.run(job.pk)
    sent.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert jobs.retry(job=job, at=now)
    again = now_of(job)
    assert (again.state, again.progress, again.step, again.error) == (Job.State.QUEUED, 0, "", "")
    assert again.ended_at is None
    assert sent == [job.pk]
    does(lambda handle: lambda: write_down_the_result(handle))
    jobs.run(job.pk)
    assert now_of(job).state == Job.State.FINISHED
    assert results() == 1


def test_a_job_under_way_or_finished_is_not_tried_again(asked, now):
    job = asked()
    assert not jobs.retry(job=job, at=now)
    jobs.run(job.pk)
    assert not jobs.retry(job=job, at=now)


def test_the_worker_of_a_cancelled_job_stays_superseded_when_the_job_is_tried_again(held, now):
    job = Job.objects.get()
    jobs.cancel(job=job, at=now)
    jobs.retry(job=job, at=now)
    jobs._claim(job.pk)
    with pytest.raises(jobs.Superseded):
        held.progress(90, "Still here")
    with pytest.raises(jobs.Superseded):
        jobs._finish(held, lambda: write_down_the_result(held))
    assert results() == 0


# --- The sweep -----------------------------------------------------------------------------------------------------


def of_a_worker(job: Job, worker: str) -> None:
    """Pretend that this worker holds the job."""
    Job.objects.filter(pk=job.pk).update(worker=worker)


def test_a_beating_job_is_left_alone(held, swept):
    assert swept() == 0
    assert Job.objects.get().state == Job.State.RUNNING


def test_a_job_that_stopped_beating_is_sent_again(held, swept, sent, now, settings):
    later = now + datetime.timedelta(seconds=settings.JOB_STALE_SECONDS + 5)
    sent.clear()
    assert swept(later) == 1
    job = Job.objects.get()
    assert job.state == Job.State.QUEUED
    assert sent == [job.pk]


def test_a_job_whose_process_on_this_machine_is_gone_is_sent_again_at_once(held, swept):
    job = Job.objects.get()
    of_a_worker(job, f"{jobs._machine()}999999999|1")
    assert swept() == 1
    assert now_of(job).state == Job.State.QUEUED


def test_a_process_number_in_use_again_is_not_taken_for_the_worker(held, swept):
    job = Job.objects.get()
    of_a_worker(job, f"{jobs._machine()}{os.getpid()}|1")
    assert swept() == 1
    assert now_of(job).state == Job.State.QUEUED


def test_a_worker_on_another_machine_is_judged_by_its_heartbeat_only(held, swept, now, settings):
    job = Job.objects.get()
    of_a_worker(job, "elsewhere|another-boot|1|1")
    assert swept() == 0
    assert swept(now + datetime.timedelta(seconds=settings.JOB_STALE_SECONDS + 5)) == 1


def test_a_late_worker_can_neither_beat_nor_finish_once_the_sweep_has_queued_its_job_again(
    held, swept, now, settings
):
    swept(now + datetime.timedelta(seconds=settings.JOB_STALE_SECONDS + 5))
    assert not held.beat()
    second = jobs.Handle(jobs._claim(held.job_id))
    assert not held.beat()
    with pytest.raises(jobs.Superseded):
        jobs._finish(held, lambda: write_down_the_result(held))
    jobs._finish(second, lambda: write_down_the_result(second))
    assert results() == 1
    assert Job.objects.get().attempt == 2


def test_a_job_whose_workers_keep_dying_fails_with_a_sentence(held, swept, sent, settings):
    Job.objects.update(lost=settings.JOB_MAX_ATTEMPTS - 1, worker=f"{jobs._machine()}999999999|1")
    sent.clear()
    assert swept() == 0
    job = Job.objects.get()
    assert job.state == Job.State.FAILED
    assert "interrupted several times" in job.error
    assert sent == []


def test_trying_again_by_hand_gives_back_every_chance_after_a_crash(held, swept, sent, now, settings):
    Job.objects.update(lost=settings.JOB_MAX_ATTEMPTS - 1)
    jobs._fail(held, "It failed.")
    assert jobs.retry(job=Job.objects.get(), at=now)
    jobs._claim(held.job_id)
    Job.objects.update(worker=f"{jobs._machine()}999999999|1")
    assert swept() == 1
    assert Job.objects.get().state == Job.State.QUEUED


def test_a_sweep_that_saw_an_older_claim_leaves_the_newer_one_alone(held, monkeypatch, swept):
    """Between looking and acting another sweep queued the job again and another worker took it."""
    Job.objects.update(worker=f"{jobs._machine()}999999999|1")

    def somebody_is_quicker(worker):
        Job.objects.update(attempt=held.attempt + 1, worker=jobs.identity())
        return False

    monkeypatch.setattr(jobs, "is_alive", somebody_is_quicker)
    assert swept() == 0
    assert Job.objects.get().state == Job.State.RUNNING


@pytest.mark.django_db(transaction=True)
def test_work_that_hangs_is_failed_with_a_sentence_and_its_process_ended(does, sent, now, settings, monkeypatch):
    settings.JOB_HEARTBEAT_SECONDS = settings.JOB_GRACE_SECONDS = 0.05
    settings.JOB_LIMIT_SECONDS = 0
    ended = threading.Event()
    monkeypatch.setattr(jobs, "end_process", lambda code: ended.set())
    does(lambda handle: ended.wait(20) and (lambda: None))
    job = jobs.enqueue(kind=KIND, council=None, payload={}, by=None, at=now)
    jobs.run(job.pk)
    assert ended.is_set()
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert "longer than it should" in job.error


def test_a_message_that_got_lost_is_sent_again_but_not_at_every_sweep(asked, swept, sent, now, settings):
    job = asked()
    sent.clear()
    later = now + datetime.timedelta(seconds=settings.JOB_STALE_SECONDS + 1)
    assert swept(now) == 0
    assert swept(later) == 1
    assert swept(later) == 0
    assert sent == [job.pk]


def test_this_process_is_alive_and_one_that_began_at_another_time_is_not():
    assert jobs.is_alive(jobs.identity())
    assert not jobs.is_alive(jobs.identity() + "1")
