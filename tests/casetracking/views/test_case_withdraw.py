"""Recording that a yes was taken back."""

import pytest

from tests.casetracking.cases import asked, fresh
from tests.pages import day, leads_to, post, refuses

pytestmark = pytest.mark.django_db


def test_a_yes_is_taken_back(signed_in, helen, full, case, now):
    asked(case, helen, now, "yes")
    reference = case.candidate.reference
    given = {"version": "1", **day("on", now.day, now.month, now.year)}
    page = post(signed_in(helen), "case_withdraw", "2027", full.slug, reference, **given)
    assert leads_to(page, "case_substitute", "2027", "first", reference)
    assert fresh(case).status == "withdrawn"


def test_a_day_before_the_yes_is_refused(signed_in, helen, full, case, now):
    asked(case, helen, now, "yes")
    given = {"version": "1", **day("on", 1, 1, 2020)}
    page = post(signed_in(helen), "case_withdraw", "2027", full.slug, case.candidate.reference, **given)
    refuses(page, "Nobody withdraws before they agreed")
    assert fresh(case).status == "agreed"
