"""What waits for review, and what became of the rest."""

import datetime

from django.urls import reverse

from assurance.operations.people import assign_section
from selfassessment.operations import moving
from tests.pages import get
from tests.selfassessment.reviewing import agree, name_reviewers, submit


def test_it_shows_what_waits_for_me_first_then_everything_else_with_how_long(signed_in, northmoor, now):
    name_reviewers(northmoor, "assessing-needs", [northmoor.tom], now)
    name_reviewers(northmoor, "equity", [northmoor.ruth], now)
    submit(northmoor, "assessing-needs", now - datetime.timedelta(days=3))
    submit(northmoor, "equity", now)
    submit(northmoor, "learning", now)
    agree(northmoor, "learning", now)
    submit(northmoor, "governance", now)
    moving.request_changes(
        round=northmoor.round,
        statement=northmoor.statement("governance"),
        what_to_change="x",
        by=northmoor.ruth,
        at=now,
    )
    page = get(signed_in(northmoor.tom), "round_review", "2027")
    order = [
        "Waiting for you (1)", "Assessing needs", "Sent by Aisha Rahman", "For 3 days",
        "Waiting for other reviewers (1)",
        "Equity in experience and outcomes", "with Ruth Calloway", "Since today", "Back with its writers (1)",
        "Governance", "Asked for by Ruth Calloway", "Agreed (1)", "Learning", "By Ruth Calloway",
    ]  # fmt: skip
    places = [page.words.index(words, page.words.index("Waiting for you")) for words in order]
    assert places == sorted(places), page.words
    assert reverse("statement_review", args=["2027", "assessing-needs"]) in page.links
    assert reverse("statement_review", args=["2027", "equity"]) not in page.links  # not Tom's to review


def test_what_has_no_reviewer_waits_for_those_who_may_review_anything(signed_in, northmoor, now):
    submit(northmoor, "equity", now)
    assert "Waiting for you (1) Equity" in get(signed_in(northmoor.priya), "round_review", "2027").words


def test_the_longest_wait_stands_first(signed_in, northmoor, now):
    for days, slug in [(1, "equity"), (9, "learning"), (4, "governance")]:
        submit(northmoor, slug, now - datetime.timedelta(days=days))
    words = get(signed_in(northmoor.ruth), "round_review", "2027").words
    assert words.index("For 9 days") < words.index("For 4 days") < words.index("For 1 day")


def test_where_nothing_waits_it_says_so(signed_in, northmoor):
    words = get(signed_in(northmoor.ruth), "round_review", "2027").words
    assert "Nothing waits for your review." in words
    assert "Nothing is agreed yet." in words


def test_it_is_for_those_who_review_something(signed_in, northmoor, now):
    here = reverse("round_review", args=["2027"])
    assert signed_in(northmoor.tom).get(here).status_code == 403
    assert here not in get(signed_in(northmoor.tom), "self_assessment", "2027").links
    name_reviewers(northmoor, "equity", [northmoor.tom], now)
    assert signed_in(northmoor.tom).get(here).status_code == 200
    assert here in get(signed_in(northmoor.tom), "self_assessment", "2027").links
    assign_section(
        round=northmoor.round, statement=northmoor.statement("equity"), owner=None, contributors=[], reviewers=[],
        by=northmoor.priya, at=now,
    )  # fmt: skip
    assert signed_in(northmoor.tom).get(here).status_code == 403
    for who in ["edwin", "yvonne", "meilin", "callum", "aisha"]:
        assert signed_in(northmoor.people[who]).get(here).status_code == 403, who


def test_it_shows_no_scores(signed_in, northmoor, now):
    from tests.reports.writing import score_everything

    score_everything(northmoor.round, northmoor.ruth, now)
    name_reviewers(northmoor, "equity", [northmoor.tom], now)
    submit(northmoor, "equity", now)
    words = get(signed_in(northmoor.tom), "round_review", "2027").words
    assert "standard" not in words
    assert "shortfalls" not in words
