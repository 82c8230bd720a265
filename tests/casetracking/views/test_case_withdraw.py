"""Recording that a yes was taken back."""

import pytest

from tests.casetracking.cases import asked, fresh
from tests.pages import day, get, leads_to, post, refuses

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


def test_where_there_is_no_yes_there_is_nothing_to_take_back(signed_in, helen, full, case, now):
    client, reference = signed_in(helen), case.candidate.reference
    page = get(client, "case_withdraw", "2027", full.slug, reference)
    assert "This case is “Drawn”, so there is no yes that could be taken back." in page.words
    given = {"version": "0", **day("on", now.day, now.month, now.year)}
    refuses(post(client, "case_withdraw", "2027", full.slug, reference, **given), "No yes is recorded here")
