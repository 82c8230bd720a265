"""What Celery runs for this room besides jobs."""

from celery import shared_task
from django.utils import timezone

from selfassessment.operations import bulletins, evidence_files, return_chasing, return_sheets, workbooks


@shared_task(name="selfassessment.check_waiting_files", expires=600)
def check_waiting_files() -> None:
    """Try again the files whose check failed; on the beat's schedule."""
    evidence_files.check_waiting_files(at=timezone.now())


@shared_task(name="selfassessment.forget_workbooks", expires=600)
def forget_workbooks() -> None:
    """Forget spreadsheets that came back and that nobody applied; on the beat's schedule."""
    workbooks.forget_workbooks(at=timezone.now())
    return_sheets.forget_item_sheets(at=timezone.now())


@shared_task(name="selfassessment.tell_bulletins", expires=600)
def tell_bulletins() -> None:
    """Tell teams of a visit of the day's bulletin, in the evening; on the beat's schedule."""
    bulletins.tell_bulletins(at=timezone.now())


@shared_task(name="selfassessment.remind_of_items", expires=3600)
def remind_of_items() -> None:
    """Remind people of items of the return that are due soon or late, once a day; on the beat's schedule."""
    return_chasing.remind_of_items(at=timezone.now())
