"""A council's own date on the timeline."""

from assurance.models import Milestone
from tests.assurance.dating import begun
from tests.pages import day, get, leads_to, post, refuses

HERE = ("timeline_add", "2027")
COUNTED = {"title": "Steering group", "how": "counted", "number": "3", "unit": "working", "side": "before"}


def test_a_typed_date_is_added(signed_in, northmoor, now):
    begun(northmoor.round, northmoor.priya, now)
    client = signed_in(northmoor.priya)
    given = {"title": "Peer review", "how": "typed", **day("typed_on", 1, 2, 2027), "note": "In the town hall"}
    assert leads_to(post(client, *HERE, **given), "timeline", "2027")
    page = get(client, "timeline", "2027")
    for words in ["Peer review", "Mon 1 Feb 2027", "In the town hall"]:
        assert words in page.words


def test_a_counted_date_is_worked_out(signed_in, northmoor, now):
    begun(northmoor.round, northmoor.priya, now)
    post(signed_in(northmoor.priya), *HERE, **COUNTED, counted_from="return-third-week")
    assert str(Milestone.objects.get(slug="steering-group").on) == "2026-12-21"


def test_what_is_missing_is_said_beside_its_field(signed_in, northmoor, now):
    begun(northmoor.round, northmoor.priya, now)
    client = signed_in(northmoor.priya)
    refuses(post(client, *HERE, **COUNTED), "Choose the date it is counted from.", "counted_from")
    refuses(post(client, *HERE, title="A", how="typed"), "Give the date, or choose another way")
    refuses(post(client, *HERE, how="unknown"), "Give the date a title.", "title")
    refuses(post(client, *HERE, **COUNTED | {"number": "4000"}), "Count at most 1,000 days.", "number")


def test_a_typed_date_is_not_lost_to_another_way_that_is_ticked(signed_in, northmoor, now):
    begun(northmoor.round, northmoor.priya, now)
    given = {**COUNTED, "counted_from": "return-third-week", **day("typed_on", 1, 2, 2027)}
    refuses(post(signed_in(northmoor.priya), *HERE, **given), "Which one holds?", "how")
    assert not Milestone.objects.filter(slug="steering-group").exists()


def test_a_date_years_from_the_notification_is_asked_about(signed_in, northmoor, now):
    begun(northmoor.round, northmoor.priya, now)
    client = signed_in(northmoor.priya)
    given = {"title": "Peer review", "how": "typed", **day("typed_on", 1, 2, 2037)}
    page = post(client, *HERE, **given)
    refuses(page, "more than 2 years after “Notification”", "meant")
    (sentence,) = [one["value"] for _, one in page.elements if one.get("name") == "meant"]
    assert leads_to(post(client, *HERE, **given, meant=sentence), "timeline", "2027")


def test_what_looks_like_personal_data_is_asked_about(signed_in, northmoor, now):
    begun(northmoor.round, northmoor.priya, now)
    page = post(signed_in(northmoor.priya), *HERE, title="Ring 943 476 5919", how="unknown")
    refuses(page, "This looks like it holds an NHS number", "title")
    assert not Milestone.objects.filter(title__startswith="Ring").exists()


def test_before_the_start_it_leads_to_the_start(signed_in, northmoor):
    client = signed_in(northmoor.priya)
    assert leads_to(get(client, *HERE), "timeline_start", "2027")
    assert leads_to(post(client, *HERE, title="Peer review", how="unknown"), "timeline_start", "2027")
    assert not Milestone.objects.exists()
