"""Taking back an audit that was not begun."""

import pytest

from casetracking.models import Audit
from casetracking.operations.audits import Filled, save_audit
from tests.casetracking.auditing import give
from tests.pages import get, leads_to, post

pytestmark = pytest.mark.django_db


def test_it_is_taken_back(signed_in, helen, marcin, full, case, now):
    give(case, marcin, helen, now)
    page = post(signed_in(helen), "audit_take_back", "2027", full.slug, case.candidate.reference, kind="audit")
    assert leads_to(page, "case_audits", "2027", "first", case.candidate.reference)
    assert not Audit.objects.exists()


def test_one_that_is_begun_stays(signed_in, helen, marcin, full, case, now):
    one = give(case, marcin, helen, now)
    save_audit(audit=one, version=1, filled=Filled(strengths="Kind."), by=marcin, at=now)
    client, reference = signed_in(helen), case.candidate.reference
    post(client, "audit_take_back", "2027", full.slug, reference, kind="audit")
    assert "has begun it" in get(client, "case_audits", "2027", full.slug, reference).words
    assert Audit.objects.exists()
