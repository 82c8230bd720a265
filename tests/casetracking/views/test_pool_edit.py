"""Changing a pool."""

import pytest

from casetracking.models import Pool
from tests.pages import day, get, leads_to, post, refuses

pytestmark = pytest.mark.django_db


def given(pool, **other) -> dict:
    on = pool.purge_on
    said = {
        "name": "Another",
        "size": "30",
        "apart": "on",
        "version": "1",
        **day("purge_on", on.day, on.month, on.year),
    }
    return {**said, **other}


def test_a_pool_is_changed(signed_in, helen, pool):
    client = signed_in(helen)
    assert get(client, "pool_edit", "2027", pool.slug).value("name") == "The first pool"
    assert leads_to(post(client, "pool_edit", "2027", pool.slug, **given(pool)), "pool", "2027", "first")
    pool.refresh_from_db()
    assert (pool.name, pool.size, pool.apart, pool.version) == ("Another", 30, True, 2)


def test_a_save_that_comes_late_is_said_and_can_be_made_again(signed_in, helen, pool):
    client = signed_in(helen)
    post(client, "pool_edit", "2027", pool.slug, **given(pool, name="Theirs"))
    page = post(client, "pool_edit", "2027", pool.slug, **given(pool))
    refuses(page, "Somebody else changed this pool", status=409)
    assert page.value("name") == "Another"
    again = post(client, "pool_edit", "2027", pool.slug, **given(pool, version=page.value("version")))
    assert leads_to(again, "pool", "2027", "first")
    assert Pool.objects.get().name == "Another"


def test_a_day_that_has_passed_is_refused(signed_in, helen, pool):
    page = post(signed_in(helen), "pool_edit", "2027", pool.slug, **given(pool, **day("purge_on", 1, 1, 2020)))
    refuses(page, "can’t have passed")
