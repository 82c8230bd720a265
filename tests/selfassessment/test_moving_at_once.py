"""Several people move, write, score and sign at the same moment, each over a connection of their own."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, connections, transaction

from selfassessment.models import ChallengeScore, Judgement, PartText, SignOff, Submission
from selfassessment.operations import moving, signing_off
from selfassessment.operations.challenging import StaleChallenge, record_challenge
from selfassessment.operations.moving import ReadAgain
from selfassessment.operations.scoring import ScoreRefused, record_score
from selfassessment.operations.signing_off import ReadAgainBeforeSigning
from selfassessment.operations.writing import Draft, Locked, write_parts
from selfassessment.rules import MoveRefused
from selfassessment.statuses import Status
from tests.selfassessment.reviewing import AGREED, fingerprint, read, section_in, sign, submit
from tests.selfassessment.test_at_once import together

pytestmark = [pytest.mark.embedded, pytest.mark.django_db(transaction=True)]
SLUG = "assessing-needs"
PATIENCE = 20  # seconds until a test gives up; nothing waits for it


@pytest.fixture
def where(northmoor, now):
    return {"round": northmoor.round, "statement": northmoor.statement(SLUG), "at": now}


@pytest.fixture
def writes(northmoor, now):
    """`writes(who, text)`: an act that saves the summary of "Assessing needs", from version 1."""
    part = northmoor.round.prompt_set.parts.get(slug="summary")
    statement = northmoor.statement(SLUG)
    return lambda who, text: (
        lambda: write_parts(round=northmoor.round, statement=statement, drafts=[Draft(part, text, 1)], by=who, at=now)
    )


def kinds(results: list) -> list[str]:
    return sorted(type(result).__name__ for result in results)


def held_open(first: Callable, second: Callable) -> tuple:
    """Do `first` in a transaction that stays open until `second`, begun meanwhile, waits for it or has ended.

    What each returned, or the error it ended with, and whether the second was seen waiting.
    """
    began, go_on, results = threading.Event(), threading.Event(), {}

    def do_first() -> None:
        try:
            with transaction.atomic():
                results["first"] = first()
                began.set()
                assert go_on.wait(PATIENCE)
        except Exception as error:
            results["first"] = error
        finally:
            began.set()
            connections.close_all()

    def do_second() -> None:
        try:
            assert began.wait(PATIENCE)
            results["second"] = second()
        except Exception as error:
            results["second"] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do_first), threading.Thread(target=do_second)]
    for thread in threads:
        thread.start()
    try:
        assert began.wait(PATIENCE)
        waited = _somebody_waits(threads[1])
    finally:
        go_on.set()
        for thread in threads:
            thread.join(PATIENCE)
    return results["first"], results["second"], waited


def _somebody_waits(thread: threading.Thread) -> bool:
    """Look until another connection to this database waits for a row, or the thread has ended without waiting.

    SQLite has one writer at a time, so there the second waits by nature, and nobody can look.
    """
    if connection.vendor == "sqlite":
        return True
    asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    while thread.is_alive():
        with connection.cursor() as cursor:
            cursor.execute(asked)
            if cursor.fetchone()[0]:
                return True
    return False


def test_of_two_who_agree_and_ask_for_changes_one_decides_and_the_other_is_told(northmoor, where, now):
    submit(northmoor, SLUG, now)
    seen = read(northmoor.round, where["statement"])
    results = together(
        lambda: moving.agree_section(seen=seen, by=northmoor.ruth, **where),
        lambda: moving.agree_section(seen=seen, by=northmoor.priya, **where),
    )
    assert kinds(results) == ["MoveRefused", "Submission"], results
    assert "is now “agreed”" in str(next(r for r in results if isinstance(r, MoveRefused)))
    assert Submission.objects.get().decision == "agreed"


def test_of_two_who_send_it_for_review_one_does(northmoor, where, now, writes):
    submit(northmoor, SLUG, now)
    moving.request_changes(what_to_change="x", by=northmoor.ruth, **where)
    results = together(
        *(lambda who=who: moving.submit_section(by=who, **where) for who in (northmoor.aisha, northmoor.helen))
    )
    assert kinds(results) == ["MoveRefused", "Submission"], results
    assert Submission.objects.filter(decision="").count() == 1


def test_two_directors_sign_once(northmoor, now):
    AGREED.reach(now, northmoor)
    seen = fingerprint(northmoor.round)
    results = together(*[lambda: sign(northmoor, now, seen=seen)] * 2)
    assert kinds(results) == ["MoveRefused", "SignOff"], results
    assert SignOff.objects.count() == 1


def test_a_challenge_given_in_two_windows_is_one(northmoor, now):
    def gives(value) -> Callable:
        return lambda: record_challenge(
            round=northmoor.round, statement=northmoor.statement("equity"), value=value, reason="So.", version=0,
            by=northmoor.yvonne, at=now,
        )  # fmt: skip

    results = together(gives(1), gives(4))
    assert kinds(results) == ["ChallengeScore", "StaleChallenge"], results
    late = next(r for r in results if isinstance(r, StaleChallenge))
    assert late.current == ChallengeScore.objects.get()


def test_a_save_and_an_agreement_never_both_have_their_way(northmoor, where, now, writes):
    """Either the text was saved first and was not agreed unread, or it was agreed and the save was refused."""
    submit(northmoor, SLUG, now)
    seen = read(northmoor.round, where["statement"])
    saved, agreed = together(
        writes(northmoor.aisha, "Late words."), lambda: moving.agree_section(seen=seen, by=northmoor.ruth, **where)
    )
    if isinstance(agreed, ReadAgain):
        assert len(saved.saved) == 1
        assert section_in(northmoor.round, where["statement"]).status == Status.READY
    else:
        assert isinstance(saved, Locked), saved
        assert PartText.objects.get().text == "Our words."


def test_an_agreement_waits_for_a_save_under_way_and_then_is_refused(northmoor, where, now, writes):
    submit(northmoor, SLUG, now)
    seen = read(northmoor.round, where["statement"])
    saved, agreed, waited = held_open(
        writes(northmoor.helen, "Late words."), lambda: moving.agree_section(seen=seen, by=northmoor.ruth, **where)
    )
    assert waited
    assert len(saved.saved) == 1
    assert isinstance(agreed, ReadAgain), agreed
    assert section_in(northmoor.round, where["statement"]).status == Status.READY


def test_a_save_waits_for_an_agreement_under_way_and_then_is_refused(northmoor, where, now, writes):
    submit(northmoor, SLUG, now)
    seen = read(northmoor.round, where["statement"])
    _, saved, waited = held_open(
        lambda: moving.agree_section(seen=seen, by=northmoor.ruth, **where), writes(northmoor.helen, "Late words.")
    )
    assert waited
    assert isinstance(saved, Locked), saved
    assert PartText.objects.get().text == "Our words."


def test_signing_waits_for_a_score_under_way_and_then_signs_nothing(northmoor, now):
    AGREED.reach(now, northmoor)
    seen = fingerprint(northmoor.round)
    _, signed, waited = held_open(
        lambda: record_score(
            round=northmoor.round, statement=northmoor.statement("equity"), value=2, reason="So.", version=0,
            by=northmoor.priya, at=now,
        ),
        lambda: sign(northmoor, now, seen=seen),
    )  # fmt: skip
    assert waited
    assert isinstance(signed, ReadAgainBeforeSigning), signed
    assert not SignOff.objects.exists()
    assert set(Judgement.objects.values_list("status", flat=True)) == {Status.AGREED}


def test_a_score_waits_for_signing_under_way_and_then_is_refused(northmoor, now):
    AGREED.reach(now, northmoor)
    signed, scored, waited = held_open(
        lambda: sign(northmoor, now),
        lambda: record_score(
            round=northmoor.round, statement=northmoor.statement("equity"), value=2, reason="So.", version=0,
            by=northmoor.priya, at=now,
        ),
    )  # fmt: skip
    assert waited
    assert isinstance(scored, ScoreRefused), scored
    assert SignOff.objects.get().sha256 == signed.sha256 == fingerprint(northmoor.round)


def test_signing_waits_for_a_section_taken_back_and_then_signs_nothing(northmoor, where, now):
    AGREED.reach(now, northmoor)
    seen = fingerprint(northmoor.round)
    _, signed, waited = held_open(
        lambda: moving.take_back_section(why="A slip.", by=northmoor.aisha, **where),
        lambda: sign(northmoor, now, seen=seen),
    )
    assert waited
    assert isinstance(signed, MoveRefused), signed
    assert "1 section is not agreed yet: Assessing needs" in str(signed)


def test_a_round_reopened_twice_at_once_is_reopened_once(northmoor, now):
    AGREED.reach(now, northmoor)
    sign(northmoor, now)
    results = together(
        *(
            lambda why=why: signing_off.reopen_round(round=northmoor.round, because=why, by=northmoor.ruth, at=now)
            for why in ("One.", "Two.")
        )
    )
    assert kinds(results) == ["MoveRefused", "SignOff"], results
    won = next(r for r in results if isinstance(r, SignOff))
    assert SignOff.objects.get().reopened_because == won.reopened_because
