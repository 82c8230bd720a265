"""The days of a pool."""

import pytest

from tests.pages import day, get, leads_to, post, refuses

pytestmark = pytest.mark.django_db


def test_a_day_is_set_and_stands_on_the_pool(signed_in, helen, full):
    client = signed_in(helen)
    given = {"version": "1", **day("list_due_on", 3, 2, 2027)}
    assert leads_to(post(client, "pool_dates", "2027", full.slug, **given), "pool", "2027", "first")
    full.refresh_from_db()
    assert (full.list_due_on.isoformat(), full.chosen_due_on) == ("2027-02-03", None)
    assert "Next: 3 February 2027" in get(client, "pool", "2027", full.slug).words


def test_a_save_that_comes_late_is_said(signed_in, helen, full):
    client = signed_in(helen)
    post(client, "pool_dates", "2027", full.slug, version="1", **day("list_due_on", 3, 2, 2027))
    page = post(client, "pool_dates", "2027", full.slug, version="1", **day("list_due_on", 4, 2, 2027))
    refuses(page, "Somebody else changed this pool", status=409)
    assert page.value("version") == "2"


def test_a_day_that_is_none_is_refused(signed_in, helen, full):
    page = post(signed_in(helen), "pool_dates", "2027", full.slug, version="1", **day("list_due_on", 31, 2, 2027))
    refuses(page, "Give a real date", "list_due_on_day")
