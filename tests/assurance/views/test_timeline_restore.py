"""A date that was taken out is put back."""

from assurance.models import Milestone
from assurance.operations.milestones import Told, add_milestone, remove_milestone
from tests.assurance.dating import begun
from tests.pages import get, leads_to, post


def test_it_stands_on_the_timeline_again(signed_in, northmoor, now):
    dates = begun(northmoor.round, northmoor.priya, now)
    remove_milestone(milestone=dates["feedback"], by=northmoor.priya, at=now)
    client = signed_in(northmoor.priya)
    assert leads_to(post(client, "timeline_restore", "2027", "feedback"), "timeline", "2027")
    assert Milestone.objects.in_round(northmoor.round).filter(slug="feedback").exists()


def test_one_counted_from_another_that_is_out_too_waits_for_it(signed_in, northmoor, now):
    begun(northmoor.round, northmoor.priya, now)
    first = add_milestone(round=northmoor.round, told=Told("First"), by=northmoor.priya, at=now)
    told = Told("Second", counted_from="first", days=1)
    second = add_milestone(round=northmoor.round, told=told, by=northmoor.priya, at=now)
    for one in (second, first):
        remove_milestone(milestone=one, by=northmoor.priya, at=now)
    client = signed_in(northmoor.priya)
    post(client, "timeline_restore", "2027", "second")
    assert "Put that back first" in get(client, "timeline", "2027").words
