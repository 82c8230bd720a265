"""The timeline begins with the day of the notification."""

import pytest

from assurance.models import Milestone
from tests.assurance.dating import begun
from tests.pages import day, get, leads_to, post, refuses

HERE = ("timeline_start", "2027")


def test_one_date_works_out_the_others(signed_in, northmoor):
    client = signed_in(northmoor.priya)
    assert leads_to(post(client, *HERE, **day("notified_on", 7, 12, 2026)), "timeline", "2027")
    page = get(client, "timeline", "2027")
    assert "Thu 24 Dec 2026" in page.words, "three weeks end before Christmas"
    assert "Check every date against your letter" in page.words


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (day("notified_on", 31, 2, 2027), "Give a real date, such as 7 12 2026."),
        (day("notified_on", "", "", ""), "Give the date of the notification."),
        (day("notified_on", 7, 12, 1926), "Give a date between 2015 and 2099."),
    ],
)
def test_a_date_that_does_not_exist_gets_a_sentence(signed_in, northmoor, given, sentence):
    refuses(post(signed_in(northmoor.priya), *HERE, **given), sentence)
    assert not Milestone.objects.exists()


def test_starting_again_only_changes_the_notification(signed_in, northmoor, now):
    begun(northmoor.round, northmoor.priya, now)
    before = Milestone.objects.count()
    post(signed_in(northmoor.priya), *HERE, **day("notified_on", 14, 12, 2026))
    assert Milestone.objects.count() == before
    assert str(Milestone.objects.get(slug="notification").typed_on) == "2026-12-14"
