"""Taking a citation away: asks first."""

from selfassessment.models import Citation
from tests.pages import get, leads_to, post
from tests.selfassessment.library import add, cite


def test_it_asks_first_and_the_item_stays(signed_in, northmoor, aisha, now):
    citation = cite(northmoor, add(northmoor, now), now)
    client = signed_in(aisha)
    page = get(client, "citation_remove", "2027", citation.reference)
    assert page.heading == "Take this citation away?"
    assert "8 in 10 were listened to" in page.words
    assert Citation.objects.exists()
    gone = post(client, "citation_remove", "2027", citation.reference)
    assert leads_to(gone, "statement", "2027", "assessing-needs")
    assert not Citation.objects.exists()
    assert get(client, "evidence_item", "2027", "E1").status == 200


def test_one_that_is_gone_already_says_so(signed_in, northmoor, aisha):
    page = get(signed_in(aisha), "citation_remove", "2027", "c-nothing")
    assert page.status == 404
    assert "Perhaps somebody has taken it away already" in page.words


def test_a_citation_of_another_round_is_not_found(client, northmoor, westerholme, now):
    citation = cite(northmoor, add(northmoor, now), now)
    client.force_login(westerholme.director)
    assert post(client, "citation_remove", "2027-w", citation.reference).status == 404
    assert Citation.objects.exists()
