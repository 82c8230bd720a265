"""The council's own columns, in its own order, under its own headings."""

import pytest

from casetracking.models import Attribute
from casetracking.operations.listing import lay_out_list
from casetracking.presenters.listing import layout_of
from tests.casetracking.rooms import started
from tests.pages import get, leads_to, post, refuses

pytestmark = pytest.mark.django_db


def test_columns_are_chosen_placed_and_named(signed_in, helen, full, listed):
    client = signed_in(helen)
    given = {"version": "1", "place-reference": "2", "heading-reference": "Ref", "place-gender": "1",
             "heading-gender": "", "place-number": "", "add": "worker"}  # fmt: skip
    assert leads_to(post(client, "pool_layout", "2027", full.slug, **given), "pool_layout", "2027", "first")
    full.refresh_from_db()
    assert full.columns == [
        {"what": "gender", "heading": "Gender"},
        {"what": "reference", "heading": "Ref"},
        {"what": "worker", "heading": "Worker"},
    ]
    assert get(client, "pool_layout", "2027", full.slug).value("heading-reference") == "Ref"


def test_the_next_pool_begins_with_the_councils_columns(full, helen, northmoor, now):
    columns = [{"what": "reference", "heading": "Ref"}]
    lay_out_list(pool=full, version=1, columns=columns, by=helen, at=now)
    second = started(northmoor, now, "second")
    attributes = list(Attribute.objects.of_council(northmoor.council))
    assert layout_of(second, attributes) == columns


def test_a_list_without_columns_is_refused(signed_in, helen, full):
    refuses(post(signed_in(helen), "pool_layout", "2027", full.slug, version="1"), "at least one column")


def test_a_save_that_comes_late_is_said(signed_in, helen, full, now):
    lay_out_list(pool=full, version=1, columns=[{"what": "number", "heading": "No"}], by=helen, at=now)
    given = {"version": "1", "place-number": "1", "heading-number": "Mine"}
    page = post(signed_in(helen), "pool_layout", "2027", full.slug, **given)
    refuses(page, "Somebody else changed this pool", status=409)
    assert page.value("heading-number") == "Mine"
