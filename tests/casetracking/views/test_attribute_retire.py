"""Retiring what only the council knows: nothing that was told of people is lost."""

import pytest

from casetracking.models import Attribute, Criterion
from tests.pages import get, leads_to, post

pytestmark = pytest.mark.django_db


def test_what_is_retired_is_asked_for_nowhere(signed_in, helen, full, person):
    client = signed_in(helen)
    assert get(client, "candidate_tell", "2027", full.slug, person.reference).has_field("complaint")
    assert leads_to(post(client, "attribute_retire", "2027", "complaint"), "case_attributes", "2027")
    assert not get(client, "candidate_tell", "2027", full.slug, person.reference).has_field("complaint")


def test_what_a_criterion_asks_for_is_not_retired(signed_in, helen, full):
    Criterion.objects.filter(pool=full, number=1).update(conditions=[{"attribute": "complaint", "values": [True]}])
    page = post(signed_in(helen), "attribute_retire", "2027", "complaint")
    assert leads_to(page, "attribute_edit", "2027", "complaint")
    assert not Attribute.objects.filter(slug="complaint", retired_at__isnull=False).exists()
