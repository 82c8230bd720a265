"""The plan is fixed, so that what moves later is seen."""

import datetime

from assurance.models import Event, Milestone
from assurance.operations.timeline import start_timeline, type_date
from tests.assurance.dating import begun
from tests.pages import get, leads_to, post


def test_every_date_is_kept_as_the_plan(signed_in, northmoor, now):
    begun(northmoor.round, northmoor.priya, now)
    assert leads_to(post(signed_in(northmoor.priya), "timeline_fix", "2027"), "timeline", "2027")
    assert all(one.planned_on == one.on for one in Milestone.objects.all())
    assert Event.objects.get(verb="fixed the plan of").after["Notification"] == "2026-12-07"


def test_without_a_date_there_is_nothing_to_fix_and_the_page_says_what_to_do_first(signed_in, northmoor, now):
    start_timeline(round=northmoor.round, by=northmoor.priya, at=now)
    client = signed_in(northmoor.priya)
    assert leads_to(post(client, "timeline_fix", "2027"), "timeline", "2027")
    page = get(client, "timeline", "2027")
    assert "There is no plan to fix yet" in page.words
    assert "Give the notification date" in page.words
    assert "No date is still to come" not in page.words
    assert "/2027/timeline/notification/" in page.links
    assert "/2027/timeline/fix/" not in page.acts
    assert "Give the notification date" not in get(signed_in(northmoor.aisha), "timeline", "2027").words


def test_the_number_of_dates_is_that_of_those_known(signed_in, northmoor, now):
    begun(northmoor.round, northmoor.priya, now)
    client = signed_in(northmoor.priya)
    post(client, "timeline_fix", "2027")
    known = Milestone.objects.exclude(planned_on=None).count()
    assert f"The plan is fixed with {known} dates." in get(client, "timeline", "2027").words
    assert known < Milestone.objects.count()


def test_another_plan_asks_first_and_says_what_becomes_of_what_moved(signed_in, northmoor, now):
    visit = begun(northmoor.round, northmoor.priya, now)["visit"]
    client = signed_in(northmoor.priya)
    post(client, "timeline_fix", "2027")
    type_date(milestone=visit, on=visit.on + datetime.timedelta(days=7), by=northmoor.priya, at=now)
    for page in (post(client, "timeline_fix", "2027"), get(client, "timeline_fix", "2027")):
        assert "What will no longer be shown as moved" in page.words
        assert f"{visit.title}: planned for {visit.on.day} {visit.on:%B %Y}, now" in page.words
    assert Milestone.objects.get(pk=visit.pk).planned_on == visit.on, "nothing was done yet"
    assert "/2027/timeline/fix/" in get(client, "timeline", "2027").links
    assert leads_to(post(client, "timeline_fix", "2027", again="yes"), "timeline", "2027")
    assert Milestone.objects.get(pk=visit.pk).planned_on > visit.on
    told = Event.objects.filter(verb="fixed the plan of").order_by("pk").last()
    assert told.before[visit.title] == visit.on.isoformat()
