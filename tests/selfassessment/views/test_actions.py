"""What did we promise, by when, is it happening? The list and its filters."""

import datetime

from selfassessment.models import Action
from selfassessment.operations.actions import close_action
from tests.pages import get
from tests.selfassessment.promising import promise

HERE = ("actions", "2027")


def listed(page) -> list[str]:
    """The numbers of the actions on the page, in order."""
    return [href.rstrip("/").rpartition("/")[2] for href in page.links if "/actions/A" in href]


def test_an_empty_plan_says_what_to_do_first(signed_in, northmoor):
    page = get(signed_in(northmoor.aisha), *HERE)
    assert "0 actions are not finished." in page.words
    assert "Nothing is promised yet" in page.words
    assert "/2027/actions/add/" in page.links


def test_somebody_who_only_reads_is_not_offered_what_they_may_not_do(signed_in, northmoor):
    page = get(signed_in(northmoor.meilin), *HERE)
    assert "Nothing is promised yet" in page.words
    assert "/2027/actions/add/" not in page.links


def test_what_is_late_or_silent_is_said_in_words_and_stands_first(signed_in, northmoor, now):
    long_ago = now - datetime.timedelta(days=40)
    promise(northmoor.round, northmoor.aisha, now, "Quiet and in time.", due_in=10)
    promise(northmoor.round, northmoor.aisha, long_ago, "Silent for long.", due_in=60)
    promise(northmoor.round, northmoor.aisha, now, "Late by a day.", due_in=-1, rag="red", rag_reason="No money.")
    page = get(signed_in(northmoor.aisha), *HERE)
    assert "3 actions are not finished. 1 is overdue." in page.words
    assert "Overdue by 1 day Red: off track" in page.words
    assert "No update for 40 days" in page.words
    assert listed(page) == ["A3", "A1", "A2"]
    assert "1 without news for 30 days" in page.words


def test_each_filter_shows_only_what_is_like_that_and_stays_in_the_address(signed_in, northmoor, now):
    round, aisha, tom = northmoor.round, northmoor.aisha, northmoor.tom
    promise(round, aisha, now, owner=aisha, priority="high", section="equity")
    promise(round, aisha, now, owner=tom, due_in=-2, source="case-audit", section="opening")
    promise(round, aisha, now - datetime.timedelta(days=31), rag="green", rag_reason="Well.")
    done = promise(round, aisha, now)
    close_action(round=round, action=done, outcome="done", note="It is.", by=aisha, at=now)
    client = signed_in(aisha)
    for asked, expected in [
        ({}, ["A2", "A1", "A3"]),
        ({"mine": "yes"}, ["A1"]),
        ({"overdue": "yes"}, ["A2"]),
        ({"stale": "yes"}, ["A3"]),
        ({"nobody": "yes"}, ["A3"]),
        ({"statement": "equity"}, ["A1"]),
        ({"statement": "opening"}, ["A2"]),
        ({"priority": "high"}, ["A1"]),
        ({"rag": "green"}, ["A3"]),
        ({"rag": "none"}, ["A2", "A1"]),
        ({"source": "case-audit"}, ["A2"]),
        ({"show": "done"}, ["A4"]),
        ({"show": "all"}, ["A2", "A1", "A3", "A4"]),
        ({"mine": "yes", "overdue": "yes"}, []),
        ({"rag": "<script>", "statement": "nowhere", "mine": "maybe", "page": "x"}, ["A2", "A1", "A3"]),
    ]:
        assert listed(get(client, *HERE, **asked)) == expected, asked
    page = get(client, *HERE, overdue="yes", priority="medium")
    assert "Remove filter Overdue" in page.words
    assert "?priority=medium" in " ".join(page.links)
    assert "1 action under these filters" in page.words
    assert "No action is like that" in get(client, *HERE, mine="yes", overdue="yes").words


def test_a_long_plan_has_pages_that_keep_the_filter(signed_in, northmoor, now):
    for _ in range(21):
        promise(northmoor.round, northmoor.aisha, now, owner=northmoor.aisha)
    page = get(signed_in(northmoor.aisha), *HERE, mine="yes")
    assert len(listed(page)) == 20
    assert any("mine=yes" in link and "page=2" in link for link in page.links)
    assert len(listed(get(signed_in(northmoor.aisha), *HERE, mine="yes", page=2))) == 1


def test_actions_stay_across_rounds_and_apart_by_council(signed_in, northmoor, westerholme, now):
    promise(westerholme.round, westerholme.director, now, "Somewhere else.")
    promise(northmoor.round, northmoor.aisha, now, "Here.")
    assert list(Action.objects.values_list("number", flat=True)) == [1, 1]
    page = get(signed_in(northmoor.aisha), *HERE)
    assert "Here." in page.words
    assert "Somewhere else." not in page.words
