"""Giving cases to an auditor, never from the auditor's own team."""

import pytest

from casetracking.models import Audit
from casetracking.operations.listing import take_choice
from casetracking.operations.tools import set_teams
from tests.pages import get, leads_to, post, refuses

pytestmark = pytest.mark.django_db


def test_cases_are_given(signed_in, helen, marcin, full, listed):
    client = signed_in(helen)
    chosen = [case.candidate.reference for case in listed[:2]]
    page = post(client, "audit_give", "2027", full.slug, cases=chosen, auditor=marcin.pk)
    assert leads_to(page, "pool_audits", "2027", "first")
    assert set(Audit.objects.values_list("case", "auditor")) == {(case.pk, marcin.pk) for case in listed[:2]}
    assert get(client, "audit_give", "2027", full.slug).choices("cases") == [
        c.candidate.reference for c in listed[2:]
    ]


def test_nobody_audits_a_case_of_their_own_team(signed_in, helen, marcin, full, listed, now, northmoor):
    set_teams(council=northmoor.council, teams={marcin: "East"}, by=helen, at=now)
    person = listed[1].candidate
    person.told = {"team": "east"}
    person.save()
    chosen = [case.candidate.reference for case in listed[:2]]
    page = post(signed_in(helen), "audit_give", "2027", full.slug, cases=chosen, auditor=marcin.pk)
    refuses(page, "own team")
    assert not Audit.objects.exists()


@pytest.mark.parametrize("given", [{"cases": [], "auditor": "1"}, {"cases": ["nobody"], "auditor": ""}])
def test_a_choice_is_needed(given, signed_in, helen, full, listed):
    page = post(signed_in(helen), "audit_give", "2027", full.slug, **given)
    assert page.problems
    assert not Audit.objects.exists()


def test_the_tracked_are_marked(signed_in, helen, full, listed, now):
    take_choice(pool=full, stage="chosen", references=[listed[0].candidate.reference], by=helen, at=now)
    assert (
        f"1. {listed[0].candidate.reference} (tracked)"
        in get(signed_in(helen), "audit_give", "2027", full.slug).words
    )


def test_an_empty_pool_says_what_comes_first(signed_in, helen, pool):
    page = get(signed_in(helen), "audit_give", "2027", pool.slug)
    assert "There are no cases to give yet. Draw the pool first." in page.words
