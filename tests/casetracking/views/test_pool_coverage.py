"""What the pool covers now, beside what is asked now."""

import datetime

import pytest
from django.utils import timezone

from casetracking.models import Criterion, Import
from tests.casetracking.rooms import filled
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


def test_it_is_said_of_which_draw_could_be_drawn_is_and_which_file_came_later(signed_in, helen, cases, full, now):
    client = signed_in(helen)
    then = f"“Could be drawn” is what draw 1 found on {told(now)}; everything else is of today."
    words = get(client, "pool_coverage", "2027", full.slug).words
    assert then in words
    assert "That was before" not in words
    later = now + datetime.timedelta(days=2)
    filled(full, helen, later)
    said = f"{then} That was before the file of {told(later)}, so there may be more or fewer now."
    assert said in get(client, "pool_coverage", "2027", full.slug).words
    Import.objects.filter(at=later).update(kind="sheet")
    assert "before the spreadsheet of" in get(client, "pool_coverage", "2027", full.slug).words


def told(at: datetime.datetime) -> str:
    return f"{timezone.localtime(at):%-d %B %Y}"


def test_where_no_criterion_says_how_many_could_be_drawn_no_draw_is_named(signed_in, helen, cases, full):
    for criterion in Criterion.objects.filter(pool=full):
        Criterion.objects.filter(pk=criterion.pk).update(name=f"Another one, {criterion.number}")
    assert "Could be drawn" not in get(signed_in(helen), "pool_coverage", "2027", full.slug).words


def test_a_cell_says_its_heading_where_the_table_is_narrow(signed_in, helen, cases, full):
    words = get(signed_in(helen), "pool_coverage", "2027", full.slug).words
    for heading in ("Asked:", "Has:", "How far:", "In the pool:", "Of the caseload:"):
        assert heading in words, heading
