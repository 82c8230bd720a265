"""One person's page: what is known, with "not recorded" apart from "no"."""

import pytest

from casetracking.models import Attribute, Candidate, Lock
from tests.casetracking.cld.made import rolled, small
from tests.casetracking.rooms import anybody, filled
from tests.pages import get

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(pool, helen, now) -> Candidate:
    """Somebody with dementia "yes", autism "no" and visual impairment not said."""
    row = {
        "Gender": "Female",
        "Dementia": "Yes",
        "Autism Spectrum Disorder (ASD)": "No",
        "Date of Birth": "01/02/1946",
    }
    filled(pool, helen, now, rolled(small(row)))
    return anybody(pool)


def test_yes_no_and_not_recorded_are_three_things(signed_in, helen, pool, ada):
    words = get(signed_in(helen), "candidate", "2027", pool.slug, ada.reference).words
    assert "Dementia Yes" in words
    assert "Age band 75 to 84" in words
    person = words.partition("The person")[2].partition("Support")[0]
    assert "Autism" in person.partition("No:")[2].partition("Not recorded:")[0]
    assert "Funding status" in person.partition("Not recorded:")[2]


def test_every_attribute_stands_on_the_page_once(signed_in, helen, pool, ada, northmoor):
    from casetracking.presenters.candidates import parts_of

    attributes = list(Attribute.objects.of_council(northmoor.council))
    titles = []
    for part in parts_of(ada, attributes):
        titles += [title for title, _ in part.said] + part.no + part.not_recorded
    assert sorted(titles) == sorted(one.title for one in attributes)


def test_who_belongs_together_is_linked(signed_in, helen, full):
    first = Candidate.objects.filter(pool=full).exclude(group=0).order_by("group", "reference").first()
    others = Candidate.objects.filter(pool=full, group=first.group).exclude(pk=first.pk)
    page = get(signed_in(helen), "candidate", "2027", full.slug, first.reference)
    for other in others:
        assert f"/2027/cases/first/candidates/{other.reference}/" in page.links


def test_where_somebody_stands_is_told(signed_in, helen, full, person, now):
    Lock.objects.create(pool=full, candidate=person, side="out", reason="So.", at=now)
    assert "Kept out" in get(signed_in(helen), "candidate", "2027", full.slug, person.reference).words


def test_the_header_still_names_who_is_signed_in(signed_in, helen, full, person):
    assert "Helen Sowerby Sign out" in get(signed_in(helen), "candidate", "2027", full.slug, person.reference).words


@pytest.mark.parametrize("typed", ["K7QF-3M2X-9CR2", "nobody", "2222-2222-2222"])
def test_a_reference_of_nobody_is_not_found(typed, signed_in, helen, full):
    page = get(signed_in(helen), "candidate", "2027", full.slug, typed)
    assert page.status == 404
    assert "nobody with this reference" in page.words
