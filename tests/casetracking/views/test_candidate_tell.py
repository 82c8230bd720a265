"""What only the council can know of somebody, told by hand."""

import pytest

from assurance.models import Event
from casetracking.models import Attribute, Candidate
from tests.pages import get, leads_to, post, refuses

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture
def teams(northmoor) -> None:
    """The council's own choices of teams, in the place of our empty list."""
    ours = Attribute.objects.get(council=None, slug="team")
    Attribute.objects.create(
        council=northmoor.council, slug="team", order=ours.order, title="Team", kind="choice", source="council",
        choices=["moor", "coast"],
    )  # fmt: skip


def test_what_is_told_is_known_and_found(signed_in, helen, full, person, teams):
    client, reference = signed_in(helen), person.reference
    said = {"safeguarding-enquiry": "yes", "complaint": "no", "team": "coast"}
    page = post(client, "candidate_tell", "2027", full.slug, reference, **said)
    assert leads_to(page, "candidate", "2027", "first", reference)
    person.refresh_from_db()
    assert person.told == {"safeguarding-enquiry": True, "complaint": False, "team": "coast"}
    words = get(client, "candidate", "2027", full.slug, reference).words
    assert "Safeguarding enquiry Yes" in words
    assert "Team Coast" in words
    found = get(client, "candidates", "2027", full.slug, **{"is": "complaint:no"})
    assert "1 person under these filters" in found.words
    asked = get(client, "candidates", "2027", full.slug, **{"is": "complaint:not-recorded"})
    assert f"{Candidate.objects.filter(pool=full).count() - 1} people under these filters" in asked.words


def test_the_form_begins_with_what_is_known_and_takes_it_back(signed_in, helen, full, person):
    client, reference = signed_in(helen), person.reference
    post(client, "candidate_tell", "2027", full.slug, reference, advocate="yes")
    assert get(client, "candidate_tell", "2027", full.slug, reference).value("advocate") == "yes"
    post(client, "candidate_tell", "2027", full.slug, reference, advocate="")
    person.refresh_from_db()
    assert person.told == {}


def test_the_history_says_of_what_and_not_what(signed_in, helen, full, person):
    post(signed_in(helen), "candidate_tell", "2027", full.slug, person.reference, **{"safeguarding-enquiry": "yes"})
    event = Event.objects.get(verb="recorded what only we know of")
    assert event.after == {"attributes": ["safeguarding-enquiry"]}


def test_what_client_level_data_says_is_not_to_be_told_by_hand(signed_in, helen, full, person):
    page = get(signed_in(helen), "candidate_tell", "2027", full.slug, person.reference)
    assert page.has_field("advocate")
    assert not page.has_field("gender")


def test_a_choice_that_is_none_is_refused(signed_in, helen, full, person):
    page = post(signed_in(helen), "candidate_tell", "2027", full.slug, person.reference, advocate="perhaps")
    refuses(page, "Choose one from the list", "advocate")
