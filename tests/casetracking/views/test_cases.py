"""The case room's entrance: which pools are there, or what to do first."""

import pytest

from casetracking.operations.pools import purge_pool
from tests.casetracking.rooms import started
from tests.pages import get

pytestmark = pytest.mark.django_db


def test_a_psw_is_shown_how_to_begin(signed_in, helen, northmoor):
    page = get(signed_in(helen), "cases", "2027")
    assert "No pool is started yet" in page.words
    assert "/2027/cases/add/" in page.links
    assert "pseudonymised personal data under UK GDPR" in page.words


def test_a_director_is_told_who_begins(signed_in, ruth, northmoor):
    page = get(signed_in(ruth), "cases", "2027")
    assert "The principal social worker starts one" in page.words
    assert "/2027/cases/add/" not in page.links


def test_pools_are_listed_with_how_far_they_are(signed_in, helen, full, northmoor, now):
    other = started(northmoor, now, "second")
    purge_pool(pool=other, by=helen, at=now)
    page = get(signed_in(helen), "cases", "2027")
    people = full.candidates.count()
    assert f"0 of 50 cases in the pool · described at 30 September 2026 · {people} candidates" in page.words
    assert "Purged on" in page.words
    assert "/2027/cases/first/" in page.links


def test_leaders_are_led_to_counts(signed_in, ruth, full):
    page = get(signed_in(ruth), "cases", "2027")
    assert "/2027/cases/summary/?pool=first" in page.links
    assert "/2027/cases/first/" not in page.links


@pytest.mark.parametrize(("who", "sees"), [("helen", True), ("ruth", True), ("priya", True), ("aisha", False),
                                           ("edwin", False), ("callum", False)])  # fmt: skip
def test_the_part_is_named_only_to_those_who_have_something_there(who, sees, signed_in, northmoor):
    assert ("/2027/cases/" in get(signed_in(northmoor.people[who]), "home").links) == sees
