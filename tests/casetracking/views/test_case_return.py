"""Putting a case back."""

import pytest

from casetracking.operations.cases import leave_pool
from tests.casetracking.cases import fresh
from tests.pages import get, leads_to, post

pytestmark = pytest.mark.django_db


def test_a_case_comes_back(signed_in, helen, full, case, now):
    leave_pool(case=case, version=1, reason="Moved.", by=helen, at=now)
    page = post(signed_in(helen), "case_return", "2027", full.slug, case.candidate.reference)
    assert leads_to(page, "case", "2027", "first", case.candidate.reference)
    assert (fresh(case).standing, fresh(case).status) == ("pool", "drawn")


def test_a_case_in_the_pool_can_not_come_back_and_that_is_said(signed_in, helen, full, case):
    client, reference = signed_in(helen), case.candidate.reference
    post(client, "case_return", "2027", full.slug, reference)
    assert "Nothing was changed" in get(client, "case", "2027", full.slug, reference).words
