"""What does this item show, where in it, and for which section?"""

import datetime

import pytest
from django.urls import reverse

from selfassessment.models import Citation, Judgement
from tests.pages import Page, get, leads_to, post, refuses
from tests.selfassessment.library import add, check, cite, nothing_found, put_file


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


# --- A document nobody can open yet ----------------------------------------------------------------------------------

HERE = ("evidence_cite", "2027", "E1")
WAITS = "1 document cited here waits for a check: nobody can open its file yet."


def test_whoever_cites_a_file_that_waits_for_a_look_is_warned_and_the_section_marks_it(
    signed_in, northmoor, now, monkeypatch
):
    nothing_found(monkeypatch, findings=[{"kind": "phone", "place": "page 1, line 2"}])
    item = add(northmoor, now)
    file = check(put_file(northmoor, item, now))
    client = signed_in(northmoor.aisha)
    warned = "nobody can open it until somebody has looked. You can cite it all the same"
    assert warned in get(client, *HERE, section="assessing-needs").words
    cite(northmoor, item, now)
    page = get(client, "statement", "2027", "assessing-needs")
    assert "Waits for a check" in page.words
    assert WAITS in page.words
    assert WAITS in get(signed_in(northmoor.priya), "round_readiness", "2027").words
    post(client, "evidence_file_confirm", "2027", "E1", file.reference)
    assert warned not in get(client, *HERE, section="assessing-needs").words
    assert "Waits for a check" not in get(client, "statement", "2027", "assessing-needs").words
    assert WAITS not in get(signed_in(northmoor.priya), "round_readiness", "2027").words


def test_only_the_newest_kept_file_makes_a_citation_wait(signed_in, northmoor, now, monkeypatch):
    nothing_found(monkeypatch, findings=[{"kind": "phone", "place": "page 1, line 2"}])
    item = add(northmoor, now)
    check(put_file(northmoor, item, now))
    nothing_found(monkeypatch)
    check(put_file(northmoor, item, now, content=b"Other words."))
    cite(northmoor, item, now)
    assert "Waits for a check" not in get(signed_in(northmoor.aisha), "statement", "2027", "assessing-needs").words


def test_a_file_being_checked_and_none_at_all_are_warned_of_too(signed_in, northmoor, now):
    item, client = add(northmoor, now), signed_in(northmoor.aisha)
    assert "This document has no file" in get(client, *HERE, section="assessing-needs").words
    put_file(northmoor, item, now)
    assert "The file is still being checked" in get(client, *HERE, section="assessing-needs").words
