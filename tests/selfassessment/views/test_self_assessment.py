"""The task list: how far is each of the nine statements, and who has it?"""

from django.urls import reverse

from assurance.operations.councils import start_round
from tests.pages import get, post
from tests.reports.writing import score_statement, write_section
from tests.selfassessment.library import add, cite


def test_it_lists_the_opening_section_and_nine_statements_by_theme(signed_in, northmoor):
    page = get(signed_in(northmoor.tom), "self_assessment", "2027")
    assert page.heading == "Self-assessment"
    assert "0 of 71 parts are written." in page.words
    for statement in northmoor.round.edition.statements.in_order():
        assert f"Theme {statement.theme.number}: {statement.theme.title}" in page.words
        assert reverse("statement", args=["2027", statement.slug]) in page.links
    assert reverse("statement", args=["2027", "opening"]) in page.links
    assert page.words.count("Not started") == 11  # each section's, and how many they are
    assert "Not started 10" in page.words
    assert page.words.count("Nobody has this yet") == 8


def test_it_shows_how_far_each_is_and_what_is_mine(signed_in, northmoor, now):
    statement = northmoor.statement("assessing-needs")
    write_section(northmoor.round, statement, {"summary": "One.", "evidence": "Two."}, northmoor.aisha, now)
    words = get(signed_in(northmoor.aisha), "self_assessment", "2027").words
    assert "2 of 71 parts are written." in words
    assert "Assessing needs Aisha Rahman · yours · 2 of 8 parts written Drafting" in words
    assert "· yours" not in get(signed_in(northmoor.tom), "self_assessment", "2027").words


def test_an_owner_sees_the_score_of_their_statement_only(signed_in, northmoor, now):
    for slug, value in [("assessing-needs", 3), ("governance", 1)]:
        score_statement(northmoor.round, northmoor.statement(slug), value, northmoor.ruth, now)
    aisha = get(signed_in(northmoor.aisha), "self_assessment", "2027").words
    assert "3 – good standard" in aisha
    assert "1 – significant shortfalls" not in aisha
    assert "have a score" not in aisha
    ruth = get(signed_in(northmoor.ruth), "self_assessment", "2027").words
    assert "2 of 9 statements have a score." in ruth
    assert "1 – significant shortfalls" in ruth


def test_scores_are_shown_to_nobody_who_may_not_see_them(signed_in, northmoor, now):
    for statement in northmoor.round.edition.statements.all():
        score_statement(northmoor.round, statement, 1, northmoor.ruth, now)
    for who in ["tom", "helen", "edwin", "meilin", "yvonne"]:
        words = get(signed_in(northmoor.people[who]), "self_assessment", "2027").words
        assert "shortfalls" not in words, who
        assert "Not scored" not in words, who


def test_another_councils_writing_counts_nothing_here(signed_in, northmoor, westerholme, now):
    statement = westerholme.round.edition.statements.get(slug="governance")
    write_section(westerholme.round, statement, {"summary": "Theirs."}, westerholme.director, now)
    assert "0 of 71 parts are written." in get(signed_in(northmoor.ruth), "self_assessment", "2027").words


# --- What was carried over, and what a challenger has still to give --------------------------------------------------


def test_a_new_rounds_rows_say_how_much_is_to_be_confirmed_and_can_be_asked_for_it(signed_in, northmoor, now):
    statement = northmoor.statement("assessing-needs")
    write_section(northmoor.round, statement, {"summary": "One.", "evidence": "Two."}, northmoor.aisha, now)
    cite(northmoor, add(northmoor, now, kind="link"), now)
    start_round(
        council=northmoor.council, edition=northmoor.round.edition, slug="2028", title="2028 annual self-assessment",
        previous=northmoor.round, by=northmoor.callum, at=now,
    )  # fmt: skip
    client = signed_in(northmoor.priya)
    assert "2 of 8 parts written · 3 to confirm" in get(client, "self_assessment", "2028").words
    page = get(client, "self_assessment", "2028", show="to-confirm")
    assert "1 of 10 sections." in page.words
    assert reverse("statement", args=["2028", "assessing-needs"]) in page.links
    assert "to confirm" not in get(client, "self_assessment", "2027").words.lower()
    assert "to confirm" not in get(signed_in(northmoor.edwin), "self_assessment", "2028").words.lower()


def test_a_challenger_sees_what_is_given_and_asks_for_what_is_not(signed_in, northmoor):
    client = signed_in(northmoor.yvonne)
    post(client, "statement_challenge", "2027", "equity", value=3, reason="It convinced me.", version=0)
    words = get(client, "self_assessment", "2027").words
    assert words.count("Your challenge score: not given") == 8
    assert words.count("Your challenge score: given") == 1
    page = get(client, "self_assessment", "2027", show="not-given")
    assert "8 of 10 sections." in page.words
    assert reverse("statement", args=["2027", "equity"]) not in page.links
    assert "challenge" not in get(signed_in(northmoor.ruth), "self_assessment", "2027").words.lower()
