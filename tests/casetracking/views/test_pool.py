"""A pool's page: what is there, what comes next, what was done."""

import pytest

from casetracking.operations.keys import destroy_key
from casetracking.operations.pools import purge_pool
from tests.pages import get

pytestmark = pytest.mark.django_db


def test_an_empty_pool_leads_to_the_import(signed_in, helen, pool):
    page = get(signed_in(helen), "pool", "2027", pool.slug)
    assert "/2027/cases/first/import/" in page.links
    assert "/2027/cases/first/candidates/" not in page.links
    assert "Helen Sowerby started the pool first" in page.words


def test_a_pool_with_a_file_leads_to_its_candidates(signed_in, helen, full):
    page = get(signed_in(helen), "pool", "2027", full.slug)
    assert f"{full.candidates.count()} candidates described at 30 September 2026" in page.words
    assert {"/2027/cases/first/candidates/", "/2027/cases/first/files/1/", "/2027/cases/first/find-again/"} <= set(
        page.links
    )


def test_without_the_key_nobody_is_led_to_the_key_file(signed_in, helen, full, northmoor, now):
    destroy_key(council=northmoor.council, by=helen, at=now)
    page = get(signed_in(helen), "pool", "2027", full.slug)
    assert "The key is destroyed" in page.words
    assert "/2027/cases/first/find-again/" not in page.links


def test_a_purged_pool_shows_counts_and_leads_nowhere_else(signed_in, helen, full, now):
    people = full.candidates.count()
    purge_pool(pool=full, by=helen, at=now)
    client = signed_in(helen)
    page = get(client, "pool", "2027", full.slug)
    assert f"Candidates {people}" in page.words
    assert "/2027/cases/first/candidates/" not in page.links
    assert get(client, "candidates", "2027", full.slug).status == 404
    assert get(client, "pool_import", "2027", full.slug).status == 404


def test_what_was_asked_of_a_purged_pool_and_its_files_stay_to_be_read(signed_in, helen, full, now):
    client = signed_in(helen)
    before = get(client, "criteria", "2027", full.slug).words
    assert "What was asked of it" not in get(client, "pool", "2027", full.slug).words
    purge_pool(pool=full, by=helen, at=now)
    page = get(client, "pool", "2027", full.slug)
    for said in ("At least 15 with an assessment in the year Assessed: Yes Must be met", "age band, weight 2"):
        assert said in before, said
        assert said in page.words, said
    assert not [link for link in page.links if "/criteria/" in link]
    assert "/2027/cases/first/files/1/" in page.links
    assert get(client, "pool_file", "2027", full.slug, 1).status == 200


def test_a_pool_purged_without_criteria_says_so(signed_in, helen, full, now):
    full.criteria.all().delete()
    purge_pool(pool=full, by=helen, at=now)
    assert "It had no criteria." in get(signed_in(helen), "pool", "2027", full.slug).words


def test_a_pool_that_is_not_there_is_said(signed_in, helen, northmoor):
    page = get(signed_in(helen), "pool", "2027", "other")
    assert page.status == 404
    assert "no pool of cases with this address" in page.words
