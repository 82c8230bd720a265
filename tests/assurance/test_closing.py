"""A round that a later one succeeds is closed: it stays as it was, until somebody opens it again and says why."""

import datetime

import pytest

from assurance.access import access_of
from assurance.closing import RoundIsClosed
from assurance.models import Event, Round
from assurance.operations.councils import (
    Refused,
    close_round,
    current_round,
    make_current,
    open_round,
    start_round,
)
from assurance.operations.people import assign_section, confirm_assignments, invite
from assurance.roles import CHANGES_A_ROUND, TABLE, Permission
from tests.selfassessment.closing import next_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def succeeded(northmoor, now):
    """The round of 2027, after the one of 2028 became current."""
    return next_round(northmoor, now, current=True).previous


def again(round: Round) -> Round:
    """As it stands in the database."""
    return Round.objects.with_setting().get(pk=round.pk)


def test_the_round_before_is_closed_when_the_next_becomes_current_and_not_while_it_is_prepared(northmoor, now):
    prepared = next_round(northmoor, now)
    assert not again(northmoor.round).is_closed
    make_current(round=prepared, by=northmoor.priya, at=now)
    old = again(northmoor.round)
    assert (old.closed_at, old.goes_on_in) == (now, prepared)
    told = Event.objects.get(verb="closed the round")
    assert (told.round_id, told.actor_id, told.after) == (
        old.pk,
        northmoor.priya.pk,
        {"work goes on in": prepared.title},
    )


def test_one_that_is_prepared_beside_it_stays_open(northmoor, now):
    beside = next_round(northmoor, now, slug="2027-visit", previous=None)
    after = next_round(northmoor, now + datetime.timedelta(days=1), current=True)
    assert not again(beside).is_closed
    assert again(northmoor.round).goes_on_in == after


def test_going_back_opens_it_and_leaves_the_later_one_open(northmoor, now, succeeded):
    later = current_round(council=northmoor.council)
    make_current(round=again(succeeded), by=northmoor.priya, at=now + datetime.timedelta(hours=1))
    assert not again(succeeded).is_closed
    assert not again(later).is_closed


def test_every_closed_round_leads_to_the_one_that_is_current_now(northmoor, now, succeeded):
    third = next_round(northmoor, now + datetime.timedelta(days=1), slug="2029", current=True)
    assert set(Round.objects.exclude(pk=third.pk).values_list("goes_on_in__slug", flat=True)) == {"2029"}


def test_another_councils_rounds_are_left_alone(northmoor, westerholme, now):
    next_round(northmoor, now + datetime.timedelta(days=1), current=True)
    assert not again(westerholme.round).is_closed


def test_it_is_opened_with_a_reason_and_closed_again(northmoor, now, succeeded):
    for reason, said in [("  ", "Say why"), ("x" * 2001, "under 2,000 characters")]:
        with pytest.raises(Refused, match=said):
            open_round(round=succeeded, because=reason, by=northmoor.ruth, at=now)
    open_round(round=again(succeeded), because="A figure was wrong.", by=northmoor.ruth, at=now)
    assert again(succeeded).goes_on_in is None
    assert Event.objects.get(verb="opened the round again").after == {"why": "A figure was wrong."}
    with pytest.raises(Refused, match="open already"):
        open_round(round=again(succeeded), because="Again.", by=northmoor.ruth, at=now)
    close_round(round=again(succeeded), by=northmoor.priya, at=now)
    assert again(succeeded).goes_on_in == current_round(council=northmoor.council)
    with pytest.raises(Refused, match="everybody works in"):
        close_round(round=current_round(council=northmoor.council), by=northmoor.priya, at=now)


def test_nobody_may_change_anything_in_it_and_everybody_reads_what_they_could(northmoor, succeeded):
    for person in northmoor.people.values():
        was = access_of(person, northmoor.council, northmoor.round)
        now = access_of(person, northmoor.council, again(succeeded))
        for permission in TABLE:
            for section in [None, "assessing-needs", "opening"]:
                expected = was.may(permission, section) and permission not in CHANGES_A_ROUND
                assert now.may(permission, section) == expected, (person.name, permission)
                assert now.was_given(permission, section) == was.may(permission, section)
            assert not (now.may_somewhere(permission) and permission in CHANGES_A_ROUND)
    assert Permission.READ_ROUND not in CHANGES_A_ROUND


def test_who_had_what_stays_but_a_reader_can_still_be_invited(northmoor, now, succeeded):
    old = again(succeeded)
    with pytest.raises(RoundIsClosed, match="was closed on"):
        assign_section(round=old, statement=None, owner=northmoor.tom, contributors=[], by=northmoor.priya, at=now)
    with pytest.raises(RoundIsClosed):
        confirm_assignments(round=old, by=northmoor.priya, at=now)
    invite(round=old, person=northmoor.edwin, until=None, by=northmoor.priya, at=now)


def test_a_round_begun_long_ago_closes_nothing_by_being_written_down_later(northmoor, now):
    start_round(
        council=northmoor.council, edition=northmoor.round.edition, slug="2019", title="The 2019 round", by=None,
        at=now - datetime.timedelta(days=3000), current=True,
    )  # fmt: skip
    assert not again(northmoor.round).is_closed
