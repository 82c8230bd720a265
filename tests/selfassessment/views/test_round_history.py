"""What happened in the whole round."""

import pytest
from django.urls import reverse

from assurance.operations.councils import share_scores
from tests.pages import get
from tests.reports.writing import ask_for, score_statement, write_everything, write_section


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
