"""The tables of statuses and moves, and the page drawn from them."""

import pytest
from django.conf import settings

from selfassessment.diagram import statuses_page
from selfassessment.statuses import MOVES, OPEN_FOR_WRITING, OWNER, Move, Status, Turn, moves_from, why_not


def test_the_page_in_docs_is_in_step_with_the_tables():
    page = (settings.BASE_DIR / "docs" / "statuses.md").read_text(encoding="utf-8")
    assert page == statuses_page(), "run make docs"


def test_the_page_shows_every_status_and_every_move():
    page = statuses_page()
    for status in Status:
        assert f"| {status.label} |" in page
    for rule in MOVES.values():
        assert rule.must_say in page


def test_every_status_is_reached_from_the_first_and_has_a_turn():
    reached = {Status.NOT_STARTED}
    for _ in Status:
        reached |= {MOVES[move].leads_to for status in reached for move in moves_from(status)}
    assert reached == set(Status) == set(OWNER)


@pytest.mark.parametrize("move", Move)
@pytest.mark.parametrize("status", Status)
def test_a_move_is_refused_from_every_status_the_table_does_not_name(move, status):
    said = why_not(move, status)
    if status in MOVES[move].starts_from:
        assert said is None
    else:
        assert status.label.lower() in said
        assert "Nothing was changed." in said


def test_whose_move_it_is_is_whose_turn_it_is_but_for_second_thoughts():
    """Everybody moves in their own turn; writers may take back, reviewers may think again, the director may reopen."""
    others = {Move.TAKE_BACK, Move.REQUEST_CHANGES, Move.REOPEN}
    for move, rule in MOVES.items():
        for status in rule.starts_from:
            assert rule.whose == OWNER[status] or move in others, (move, status)


def test_what_was_agreed_or_signed_is_locked_and_nothing_else():
    assert set(Status) - OPEN_FOR_WRITING == {Status.AGREED, Status.SIGNED_OFF}
    assert OWNER[Status.SIGNED_OFF] == Turn.NOBODY
