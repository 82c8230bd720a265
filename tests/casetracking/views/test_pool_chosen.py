"""How the cases were chosen, for the file."""

import pytest

from casetracking.models import Candidate
from casetracking.operations.choosing import swap_case
from tests.pages import get

pytestmark = pytest.mark.django_db


def test_the_statement_tells_from_whom_by_what_and_what_people_decided(signed_in, helen, cases, full, now):
    free = Candidate.objects.filter(pool=full, case=None).first()
    swap_case(pool=full, case=cases[0], substitute=free, reason="Too ill to be asked", by=helen, at=now)
    words = get(signed_in(helen), "pool_chosen", "2027", full.slug).words
    assert f"Northmoor Council drew 50 cases from {full.candidates.count()} people" in words
    assert "Proved best possible" in words
    assert "the seed 1 decided" in words
    assert f"Helen Sowerby took out of the pool {cases[0].candidate.reference}: Too ill to be asked" in words
    assert "1 has left it" in words


def test_without_a_draw_it_says_when_there_will_be_one(signed_in, helen, full):
    assert "No draw is made the pool yet" in get(signed_in(helen), "pool_chosen", "2027", full.slug).words
