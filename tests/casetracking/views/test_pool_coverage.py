"""What the pool covers now, beside what is asked now."""

import pytest

from casetracking.models import Criterion
from tests.pages import get

pytestmark = pytest.mark.django_db


def test_what_is_met_and_what_is_not_is_named(signed_in, helen, cases, full):
    client = signed_in(helen)
    assert "50 cases beside what is asked today." in get(client, "pool_coverage", "2027", full.slug).words
    Criterion.objects.filter(pool=full, name="an assessment in the year").update(least=60, most=None)
    words = get(client, "pool_coverage", "2027", full.slug).words
    assert "an assessment in the year: " in words
    assert "too few" in words


def test_no_person_is_named(signed_in, helen, cases, full):
    page = get(signed_in(helen), "pool_coverage", "2027", full.slug)
    assert not [case for case in cases if case.candidate.reference in page.html]


def test_an_empty_pool_leads_to_the_draw(signed_in, helen, full):
    assert "Nobody is in the pool yet" in get(signed_in(helen), "pool_coverage", "2027", full.slug).words


def test_a_pool_without_criteria_says_so(signed_in, helen, cases, full):
    Criterion.objects.filter(pool=full).delete()
    words = get(signed_in(helen), "pool_coverage", "2027", full.slug).words
    assert "The pool has no criteria" in words
    assert "Every criterion is met" not in words


def test_a_cell_says_its_heading_where_the_table_is_narrow(signed_in, helen, cases, full):
    words = get(signed_in(helen), "pool_coverage", "2027", full.slug).words
    for heading in ("Asked:", "Has:", "How far:", "In the pool:", "Of the caseload:"):
        assert heading in words, heading
