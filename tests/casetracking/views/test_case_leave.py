"""Taking a case out without a substitute."""

import pytest

from tests.casetracking.cases import fresh
from tests.pages import get, leads_to, post, refuses

pytestmark = pytest.mark.django_db


def test_a_case_leaves_with_its_reason(signed_in, helen, full, case):
    client, reference = signed_in(helen), case.candidate.reference
    page = post(client, "case_leave", "2027", full.slug, reference, version="1", reason="Moved to another council.")
    assert leads_to(page, "case", "2027", "first", reference)
    assert "Moved to another council." in get(client, "case", "2027", full.slug, reference).words
    assert fresh(case).standing == "left"


def test_no_case_leaves_without_a_reason(signed_in, helen, full, case):
    page = post(signed_in(helen), "case_leave", "2027", full.slug, case.candidate.reference, version="1", reason="")
    refuses(page, "Say why", "reason")
    assert fresh(case).standing == "pool"
