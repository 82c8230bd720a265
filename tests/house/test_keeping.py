"""States reached once in a process are put back as they were; what stands around some tests is not there for others."""

import datetime
from types import SimpleNamespace

import pytest
from django.db import connection, transaction

from assurance.models import Council, Event, Round
from assurance.operations.councils import share_scores
from assurance.operations.people import withdraw_invitation
from tests import universe
from tests.conftest import pytest_runtest_setup
from tests.keeping import Kept, clear_the_ground

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def shared(northmoor, now):
    """A state that adds a row, the line of the history, and changes another, that of the round."""
    return share_scores(round=northmoor.round, shared=True, by=northmoor.ruth, at=now)


def rows() -> tuple[list, list]:
    return list(Round.objects.order_by("pk").values()), list(Event.objects.order_by("pk").values())


def test_what_a_state_adds_and_changes_is_put_back_and_not_built_again(northmoor, now):
    built, before = [], rows()
    kept = Kept(
        lambda northmoor, now: built.append(shared(northmoor, now)), lambda northmoor: "found", numbered_from=900_000
    )
    reached = []
    for _ in range(3):
        with transaction.atomic():
            found = kept.reach(now, northmoor)
            reached.append(rows())
            transaction.set_rollback(True)
        assert rows() == before
    assert len(built) == 1
    assert found == "found"
    assert reached[0] == reached[1] == reached[2]
    (round,), events = reached[0]
    assert round["scores_shared_at"] == now
    assert len(events) == len(before[1]) + 1


def test_a_state_of_another_day_is_built_each_time(westerholme, now):
    days = []
    kept = Kept(lambda westerholme, now: days.append(now), lambda westerholme: None, numbered_from=910_000)
    yesterday = now - datetime.timedelta(days=1)
    for _ in range(2):
        kept.reach(yesterday, westerholme)
    assert days == [yesterday, yesterday]


def test_a_state_that_takes_rows_away_is_refused(northmoor, now):
    def taken_away(northmoor, now):
        withdraw_invitation(round=northmoor.round, person=northmoor.edwin, by=northmoor.priya, at=now)

    with pytest.raises(AssertionError, match=r"^Invitation: rows that are taken away can't be put back\.$"):
        Kept(taken_away, lambda northmoor: None, numbered_from=920_000).reach(now, northmoor)


@pytest.mark.parametrize("nth", [1, 2, 3])
def test_northmoor_is_as_it_was_for_each_test_that_begins_with_it(northmoor, nth):
    assert Council.objects.get() == northmoor.council
    assert northmoor.round.title == Round.objects.get().title == "2027 annual self-assessment"
    Round.objects.update(title="Changed by the one before")
    northmoor.round.title = "Changed by the one before"


def test_nobody_is_there_for_a_test_that_begins_with_nothing():
    assert not Council.objects.exists()
    assert not universe.northmoor.stands()


@pytest.mark.django_db(transaction=True)
def test_what_stands_is_there_until_the_ground_is_cleared(now):
    assert not Council.objects.exists()
    with transaction.atomic():
        universe.northmoor.reach(now)
        transaction.set_rollback(True)
    universe.northmoor.stand()
    assert universe.northmoor.stands()
    assert universe.northmoor.reach(now).council == Council.objects.get()
    with pytest.raises(AssertionError, match="what stands is of today"):
        universe.northmoor.reach(now - datetime.timedelta(days=1))
    clear_the_ground()
    assert not universe.northmoor.stands()
    assert not Council.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_ground_is_what_the_next_test_begins_with(now):
    def stands_for(*names: str) -> bool:
        pytest_runtest_setup(SimpleNamespace(fixturenames=names, get_closest_marker=lambda name: None))
        assert Council.objects.exists() is universe.northmoor.stands()
        return universe.northmoor.stands()

    with transaction.atomic():
        universe.northmoor.reach(now)
        transaction.set_rollback(True)
    assert stands_for("db", "northmoor")
    assert stands_for("tmp_path")  # asks nothing of the database, so nothing has to change
    assert not stands_for("db")
    assert stands_for("db", "northmoor", "signed_in")
    assert not stands_for("db", "northmoor", "standing")
    assert stands_for("db", "northmoor")
    assert not stands_for("transactional_db", "northmoor")
    assert stands_for("db", "northmoor")
    connection.close()
    assert not stands_for("db")
    assert stands_for("db", "northmoor")
    connection.close()
    assert stands_for("db", "northmoor")
    clear_the_ground()
