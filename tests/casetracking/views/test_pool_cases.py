"""The cases of a pool."""

import pytest

from casetracking.asking import OVER, asked_of, substitutes_for
from casetracking.models import Attribute, Candidate
from casetracking.operations.cases import withdraw_consent
from casetracking.operations.choosing import swap_case
from casetracking.operations.listing import take_choice
from tests.casetracking.cases import asked
from tests.pages import get

pytestmark = pytest.mark.django_db


def test_an_empty_pool_leads_to_the_draw(signed_in, helen, full):
    page = get(signed_in(helen), "pool_cases", "2027", full.slug)
    assert "Nobody is in the pool yet" in page.words
    assert "/2027/cases/first/draw/" in page.links


def test_pool_reserve_and_who_left_are_three_lists(signed_in, helen, cases, full, now):
    free = Candidate.objects.filter(pool=full, case=None).first()
    swap_case(pool=full, case=cases[0], substitute=free, reason="Said no to us", by=helen, at=now)
    page = get(signed_in(helen), "pool_cases", "2027", full.slug)
    assert "50 of 50 cases are in the pool. 10 in reserve" in page.words
    listed, _, left = page.words.partition("Left the pool")
    assert free.reference in listed
    assert cases[0].candidate.reference in left
    assert "Said no to us" in left
    assert f"/2027/cases/first/candidates/{free.reference}/swap/" in page.links
    assert f"/2027/cases/first/candidates/{cases[0].candidate.reference}/swap/" not in page.links


def test_whose_place_is_free_is_not_in_the_pool_anywhere(signed_in, helen, ruth, full, listed, now):
    full.size = 6
    full.save()
    asked(listed[0], helen, now, "no")
    asked(listed[1], helen, now, "yes")
    take_choice(
        pool=full, stage="chosen", references=[case.candidate.reference for case in listed[1:3]], by=helen, at=now
    )
    withdraw_consent(case=listed[1], version=1, on=now.date(), by=helen, at=now)
    client, reference = signed_in(helen), listed[0].candidate.reference
    page = get(client, "pool_cases", "2027", full.slug)
    assert "4 of 6 cases are in the pool, 2 places are free" in page.words
    assert "Said no" in page.words
    assert reference not in page.words.partition("Their place is free")[0]
    assert "4 of 6 cases are in the pool" in get(client, "pool", "2027", full.slug).words
    dashboard = get(client, "pool_dashboard", "2027", full.slug).words
    assert "4 of 6 cases are in the pool" in dashboard
    assert "1 tracked" in dashboard
    assert "Now: 1 tracked" in get(client, "pool_choice", "2027", full.slug).words
    assert "4 of 6 cases in the pool" in get(client, "cases", "2027").words
    assert "4 cases beside what is asked" in get(client, "pool_coverage", "2027", full.slug).words
    assert reference not in get(client, "audit_give", "2027", full.slug).choices("cases")
    assert "4 of 6 cases" in get(signed_in(ruth), "cases_summary", "2027").words


def test_a_redraw_keeps_nobody_whose_place_is_free(helen, full, cases, now):
    asked(cases[0], helen, now, "no")
    asked(cases[1], helen, now, "yes")
    said_no, said_yes = (case.candidate.reference for case in cases[:2])
    found = asked_of(full, at=now)
    assert said_no in found.left_out[OVER]
    assert (said_no in found.rules.locked_in, said_yes in found.rules.locked_in) == (False, True)
    attributes = list(Attribute.objects.of_council(full.round.council))
    offered = substitutes_for(full, cases[2].candidate.reference, at=now, attributes=attributes, most=200)
    assert said_no not in {one.reference for one in offered}
