"""Making a draw the pool."""

import pytest

from casetracking.models import Case, Draw
from tests.casetracking.rooms import drawn
from tests.pages import get, leads_to, post

pytestmark = pytest.mark.django_db


def test_the_draw_becomes_the_pool(signed_in, helen, full, now):
    drawn(full, helen, now)
    client = signed_in(helen)
    assert leads_to(post(client, "pool_draw_take", "2027", full.slug, 1), "pool_cases", "2027", "first")
    assert Case.objects.filter(standing="pool").count() == 50
    assert "This draw was made the pool" in get(client, "pool_draw", "2027", full.slug, 1).words


def test_a_draw_of_nobody_is_refused_in_words(signed_in, helen, full, now):
    Draw.objects.create(
        pool=full, number=1, seed=1, size=50, asked_at=now, done_at=now, conflict={"sentences": ["x"]}
    )
    client = signed_in(helen)
    assert leads_to(post(client, "pool_draw_take", "2027", full.slug, 1), "pool_draw", "2027", "first", 1)
    assert "Nobody was drawn" in get(client, "pool_draw", "2027", full.slug, 1).words
