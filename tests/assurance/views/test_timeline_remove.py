"""A date is taken out of the timeline."""

from assurance.models import Milestone
from tests.assurance.dating import begun
from tests.pages import get, leads_to, post


def test_it_leaves_the_timeline_and_can_be_put_back(signed_in, northmoor, now):
    begun(northmoor.round, northmoor.priya, now)
    client = signed_in(northmoor.priya)
    assert leads_to(post(client, "timeline_remove", "2027", "feedback"), "timeline", "2027")
    assert "/2027/timeline/feedback/restore/" in get(client, "timeline", "2027").acts
    assert not Milestone.objects.in_round(northmoor.round).filter(slug="feedback").exists()


def test_one_from_which_others_are_counted_stays_and_says_why(signed_in, northmoor, now):
    begun(northmoor.round, northmoor.priya, now)
    client = signed_in(northmoor.priya)
    assert leads_to(post(client, "timeline_remove", "2027", "visit"), "timeline_date", "2027", "visit")
    assert "“Visit begins” stays, because" in get(client, "timeline", "2027").words
