"""The list of what may be known of a candidate, with what a council made of it."""

import pytest

from casetracking.models import Attribute
from casetracking.operations.attributes import AttributeWords, add_attribute, retire_attribute
from tests.pages import get, leads_to, post

pytestmark = pytest.mark.django_db


def test_each_is_listed_with_its_meaning_values_and_source(signed_in, helen, northmoor):
    words = get(signed_in(helen), "case_attributes", "2027").words
    assert "Safeguarding enquiry A section 42 enquiry in the period Yes or no" in words
    assert "Age on the last day of the period" in words
    assert "75 to 84" in words
    assert "From: Date of Birth" in words
    assert "Team The worker’s team; auditors come from another No choices yet".replace("’", "'") in words


def test_what_is_retired_waits_to_be_brought_back(signed_in, helen, northmoor, now):
    client = signed_in(helen)
    retire_attribute(council=northmoor.council, slug="complaint", by=helen, at=now)
    assert "Retired Complaint" in get(client, "case_attributes", "2027").words
    assert leads_to(post(client, "attribute_restore", "2027", "complaint"), "case_attributes", "2027")
    assert "Retired Complaint" not in get(client, "case_attributes", "2027").words


def test_another_council_has_its_own(signed_in, helen, northmoor, westerholme, now):
    add_attribute(
        council=northmoor.council, said=AttributeWords("Neighbourhood", new=["Moor"]), kind="choice", by=helen, at=now
    )  # fmt: skip
    retire_attribute(council=northmoor.council, slug="complaint", by=helen, at=now)
    ours = {one.slug for one in Attribute.objects.of_council(northmoor.council)}
    theirs = {one.slug for one in Attribute.objects.of_council(westerholme.council)}
    assert ours - theirs == {"own-neighbourhood"}
    assert theirs - ours == {"complaint"}
