"""A round's name and due date."""

import datetime

import pytest

from assurance.models import Event
from tests.pages import day, get, leads_to, post, refuses


def test_it_shows_the_round_as_it_is(signed_in, northmoor):
    page = get(signed_in(northmoor.priya), "round_settings", "2027")
    assert page.value("title") == "2027 annual self-assessment"
    due = northmoor.round.due_on
    assert {part: page.value(part) for part in day("due_on", 1, 1, 1)} == day("due_on", due.day, due.month, due.year)


def test_a_new_name_and_date_stand_on_every_page(signed_in, northmoor):
    client = signed_in(northmoor.priya)
    page = post(client, "round_settings", "2027", title="The assessment visit", **day("due_on", 31, 1, 2099))
    assert leads_to(page, "round_people", "2027")
    words = get(client, "self_assessment", "2027").words
    assert "The assessment visit" in words
    assert "(31 January 2099)" in words
    event = Event.objects.get(verb="changed the round")
    assert event.before["title"] == "2027 annual self-assessment"
    assert event.after == {"title": "The assessment visit", "due": "2099-01-31"}


def test_the_date_may_be_taken_away(signed_in, northmoor):
    client = signed_in(northmoor.priya)
    post(client, "round_settings", "2027", title="2027", **day("due_on", "", "", ""))
    northmoor.round.refresh_from_db()
    assert northmoor.round.due_on is None
    assert "No due date is set." in get(client, "home").words


@pytest.mark.parametrize(("days", "said"), [(0, "today"), (1, "1 day "), (-1, "passed"), (12, "12 days")])
def test_every_page_counts_the_days(signed_in, northmoor, now, days, said):
    client = signed_in(northmoor.priya)
    due = now.date() + datetime.timedelta(days=days)
    post(client, "round_settings", "2027", title="2027", **day("due_on", due.day, due.month, due.year))
    assert f"Self-assessment due: {said}" in get(client, "self_assessment", "2027").words


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [("title", " ", "Give the round a name."), ("due_on_day", "32", "Give a real date, such as 26 2 2027.")],
)
def test_what_is_wrong_is_said_and_nothing_is_changed(signed_in, northmoor, field, value, sentence):
    given = {"title": "Another name", **day("due_on", 31, 1, 2099), field: value}
    refuses(post(signed_in(northmoor.priya), "round_settings", "2027", **given), sentence, field)
    northmoor.round.refresh_from_db()
    assert northmoor.round.title == "2027 annual self-assessment"
