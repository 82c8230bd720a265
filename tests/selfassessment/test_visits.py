"""What is done with the timetable of a visit, from the operations' side."""

import datetime

import pytest

from assurance.closing import RoundIsClosed
from assurance.models import Event
from assurance.operations.councils import start_round
from selfassessment.models import VisitPerson, VisitSession
from selfassessment.operations.visits import (
    StaleSession,
    VisitRefused,
    cancel_session,
    change_session,
    plan_of,
    restore_session,
)
from tests.selfassessment.test_at_once import together
from tests.selfassessment.visiting import MONDAY, meet

pytestmark = pytest.mark.embedded


def changed(session, by, at, **parts):
    plan = plan_of(session)
    return change_session(
        session=session, version=session.version, plan=type(plan)(**{**plan.__dict__, **parts}), by=by, at=at
    )


def test_numbers_follow_each_other_in_each_round(northmoor, westerholme, now):
    for _ in range(2):
        meet(northmoor.round, northmoor.priya, now)
    other = meet(westerholme.round, westerholme.director, now)
    assert list(VisitSession.objects.filter(round=northmoor.round).values_list("number", flat=True)) == [1, 2]
    assert other.reference == "S1"


@pytest.mark.django_db(transaction=True)
def test_of_eight_added_at_once_each_gets_a_number(northmoor, now):
    acts = [lambda: meet(northmoor.round, northmoor.priya, now, others=[("Chair", "")]) for _ in range(8)]
    assert not [r for r in together(*acts) if isinstance(r, Exception)]
    assert sorted(VisitSession.objects.values_list("number", flat=True)) == list(range(1, 9))
    assert VisitPerson.objects.count() == 1


def test_somebody_is_one_row_however_many_sessions_they_are_in(northmoor, now):
    for title in ("One", "Two"):
        meet(northmoor.round, northmoor.priya, now, title, people=[northmoor.aisha],
             others=[("Carers’ forum", "Chair")])  # fmt: skip
    assert VisitPerson.objects.count() == 2
    assert VisitPerson.objects.get(person=northmoor.aisha).slug == "aisha-rahman"


def test_a_name_like_a_page_gets_another_word_in_addresses(northmoor, now):
    meet(northmoor.round, northmoor.priya, now, others=[("Edit", "A team"), ("東京", "")])
    assert sorted(VisitPerson.objects.values_list("slug", flat=True)) == ["edit-2", "person"]


def test_somebody_of_another_council_can_only_be_typed(northmoor, stranger, now):
    with pytest.raises(VisitRefused, match="has no role in this council"):
        meet(northmoor.round, northmoor.priya, now, people=[stranger])
    assert not VisitSession.objects.exists()


def test_a_save_that_comes_too_late_changes_nothing(northmoor, now):
    session = meet(northmoor.round, northmoor.priya, now)
    changed(session, northmoor.ruth, now, title="Ruth’s")
    with pytest.raises(StaleSession, match="Somebody changed S1"):
        changed(session, northmoor.priya, now, title="Priya’s")
    assert VisitSession.objects.get().title == "Ruth’s"


def test_what_changed_is_told_and_nothing_where_nothing_did(northmoor, now):
    session = meet(northmoor.round, northmoor.priya, now, people=[northmoor.aisha])
    changed(session, northmoor.priya, now)
    assert not Event.objects.filter(verb="changed the session").exists()
    changed(session, northmoor.priya, now, place="Room 4")
    event = Event.objects.get(verb="changed the session")
    assert (event.before, event.after) == ({"place": ""}, {"place": "Room 4"})


def test_a_cancelled_session_says_why_and_can_be_put_back(northmoor, now):
    session = meet(northmoor.round, northmoor.priya, now)
    with pytest.raises(VisitRefused, match="Say why it is cancelled"):
        cancel_session(session=session, why="  ", by=northmoor.priya, at=now)
    cancel_session(session=session, why="The assessor is ill", by=northmoor.priya, at=now)
    session.refresh_from_db()
    assert (session.cancelled_at, session.cancelled_why) == (now, "The assessor is ill")
    restore_session(session=session, by=northmoor.priya, at=now)
    session.refresh_from_db()
    assert (session.cancelled_at, session.cancelled_why) == (None, "")


def test_nothing_of_a_closed_round_is_changed(northmoor, now):
    session = meet(northmoor.round, northmoor.priya, now)
    start_round(
        council=northmoor.council, edition=northmoor.round.edition, slug="2028", title="2028", current=True,
        previous=northmoor.round, by=northmoor.priya, at=now + datetime.timedelta(days=1),
    )  # fmt: skip
    northmoor.round.refresh_from_db()
    session = VisitSession.objects.get(pk=session.pk)
    with pytest.raises(RoundIsClosed, match="nothing in it was changed"):
        cancel_session(session=session, why="Too late", by=northmoor.priya, at=now)
    with pytest.raises(RoundIsClosed):
        meet(northmoor.round, northmoor.priya, now, day=MONDAY)
