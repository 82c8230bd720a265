"""Across cases, statement by statement."""

import pytest

from tests.casetracking.auditing import audited, give
from tests.pages import get

pytestmark = pytest.mark.django_db


def test_grades_and_notes_stand_under_their_statement(signed_in, helen, marcin, full, listed, now):
    audited(listed[0], marcin, now, 3, note="She was asked twice.")
    audited(listed[1], marcin, now, 1)
    words = get(signed_in(helen), "pool_findings", "2027", full.slug).words
    assert "Safeguarding Grades: 3 (2 times), 1 (2 times)" in words
    assert "She was asked twice." in words


def test_what_is_said_of_whole_cases_stands_first_with_its_case(signed_in, helen, marcin, full, listed, now):
    audited(listed[0], marcin, now, 3)
    page = get(signed_in(helen), "pool_findings", "2027", full.slug)
    reference = listed[0].candidate.reference
    assert f"What was strong Listened well. {reference} · grade 3" in page.words
    assert f"What would make it better Ring sooner. {reference} · grade 3" in page.words
    assert page.words.index("What would make it better") < page.words.index("Grades: 3")


def test_nothing_of_a_case_one_has_still_to_moderate(signed_in, helen, marcin, full, listed, now):
    audited(listed[0], marcin, now, 3, note="Only once finished.")
    give(listed[0], helen, helen, now, "moderation")
    words = get(signed_in(helen), "pool_findings", "2027", full.slug).words
    assert "Only once finished" not in words
    assert "No audit is finished yet" not in words
    assert "is hidden from you until your own is finished" in words
