"""Giving a random sample to somebody for a second, blind audit."""

import pytest

from casetracking.models import Audit
from casetracking.operations.audits import sample_for_moderation
from tests.casetracking.auditing import audited
from tests.pages import get, leads_to, post, refuses

pytestmark = pytest.mark.django_db


def test_a_sample_is_drawn_from_what_others_have_audited(signed_in, helen, marcin, full, listed, now):
    for case in listed[:4]:
        audited(case, helen, now)
    client = signed_in(helen)
    assert "4 cases have a finished audit" in get(client, "audit_moderate", "2027", full.slug).words
    page = post(client, "audit_moderate", "2027", full.slug, size=2, auditor=marcin.pk)
    assert leads_to(page, "pool_audits", "2027", "first")
    assert Audit.objects.filter(kind="moderation", auditor=marcin).count() == 2


def test_nobody_moderates_their_own(signed_in, helen, full, listed, now):
    audited(listed[0], helen, now)
    page = post(signed_in(helen), "audit_moderate", "2027", full.slug, size=2, auditor=helen.pk)
    refuses(page, "nothing that Helen Sowerby could moderate")


def test_the_same_seed_draws_the_same(helen, marcin, full, listed, now):
    for case in listed:
        audited(case, helen, now)
    given = {"pool": full, "size": 3, "auditor": marcin, "due_on": None, "by": helen, "at": now}
    first = {audit.case_id for audit in sample_for_moderation(seed=7, **given)}
    Audit.objects.filter(kind="moderation").delete()
    assert {audit.case_id for audit in sample_for_moderation(seed=7, **given)} == first
    Audit.objects.filter(kind="moderation").delete()
    others = {frozenset(a.case_id for a in again(given, seed)) for seed in range(8)}
    assert len(others) > 1


def again(given, seed):
    made = sample_for_moderation(seed=seed, **given)
    Audit.objects.filter(kind="moderation").delete()
    return made
