"""Asking for a draw, and the draws so far."""

import pytest

from casetracking.models import Draw
from tests.casetracking.rooms import drawn
from tests.pages import get, leads_to, post, refuses

pytestmark = pytest.mark.django_db


def test_a_draw_is_asked_for_and_leads_to_its_page(signed_in, helen, full):
    page = post(signed_in(helen), "pool_draws", "2027", full.slug, seed="12")
    assert leads_to(page, "pool_draw", "2027", "first", 1)
    assert (Draw.objects.get().seed, Draw.objects.get().asked_by) == (12, helen)


def test_an_empty_pool_says_what_to_do_first(signed_in, helen, pool):
    refuses(post(signed_in(helen), "pool_draws", "2027", pool.slug), "Import your council’s Client Level Data first")


def test_a_seed_that_is_none_is_refused(signed_in, helen, full):
    refuses(post(signed_in(helen), "pool_draws", "2027", full.slug, seed="x"), "Give a whole number", "seed")


def test_draws_are_listed_with_what_came_of_them(signed_in, helen, full, now):
    drawn(full, helen, now)
    Draw.objects.create(
        pool=full, number=2, seed=1, size=50, asked_at=now, done_at=now, conflict={"sentences": ["x"]}
    )
    words = get(signed_in(helen), "pool_draws", "2027", full.slug).words
    assert "Draw 1 Proved best" in words
    assert "Draw 2 Not possible" in words
