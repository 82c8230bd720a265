"""Taking a criterion away."""

import pytest

from casetracking.models import Criterion
from tests.pages import leads_to, post

pytestmark = pytest.mark.django_db


def test_a_criterion_is_taken_away(signed_in, helen, pool):
    assert leads_to(post(signed_in(helen), "criterion_remove", "2027", pool.slug, 2), "criteria", "2027", "first")
    assert not Criterion.objects.filter(pool=pool, number=2).exists()
