"""A spreadsheet that came back and that nobody applies is not kept for ever."""

import datetime

import pytest
from django.conf import settings

from selfassessment import tasks
from selfassessment.models import ReturnedWorkbook
from selfassessment.operations.workbooks import forget_workbooks

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture
def came_back(northmoor, now):
    """`came_back(days)`: a file that came back so many days ago."""

    def returned(days: int, **given) -> ReturnedWorkbook:
        return ReturnedWorkbook.objects.create(
            reference=f"w-{days}", round=northmoor.round, kind="round", name="round.xlsx", sha256="0" * 64,
            at=now - datetime.timedelta(days=days), sheets=[{"name": "Equity", "rows": [["Joan"]]}], **given,
        )  # fmt: skip

    return returned


def test_it_is_forgotten_after_fourteen_days_with_everything_in_its_cells(came_back, now):
    came_back(15)
    kept = [came_back(13), came_back(16, applied_at=now)]
    assert forget_workbooks(at=now) == 1
    assert list(ReturnedWorkbook.objects.order_by("-at")) == kept
    assert forget_workbooks(at=now) == 0


def test_the_installation_may_say_after_how_many(came_back, now, settings):
    settings.WORKBOOK_DAYS = 3
    came_back(4)
    assert forget_workbooks(at=now) == 1


def test_the_beat_sees_to_it(came_back):
    came_back(4000)
    assert settings.CELERY_BEAT_SCHEDULE["forget-workbooks"]["task"] == tasks.forget_workbooks.name
    tasks.forget_workbooks()
    assert not ReturnedWorkbook.objects.exists()
