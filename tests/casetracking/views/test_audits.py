"""Where cases are given to me, in counts."""

import pytest

from casetracking.operations.pools import purge_pool
from tests.casetracking.auditing import audited, give
from tests.pages import get

pytestmark = pytest.mark.django_db


def test_an_auditor_finds_the_pools_with_something_for_them(signed_in, marcin, helen, full, listed, now):
    give(listed[0], marcin, helen, now)
    audited(listed[1], marcin, now)
    page = get(signed_in(marcin), "audits", "2027")
    assert "The first pool 1 of 2 finished" in page.words
    assert listed[0].candidate.reference not in page.words
    assert "Audits" in page.words


def test_who_has_nothing_is_told_what_comes(signed_in, marcin, full):
    assert "Nothing is given to you" in get(signed_in(marcin), "audits", "2027").words


def test_a_pool_that_was_purged_is_gone(signed_in, marcin, helen, full, listed, now):
    give(listed[0], marcin, helen, now)
    purge_pool(pool=full, by=helen, at=now)
    assert "The first pool" not in get(signed_in(marcin), "audits", "2027").words
