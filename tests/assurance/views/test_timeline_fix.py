"""The plan is fixed, so that what moves later is seen."""

from assurance.models import Event, Milestone
from tests.assurance.dating import begun
from tests.pages import leads_to, post


def test_every_date_is_kept_as_the_plan(signed_in, northmoor, now):
    begun(northmoor.round, northmoor.priya, now)
    assert leads_to(post(signed_in(northmoor.priya), "timeline_fix", "2027"), "timeline", "2027")
    assert all(one.planned_on == one.on for one in Milestone.objects.all())
    assert Event.objects.get(verb="fixed the plan of").after["Notification"] == "2026-12-07"
