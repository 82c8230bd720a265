"""People, their roles, and what they are given to do."""

import datetime

import pytest
from django.contrib.auth import authenticate

from assurance.models import Assignment, Event, Invitation, Membership, PositionLook, User
from assurance.operations import people
from assurance.operations.councils import Refused
from assurance.roles import Role

pytestmark = pytest.mark.django_db


def roles_of(person, council) -> set[str]:
    return set(Membership.objects.filter(person=person, council=council).values_list("role", flat=True))


def assigned(round, statement) -> dict[str, str]:
    """Who has a section, by name."""
    return {
        a.person.name: a.kind
        for a in Assignment.objects.filter(round=round, statement=statement).select_related("person")
    }


def add(council, now, email="new@northmoor.example", roles=(Role.OFFICER,), **more) -> User:
    given = {"name": "Nora New", "by": None, **more}
    return people.add_person(council=council, email=email, roles=list(roles), at=now, **given)


# --- Adding ---------------------------------------------------------------------------------------------------------


def test_a_new_person_gets_an_account_a_role_and_two_lines_of_history(northmoor, callum, now):
    person = add(
        northmoor.council, now, " New@Northmoor.Example ", by=callum, job_title="Analyst", password="a-b-c-d-e"
    )
    assert (person.email, person.job_title, person.joined_at) == ("new@northmoor.example", "Analyst", now)
    assert person.check_password("a-b-c-d-e")
    assert roles_of(person, northmoor.council) == {"officer"}
    assert [e.verb for e in Event.objects.filter(subject__contains="new@northmoor").order_by("pk")] == [
        "added the person",
        "changed the roles of",
    ]


def test_without_a_password_nobody_can_sign_in_yet(northmoor, now):
    assert not add(northmoor.council, now).has_usable_password()
    assert authenticate(email="new@northmoor.example", password="") is None


def test_somebody_known_elsewhere_keeps_one_account_name_and_password(northmoor, westerholme, stranger, now):
    again = add(northmoor.council, now, "DIRECTOR@westerholme.example", [Role.CHALLENGER], password="something-else")
    assert again == stranger
    again.refresh_from_db()
    assert (again.name, again.check_password("something-else")) == ("Stella Stranger", False)
    assert roles_of(again, northmoor.council) == {"challenger"}
    assert roles_of(again, westerholme.council) == {"director"}


# --- Roles ----------------------------------------------------------------------------------------------------------


def test_roles_are_given_and_taken_and_told_with_before_and_after(northmoor, tom, callum, now):
    people.set_roles(
        council=northmoor.council, person=tom, roles=[Role.PSW, Role.AUDITOR, Role.PSW], by=callum, at=now
    )
    assert roles_of(tom, northmoor.council) == {"psw", "auditor"}
    event = Event.objects.order_by("pk").last()
    assert (event.before, event.after) == (["Officer"], ["Practice auditor", "Principal social worker"])


def test_the_same_roles_again_are_not_told_again(northmoor, tom, now):
    before = Event.objects.count()
    people.set_roles(council=northmoor.council, person=tom, roles=[Role.OFFICER], by=None, at=now)
    assert Event.objects.count() == before


def test_a_role_that_does_not_exist_is_refused(northmoor, tom, now):
    with pytest.raises(ValueError, match="not a valid Role"):
        people.set_roles(council=northmoor.council, person=tom, roles=["king"], by=None, at=now)
    assert roles_of(tom, northmoor.council) == {"officer"}


def test_the_last_administrator_keeps_that_role(northmoor, callum, now):
    with pytest.raises(Refused, match="only system administrator of Northmoor Council"):
        people.set_roles(council=northmoor.council, person=callum, roles=[Role.OFFICER], by=callum, at=now)
    assert roles_of(callum, northmoor.council) == {"system-admin"}


def test_one_of_two_administrators_can_go_but_then_not_the_other(northmoor, callum, tom, now):
    people.set_roles(council=northmoor.council, person=tom, roles=[Role.SYSTEM_ADMIN], by=callum, at=now)
    people.set_roles(council=northmoor.council, person=callum, roles=[], by=tom, at=now)
    with pytest.raises(Refused):
        people.set_roles(council=northmoor.council, person=tom, roles=[], by=tom, at=now)


def test_an_administrator_of_another_council_does_not_count(northmoor, westerholme, callum, now):
    add(westerholme.council, now, "admin@westerholme.example", [Role.SYSTEM_ADMIN])
    with pytest.raises(Refused):
        people.set_roles(council=northmoor.council, person=callum, roles=[], by=callum, at=now)


def test_an_administrator_may_use_the_reference_tables_until_the_role_is_gone_everywhere(
    northmoor, westerholme, tom, callum, now
):
    def may() -> tuple[bool, bool]:
        tom.refresh_from_db()
        return tom.is_staff, tom.is_superuser

    assert may() == (False, False)
    for council in (northmoor.council, westerholme.council):
        people.set_roles(council=council, person=tom, roles=[Role.SYSTEM_ADMIN], by=callum, at=now)
    add(westerholme.council, now, "admin@westerholme.example", [Role.SYSTEM_ADMIN])
    people.set_roles(council=northmoor.council, person=tom, roles=[], by=callum, at=now)
    assert may() == (True, True)
    people.set_roles(council=westerholme.council, person=tom, roles=[], by=callum, at=now)
    assert may() == (False, False)


def test_who_leaves_a_council_leaves_its_sections_and_invitations(northmoor, aisha, edwin, now):
    for person in (aisha, edwin):
        people.set_roles(council=northmoor.council, person=person, roles=[], by=None, at=now)
    assert not Assignment.objects.filter(person=aisha).exists()
    assert not Invitation.objects.filter(person=edwin).exists()
    assert assigned(northmoor.round, northmoor.statement("assessing-needs")) == {"Helen Sowerby": "contributor"}


# --- Sections -------------------------------------------------------------------------------------------------------


def assign(northmoor, now, statement="equity", owner=None, contributors=()) -> None:
    people.assign_section(
        round=northmoor.round,
        statement=northmoor.statement(statement) if statement else None,
        owner=owner,
        contributors=list(contributors),
        by=northmoor.priya,
        at=now,
    )


def test_a_section_is_given_to_exactly_these_people(northmoor, tom, helen, aisha, now):
    assign(northmoor, now, owner=tom, contributors=[helen, aisha])
    assign(northmoor, now, owner=helen, contributors=[tom])
    assert assigned(northmoor.round, northmoor.statement("equity")) == {
        "Helen Sowerby": "owner",
        "Tom Birkett": "contributor",
    }
    event = Event.objects.in_round(northmoor.round).about_section("equity").first()
    assert event.before == {
        "owner": "Tom Birkett",
        "contributors": ["Aisha Rahman", "Helen Sowerby"],
        "reviewers": [],
    }
    assert event.after == {"owner": "Helen Sowerby", "contributors": ["Tom Birkett"], "reviewers": []}


def test_an_owner_who_is_also_named_a_contributor_is_the_owner(northmoor, tom, now):
    assign(northmoor, now, owner=tom, contributors=[tom])
    assert assigned(northmoor.round, northmoor.statement("equity")) == {"Tom Birkett": "owner"}


def test_the_same_people_again_are_not_told_again(northmoor, tom, now):
    assign(northmoor, now, owner=tom)
    before = Event.objects.count()
    assign(northmoor, now, owner=tom)
    assert Event.objects.count() == before


def test_the_opening_section_is_given_apart_from_the_statements(northmoor, tom, now):
    assign(northmoor, now, statement=None, owner=tom)
    assert assigned(northmoor.round, None) == {"Tom Birkett": "owner"}
    assert assigned(northmoor.round, northmoor.statement("assessing-needs"))
    assert (
        Event.objects.in_round(northmoor.round).about_section("opening").first().subject
        == "About the council and overall summary"
    )


@pytest.mark.parametrize("place", ["owner", "contributors"])
def test_somebody_from_outside_the_council_is_refused_and_nothing_is_changed(northmoor, stranger, tom, now, place):
    assign(northmoor, now, owner=tom)
    outsider = {"owner": stranger} if place == "owner" else {"owner": tom, "contributors": [stranger]}
    with pytest.raises(Refused, match="Stella Stranger holds no role in this council"):
        assign(northmoor, now, **outsider)
    assert assigned(northmoor.round, northmoor.statement("equity")) == {"Tom Birkett": "owner"}


# --- Invitations ----------------------------------------------------------------------------------------------------


def test_an_invitation_is_moved_not_doubled(northmoor, yvonne, priya, now):
    until = now.date() + datetime.timedelta(days=7)
    people.invite(round=northmoor.round, person=yvonne, until=until, by=priya, at=now)
    invitation = Invitation.objects.get(round=northmoor.round, person=yvonne)
    assert (invitation.until, invitation.invited_by, invitation.invited_at) == (until, priya, now)
    assert Event.objects.in_round(northmoor.round).first().after == {"until": str(until)}


@pytest.mark.parametrize("who", ["tom", "ruth", "callum", "stranger"])
def test_only_lead_members_and_challengers_are_invited(northmoor, priya, now, request, who):
    person = request.getfixturevalue(who)
    with pytest.raises(Refused, match="neither a lead member nor a challenger here"):
        people.invite(round=northmoor.round, person=person, until=now.date(), by=priya, at=now)


def test_a_challengers_invitation_needs_a_last_day_and_a_lead_members_does_not(northmoor, yvonne, edwin, priya, now):
    with pytest.raises(Refused, match="Give the last day of the invitation"):
        people.invite(round=northmoor.round, person=yvonne, until=None, by=priya, at=now)
    assert people.invite(round=northmoor.round, person=edwin, until=None, by=priya, at=now).until is None


def test_an_invitation_is_withdrawn_once(northmoor, edwin, priya, now):
    for _ in range(2):
        people.withdraw_invitation(round=northmoor.round, person=edwin, by=priya, at=now)
    assert not Invitation.objects.filter(person=edwin).exists()
    assert Event.objects.filter(verb="withdrew the invitation of").count() == 1


# --- What a person remembers ----------------------------------------------------------------------------------------


def test_a_person_chooses_among_their_own_councils_only(northmoor, westerholme, tom, now):
    with pytest.raises(Refused, match="You hold no role in that council"):
        people.choose_council(person=tom, council=westerholme.council)
    add(westerholme.council, now, tom.email, [Role.CHALLENGER])
    people.choose_council(person=tom, council=westerholme.council)
    tom.refresh_from_db()
    assert tom.chosen_council == westerholme.council


def test_reading_the_position_is_remembered_once_with_its_last_time(northmoor, ruth, now):
    for hours in (0, 5):
        people.mark_position_read(round=northmoor.round, person=ruth, at=now + datetime.timedelta(hours=hours))
    assert PositionLook.objects.get(round=northmoor.round, person=ruth).at == now + datetime.timedelta(hours=5)
