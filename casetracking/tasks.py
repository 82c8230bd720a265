"""What Celery runs for this room besides jobs."""

from celery import shared_task
from django.utils import timezone

from casetracking.operations.deadlines import tell_of_deadlines
from casetracking.operations.pools import purge_what_is_due
from casetracking.operations.sheets import forget_old_sheets


@shared_task(name="casetracking.purge_pools", expires=600)
def purge_pools() -> None:
    """Destroy the people of every pool whose day has come, and spreadsheets held too long; on the beat's schedule."""
    now = timezone.now()
    forget_old_sheets(at=now)
    purge_what_is_due(at=now)


@shared_task(name="casetracking.tell_of_deadlines", expires=600)
def tell_of_what_is_due() -> None:
    """Tell principal social workers of steps of their pools that come soon or are overdue; on the beat's schedule."""
    tell_of_deadlines(at=timezone.now())
