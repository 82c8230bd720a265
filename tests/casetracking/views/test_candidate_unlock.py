"""Leaving somebody to the draw again."""

import pytest

from casetracking.models import Lock
from casetracking.operations.choosing import lock_candidate
from tests.pages import leads_to, post

pytestmark = pytest.mark.django_db


def test_a_lock_is_taken_away(signed_in, helen, full, person, now):
    lock_candidate(pool=full, candidate=person, side="in", reason="Known.", by=helen, at=now)
    page = post(signed_in(helen), "candidate_unlock", "2027", full.slug, person.reference)
    assert leads_to(page, "candidate", "2027", "first", person.reference)
    assert not Lock.objects.exists()
