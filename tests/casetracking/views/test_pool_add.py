"""Starting a pool."""

import pytest

from casetracking.models import Pool
from tests.casetracking.rooms import started
from tests.pages import day, get, leads_to, post, refuses

pytestmark = pytest.mark.django_db


def given(now, **other) -> dict:
    said = {"name": "Tracking pool", "slug": "tracking", "size": "40", **day("purge_on", 1, 6, now.year + 1)}
    return {**said, **other}


def test_a_pool_is_started_from_what_is_said(signed_in, helen, now):
    page = post(signed_in(helen), "pool_add", "2027", **given(now))
    assert leads_to(page, "pool", "2027", "tracking")
    pool = Pool.objects.get()
    assert (pool.name, pool.size, pool.made_by, pool.purge_on.month) == ("Tracking pool", 40, helen, 6)


def test_fifty_and_a_year_are_proposed(signed_in, helen, now):
    page = get(signed_in(helen), "pool_add", "2027")
    assert page.value("size") == "50"
    assert page.value("purge_on_year") == str((now.date().replace(day=1)).year + 1)


@pytest.mark.parametrize(
    ("wrong", "sentence", "field"),
    [
        ({"name": ""}, "Give the pool a name", "name"),
        ({"slug": "Two Words"}, "can’t be a short address", "slug"),
        ({"slug": "key"}, "one of this room’s own pages", "slug"),
        ({"size": "0"}, "at least 1 case", "size"),
        ({"size": "many"}, "Give a whole number", "size"),
        ({"purge_on_month": "13"}, "Give a real date", "purge_on_day"),
        ({"name": "For NHS 943 476 5919"}, "looks like it holds an NHS number", "name"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(wrong, sentence, field, signed_in, helen, now):
    refuses(post(signed_in(helen), "pool_add", "2027", **given(now, **wrong)), sentence, field)
    assert not Pool.objects.exists()


def test_a_taken_address_is_said_and_words_stay(signed_in, helen, northmoor, now):
    started(northmoor, now, "tracking")
    page = post(signed_in(helen), "pool_add", "2027", **given(now))
    refuses(page, "has a pool at “tracking” already", "slug")
    assert page.value("name") == "Tracking pool"
