"""Who may read a round: the same answer asked for all at once as asked one by one."""

import datetime

import pytest

from assurance.access import access_of, readers_of
from assurance.models import User
from assurance.operations.people import add_person, invite, set_roles, withdraw_invitation
from assurance.roles import Permission, Role

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def one_by_one(northmoor) -> set[User]:
    return {
        person
        for person in User.objects.filter(is_active=True)
        if access_of(person, northmoor.council, northmoor.round).may(Permission.READ_ROUND)
    }


def test_everybody_but_auditor_administrator_and_strangers_reads(northmoor, westerholme):
    readers = readers_of(northmoor.round)
    assert set(readers) == one_by_one(northmoor) == set(northmoor.people.values()) - {
        northmoor.marcin, northmoor.callum
    }  # fmt: skip
    assert [r.name for r in readers] == sorted(r.name for r in readers)


def test_invitations_count_while_they_hold(northmoor, now):
    yesterday = now.date() - datetime.timedelta(days=1)
    withdraw_invitation(round=northmoor.round, person=northmoor.edwin, by=northmoor.priya, at=now)
    invite(round=northmoor.round, person=northmoor.yvonne, until=yesterday, by=northmoor.priya, at=now)
    readers = set(readers_of(northmoor.round))
    assert not readers & {northmoor.edwin, northmoor.yvonne}
    assert readers == one_by_one(northmoor)
    invite(round=northmoor.round, person=northmoor.yvonne, until=now.date(), by=northmoor.priya, at=now)
    assert northmoor.yvonne in set(readers_of(northmoor.round))


def test_an_endless_invitation_holds_for_lead_members_only(northmoor, now):
    set_roles(council=northmoor.council, person=northmoor.edwin, roles=[Role.CHALLENGER], by=northmoor.callum, at=now)
    assert northmoor.edwin not in set(readers_of(northmoor.round))
    assert set(readers_of(northmoor.round)) == one_by_one(northmoor)


def test_somebody_with_two_roles_is_named_once_and_somebody_inactive_never(northmoor, now):
    both = add_person(
        council=northmoor.council, email="both@northmoor.example", name="Both", roles=[Role.OFFICER, Role.PSW],
        by=None, at=now,
    )  # fmt: skip
    User.objects.filter(pk=northmoor.tom.pk).update(is_active=False)
    readers = list(readers_of(northmoor.round))
    assert readers.count(both) == 1
    assert northmoor.tom not in readers
