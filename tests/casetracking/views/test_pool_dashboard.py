"""How the pool is doing, on one page, without a person."""

import datetime

import pytest

from tests.casetracking.auditing import audited, give, theme
from tests.casetracking.cases import asked
from tests.pages import get

pytestmark = pytest.mark.django_db


def test_it_says_how_far_everything_is(signed_in, helen, marcin, full, listed, now):
    asked(listed[0], helen, now, "yes")
    asked(listed[1], helen, now)
    audited(listed[0], marcin, now, 3)
    give(listed[2], marcin, helen, now, due_on=now.date() - datetime.timedelta(days=2))
    theme(full, helen, now)
    page = get(signed_in(helen), "pool_dashboard", "2027", full.slug)
    for said in ("1 of 50 have said yes", "0 tracked", "1 of 2 audits finished", "Asked, no answer yet: 1",
                 "To be checked: 4", "Audit of case 3, Marcin Zielinski", "1 late",
                 "People wait to hear back."):  # fmt: skip
        assert said in page.words, said
    assert not [case for case in listed if case.candidate.reference in page.words]


def test_an_empty_pool_has_a_dashboard_too(signed_in, helen, pool):
    words = get(signed_in(helen), "pool_dashboard", "2027", pool.slug).words
    assert "No theme is written yet" in words
    assert "No case has been graded by two people yet" in words
