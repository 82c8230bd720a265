"""What the pool covers now, beside what is asked now."""

import datetime

import pytest
from django.utils import timezone

from casetracking.models import Attribute, Candidate, Criterion, Import, Likeness
from casetracking.presenters.coverage import covered_now, latest_with_draw
from casetracking.presenters.drawing import likeness_of
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


def test_pool_and_caseload_are_drawn_one_above_the_other_with_their_shares_in_words(signed_in, helen, cases, full):
    page = get(signed_in(helen), "pool_coverage", "2027", full.slug)
    women = next(one for title, rows in beside(full) if title == "Gender" for one in rows if one.words == "Female")
    assert women.share == 2.0 * women.pool  # of 50
    told = f"Female In the pool: {women.pool} In the caseload’s proportion: {women.expected} Pool above, caseload"
    assert f"{told} below: {women.share:.0f}% beside {women.of_caseload}%" in page.words
    widths = [given["width"] for tag, given in page.elements if tag == "rect" and given["height"] == "8"]
    at = widths.index(f"{women.share:.1f}")
    assert widths[at + 1] == f"{women.of_caseload:.1f}"


def beside(pool):
    latest = latest_with_draw(pool)
    attributes = list(Attribute.objects.of_council(pool.round.council))
    people = list(Candidate.objects.filter(case__in=pool.cases.in_pool()))
    return likeness_of(covered_now(pool, people, latest, attributes)[1], attributes)


def test_where_it_differs_most_is_said_and_where_it_does_not(signed_in, helen, cases, full):
    client = signed_in(helen)
    Likeness.objects.filter(pool=full).exclude(attribute="gender").delete()
    held = Import.objects.get()
    drawn = {row.words: row.pool for title, rows in beside(full) if title == "Gender" for row in rows}
    held.profile["gender"] = {"female": drawn["Female"], "male": drawn["Male"]}
    held.save()
    close = "In everything shown here the pool is within two cases of the caseload’s proportion."
    assert close in get(client, "pool_coverage", "2027", full.slug).words
    held.profile["gender"] = {"female": 100}
    held.save()
    words = get(client, "pool_coverage", "2027", full.slug).words
    assert f"Where the pool differs most: Gender, Female: {50 - drawn['Female']} cases fewer than" in words
    assert close not in words


def test_a_pool_that_need_not_look_like_anything_says_so(signed_in, helen, cases, full):
    Likeness.objects.filter(pool=full).delete()
    page = get(signed_in(helen), "pool_coverage", "2027", full.slug)
    assert "The pool need not look like the caseload by anything." in page.words


def test_a_cell_says_its_heading_where_the_table_is_narrow(signed_in, helen, cases, full):
    words = get(signed_in(helen), "pool_coverage", "2027", full.slug).words
    for heading in ("Asked:", "Has:", "How far:", "In the pool:", "Pool above, caseload below:"):
        assert heading in words, heading
