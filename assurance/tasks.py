"""What Celery runs: one task for every job, and the sweep. A task takes an id and nothing else."""

from celery import shared_task
from celery.signals import worker_ready

from assurance import jobs


@shared_task(name="assurance.run_job", acks_late=False)
def run_job(job_id: int) -> None:
    """Run one job; safe to be delivered twice."""
    jobs.run(job_id)


@shared_task(name="assurance.sweep_jobs", expires=300)
def sweep_jobs() -> None:
    """Pick up what stopped beating; on the beat's schedule."""
    jobs.sweep()


@worker_ready.connect(weak=False)
def sweep_at_start(**_: object) -> None:
    """A worker that starts first picks up what its predecessor left behind."""
    jobs.sweep()
