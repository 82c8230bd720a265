"""Purging a pool: what would go is shown first, and nothing goes without the tick."""

import pytest

from casetracking.models import Candidate
from casetracking.operations.choosing import lock_candidate
from tests.casetracking.rooms import filled, started
from tests.pages import get, leads_to, post, refuses

pytestmark = pytest.mark.django_db


def test_the_dry_run_says_what_would_go_and_destroys_nothing(signed_in, helen, full):
    page = get(signed_in(helen), "pool_purge", "2027", full.slug)
    assert f"{full.candidates.count()} candidates" in page.words
    assert "the council’s reference key" in page.words
    assert Candidate.objects.exists()


def test_one_of_a_kind_is_said_as_one(signed_in, helen, full, person, now):
    lock_candidate(pool=full, candidate=person, side="in", reason="Known to us.", by=helen, at=now)
    page = get(signed_in(helen), "pool_purge", "2027", full.slug)
    assert "1 decision with its reason" in page.words
    assert "1 lock" in page.words
    assert "1 locks" not in page.words


def test_the_key_is_not_named_while_another_pool_needs_it(signed_in, helen, full, northmoor, now):
    filled(started(northmoor, now, "second"), helen, now)
    assert "reference key" not in get(signed_in(helen), "pool_purge", "2027", full.slug).words


def test_without_the_tick_nothing_goes(signed_in, helen, full):
    refuses(post(signed_in(helen), "pool_purge", "2027", full.slug), "Tick the box if you are sure", "sure")
    assert Candidate.objects.exists()


def test_with_the_tick_everything_about_people_goes(signed_in, helen, full):
    assert leads_to(post(signed_in(helen), "pool_purge", "2027", full.slug, sure="on"), "pool", "2027", "first")
    assert not Candidate.objects.exists()
