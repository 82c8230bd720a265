"""The briefing for everybody in a session."""

from reports.models import Document
from tests.pages import get, post
from tests.selfassessment.visiting import meet

HERE = ("visit_briefing", "2027", "S1")


def test_without_a_statement_it_says_what_to_do(signed_in, northmoor, now):
    meet(northmoor.round, northmoor.priya, now, kind="drop-in")
    page = get(signed_in(northmoor.aisha), *HERE)
    assert "No quality statement is named in this session yet." in page.words
    assert "Staff come and go" in page.words


def test_it_becomes_a_pdf_with_its_number(signed_in, northmoor, now):
    meet(northmoor.round, northmoor.priya, now, statements=[northmoor.statement("equity")])
    post(signed_in(northmoor.aisha), *HERE)
    assert Document.objects.get().snapshot["subject"]["word"] == "S1"


def test_a_session_that_is_not_there_is_not_found(signed_in, northmoor):
    for word in ("S1", "S0", "people"):
        assert signed_in(northmoor.aisha).get(f"/2027/visit/{word}/briefing/").status_code == 404
