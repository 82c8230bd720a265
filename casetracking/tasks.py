"""What Celery runs for this room besides jobs."""

from celery import shared_task
from django.utils import timezone

from casetracking.operations.pools import purge_what_is_due
from casetracking.operations.sheets import forget_old_sheets


@shared_task(name="casetracking.purge_pools", expires=600)
def purge_pools() -> None:
    """Destroy the people of every pool whose day has come, and spreadsheets held too long; on the beat's schedule."""
    now = timezone.now()
    forget_old_sheets(at=now)
    purge_what_is_due(at=now)
