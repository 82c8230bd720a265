"""The contact log."""

import pytest

from casetracking.models import Contact
from tests.pages import day, get, leads_to, post, refuses

pytestmark = pytest.mark.django_db


def test_a_contact_is_logged_and_shown(signed_in, helen, full, case, now):
    client, reference = signed_in(helen), case.candidate.reference
    given = {"way": "phone", "note": "The sister will ring back.", **day("on", now.day, now.month, now.year)}
    assert leads_to(
        post(client, "case_contact", "2027", full.slug, reference, **given), "case", "2027", "first", reference
    )
    assert "The sister will ring back." in get(client, "case", "2027", full.slug, reference).words


def test_a_contact_says_something(signed_in, helen, full, case, now):
    given = {"way": "phone", "note": "", **day("on", now.day, now.month, now.year)}
    page = post(signed_in(helen), "case_contact", "2027", full.slug, case.candidate.reference, **given)
    refuses(page, "Say in a line what came of it", "note")
    assert not Contact.objects.exists()
