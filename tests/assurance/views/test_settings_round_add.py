"""Starting a round."""

import datetime

import pytest

from assurance.models import Edition, Event, Round
from tests.pages import day, get, leads_to, post, refuses


@pytest.fixture
def given(northmoor):
    edition = Edition.objects.get(slug="cqc-2023-12")
    return {"title": "2028 self-assessment", "slug": "2028", "edition": edition.pk, **day("due_on", 29, 2, 2028)}


def test_it_asks_for_name_address_edition_and_date(signed_in, callum):
    page = get(signed_in(callum), "settings_round_add")
    assert page.heading == "Start a round"
    for name in ["title", "slug", "edition", "due_on_day", "due_on_month", "due_on_year"]:
        assert page.has_field(name)


def test_a_round_starts_under_its_edition_with_the_councils_own_prompts(signed_in, northmoor, given):
    client = signed_in(northmoor.callum)
    assert leads_to(post(client, "settings_round_add", **given), "round_people", "2028")
    round = Round.objects.get(slug="2028")
    assert round.council == northmoor.council
    assert round.edition.slug == "cqc-2023-12"
    assert round.prompt_set.council == northmoor.council
    assert round.due_on == datetime.date(2028, 2, 29)
    assert Event.objects.filter(round_id=round.pk, verb="started the round", actor_name="Callum Reeve").exists()
    assert (
        "“2028 self-assessment” has started. Now say who does what. People find it on Home once you"
        in get(client, "round_people", "2028").words
    )


def test_it_is_current_at_once_only_where_that_is_asked_for(signed_in, northmoor, given):
    client = signed_in(northmoor.callum)
    assert get(client, "settings_round_add").has_field("current")
    post(client, "settings_round_add", **given)
    assert "People find it on Home once you make it current" in get(client, "round_people", "2028").words
    post(client, "settings_round_add", **{**given, "slug": "2029", "current": "on"})
    assert "once you make it current" not in get(client, "round_people", "2029").words
    since = dict(Round.objects.values_list("slug", "current_since"))
    assert since["2028"] is None
    assert since["2029"] > since["2027"]
    assert get(client, "settings_rounds").words.count("Current") == 1


def test_the_same_people_are_invited_only_where_that_is_asked_for(signed_in, northmoor, given):
    client, last = signed_in(northmoor.callum), northmoor.round.pk
    post(client, "settings_round_add", **given, previous=last)
    assert not Round.objects.get(slug="2028").invitations.exists()
    words = get(client, "round_people", "2028").words
    assert "Not invited: Councillor Edwin Tarn and Yvonne Marchbanks." in words
    post(client, "settings_round_add", **{**given, "slug": "2029"}, previous=last, invitations="on")
    invited = dict(Round.objects.get(slug="2029").invitations.values_list("person__name", "until"))
    assert invited == {"Councillor Edwin Tarn": None, "Yvonne Marchbanks": datetime.date(2028, 2, 29)}
    assert "Invited again: Councillor Edwin Tarn and Yvonne Marchbanks." in get(client, "round_people", "2029").words
    no_day = {**given, "slug": "2030", **day("due_on", "", "", "")}
    post(client, "settings_round_add", **no_day, previous=last, invitations="on")
    assert [i.person for i in Round.objects.get(slug="2030").invitations.all()] == [northmoor.edwin]
    told = Event.objects.get(round_id=Round.objects.get(slug="2030").pk, verb="carried over").after
    assert told["without a place"] == [
        "Yvonne Marchbanks is a challenger, and this round has no day until which to invite them."
    ]


def test_the_date_may_be_left_out(signed_in, callum, given):
    post(signed_in(callum), "settings_round_add", **{**given, **day("due_on", "", "", "")})
    assert Round.objects.get(slug="2028").due_on is None


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "Give the round a name."),
        ("slug", "", "Give the round a short address"),
        ("slug", "2027", "The address “2027” is taken by another round. Choose another, such as 2027-b."),
        ("slug", "2027-w", "The address “2027-w” is taken by another round."),
        ("slug", "settings", "is an address the service uses itself"),
        ("slug", "Spring", "use small letters"),
        ("slug", "a round", "use letters, figures and hyphens only"),
        ("slug", "../admin", "use letters, figures and hyphens only"),
        ("slug", "x" * 51, "at most 50 characters"),
        ("edition", "0", "Choose an edition from the list."),
        ("edition", "<b>1</b>", "Choose an edition from the list."),
        ("due_on_day", "30", "Give a real date, such as 26 2 2027."),
        ("due_on_day", "29/2", "Give a real date, such as 26 2 2027."),
        ("due_on_day", "", "Give a real date, such as 26 2 2027."),
    ],
)
def test_what_is_wrong_is_said_and_no_round_starts(signed_in, callum, westerholme, given, field, value, sentence):
    known = Round.objects.count()
    page = post(signed_in(callum), "settings_round_add", **{**given, field: value})
    refuses(page, sentence, field)
    assert Round.objects.count() == known
