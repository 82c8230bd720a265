"""Saying that a citation carried over still holds."""

from selfassessment.models import Citation
from tests.pages import get, leads_to, post
from tests.selfassessment.library import add, cite


def test_a_confirmed_citation_needs_no_review(signed_in, northmoor, aisha, now):
    citation = cite(northmoor, add(northmoor, now), now)
    Citation.objects.update(needs_review=True)
    client = signed_in(aisha)
    page = post(client, "citation_confirm", "2027", citation.reference)
    assert leads_to(page, "statement", "2027", "assessing-needs")
    assert not Citation.objects.get().needs_review
    assert "Carried over" not in get(client, "statement", "2027", "assessing-needs").words


def test_with_nothing_to_confirm_it_says_so(signed_in, northmoor, aisha, now):
    citation = cite(northmoor, add(northmoor, now), now)
    client = signed_in(aisha)
    post(client, "citation_confirm", "2027", citation.reference)
    assert "nothing to confirm" in get(client, "statement", "2027", "assessing-needs").words
