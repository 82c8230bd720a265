"""What the jobs of the tests leave behind, and how to look at it."""

import datetime

from assurance.models import Event, Job

KIND = "a-kind-for-tests"


def now_of(job: Job) -> Job:
    """The job as it stands in the database."""
    return Job.objects.get(pk=job.pk)


def write_down_the_result(handle) -> None:
    """What a commit does in these tests: one event, which nothing can undo unseen."""
    Event.objects.create(at=datetime.datetime.now(datetime.UTC), verb="made", subject=f"job {handle.job_id}")


def results() -> int:
    """How often a result has been written."""
    return Event.objects.filter(verb="made").count()
