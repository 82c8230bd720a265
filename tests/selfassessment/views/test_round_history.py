"""What happened in the whole round."""

import datetime

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from assurance.operations.councils import share_scores
from selfassessment.operations.commenting import resolve
from tests.pages import get
from tests.reports.writing import ask_for, score_statement, write_everything, write_section
from tests.selfassessment.talking import say


def test_it_tells_every_kind_of_act_the_latest_first(signed_in, northmoor, now):
    write_section(northmoor.round, northmoor.statement("governance"), {"summary": "Words."}, northmoor.ruth, now)
    page = get(signed_in(northmoor.tom), "round_history", "2027")
    assert page.heading == "History of the round"
    order = ["Ruth Calloway wrote", "Priya Nair invited", "Priya Nair assigned", "Priya Nair started the round"]
    places = [page.words.index(act) for act in order]
    assert places == sorted(places)
    assert "owner: Aisha Rahman contributors: Helen Sowerby" in page.words


def test_twenty_acts_stand_on_a_page(signed_in, northmoor, now):
    write_everything(northmoor.round, northmoor.priya, now)
    client = signed_in(northmoor.tom)
    first = get(client, "round_history", "2027")
    assert "85 changes, latest first" in first.words  # 80 texts, 2 assignments, 2 invitations, the start
    assert first.words.count("Priya Nair wrote") == 20
    assert "?page=2" in first.links
    last = client.get(reverse("round_history", args=["2027"]), {"page": 5})
    assert "started the round" in last.content.decode()


def test_acts_about_scores_are_told_only_to_those_who_may_see_them(signed_in, northmoor, now):
    score_statement(northmoor.round, northmoor.statement("assessing-needs"), 2, northmoor.aisha, now, reason="Waits.")
    score_statement(northmoor.round, northmoor.statement("governance"), 1, northmoor.ruth, now, reason="Ill run.")
    ask_for(northmoor.round, northmoor.ruth, now, includes_scores=True)
    ask_for(northmoor.round, northmoor.ruth, now, includes_scores=False)
    share_scores(round=northmoor.round, shared=False, by=northmoor.ruth, at=now)
    ruth = get(signed_in(northmoor.ruth), "round_history", "2027").words
    assert "Waits." in ruth
    assert "Ill run." in ruth
    assert ruth.count("Ruth Calloway asked for") == 2
    aisha = get(signed_in(northmoor.aisha), "round_history", "2027").words
    assert "Waits." in aisha
    assert "Ill run." not in aisha
    for who in ["tom", "helen"]:
        words = get(signed_in(northmoor.people[who]), "round_history", "2027").words
        assert "scored" not in words, who
        assert "Waits." not in words, who
        assert words.count("Ruth Calloway asked for") == 1, who


@pytest.mark.parametrize("who", ["edwin", "meilin", "yvonne"])
def test_whoever_only_reads_the_round_sees_no_history(signed_in, northmoor, who):
    client = signed_in(northmoor.people[who])
    assert get(client, "round_history", "2027").status == 403
    for page in [get(client, "home"), get(client, "self_assessment", "2027")]:
        assert reverse("round_history", args=["2027"]) not in page.links
        assert "What happened lately" not in page.words


def test_nothing_of_another_council_is_told(signed_in, northmoor, westerholme, now):
    statement = westerholme.round.edition.statements.get(slug="governance")
    write_section(westerholme.round, statement, {"summary": "Theirs."}, westerholme.director, now)
    assert "Stella Stranger" not in get(signed_in(northmoor.ruth), "round_history", "2027").words


def test_it_is_narrowed_by_who_what_kind_and_when_and_says_so(signed_in, northmoor, now):
    statement, client = northmoor.statement("assessing-needs"), signed_in(northmoor.ruth)
    long_ago = now - datetime.timedelta(days=40)
    write_section(northmoor.round, statement, {"summary": "The first words."}, northmoor.aisha, long_ago)
    write_section(northmoor.round, statement, {"summary": "Other words."}, northmoor.helen, now)
    score_statement(northmoor.round, statement, 2, northmoor.aisha, now)
    here = ("round_history", "2027")
    texts = get(client, *here, kind="texts")
    assert "2 changes found, latest first" in texts.words
    assert "Remove filter What kind: Texts written" in texts.words
    assert "scored" not in texts.words
    assert "1 change found" in get(client, *here, kind="texts", who="helen").words
    assert "1 change found" in get(client, *here, kind="scores").words
    said = say(northmoor, northmoor.edwin, "Is this so?", now)
    resolve(thread=said.comment, by=northmoor.edwin, at=now)
    assert "2 changes found" in get(client, *here, kind="comments").words
    day = localdate(now)
    since = {"since_day": day.day, "since_month": day.month, "since_year": day.year}
    until = {name.replace("since", "until"): value for name, value in since.items()}
    assert "1 change found" in get(client, *here, kind="texts", **since).words
    both = get(client, *here, kind="texts", **since, **until)
    assert "1 change found" in both.words
    assert f"From: {day.day} {day:%B %Y}" in both.words
    assert any("until_day" in link and "since" not in link for link in both.links)
    assert "Nothing matches" in get(client, *here, who="nobody of this name").words


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"since_day": "31", "since_month": "2", "since_year": "2027"}, "Give a real date"),
        ({"kind": "no-such-kind"}, "Choose a kind from the list."),
        ({"who": "x" * 121}, "A name has at most 120 characters."),
        ({"since_day": "1", "since_month": "2", "since_year": "27"}, "in four figures"),
    ],
)
def test_a_filter_that_can_not_be_read_says_so_and_leaves_everything(signed_in, northmoor, now, asked, said):
    write_section(northmoor.round, northmoor.statement("assessing-needs"), {"summary": "W."}, northmoor.aisha, now)
    page = get(signed_in(northmoor.ruth), "round_history", "2027", **asked)
    assert said in page.words
    assert "Aisha Rahman wrote" in page.words
