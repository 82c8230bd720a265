"""The briefing of one person, on screen and asked for as a PDF."""

import pytest

from reports.models import Document
from selfassessment.models import VisitPerson
from tests.pages import get, leads_to, post
from tests.reports.writing import score_statement
from tests.selfassessment.promising import promise
from tests.selfassessment.visiting import meet

HERE = ("visit_person", "2027", "aisha-rahman")


@pytest.fixture
def met(northmoor, now):
    """Aisha is interviewed about equity."""
    equity = northmoor.statement("equity")
    meet(northmoor.round, northmoor.priya, now, people=[northmoor.aisha], statements=[equity], place="Room 4")
    promise(northmoor.round, northmoor.priya, now, "Ask about ethnicity", due_in=-12, section="equity")
    score_statement(northmoor.round, equity, 2, northmoor.ruth, now)
    return northmoor


def test_it_says_when_and_where_what_to_expect_and_what_may_be_asked(signed_in, met):
    page = get(signed_in(met.aisha), *HERE)
    for words in [
        "Aisha Rahman", "Monday 8 March 2027, 09:30 to 10:30", "Room 4", "What to expect",
        "3. Equity in experience and outcomes", "What may be asked", "Not written yet: “Summary”",
        "A1 was due on", "Nothing written yet.",
    ]:  # fmt: skip
        assert words in page.words, words
    assert "some shortfalls" not in page.words, "no scores"


def test_of_a_session_of_another_kind_it_says_nothing_where_there_is_nothing_to_say(signed_in, met, now):
    meet(met.round, met.priya, now, people=[met.aisha], kind="other", place="Room 5")
    page = get(signed_in(met.aisha), *HERE)
    assert "Room 5" in page.words
    assert "Ask the programme manager" not in page.words
    assert "Something else." not in page.words


def test_a_pdf_is_made_without_scores_unless_they_are_asked_for_and_seen(signed_in, met):
    client = signed_in(met.ruth)
    page = post(client, *HERE)
    made = Document.objects.get()
    assert leads_to(page, "document", "2027", made.reference)
    assert (made.kind, made.subject, made.includes_scores, made.includes_backing) == (
        "briefing", "Aisha Rahman", False, True
    )  # fmt: skip
    assert made.snapshot["statements"][0]["score"] is None
    post(client, *HERE, with_scores="on")
    assert Document.objects.latest("pk").snapshot["statements"][0]["score"]["value"] == 2


def test_who_may_not_see_scores_can_not_ask_for_them(signed_in, met):
    client = signed_in(met.tom)
    assert not get(client, *HERE).has_field("with_scores")
    post(client, *HERE, with_scores="on")
    assert not Document.objects.get().includes_scores


def test_the_documents_page_says_for_whom_it_is_and_hides_it_from_the_invited(signed_in, met):
    post(signed_in(met.priya), *HERE)
    assert "Briefing for the visit: Aisha Rahman" in get(signed_in(met.priya), "documents", "2027").words
    assert "Aisha Rahman" not in get(signed_in(met.edwin), "documents", "2027").words


def test_it_says_who_can_not_open_it_and_is_given_the_pdf(signed_in, met, now):
    meet(
        met.round,
        met.priya,
        now,
        "Interview with the lead member",
        people=[met.edwin],
        others=[("Carers’ forum", "")],
    )
    client = signed_in(met.priya)
    assert "can’t open the visit’s pages here" not in get(client, *HERE).words
    edwin = VisitPerson.objects.get(person=met.edwin)
    for slug in (edwin.slug, "carers-forum"):
        page = get(client, "visit_person", "2027", slug)
        assert "can’t open the visit’s pages here. Make the briefing a PDF, and give it to them." in page.words
        assert "Make it a PDF" in page.words


def test_somebody_who_is_not_on_the_timetable_is_not_found(signed_in, met):
    assert signed_in(met.priya).get("/2027/visit/people/nobody/").status_code == 404
    assert signed_in(met.priya).post("/2027/visit/people/nobody/").status_code == 404
    assert signed_in(met.edwin).get("/2027/visit/people/aisha-rahman/").status_code == 403
