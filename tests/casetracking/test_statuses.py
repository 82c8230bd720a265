"""How a case moves: every status is reached, every end is an end, and a wrong move is told in a sentence."""

import pytest

from casetracking.statuses import AUDIT_MOVES, MOVES, AuditStatus, Move, Status, moves_from, why_not


def test_every_status_but_the_first_is_reached_by_a_move():
    assert {rule.leads_to for rule in MOVES.values()} == set(Status)
    assert {leads_to for _, leads_to, _ in AUDIT_MOVES.values()} | {AuditStatus.GIVEN} == set(AuditStatus)


def test_who_said_no_or_withdrew_is_never_asked_again():
    assert not moves_from(Status.REFUSED)
    assert not moves_from(Status.WITHDRAWN)


def test_nobody_is_asked_who_was_not_found_suitable():
    assert MOVES[Move.ASK].starts_from == (Status.SUITABLE,)


def test_only_who_is_over_has_left_a_place():
    assert {status for status in Status if status.is_over} == {
        Status.UNSUITABLE, Status.REFUSED, Status.WITHDRAWN, Status.LEFT,
    }  # fmt: skip


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("move", Move)
def test_a_move_is_either_possible_or_refused_in_a_sentence(move, status):
    said = why_not(move, status)
    assert (said == "") == (move in moves_from(status))
    if said:
        assert status.label in said
        assert "Nothing was changed" in said


def test_verbs_are_words_of_officers_and_fit_the_history():
    verbs = [rule.verb for rule in MOVES.values()] + [verb for *_, verb in AUDIT_MOVES.values()]
    assert len(verbs) == len(set(verbs))
    assert max(map(len, verbs)) <= 60
