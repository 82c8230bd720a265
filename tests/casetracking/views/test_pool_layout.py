"""The council's own columns, in its own order, under its own headings."""

import pytest

from casetracking.models import Attribute, Pool
from casetracking.operations.listing import lay_out_list
from casetracking.operations.pools import PoolRefused
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


GENDER = {"place-gender": "1", "heading-gender": "Sex"}


@pytest.mark.parametrize("given", [{}, {**GENDER, "place-reference": ""}, {**GENDER, "add": "worker"}])
def test_the_reference_can_not_be_taken_out(given, signed_in, helen, full):
    page = post(signed_in(helen), "pool_layout", "2027", full.slug, version="1", **given)
    refuses(page, "Keep the column with the reference, and give it a place", "place-reference")
    assert "Nothing was changed." in page.words
    full.refresh_from_db()
    assert (full.columns, full.version) == ([], 1)


def test_a_place_that_is_none_says_what_is_wrong_with_it_alone(signed_in, helen, full):
    given = {"version": "1", "place-reference": "0"}
    page = post(signed_in(helen), "pool_layout", "2027", full.slug, **given)
    assert page.problems == ["Places begin with 1."]


def test_no_operation_lays_out_a_list_without_it_either(full, helen, now):
    columns = [{"what": "gender", "heading": "Gender"}]
    with pytest.raises(PoolRefused, match="Keep the column with the reference"):
        lay_out_list(pool=full, version=1, columns=columns, by=helen, at=now)


def test_a_layout_from_before_the_reference_had_to_stay_begins_with_it(full, northmoor):
    Pool.objects.filter(pk=full.pk).update(columns=[{"what": "gender", "heading": "Sex"}])
    full.refresh_from_db()
    layout = layout_of(full, list(Attribute.objects.of_council(northmoor.council)))
    assert [one["heading"] for one in layout] == ["Reference", "Sex"]


def test_a_save_that_comes_late_is_said(signed_in, helen, full, now):
    lay_out_list(pool=full, version=1, columns=[{"what": "reference", "heading": "Ref"}], by=helen, at=now)
    given = {"version": "1", "place-reference": "1", "heading-reference": "Mine"}
    page = post(signed_in(helen), "pool_layout", "2027", full.slug, **given)
    refuses(page, "Somebody else changed this pool", status=409)
    assert page.value("heading-reference") == "Mine"
