"""The web process answers machines."""

from tests.pages import get


def test_it_says_ok_without_signing_in(client, db):
    page = get(client, "healthz")
    assert (page.status, page.html) == (200, "ok\n")


def test_it_asks_the_database_nothing(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        get(client, "healthz")
