"""Saying whether somebody may be asked at all."""

import pytest

from tests.casetracking.cases import fresh, suited
from tests.pages import leads_to, post, refuses

pytestmark = pytest.mark.django_db


def test_it_is_suitable(signed_in, helen, full, case):
    given = {"suitable": "yes", "version": "1"}
    page = post(signed_in(helen), "case_suitable", "2027", full.slug, case.candidate.reference, **given)
    assert leads_to(page, "case", "2027", "first", case.candidate.reference)
    assert fresh(case).status == "suitable"


def test_not_suitable_needs_its_reason_and_then_offers_a_substitute(signed_in, helen, full, case):
    client, reference = signed_in(helen), case.candidate.reference
    refuses(post(client, "case_suitable", "2027", full.slug, reference, suitable="no", version="1"), "Say why")
    page = post(client, "case_suitable", "2027", full.slug, reference, suitable="no", version="1", reason="Bereaved.")
    assert leads_to(page, "case_substitute", "2027", "first", reference)


def test_a_late_save_is_said_and_keeps_what_was_typed(signed_in, helen, full, case, now):
    suited(case, helen, now)
    given = {"suitable": "no", "version": "1", "reason": "Unwell just now."}
    page = post(signed_in(helen), "case_suitable", "2027", full.slug, case.candidate.reference, **given)
    refuses(page, "Somebody else changed this", status=409)
    assert page.value("reason") == "Unwell just now."
    assert page.value("version") == "2"


def test_the_guard_asks_about_what_looks_like_an_identifier(signed_in, helen, full, case):
    given = {"suitable": "no", "version": "1", "reason": "See 943 476 5919."}
    page = post(signed_in(helen), "case_suitable", "2027", full.slug, case.candidate.reference, **given)
    refuses(page, "looks like it holds an NHS number", "reason")
    assert fresh(case).status == "drawn"
