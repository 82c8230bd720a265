"""Letting a lead member or challenger into a round."""

import datetime

import pytest

from assurance.models import Event, Invitation
from assurance.operations.people import withdraw_invitation
from tests.pages import day, get, leads_to, post, refuses


@pytest.fixture
def nobody_invited(northmoor, now):
    for person in [northmoor.edwin, northmoor.yvonne]:
        withdraw_invitation(round=northmoor.round, person=person, by=northmoor.priya, at=now)
    return northmoor


def offered(page) -> set[str]:
    return {given["value"] for tag, given in page.elements if tag == "option"} - {""}


def test_it_offers_lead_members_and_challengers_only(signed_in, northmoor):
    page = get(signed_in(northmoor.priya), "round_invite", "2027")
    assert offered(page) == {str(northmoor.edwin.pk), str(northmoor.yvonne.pk)}


def test_a_lead_member_is_invited_without_end(signed_in, nobody_invited):
    client = signed_in(nobody_invited.priya)
    page = post(client, "round_invite", "2027", person=nobody_invited.edwin.pk)
    assert leads_to(page, "round_people", "2027")
    assert Invitation.objects.get().until is None
    assert Event.objects.filter(verb="invited", actor_name="Priya Nair").count() == 3  # two by the universe
    assert get(signed_in(nobody_invited.edwin), "self_assessment", "2027").status == 200


def test_a_challenger_needs_a_last_day(signed_in, nobody_invited):
    client = signed_in(nobody_invited.priya)
    page = post(client, "round_invite", "2027", person=nobody_invited.yvonne.pk)
    refuses(page, "Yvonne Marchbanks is a challenger. Give the last day of the invitation.", "until_day")
    assert not Invitation.objects.exists()
    post(client, "round_invite", "2027", person=nobody_invited.yvonne.pk, **day("until", 26, 2, 2027))
    assert Invitation.objects.get().until == datetime.date(2027, 2, 26)


def test_inviting_again_changes_the_last_day(signed_in, northmoor):
    post(signed_in(northmoor.priya), "round_invite", "2027", person=northmoor.edwin.pk, **day("until", 31, 1, 2030))
    assert northmoor.round.invitations.get(person=northmoor.edwin).until == datetime.date(2030, 1, 31)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("person", "", "Choose whom to invite."),
        ("person", "0", "Choose somebody from the list."),
        ("until_day", "tomorrow", "Give a real date, such as 26 2 2027."),
        ("until_month", "13", "Give a real date, such as 26 2 2027."),
        ("until_year", "", "Give a real date, such as 26 2 2027."),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_invited(signed_in, nobody_invited, field, value, sentence):
    given = {"person": nobody_invited.edwin.pk, **day("until", 26, 2, 2027), field: value}
    page = post(signed_in(nobody_invited.priya), "round_invite", "2027", **given)
    refuses(page, sentence, "until_day" if field.startswith("until") else field)
    assert page.value("until_day") == given["until_day"]
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("who", ["tom", "stranger"])
def test_nobody_else_can_be_invited(signed_in, nobody_invited, westerholme, who):
    person = westerholme.director if who == "stranger" else nobody_invited.people[who]
    refuses(
        post(signed_in(nobody_invited.priya), "round_invite", "2027", person=person.pk), "from the list", "person"
    )
    assert not Invitation.objects.exists()
