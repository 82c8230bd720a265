"""The list of candidates: thousands of people, filtered and page by page."""

import pytest

from casetracking.models import Attribute, Candidate
from tests.casetracking.rooms import anybody
from tests.pages import get, leads_to

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def people(pool, slug: str, value) -> int:
    attribute = Attribute.objects.get(council=None, slug=slug)
    return sum(attribute.value_of(one) == value for one in Candidate.objects.filter(pool=pool))


@pytest.mark.parametrize(
    ("asked", "slug", "value", "tag"),
    [
        ("gender:female", "gender", "female", "Gender: Female"),
        ("review-overdue:yes", "review-overdue", True, "No review in twelve months: Yes"),
        ("assessed:no", "assessed", False, "Assessed: No"),
        ("dementia:not-recorded", "dementia", None, "Dementia: Not recorded"),
        ("safeguarding-enquiry:not-recorded", "safeguarding-enquiry", None, "Safeguarding enquiry: Not recorded"),
    ],
)
def test_a_filter_shows_exactly_those_people(asked, slug, value, tag, signed_in, helen, full):
    page = get(signed_in(helen), "candidates", "2027", full.slug, **{"is": asked})
    expected = people(full, slug, value)
    assert expected
    assert f"{expected} {'people' if expected != 1 else 'person'} under these filters" in page.words
    assert tag in page.words


def test_numbers_are_asked_for_by_at_least(signed_in, helen, full):
    waits = Attribute.objects.get(council=None, slug="wait-to-response-days")
    held = [waits.value_of(one) for one in Candidate.objects.filter(pool=full)]
    expected = sum(value is not None and value >= 7 for value in held)
    assert 0 < expected < sum(value is not None for value in held)
    page = get(signed_in(helen), "candidates", "2027", full.slug, **{"is": "wait-to-response-days:7"})
    assert f"{expected} people under these filters" in page.words


def test_filters_add_up_and_each_can_be_taken_away(signed_in, helen, full):
    client = signed_in(helen)
    both = get(client, "candidates", "2027", full.slug, **{"is": ["gender:female", "age-group:65-or-over"]})
    assert any(link.endswith("?is=age-group%3A65-or-over") for link in both.links)
    assert any(link.endswith("?is=gender%3Afemale") for link in both.links)


@pytest.mark.parametrize(
    "asked", ["gender:wrong", "nothing:yes", "gender", "assessed:3", ":", "wait-to-response-days:8"]
)
def test_what_is_unknown_in_the_address_is_left_out(asked, signed_in, helen, full):
    page = get(signed_in(helen), "candidates", "2027", full.slug, **{"is": asked, "where": "nowhere"})
    assert f"{full.candidates.count()} people" in page.words
    assert "under these filters" not in page.words


def test_a_reference_leads_to_its_person(signed_in, helen, full, person):
    typed = person.reference.lower().replace("-", " ")
    page = get(signed_in(helen), "candidates", "2027", full.slug, reference=typed)
    assert leads_to(page, "candidate", "2027", full.slug, person.reference)


def test_a_reference_that_is_none_is_said(signed_in, helen, full):
    page = get(signed_in(helen), "candidates", "2027", full.slug, reference="K7QF-3M2X-9CR2")
    assert "Nobody here has the reference" in page.words


def test_people_come_page_by_page(signed_in, helen, full):
    client = signed_in(helen)
    first, second = (get(client, "candidates", "2027", full.slug, page=n) for n in (1, 2))
    links = [{link for link in page.links if "/candidates/" in link and not link.endswith("candidates/")}
             for page in (first, second)]  # fmt: skip
    people = [{link for link in some if "?" not in link} for some in links]
    assert [len(some) for some in people] == [25, 25]
    assert not people[0] & people[1]
    assert any(anybody(full).reference in link for link in people[0])


def test_an_empty_pool_leads_to_the_import(signed_in, helen, pool):
    page = get(signed_in(helen), "candidates", "2027", pool.slug)
    assert "There is nobody to draw from yet" in page.words
    assert "/2027/cases/first/import/" in page.links
