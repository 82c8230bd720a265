"""The log of a session: who writes, what becomes of an entry, and how that is taken back."""

import pytest

from assurance.models import Event, Notice
from selfassessment.models import Action, FollowUpRequest, LogEntry
from selfassessment.operations.actions import ActionRefused, tell_progress
from selfassessment.operations.visit_log import (
    entry_to_action,
    entry_to_follow_up,
    may_log,
    remove_entry,
    restore_entry,
    undo_entry,
)
from selfassessment.operations.visits import VisitRefused
from tests.selfassessment.visiting import meet, noted

pytestmark = pytest.mark.embedded


@pytest.fixture
def session(northmoor, now):
    return meet(
        northmoor.round, northmoor.priya, now, people=[northmoor.aisha], regulator="Lead assessor",
        statements=[northmoor.statement("equity")],
    )  # fmt: skip


def test_who_was_there_and_who_runs_the_visit_write_in_the_log(northmoor, session):
    assert may_log(session, northmoor.aisha, runs_all=False)
    assert not may_log(session, northmoor.tom, runs_all=False)
    assert may_log(session, northmoor.tom, runs_all=True)


def test_the_owner_of_an_entry_is_told_and_nothing_is_quoted(northmoor, session, now):
    noted(session, northmoor.aisha, now, owner=northmoor.tom)
    notice = Notice.objects.get()
    assert (notice.person, notice.sentence) == (
        northmoor.tom, "Aisha Rahman gave you a promise from S1 of the visit"
    )  # fmt: skip


def test_somebody_who_does_not_see_the_visit_can_not_have_an_entry(northmoor, session, now, stranger):
    for owner in (northmoor.edwin, stranger):
        with pytest.raises(VisitRefused, match="don’t see the visit"):
            noted(session, northmoor.aisha, now, owner=owner)
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize(("text", "sentence"), [(" ", "the box is empty"), ("x" * 4001, "4,001 characters long")])
def test_an_entry_says_something_and_not_too_much(northmoor, session, now, text, sentence):
    with pytest.raises(VisitRefused, match=sentence):
        noted(session, northmoor.aisha, now, text)


def test_a_promise_becomes_an_action_once_with_its_owner_statement_and_source(northmoor, session, now):
    entry = noted(session, northmoor.aisha, now, owner=northmoor.tom)
    action, is_new = entry_to_action(entry=entry, by=northmoor.aisha, at=now)
    again, is_second = entry_to_action(entry=entry, by=northmoor.aisha, at=now)
    assert (is_new, is_second, again) == (True, False, action)
    assert (action.what, action.owner, action.judgement.section) == (
        "Send the list of referrals.", northmoor.tom, "equity"
    )  # fmt: skip
    assert action.source_note == "The regulator’s visit, S1: Interview with the director"


def test_an_owner_who_can_not_have_actions_leaves_it_without_one(northmoor, session, now):
    entry = noted(session, northmoor.aisha, now, owner=northmoor.meilin)
    assert entry_to_action(entry=entry, by=northmoor.aisha, at=now)[0].owner is None


def test_what_was_asked_becomes_a_follow_up_request_once(northmoor, session, now):
    entry = noted(session, northmoor.aisha, now, owner=northmoor.tom)
    asked, is_new = entry_to_follow_up(entry=entry, by=northmoor.aisha, at=now)
    assert (asked.asked_by, asked.what, asked.owner, is_new) == (
        "Lead assessor", "Send the list of referrals.", northmoor.tom, True
    )  # fmt: skip
    assert entry_to_follow_up(entry=entry, by=northmoor.aisha, at=now) == (asked, False)


def test_both_are_taken_back_while_nobody_has_worked_on_them(northmoor, session, now):
    entry = noted(session, northmoor.aisha, now)
    entry_to_action(entry=entry, by=northmoor.aisha, at=now)
    entry_to_follow_up(entry=entry, by=northmoor.aisha, at=now)
    assert undo_entry(entry=entry, what="action", by=northmoor.aisha, at=now) == "A1"
    assert undo_entry(entry=entry, what="follow-up", by=northmoor.aisha, at=now) == "R1"
    entry.refresh_from_db()
    assert (entry.action, entry.follow_up) == (None, None)
    assert not Action.objects.kept().exists()
    assert FollowUpRequest.objects.get().closed_at is not None
    with pytest.raises(VisitRefused, match="nothing to take back"):
        undo_entry(entry=entry, what="action", by=northmoor.aisha, at=now)


def test_an_action_somebody_has_worked_on_is_not_taken_back(northmoor, session, now):
    entry = noted(session, northmoor.aisha, now)
    action, _ = entry_to_action(entry=entry, by=northmoor.aisha, at=now)
    tell_progress(round=northmoor.round, action=action, text="Begun.", by=northmoor.tom, at=now)
    with pytest.raises(ActionRefused, match="can’t simply be taken back"):
        undo_entry(entry=entry, what="action", by=northmoor.aisha, at=now)
    entry.refresh_from_db()
    assert entry.action == action


def test_an_entry_is_taken_out_and_put_back_and_makes_nothing_meanwhile(northmoor, session, now):
    entry = noted(session, northmoor.aisha, now)
    remove_entry(entry=entry, by=northmoor.aisha, at=now)
    assert not LogEntry.objects.standing().exists()
    with pytest.raises(VisitRefused, match="taken out of the log"):
        entry_to_action(entry=entry, by=northmoor.aisha, at=now)
    restore_entry(entry=entry, by=northmoor.aisha, at=now)
    assert LogEntry.objects.standing().get() == entry
    assert Event.objects.filter(subject__startswith="S1").count() == 4


def test_words_withdrawn_everywhere_leave_the_log_too(northmoor, session, now):
    from selfassessment.operations.redaction import withdraw_words
    from selfassessment.whereabouts import EVERYWHERE

    entry = noted(session, northmoor.aisha, now, "Mrs Bellweather rang twice.")
    withdraw_words(
        round=northmoor.round, statement=None, words="Bellweather", reason="A name", by=northmoor.ruth, at=now,
        reach=EVERYWHERE,
    )  # fmt: skip
    entry.refresh_from_db()
    assert "Bellweather" not in entry.text
