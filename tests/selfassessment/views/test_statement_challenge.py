"""A challenger reads a section, gives a score, and only then sees what the council gave itself."""

import pytest
from django.urls import reverse

from selfassessment.models import ChallengeScore
from tests.pages import get, leads_to, post, refuses
from tests.reports.writing import ask_for, score_everything, write_section

SLUG = "assessing-needs"
HERE = ("statement_challenge", "2027", SLUG)


@pytest.fixture
def scored(northmoor, now):
    """Every statement scored by the team, with reasons that tell."""
    write_section(northmoor.round, northmoor.statement(SLUG), {"summary": "What we say."}, northmoor.aisha, now)
    score_everything(northmoor.round, northmoor.ruth, now, scores=[1] * 9)
    return northmoor


def everything_yvonne_reads(client) -> str:
    """All that a challenger can open."""
    pages = [("home",), ("self_assessment", "2027"), ("statement", "2027", SLUG), HERE, ("documents", "2027")]
    return " ".join(get(client, *page).html for page in pages)


def test_the_teams_score_stands_nowhere_before_the_challenge_is_given(signed_in, scored, now):
    client = signed_in(scored.yvonne)
    ask_for(scored.round, scored.ruth, now)
    before = everything_yvonne_reads(client)
    assert "What we say." in before
    for tells in ["1 – significant shortfalls", "Reason for", "Our score", "Not scored", "have a score"]:
        assert tells not in before, tells
    for closed in ["position", "round_history", "round_sign_off"]:
        assert client.get(reverse(closed, args=["2027"])).status_code == 403
    for closed in ["statement_history", "statement_score"]:
        assert client.get(reverse(closed, args=["2027", SLUG])).status_code == 403


def test_after_giving_theirs_a_challenger_sees_the_teams_for_that_statement_only(signed_in, scored):
    client = signed_in(scored.yvonne)
    page = post(client, *HERE, value=3, reason="It convinced me.", version=0)
    assert leads_to(page, *HERE)
    page = get(client, *HERE)
    assert page.heading == "Your challenge score"
    assert "What the council gave itself 1 – significant shortfalls" in page.words
    assert "You give more than the council gives itself." in page.words
    assert f"Reason for {SLUG}." in page.words
    assert "Reason for" not in get(client, "statement_challenge", "2027", "equity").words
    assert get(client, "self_assessment", "2027").words.count("1 – significant shortfalls") == 1
    assert client.get(reverse("position", args=["2027"])).status_code == 403


def test_the_team_sees_the_challenge_beside_its_own_with_the_difference_in_words(signed_in, scored):
    post(signed_in(scored.yvonne), *HERE, value=3, reason="It convinced me.", version=0)
    for who in ["ruth", "priya", "aisha"]:
        for page in ["statement", "statement_score"]:
            words = get(signed_in(scored.people[who]), page, "2027", SLUG).words
            assert "Yvonne Marchbanks’s challenge score 3 – good standard Two higher than our own." in words
            assert "It convinced me." in words
    for who in ["tom", "helen", "edwin", "meilin"]:
        assert "challenge score" not in get(signed_in(scored.people[who]), "statement", "2027", SLUG).words, who


def test_a_challenge_without_score_or_reason_is_refused_and_shows_nothing_of_the_teams(signed_in, scored):
    page = post(signed_in(scored.yvonne), *HERE, value="", reason="", version=0)
    refuses(page, "Choose a score from 1 to 4.", "value")
    refuses(page, "Give the reason for this score: a sentence or two is enough.", "reason")
    assert "What the council gave itself 1" not in page.words
    assert not ChallengeScore.objects.exists()


@pytest.mark.parametrize("version", ["7", "-1", "", "x"])
def test_a_forged_version_neither_scores_nor_shows_the_teams(signed_in, scored, version):
    page = post(signed_in(scored.yvonne), *HERE, value=3, reason="It convinced me.", version=version)
    assert page.status in {200, 409}
    assert page.problems
    assert "Reason for" not in page.words
    assert page.value("reason") == "It convinced me."
    assert not ChallengeScore.objects.exists()


def test_a_second_window_is_told_what_stands(signed_in, scored):
    client = signed_in(scored.yvonne)
    post(client, *HERE, value=3, reason="First.", version=0)
    page = post(client, *HERE, value=4, reason="Second.", version=0)
    refuses(page, "You changed this score in another window: it is now 3.", status=409)
    post(client, *HERE, value=4, reason="Second.", version=page.value("version"))
    assert ChallengeScore.objects.get().value == 4
    words = get(signed_in(scored.ruth), "statement", "2027", SLUG).words
    assert "Given again after seeing our own score." in words


def test_a_statement_the_team_has_not_scored_says_so(signed_in, northmoor):
    client = signed_in(northmoor.yvonne)
    post(client, *HERE, value=3, reason="It convinced me.", version=0)
    assert "The council has not scored this statement yet." in get(client, *HERE).words


def test_the_opening_section_has_no_challenge(signed_in, northmoor):
    assert get(signed_in(northmoor.yvonne), "statement_challenge", "2027", "opening").status == 404


def test_only_an_invited_challenger_gives_one(signed_in, scored, now):
    for who in ["ruth", "priya", "aisha", "edwin"]:
        assert post(signed_in(scored.people[who]), *HERE, value=3, reason="x", version=0).status == 403
    assert not ChallengeScore.objects.exists()


def test_a_challenge_is_told_in_the_history_with_its_reason(signed_in, scored):
    post(signed_in(scored.yvonne), *HERE, value=3, reason="It convinced me.", version=0)
    words = get(signed_in(scored.ruth), "statement_history", "2027", SLUG).words
    assert "Yvonne Marchbanks gave a challenge score for Assessing needs" in words
    assert "It convinced me." in words
    assert "It convinced me." not in get(signed_in(scored.tom), "statement_history", "2027", SLUG).words
