"""How the cases were chosen, for the file."""

import datetime

import pytest

from casetracking.drawing.pricing import Price
from casetracking.models import Attribute, Candidate, Import
from casetracking.operations.choosing import lock_candidate, swap_case
from casetracking.presenters.drawing import _priced
from tests.pages import get

pytestmark = pytest.mark.django_db


def test_the_statement_tells_from_whom_by_what_and_what_people_decided(signed_in, helen, cases, full, now):
    free = Candidate.objects.filter(pool=full, case=None).first()
    swap_case(pool=full, case=cases[0], substitute=free, reason="Too ill to be asked", by=helen, at=now)
    words = get(signed_in(helen), "pool_chosen", "2027", full.slug).words
    assert f"Northmoor Council drew 50 cases from {full.candidates.count()} people" in words
    assert "The draw was proved best possible. Since then 1 person was swapped; the pool of today costs" in words
    assert "no pool of 50 from these people comes closer" not in words
    assert "the seed 1 decided" in words
    assert f"Helen Sowerby took out of the pool {cases[0].candidate.reference}: Too ill to be asked" in words
    assert "1 has left it" in words


@pytest.mark.parametrize(("locks", "apart"), [(4, False), (5, True)])
def test_many_decisions_stand_on_pages_of_their_own_on_paper(locks, apart, signed_in, helen, cases, full, now):
    for free in Candidate.objects.filter(pool=full, case=None)[:locks]:
        lock_candidate(pool=full, candidate=free, side="out", reason="Too ill to be asked", by=helen, at=now)
    page = get(signed_in(helen), "pool_chosen", "2027", full.slug)
    classes = [given.get("class", "") for _, given in page.elements]
    told = "Today 50 of 50 cases are in the pool. 6 decisions people made follow on the next pages. Decisions"
    assert (told in page.words) is apart
    assert ("govuk-body app-only-print" in classes) is apart
    assert ("app-statement app-statement--annex" in classes) is apart


def test_without_a_draw_it_says_when_there_will_be_one(signed_in, helen, full):
    assert "No draw is made the pool yet" in get(signed_in(helen), "pool_chosen", "2027", full.slug).words


def test_a_file_that_came_after_the_draw_changes_nothing_of_what_it_stood_on(signed_in, helen, cases, full, now):
    before = get(signed_in(helen), "pool_chosen", "2027", full.slug).words
    first = Import.objects.get()
    later = {"number": 2, "rows": 1, "people": 1, "ends_on": first.ends_on + datetime.timedelta(days=91)}
    Import.objects.create(pool=full, at=now + datetime.timedelta(hours=1), **later)
    assert get(signed_in(helen), "pool_chosen", "2027", full.slug).words == before


def test_objective_bound_and_gap_are_told_and_priced_as_the_draw_did(signed_in, helen, cases, full):
    draw = full.draws.get()
    attributes = list(Attribute.objects.of_council(full.round.council))
    people = [case.candidate.known(attributes) for case in cases]
    assert _priced(draw, people) == Price(draw.objective)
    words = get(signed_in(helen), "pool_chosen", "2027", full.slug).words
    assert f"Objective {draw.objective:,}: what the drawn pool costs" in words
    assert f"Best bound {draw.bound:,}: no pool from these people can cost less." in words
    assert "Gap 0: the two side by side, so none can be better." in words
