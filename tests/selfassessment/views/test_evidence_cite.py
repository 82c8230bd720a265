"""What does this item show, where in it, and for which section?"""

import datetime

import pytest
from django.urls import reverse

from selfassessment.models import Citation, Judgement
from tests.pages import Page, get, leads_to, refuses
from tests.selfassessment.library import add, cite


@pytest.fixture
def send(signed_in, northmoor, aisha, now):
    add(northmoor, now, dated_on=now.date() - datetime.timedelta(days=500))

    def send(section: str = "assessing-needs", **data) -> Page:
        address = reverse("evidence_cite", args=["2027", "E1"])
        return Page(signed_in(aisha).post(f"{address}?section={section}", data))

    return send


def test_without_a_section_it_asks_which(signed_in, northmoor, aisha, send):
    page = get(signed_in(aisha), "evidence_cite", "2027", "E1")
    assert page.heading == "What does it back?"
    assert "?section=assessing-needs" in page.links
    assert "?section=opening" in page.links


def test_a_citation_stands_on_the_statement_page_with_its_flag(signed_in, aisha, send):
    page = send(shows="8 in 10 were listened to", pointer="page 4", i_statement="1")
    assert leads_to(page, "statement", "2027", "assessing-needs")
    shown = get(signed_in(aisha), "statement", "2027", "assessing-needs")
    assert "Evidence: 1 citation" in shown.words
    assert "8 in 10 were listened to E1 Carers’ survey, page 4" in shown.words
    assert "Older than 12 months" in shown.words
    assert "Nothing yet from: feedback from staff and leaders, feedback from partners or processes." in shown.words


def test_what_it_shows_has_to_be_said_without_personal_data(send):
    refuses(send(), "Say in one line what it shows here.", "shows")
    refuses(send(shows="Ring 07700 900123"), "looks like it holds a phone number", "shows")
    refuses(send(shows="x" * 301), "Keep it under 300 characters.", "shows")
    refuses(send(shows="x", i_statement="99"), "Choose one from the list.", "i_statement")
    assert not Citation.objects.exists()


def test_a_locked_section_says_so(send, northmoor):
    Judgement.objects.create(round=northmoor.round, statement=northmoor.statement("assessing-needs"), status="agreed")
    refuses(send(shows="x"), "so what it cites is locked with it")


def test_a_lead_member_sees_no_evidence_on_the_statement_page(signed_in, northmoor, edwin, send):
    send(shows="8 in 10 were listened to")
    assert "8 in 10" not in get(signed_in(edwin), "statement", "2027", "assessing-needs").words


def test_a_citation_carried_over_asks_to_be_confirmed(signed_in, northmoor, aisha, now):
    citation = cite(northmoor, add(northmoor, now), now)
    Citation.objects.update(needs_review=True)
    page = get(signed_in(aisha), "statement", "2027", "assessing-needs")
    assert "Carried over: needs review" in page.words
    assert reverse("citation_confirm", args=["2027", citation.reference]) in page.acts
