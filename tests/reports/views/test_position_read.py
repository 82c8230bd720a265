"""Marking the position as read."""

import pytest

from assurance.models import Event, PositionLook
from tests.pages import get, leads_to, post


def test_from_then_on_the_page_tells_what_changed_afterwards(signed_in, northmoor):
    client = signed_in(northmoor.ruth)
    assert leads_to(post(client, "position_read", "2027"), "position", "2027")
    page = get(client, "position", "2027")
    assert "Marked as read." in page.words
    assert "Nothing has changed." in page.words


def test_reading_is_remembered_once_a_person_and_told_nobody(signed_in, northmoor):
    events = Event.objects.count()
    for who in ["ruth", "ruth", "priya"]:
        post(signed_in(northmoor.people[who]), "position_read", "2027")
    assert set(PositionLook.objects.values_list("person", flat=True)) == {northmoor.ruth.pk, northmoor.priya.pk}
    assert PositionLook.objects.count() == 2
    assert Event.objects.count() == events


@pytest.mark.parametrize("who", ["tom", "helen", "edwin", "callum"])
def test_whoever_may_not_see_scores_marks_nothing(signed_in, northmoor, who):
    assert post(signed_in(northmoor.people[who]), "position_read", "2027").status == 403
    assert not PositionLook.objects.exists()
