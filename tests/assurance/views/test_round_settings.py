"""A round's name and due date."""

import datetime

import pytest

from assurance.models import Event, Round
from assurance.operations.councils import open_round, start_round
from tests.pages import day, get, leads_to, post, refuses
from tests.selfassessment.closing import closed


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


# --- Which round people find on Home ----------------------------------------------------------------------------------


@pytest.fixture
def next_one(northmoor, now):
    """The next round, started from this one while everybody still works in this one."""
    return start_round(
        council=northmoor.council, edition=northmoor.round.edition, slug="2028", title="The next round", by=None,
        at=now + datetime.timedelta(hours=1), previous=northmoor.round,
    )  # fmt: skip


def test_starting_the_next_round_leaves_everybody_where_they_work(signed_in, northmoor, next_one):
    assert next_one.current_since is None
    for who in ["aisha", "priya", "ruth"]:
        home = get(signed_in(northmoor.people[who]), "home")
        assert "2027 annual self-assessment" in home.words.partition("Your work")[0], who
    assert "Other rounds The next round" in get(signed_in(northmoor.aisha), "home").words
    client = signed_in(northmoor.priya)
    assert "People do not find this round on Home yet." in get(client, "round_people", "2028").words
    assert "do not find this round" not in get(client, "round_people", "2027").words


def test_whoever_runs_rounds_makes_it_current_and_can_go_back(signed_in, northmoor, next_one):
    client = signed_in(northmoor.priya)
    assert "Everybody finds “2027 annual self-assessment” on Home now" in get(client, "round_settings", "2028").words
    assert leads_to(post(client, "round_settings", "2028", current="yes"), "round_settings", "2028")
    page = get(client, "round_settings", "2028")
    assert "“The next round” is now the round everybody finds on Home." in page.words
    assert "This is the round everybody finds on Home." in page.words
    assert "The next round" in get(signed_in(northmoor.aisha), "home").words.partition("Your work")[0]
    told = Event.objects.get(verb="chose as the current round")
    assert (told.before, told.after) == ({"current": "2027 annual self-assessment"}, {"current": "The next round"})
    assert "“2027 annual self-assessment” is closed and stays as it was." in page.words
    client = signed_in(northmoor.priya)
    post(client, "round_settings", "2027", current="yes")
    assert "2027 annual" in get(signed_in(northmoor.aisha), "home").words.partition("Your work")[0]


def test_a_round_that_was_opened_again_is_closed_here(signed_in, northmoor, now):
    round = closed(northmoor, now)
    client = signed_in(northmoor.priya)
    page = get(client, "round_settings", "2027")
    assert "This round was closed on" in page.words
    assert "/2027/settings/open/" in page.links
    open_round(round=round, because="A slip.", by=northmoor.priya, at=now)
    assert "People can still write in this round." in get(client, "round_settings", "2027").words
    assert leads_to(post(client, "round_settings", "2027", closed="yes"), "round_settings", "2027")
    assert "“2027 annual self-assessment” is closed." in get(client, "round_settings", "2027").words
    post(client, "round_settings", "2028", closed="yes")
    assert "so it stays open" in get(client, "round_settings", "2028").words


def test_making_current_what_is_current_changes_nothing(signed_in, northmoor):
    before = Round.objects.get().current_since
    client = signed_in(northmoor.priya)
    post(client, "round_settings", "2027", current="yes")
    assert "It is that round already." in get(client, "round_settings", "2027").words
    assert Round.objects.get().current_since == before
    assert not Event.objects.filter(verb="chose as the current round").exists()


def test_who_is_invited_to_the_next_round_only_finds_that_one(signed_in, northmoor, next_one, now):
    from assurance.operations.people import invite, withdraw_invitation

    withdraw_invitation(round=northmoor.round, person=northmoor.edwin, by=northmoor.priya, at=now)
    invite(round=next_one, person=northmoor.edwin, until=None, by=northmoor.priya, at=now)
    assert "The next round" in get(signed_in(northmoor.edwin), "home").words.partition("Your work")[0]


def test_a_round_being_prepared_is_on_home_however_many_were_current_before(signed_in, northmoor, next_one, now):
    for year in range(2018, 2026):
        start_round(
            council=northmoor.council, edition=northmoor.round.edition, slug=str(year), title=f"The {year} round",
            by=None, at=now - datetime.timedelta(days=365 * (2027 - year)), current=True,
        )  # fmt: skip
        Round.objects.filter(slug=str(year)).update(current_since=now - datetime.timedelta(days=365 * (2027 - year)))
    words = get(signed_in(northmoor.priya), "home").words
    assert "2027 annual self-assessment" in words.partition("Your work")[0]
    assert "Other rounds The next round" in words
