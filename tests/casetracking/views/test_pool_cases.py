"""The cases of a pool."""

import pytest

from casetracking.models import Candidate
from casetracking.operations.choosing import swap_case
from tests.pages import get

pytestmark = pytest.mark.django_db


def test_an_empty_pool_leads_to_the_draw(signed_in, helen, full):
    page = get(signed_in(helen), "pool_cases", "2027", full.slug)
    assert "Nobody is in the pool yet" in page.words
    assert "/2027/cases/first/draw/" in page.links


def test_pool_reserve_and_who_left_are_three_lists(signed_in, helen, cases, full, now):
    free = Candidate.objects.filter(pool=full, case=None).first()
    swap_case(pool=full, case=cases[0], substitute=free, reason="Said no to us", by=helen, at=now)
    page = get(signed_in(helen), "pool_cases", "2027", full.slug)
    assert "50 of 50 in the pool, 10 in reserve" in page.words
    listed, _, left = page.words.partition("Left the pool")
    assert free.reference in listed
    assert cases[0].candidate.reference in left
    assert "Said no to us" in left
    assert f"/2027/cases/first/candidates/{free.reference}/swap/" in page.links
    assert f"/2027/cases/first/candidates/{cases[0].candidate.reference}/swap/" not in page.links
