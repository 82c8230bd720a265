"""Opening a finished audit again."""

import pytest

from tests.casetracking.auditing import audited
from tests.pages import get, leads_to, post

pytestmark = pytest.mark.django_db


def test_it_is_open_again_for_its_auditor(signed_in, helen, marcin, full, case, now):
    one = audited(case, marcin, now)
    page = post(signed_in(helen), "audit_reopen", "2027", full.slug, case.candidate.reference, kind="audit")
    assert leads_to(page, "case_audits", "2027", "first", case.candidate.reference)
    one.refresh_from_db()
    assert (one.status, one.finished_at, one.strengths) == ("started", None, "Listened well.")


def test_not_once_both_have_finished(signed_in, helen, marcin, full, case, now):
    audited(case, marcin, now)
    audited(case, helen, now, 2, "moderation")
    client, reference = signed_in(helen), case.candidate.reference
    post(client, "audit_reopen", "2027", full.slug, reference, kind="audit")
    assert "neither can be changed" in get(client, "case_audits", "2027", full.slug, reference).words
    assert set(case.audits.values_list("status", flat=True)) == {"finished"}
