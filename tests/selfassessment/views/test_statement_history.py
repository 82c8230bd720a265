"""What happened to one section, and what it said before."""

import pytest
from django.urls import reverse

from assurance.operations.councils import share_scores
from tests.pages import get
from tests.reports.writing import score_statement, write_section


def test_it_tells_who_wrote_what_and_what_stood_there_before(signed_in, northmoor, now):
    statement = northmoor.statement("assessing-needs")
    write_section(northmoor.round, statement, {"summary": "The first words."}, northmoor.aisha, now)
    write_section(northmoor.round, statement, {"summary": "Other words than those."}, northmoor.helen, now)
    page = get(signed_in(northmoor.tom), "statement_history", "2027", "assessing-needs")
    assert page.heading == "History"
    assert "3 changes, latest first" in page.words  # and Aisha was given it
    latest, first = page.words.index("Helen Sowerby wrote"), page.words.index("Aisha Rahman wrote")
    assert latest < first
    assert "3 to 4 words" in page.words
    assert "Before The first words. After Other words than those." in page.words
    assert "Before Nothing After The first words." in page.words


def test_it_tells_nothing_of_other_sections_or_rounds(signed_in, northmoor, westerholme, now):
    write_section(northmoor.round, northmoor.statement("governance"), {"summary": "Elsewhere."}, northmoor.ruth, now)
    theirs = westerholme.round.edition.statements.get(slug="assessing-needs")
    write_section(westerholme.round, theirs, {"summary": "In Westerholme."}, westerholme.director, now)
    words = get(signed_in(northmoor.tom), "statement_history", "2027", "assessing-needs").words
    assert "Elsewhere." not in words
    assert "In Westerholme." not in words


def test_a_section_nothing_has_happened_to_says_so(signed_in, tom):
    words = get(signed_in(tom), "statement_history", "2027", "governance").words
    assert "Nothing has happened here yet" in words


def test_the_opening_section_has_its_history(signed_in, northmoor, now):
    write_section(northmoor.round, None, {"about-the-council": "A small place."}, northmoor.priya, now)
    words = get(signed_in(northmoor.tom), "statement_history", "2027", "opening").words
    assert "About the council and overall summary: About the council" in words
    assert "A small place." in words


def test_scores_and_their_reasons_are_told_only_to_those_who_may_see_them(signed_in, northmoor, now):
    statement = northmoor.statement("assessing-needs")
    score_statement(northmoor.round, statement, 2, northmoor.aisha, now, reason="Waits are too long.")
    score_statement(northmoor.round, statement, 3, northmoor.ruth, now, reason="Waits are falling.")
    here = ("statement_history", "2027", "assessing-needs")
    for who in ["aisha", "ruth", "priya"]:
        words = get(signed_in(northmoor.people[who]), *here).words
        assert "Before 2 Waits are too long. After 3 Waits are falling." in words, who
    for who in ["tom", "helen"]:
        page = get(signed_in(northmoor.people[who]), *here)
        assert "scored" not in page.words, who
        assert "Waits are" not in page.html, who


@pytest.mark.parametrize("who", ["edwin", "meilin", "yvonne"])
def test_whoever_only_reads_the_round_sees_no_earlier_texts(signed_in, northmoor, now, who):
    """Also a lead member with whom the scores are shared."""
    share_scores(round=northmoor.round, shared=True, by=northmoor.ruth, at=now)
    client = signed_in(northmoor.people[who])
    assert get(client, "statement_history", "2027", "assessing-needs").status == 403
    links = get(client, "statement", "2027", "assessing-needs").links
    assert reverse("statement_history", args=["2027", "assessing-needs"]) not in links


def test_an_owner_does_not_see_the_score_history_of_other_statements(signed_in, northmoor, now):
    score_statement(northmoor.round, northmoor.statement("governance"), 1, northmoor.ruth, now, reason="Ill run.")
    assert "Ill run." not in get(signed_in(northmoor.aisha), "statement_history", "2027", "governance").html


def test_words_with_marks_in_them_are_shown_as_they_are(signed_in, northmoor, now):
    statement = northmoor.statement("assessing-needs")
    write_section(northmoor.round, statement, {"summary": "<script>alert(1)</script>"}, northmoor.aisha, now)
    page = get(signed_in(northmoor.tom), "statement_history", "2027", "assessing-needs")
    assert "<script>alert(1)</script>" in page.words
    assert "<script>alert" not in page.html


def test_it_is_narrowed_as_the_rounds_history_is(signed_in, northmoor, now):
    """What can be asked for is tried at the round's history: see test_round_history."""
    statement, client = northmoor.statement("assessing-needs"), signed_in(northmoor.ruth)
    write_section(northmoor.round, statement, {"summary": "The first words."}, northmoor.aisha, now)
    score_statement(northmoor.round, statement, 2, northmoor.aisha, now)
    here = ("statement_history", "2027", "assessing-needs")
    texts = get(client, *here, kind="texts")
    assert "1 change found, latest first" in texts.words
    assert "Remove filter What kind: Texts written" in texts.words
    assert "Nothing matches" in get(client, *here, who="nobody of this name").words
