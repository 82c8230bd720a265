"""One date: typed, counted again, counted otherwise, happened."""

import pytest
from django.utils import timezone

from assurance.guard import CONFIRMED
from assurance.models import Event, Milestone
from assurance.operations.milestones import remove_milestone
from tests.assurance.dating import begun
from tests.pages import day, get, leads_to, post, refuses


@pytest.fixture
def dates(northmoor, now):
    return begun(northmoor.round, northmoor.priya, now)


def form_of(page, **changed) -> dict:
    """What stands in the page's form, with some of it changed."""
    names = ["title", "how", "number", "unit", "side", "note", "version"]
    boxes = [f"{name}_{part}" for name in ("typed_on", "happened_on") for part in ("day", "month", "year")]
    chosen = [
        given["value"] for tag, given in page.elements if tag == "option" and "selected" in given and given["value"]
    ]
    return {name: page.value(name) for name in names + boxes} | {"counted_from": "".join(chosen[:1])} | changed


def test_the_form_says_what_holds_now_and_where_it_comes_from(signed_in, northmoor, dates):
    page = get(signed_in(northmoor.priya), "timeline_date", "2027", "factual-accuracy")
    assert "10 working days from the date of the e-mail with the draft" in page.words
    assert form_of(page)["unit"] == "working"


def test_a_typed_date_holds_and_what_hangs_on_it_follows(signed_in, northmoor, dates):
    client = signed_in(northmoor.priya)
    here = ("timeline_date", "2027", "draft-report")
    given = form_of(get(client, *here), how="typed", **day("typed_on", 19, 3, 2027))
    assert leads_to(post(client, *here, **given), "timeline", "2027")
    assert str(Milestone.objects.get(slug="factual-accuracy").on) == "2027-04-06", "round Easter"
    given = form_of(get(client, *here), how="counted")
    post(client, *here, **given)
    assert Milestone.objects.get(slug="draft-report").typed_on is None


def test_what_happened_is_noted(signed_in, northmoor, dates):
    client = signed_in(northmoor.priya)
    here = ("timeline_date", "2027", "notification")
    today = timezone.localdate()
    given = form_of(get(client, *here), **day("happened_on", today.day, today.month, today.year))
    assert leads_to(post(client, *here, **given), "timeline", "2027")
    assert "Happened" in get(client, "timeline", "2027").words


def test_what_is_still_to_come_can_not_have_happened(signed_in, northmoor, dates):
    client = signed_in(northmoor.priya)
    here = ("timeline_date", "2027", "visit")
    page = post(client, *here, **form_of(get(client, *here), **day("happened_on", 8, 12, 2098)))
    refuses(page, "That day is still to come. Give the day it happened", "happened_on_day")
    assert Milestone.objects.get(slug="visit").happened_on is None


def test_a_date_that_is_typed_while_the_count_stays_ticked_holds_and_is_said(signed_in, northmoor, dates):
    client = signed_in(northmoor.priya)
    here = ("timeline_date", "2027", "visit")
    given = form_of(get(client, *here), **day("typed_on", 7, "June", 2027))
    assert given["how"] == "counted"
    assert leads_to(post(client, *here, **given), "timeline", "2027")
    assert str(Milestone.objects.get(slug="visit").on) == "2027-06-07"
    said = "“Visit begins” is saved with the date you typed, 7 June 2027. It is no longer counted."
    assert said in get(client, "timeline", "2027").words


def test_a_typed_date_and_another_count_are_asked_about(signed_in, northmoor, dates):
    client = signed_in(northmoor.priya)
    here = ("timeline_date", "2027", "visit")
    for changed in ({"number": "50"}, {"how": "unknown"}):
        page = post(client, *here, **form_of(get(client, *here), **day("typed_on", 7, 6, 2027), **changed))
        refuses(page, "Which one holds? Choose “I type the date”, or empty the date.", "how")
        assert page.value("typed_on_day") == "7"
    assert Milestone.objects.get(slug="visit").typed_on is None


def test_what_is_not_to_be_seen_is_not_sent_and_the_count_stays(signed_in, northmoor, dates):
    """With JavaScript a page sends only what belongs to the way that is ticked."""
    client = signed_in(northmoor.priya)
    here = ("timeline_date", "2027", "visit")
    given = form_of(get(client, *here), how="typed", **day("typed_on", 7, 6, 2027))
    seen = {name: value for name, value in given.items() if name not in {"number", "unit", "side", "counted_from"}}
    assert leads_to(post(client, *here, **seen), "timeline", "2027")
    visit = Milestone.objects.get(slug="visit")
    assert (str(visit.on), visit.counted_from, visit.days) == ("2027-06-07", "second-notification", 49)


def test_the_fields_belong_to_their_way_of_knowing_the_date(signed_in, northmoor, dates):
    page = get(signed_in(northmoor.priya), "timeline_date", "2027", "visit")
    revealed = [given["data-reveals"] for tag, given in page.elements if "data-reveals" in given]
    assert len(revealed) == 2
    assert set(revealed) <= page.ids
    assert page.html.count("govuk-radios__conditional--hidden") == 1, "the date; the count is ticked"
    assert page.html.count('name="typed_on_day"') == 1


def test_a_date_nobody_means_is_asked_about_once(signed_in, northmoor, dates):
    client = signed_in(northmoor.priya)
    here = ("timeline_date", "2027", "visit")
    given = form_of(get(client, *here), how="typed", **day("typed_on", 1, 1, 2020))
    page = post(client, *here, **given)
    refuses(page, "“Visit begins” (1 January 2020) would be more than 2 years before “Notification”", "meant")
    assert "Yes, this is the date" in page.words
    assert str(Milestone.objects.get(slug="visit").on) != "2020-01-01"
    (sentence,) = [one["value"] for tag, one in page.elements if one.get("name") == "meant"]
    other = post(client, *here, **given | day("typed_on", 2, 1, 2020), meant=sentence)
    refuses(other, "(2 January 2020)", "meant")
    assert "checked" not in next(one for _, one in other.elements if one.get("name") == "meant")
    assert leads_to(post(client, *here, **given, meant=sentence), "timeline", "2027")
    assert str(Milestone.objects.get(slug="visit").on) == "2020-01-01"


def test_a_count_in_a_circle_gets_a_sentence(signed_in, northmoor, dates):
    client = signed_in(northmoor.priya)
    here = ("timeline_date", "2027", "second-notification")
    given = form_of(get(client, *here), how="counted", counted_from="visit")
    refuses(post(client, *here, **given), "is counted from itself")


def test_a_date_that_does_not_exist_gets_a_sentence(signed_in, northmoor, dates):
    client = signed_in(northmoor.priya)
    here = ("timeline_date", "2027", "visit")
    given = form_of(get(client, *here), how="typed", **day("typed_on", 29, 2, 2027))
    refuses(post(client, *here, **given), "Give a real date, such as 7 12 2026.")


def test_a_save_that_comes_too_late_keeps_what_was_typed(signed_in, northmoor, dates, now):
    client = signed_in(northmoor.priya)
    here = ("timeline_date", "2027", "visit")
    given = form_of(get(client, *here), how="typed", **day("typed_on", 7, 6, 2027))
    post(client, *here, **form_of(get(client, *here), note="Changed meanwhile"))
    page = post(client, *here, **given)
    refuses(page, "Somebody else changed “Visit begins”", status=409)
    assert "Date: two answers What you wrote (not saved) 7 June 2027 What stands now Nothing" in page.words
    assert "Note: two answers What you wrote (not saved) Nothing What stands now Changed meanwhile" in page.words
    assert page.value("typed_on_month") == "6"
    assert leads_to(post(client, *here, **given | {"version": page.value("version")}), "timeline", "2027")


def test_a_date_that_is_not_there_is_not_found(signed_in, northmoor, dates):
    assert signed_in(northmoor.priya).get("/2027/timeline/easter/").status_code == 404


def test_one_that_was_taken_out_leads_back_to_the_timeline(signed_in, northmoor, dates, now):
    remove_milestone(milestone=dates["feedback"], by=northmoor.priya, at=now)
    client = signed_in(northmoor.priya)
    assert leads_to(get(client, "timeline_date", "2027", "feedback"), "timeline", "2027")
    assert "Put it back first to change it." in get(client, "timeline", "2027").words


def test_a_tick_that_it_is_no_personal_data_is_kept_in_the_history(signed_in, northmoor, dates):
    client = signed_in(northmoor.priya)
    here = ("timeline_date", "2027", "visit")
    given = form_of(get(client, *here), note="Ring 943 476 5919.")
    page = post(client, *here, **given)
    refuses(page, "This looks like it holds an NHS number", "note")
    ticked = {"not_personal_data": "on", "not_personal_data_seen": page.value("not_personal_data_seen")}
    assert leads_to(post(client, *here, **given, **ticked), "timeline", "2027")
    assert Event.objects.filter(verb=CONFIRMED, subject="Visit begins").exists()
