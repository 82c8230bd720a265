"""The evening on which the team is told of the day's bulletin, once."""

import datetime

import pytest
from django.conf import settings

from assurance.models import Notice
from selfassessment import tasks
from selfassessment.models import Bulletin
from selfassessment.operations.bulletins import tell_bulletins
from selfassessment.operations.visits import cancel_session
from tests.selfassessment.visiting import MONDAY, meet, moment

pytestmark = pytest.mark.embedded
EVENING = moment(MONDAY, "18:05")


def test_everybody_who_sees_the_visit_is_told_once(northmoor, now):
    meet(northmoor.round, northmoor.priya, now)
    assert tell_bulletins(at=EVENING) == 1
    assert tell_bulletins(at=EVENING + datetime.timedelta(hours=1)) == 0
    told = set(Notice.objects.values_list("person__name", flat=True))
    assert told == {"Aisha Rahman", "Tom Birkett", "Priya Nair", "Ruth Calloway", "Helen Sowerby", "Mei Lin Foster"}
    notice = Notice.objects.first()
    assert notice.sentence.startswith("The bulletin of 8 March is there")
    assert notice.page["arguments"] == ["2027", "2027-03-08"]


@pytest.mark.parametrize("time", ["00:30", "09:00", "17:59"])
def test_nobody_is_told_before_it_is_evening(northmoor, now, time):
    meet(northmoor.round, northmoor.priya, now)
    assert tell_bulletins(at=moment(MONDAY, time)) == 0


def test_a_day_without_sessions_or_with_cancelled_ones_only_has_none(northmoor, now):
    session = meet(northmoor.round, northmoor.priya, now)
    assert tell_bulletins(at=EVENING - datetime.timedelta(days=1)) == 0
    cancel_session(session=session, why="Ill", by=northmoor.priya, at=now)
    assert tell_bulletins(at=EVENING) == 0
    assert not Bulletin.objects.exists()


@pytest.mark.parametrize("time", ["00:10", "09:00", "18:30"])
def test_after_an_evening_on_which_the_service_stood_still_the_bulletin_is_told_the_next_day_once(
    northmoor, now, time
):
    meet(northmoor.round, northmoor.priya, now)
    at = moment(MONDAY + datetime.timedelta(days=1), time)
    assert tell_bulletins(at=at) == 1
    assert tell_bulletins(at=at + datetime.timedelta(hours=1)) == 0
    assert Bulletin.objects.get().day == MONDAY
    assert Notice.objects.first().sentence.startswith("The bulletin of 8 March is there: its sessions")
    assert tell_bulletins(at=at + datetime.timedelta(days=1)) == 0


def test_the_evening_is_this_countrys_in_summer_too(northmoor, now):
    meet(northmoor.round, northmoor.priya, now, day=datetime.date(2027, 7, 5))
    at = datetime.datetime(2027, 7, 5, 17, 5, tzinfo=datetime.UTC)
    assert tell_bulletins(at=at) == 1


def test_a_closed_round_tells_nobody(northmoor, now):
    from assurance.operations.councils import start_round

    meet(northmoor.round, northmoor.priya, now)
    start_round(
        council=northmoor.council, edition=northmoor.round.edition, slug="2028", title="2028", current=True,
        previous=northmoor.round, by=northmoor.priya, at=now + datetime.timedelta(days=1),
    )  # fmt: skip
    assert tell_bulletins(at=EVENING) == 0


def test_the_beat_asks_every_quarter_of_an_hour():
    entry = settings.CELERY_BEAT_SCHEDULE["tell-bulletins"]
    assert (entry["task"], entry["schedule"]) == (tasks.tell_bulletins.name, 900)
