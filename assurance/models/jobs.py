"""Long work given to a worker: what, for whom, how far."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class JobQuerySet(models.QuerySet):
    """Questions about jobs."""

    def running(self) -> models.QuerySet:
        """Jobs some worker has claimed and not finished."""
        return self.filter(state=Job.State.RUNNING)

    def stale(self, now: datetime.datetime | None = None) -> models.QuerySet:
        """Running jobs whose heartbeat stopped longer ago than JOB_STALE_SECONDS.

        Without `now` the database's clock is asked, the one that heartbeats are written by: workers' clocks differ.
        """
        age = datetime.timedelta(seconds=settings.JOB_STALE_SECONDS)
        return self.running().filter(heartbeat_at__lt=(now or Now()) - age)

    def waiting_too_long(self, now: datetime.datetime) -> models.QuerySet:
        """Queued jobs whose message may have been lost."""
        return self.filter(
            state=Job.State.QUEUED, sent_at__lt=now - datetime.timedelta(seconds=settings.JOB_STALE_SECONDS)
        )


class Job(models.Model):
    """One piece of long work. Each claim raises `attempt`; only the current attempt may finish it."""

    class State(models.TextChoices):
        """How far the job is."""

        QUEUED = "queued", "Waiting its turn"
        RUNNING = "running", "Being made"
        FINISHED = "finished", "Finished"
        FAILED = "failed", "Failed"
        CANCELLED = "cancelled", "Cancelled"

    kind = models.CharField(max_length=60)
    council = models.ForeignKey("assurance.Council", models.CASCADE, null=True)
    requested_by = models.ForeignKey("assurance.User", models.SET_NULL, null=True)
    payload = models.JSONField(default=dict, help_text="row ids and plain options, never content")
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0, help_text="percent")
    step = models.CharField(max_length=200, blank=True, help_text="what is being done now, in plain words")
    attempt = models.PositiveSmallIntegerField(default=0, help_text="rises with every claim; only the latest counts")
    lost = models.PositiveSmallIntegerField(default=0, help_text="how often its process was lost")
    worker = models.CharField(max_length=200, blank=True, help_text="host, boot, process and its start time")
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(help_text="when its message was last given to the queue")
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True, help_text="a sentence an officer can read")

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(progress__lte=100), name="job_progress_is_percent"),
            models.CheckConstraint(
                condition=Q(state__in=["finished", "failed", "cancelled"], ended_at__isnull=False)
                | Q(state__in=["queued", "running"], ended_at__isnull=True),
                name="job_ended_when_over",
            ),
        ]
        indexes = [models.Index(fields=["state", "heartbeat_at"], name="job_by_state_and_heartbeat")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it by itself."""
        return self.state in {self.State.FINISHED, self.State.FAILED, self.State.CANCELLED}
