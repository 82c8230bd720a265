"""A refusal proposes the best substitute, and one button takes it."""

import pytest

from casetracking.operations.cases import best_substitute
from tests.casetracking.cases import asked, fresh
from tests.pages import get, leads_to, post

pytestmark = pytest.mark.django_db


def test_the_best_is_proposed_with_its_cost_and_taken_with_one_button(signed_in, helen, full, case, now):
    asked(case, helen, now, "no")
    client, reference = signed_in(helen), case.candidate.reference
    best = best_substitute(fresh(case), at=now)
    page = get(client, "case_substitute", "2027", full.slug, reference)
    assert page.value("substitute") == best.reference
    assert "Against what is asked" in page.words
    taken = post(client, "case_substitute", "2027", full.slug, reference, substitute=best.reference)
    assert leads_to(taken, "case", "2027", "first", best.reference)
    assert f"In place of {reference}" in get(client, "case", "2027", full.slug, best.reference).words
    assert fresh(case).standing == "left"


def test_a_place_that_is_taken_is_not_given_again(signed_in, helen, full, case, now):
    client, reference = signed_in(helen), case.candidate.reference
    assert "is not free" in get(client, "case_substitute", "2027", full.slug, reference).words
    page = post(client, "case_substitute", "2027", full.slug, reference, substitute=reference)
    assert leads_to(page, "case", "2027", "first", reference)
    assert "its place is not free" in get(client, "case", "2027", full.slug, reference).words
