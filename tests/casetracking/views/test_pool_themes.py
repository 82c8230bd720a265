"""Themes with the gap analysis."""

import pytest

from tests.casetracking.auditing import shared, theme
from tests.pages import get

pytestmark = pytest.mark.django_db


def test_themes_stand_under_their_statement_and_few_cases_are_not_counted(signed_in, helen, full, now):
    theme(full, helen, now, were="Letters took weeks.", did="We ring first.", go="Every call within a day.")
    theme(full, helen, now, kind="strength", text="Advocates come early.", cases=2)
    words = get(signed_in(helen), "pool_themes", "2027", full.slug).words
    assert words.index("Advocates come early.") < words.index("People wait to hear back.")
    for said in ("Seen in 4 cases", "Seen in a few cases", "Where we were Letters took weeks.",
                 "What we did We ring first.", "Where we go Every call within a day."):  # fmt: skip
        assert said in words, said


def test_leaders_read_them_in_the_summary(signed_in, helen, ruth, full, now):
    shared(theme(full, helen, now), helen, now)
    words = get(signed_in(ruth), "cases_summary", "2027").words
    assert "People wait to hear back." in words
    assert "Share" not in words.partition("People wait to hear back.")[2]
