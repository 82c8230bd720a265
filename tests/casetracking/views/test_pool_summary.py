"""What leaders see of a pool: counts, and small ones not at all."""

import pytest

from casetracking.models import Import
from casetracking.presenters.pools import Share
from tests.pages import get

pytestmark = pytest.mark.django_db


def test_leaders_see_how_far_it_is_and_what_the_caseload_looks_like(signed_in, ruth, full):
    page = get(signed_in(ruth), "pool_summary", "2027", full.slug)
    assert "0 of 50 cases" in page.words
    assert "Age band" in page.words
    assert "75 to 84" in page.words
    assert "Not recorded" in page.words


def test_a_number_that_could_point_at_somebody_is_not_told(signed_in, ruth, full):
    held = Import.objects.get()
    held.profile["gender"] = {"female": 100, "male": 4, "": 17}
    held.save()
    words = get(signed_in(ruth), "pool_summary", "2027", full.slug).words
    assert "Female 100 82.6%" in words
    assert "Male fewer than 5 –" in words


@pytest.mark.parametrize(("people", "told"), [(0, "0"), (1, "fewer than 5"), (4, "fewer than 5"), (5, "5")])
def test_the_line_is_at_five(people, told):
    assert Share("x", people, 100).told == told


def test_without_a_file_there_is_no_caseload(signed_in, ruth, pool):
    assert "No file is imported yet" in get(signed_in(ruth), "pool_summary", "2027", pool.slug).words
