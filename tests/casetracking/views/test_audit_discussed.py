"""Saying that two who graded differently talked about it."""

import pytest

from tests.casetracking.auditing import audited
from tests.pages import get, leads_to, post

pytestmark = pytest.mark.django_db


def test_it_leaves_the_list_of_what_to_discuss(signed_in, helen, marcin, full, case, now):
    audited(case, marcin, now, 1)
    audited(case, helen, now, 3, "moderation")
    client, reference = signed_in(helen), case.candidate.reference
    assert "To discuss" in get(client, "pool_audits", "2027", full.slug).words
    assert leads_to(post(client, "audit_discussed", "2027", full.slug, reference), "pool_audits", "2027", "first")
    assert "To discuss" not in get(client, "pool_audits", "2027", full.slug).words


def test_one_audit_is_nothing_to_discuss(signed_in, helen, marcin, full, case, now):
    audited(case, marcin, now)
    client = signed_in(helen)
    post(client, "audit_discussed", "2027", full.slug, case.candidate.reference)
    assert "not two finished audits" in get(client, "pool_audits", "2027", full.slug).words
