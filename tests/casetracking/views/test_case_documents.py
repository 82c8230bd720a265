"""Where each document stands: pointers, never files."""

import pytest

from casetracking.models import CaseDocument
from tests.pages import get, leads_to, post, refuses

pytestmark = pytest.mark.django_db


def test_a_pointer_is_kept_and_counted_on_the_case(signed_in, helen, full, case):
    client, reference = signed_in(helen), case.candidate.reference
    assert not get(client, "case_documents", "2027", full.slug, reference).has_field("file")
    given = {
        "version": "1",
        "state-assessment": "there",
        "pointer-assessment": "Mosaic, document 3",
        "state-review": "asked",
    }
    assert leads_to(
        post(client, "case_documents", "2027", full.slug, reference, **given), "case", "2027", "first", reference
    )
    assert "1 of 2 there" in get(client, "case", "2027", full.slug, reference).words
    assert (
        get(client, "case_documents", "2027", full.slug, reference).value("pointer-assessment")
        == "Mosaic, document 3"
    )


def test_a_pointer_alone_is_asked_about(signed_in, helen, full, case):
    given = {"version": "1", "pointer-review": "Shelf 2"}
    page = post(signed_in(helen), "case_documents", "2027", full.slug, case.candidate.reference, **given)
    refuses(page, "say how far it is", "state-review")
    assert not CaseDocument.objects.exists()


def test_a_pointer_that_holds_an_identifier_is_asked_about(signed_in, helen, full, case):
    given = {"version": "1", "state-review": "there", "pointer-review": "943 476 5919"}
    page = post(signed_in(helen), "case_documents", "2027", full.slug, case.candidate.reference, **given)
    refuses(page, "NHS number", "pointer-review")
