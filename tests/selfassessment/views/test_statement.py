"""Reading one section: what do we say here, what is asked, what is missing?"""

from django.urls import reverse

from assurance.operations.councils import share_scores
from tests.pages import get
from tests.reports.writing import score_statement, write_section

MARKS = "We said <script>alert('x')</script> & \"more\"\n- a <b>list</b>"


def test_it_shows_our_words_beside_the_official_ones_with_their_source(signed_in, northmoor, now):
    statement = northmoor.statement("assessing-needs")
    write_section(northmoor.round, statement, {"summary": "We assess needs well."}, northmoor.aisha, now)
    page = get(signed_in(northmoor.tom), "statement", "2027", "assessing-needs")
    assert page.heading == "Assessing needs"
    assert "Theme 1: Working with people" in page.words
    assert "Summary We assess needs well. 4 words (guide: 150). Aisha Rahman," in page.words
    assert page.words.count("Nothing written yet.") == 7
    assert "Aisha Rahman has this, with Helen Sowerby." in page.words
    assert " ".join(statement.text.split()) in page.words
    for expected in statement.i_statements.all():
        assert " ".join(expected.text.split()) in page.words
    assert statement.source["url"] in page.links
    assert "How long people wait" in page.words


def test_a_leadership_statement_says_it_has_no_i_statements(signed_in, tom):
    assert "This statement has no I statements." in get(signed_in(tom), "statement", "2027", "governance").words


def test_the_opening_section_has_its_own_parts_and_no_score(signed_in, ruth):
    page = get(signed_in(ruth), "statement", "2027", "opening")
    assert page.heading == "About the council and overall summary"
    assert "About the council Nothing written yet." in page.words
    assert "Our score" not in page.words
    assert reverse("statement_score", args=["2027", "opening"]) not in page.links


def test_it_offers_writing_and_scoring_to_those_who_may(signed_in, northmoor):
    write, score = (
        reverse(name, args=["2027", "assessing-needs"]) for name in ["statement_write", "statement_score"]
    )
    offered = {
        who: set(get(signed_in(northmoor.people[who]), "statement", "2027", "assessing-needs").links) & {write, score}
        for who in ["aisha", "helen", "tom", "ruth", "priya", "edwin", "meilin", "yvonne"]
    }
    nothing = set()
    assert offered == {
        "aisha": {write, score}, "ruth": {write, score}, "priya": {write, score}, "helen": {write},
        "tom": nothing, "edwin": nothing, "meilin": nothing, "yvonne": nothing,
    }  # fmt: skip


def test_score_and_reason_are_shown_only_to_those_who_may_see_them(signed_in, northmoor, now):
    statement = northmoor.statement("assessing-needs")
    score_statement(northmoor.round, statement, 2, northmoor.aisha, now, reason="Waits are too long.")
    for who in ["aisha", "ruth", "priya"]:
        words = get(signed_in(northmoor.people[who]), "statement", "2027", "assessing-needs").words
        assert "Our score 2 – some shortfalls Waits are too long." in words, who
    for who in ["tom", "helen", "edwin", "meilin", "yvonne"]:
        page = get(signed_in(northmoor.people[who]), "statement", "2027", "assessing-needs")
        assert "some shortfalls" not in page.html, who
        assert "Waits are too long." not in page.html, who


def test_an_invited_lead_member_sees_scores_while_the_director_shares_them(signed_in, northmoor, now):
    score_statement(northmoor.round, northmoor.statement("governance"), 4, northmoor.ruth, now, reason="Well run.")
    for shared in [False, True, False]:
        share_scores(round=northmoor.round, shared=shared, by=northmoor.ruth, at=now)
        seen = "Well run." in get(signed_in(northmoor.edwin), "statement", "2027", "governance").words
        assert seen == shared


def test_what_somebody_wrote_is_shown_as_text_never_as_html(signed_in, northmoor, now):
    statement = northmoor.statement("assessing-needs")
    write_section(northmoor.round, statement, {"summary": MARKS}, northmoor.aisha, now)
    score_statement(northmoor.round, statement, 2, northmoor.aisha, now, reason=MARKS)
    page = get(signed_in(northmoor.ruth), "statement", "2027", "assessing-needs")
    assert page.words.count("We said <script>alert('x')</script> & \"more\" a <b>list</b>") == 2
    assert "<script>alert" not in page.html
    assert "<b>list" not in page.html


def test_a_statement_of_no_edition_or_another_is_not_found(signed_in, ruth):
    assert get(signed_in(ruth), "statement", "2027", "no-such-statement").status == 404
