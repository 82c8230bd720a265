"""Bringing back what was retired, with what was told of people."""

import pytest

from casetracking.models import Attribute
from casetracking.operations.attributes import retire_attribute
from casetracking.operations.choosing import tell_of_candidate
from tests.pages import get, leads_to, post

pytestmark = pytest.mark.django_db


def test_what_was_told_comes_back(signed_in, helen, full, person, northmoor, now):
    tell_of_candidate(pool=full, candidate=person, told={"complaint": True}, by=helen, at=now)
    retire_attribute(council=northmoor.council, slug="complaint", by=helen, at=now)
    client = signed_in(helen)
    assert "Complaint: Yes" not in get(client, "candidate", "2027", full.slug, person.reference).words
    assert leads_to(post(client, "attribute_restore", "2027", "complaint"), "case_attributes", "2027")
    assert not Attribute.objects.filter(slug="complaint", retired_at__isnull=False).exists()
    person.refresh_from_db()
    assert person.told == {"complaint": True}
