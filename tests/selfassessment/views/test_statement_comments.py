"""All threads of a section, and how the section's own page leads to them."""

import pytest
from django.urls import reverse

from selfassessment.operations import commenting
from tests.pages import get
from tests.selfassessment.talking import reply, say

HERE = ("statement_comments", "2027", "assessing-needs")
MARKS = "<script>alert('x')</script> & \"more\""


@pytest.fixture
def threads(northmoor, now):
    """One open thread on the summary with an answer, one resolved on it, one open on the whole section."""
    first = say(northmoor, northmoor.edwin, "Is it safe to wait?", now).comment
    reply(first, northmoor.aisha, "Everybody is checked weekly.", now)
    settled = say(northmoor, northmoor.ruth, "Add the date.", now).comment
    commenting.resolve(thread=settled, by=northmoor.ruth, at=now)
    whole = say(northmoor, northmoor.helen, "Too long altogether.", now, part=None).comment
    return first, settled, whole


def test_it_shows_what_is_open_and_leads_to_what_is_settled(signed_in, northmoor, threads):
    page = get(signed_in(northmoor.tom), *HERE)
    assert page.heading == "Comments"
    assert "Open (2) Resolved or withdrawn (1) All (3)" in page.words
    assert "2 comments, where something was said last first" in page.words
    assert "Is it safe to wait? Aisha Rahman" in page.words
    assert "Add the date." not in page.words
    settled = get(signed_in(northmoor.tom), *HERE, state="settled")
    assert "Summary, from Ruth Calloway" in settled.words
    assert "Resolved by Ruth Calloway" in settled.words
    assert "Is it safe to wait?" not in settled.words
    assert "3 comments" in get(signed_in(northmoor.tom), *HERE, state="all").words


def test_it_can_be_narrowed_to_one_part_and_keeps_that(signed_in, northmoor, threads):
    page = get(signed_in(northmoor.tom), *HERE, part="summary")
    assert "1 comment on “Summary”" in page.words
    assert "Too long altogether." not in page.words
    assert "?part=summary&state=settled" in [link[link.find("?") :] for link in page.links]
    whole = get(signed_in(northmoor.tom), *HERE, part="section")
    assert "1 comment on “The section as a whole”" in whole.words
    assert "2 comments," in get(signed_in(northmoor.tom), *HERE, part="no-such-part").words


def test_an_empty_section_says_what_a_comment_is_for(signed_in, northmoor):
    page = get(signed_in(northmoor.tom), *HERE)
    assert "Nobody has commented yet" in page.words
    assert reverse("comment_add", args=HERE[1:]) in page.links


def test_ten_threads_stand_on_a_page(signed_in, northmoor, now):
    for number in range(12):
        say(northmoor, northmoor.tom, f"Comment number {number}.", now)
    client = signed_in(northmoor.tom)
    assert get(client, *HERE).words.count("Comment number") == 10
    assert get(client, *HERE, page=2).words.count("Comment number") == 2


def test_acts_are_offered_to_those_who_may(signed_in, northmoor, threads):
    first, _, whole = threads
    resolve_first, resolve_whole = (reverse("comment_resolve", args=["2027", t.reference]) for t in [first, whole])
    add = reverse("comment_add", args=HERE[1:])
    offered = {}
    for who in ["aisha", "edwin", "yvonne", "meilin"]:
        page = get(signed_in(northmoor.people[who]), *HERE)
        offered[who] = (resolve_first in page.acts, resolve_whole in page.acts, add in page.links)
    assert offered == {
        "aisha": (True, True, True),
        "edwin": (True, False, True),
        "yvonne": (False, False, True),
        "meilin": (False, False, False),
    }


def test_the_statement_page_counts_at_each_part_and_shows_what_is_open(signed_in, northmoor, threads):
    page = get(signed_in(northmoor.tom), "statement", "2027", "assessing-needs")
    assert "1 comment on Summary · Comment on Summary" in page.words
    assert "Comments The section as a whole, from Helen Sowerby" in page.words
    assert "Is it safe to wait? Aisha Rahman" in page.words
    assert "Add the date." not in page.words
    assert "See all comments (2 open, 1 resolved or withdrawn)" in page.words
    assert reverse("statement_comments", args=HERE[1:]) + "?part=summary" in page.links
    assert reverse("comment_add", args=HERE[1:]) + "?part=voice--i1" in page.links


def test_the_statement_page_shows_five_threads_and_says_how_many_there_are(signed_in, northmoor, now):
    for number in range(7):
        say(northmoor, northmoor.tom, f"Comment number {number}.", now)
    page = get(signed_in(northmoor.tom), "statement", "2027", "assessing-needs")
    assert page.words.count("Comment number") == 5
    assert "7 open comments; these are the 5 where something was said last." in page.words
    assert "7 comments on Summary" in page.words


def test_who_may_not_comment_is_offered_nothing_to_do(signed_in, northmoor, threads):
    page = get(signed_in(northmoor.meilin), "statement", "2027", "assessing-needs")
    assert "Is it safe to wait?" in page.words
    assert not [link for link in page.links if link.startswith(reverse("comment_add", args=HERE[1:]))]


def test_the_task_list_counts_open_threads(signed_in, northmoor, threads, now):
    say(northmoor, northmoor.tom, "On equity.", now, section="equity")
    words = get(signed_in(northmoor.tom), "self_assessment", "2027").words
    assert words.count("2 open comments") == words.count("1 open comment ") == 1


def test_what_somebody_said_is_shown_as_text_never_as_html(signed_in, northmoor, now):
    say(northmoor, northmoor.edwin, MARKS, now)
    for name in ["statement", "statement_comments"]:
        page = get(signed_in(northmoor.tom), name, "2027", "assessing-needs")
        assert MARKS in page.words
        assert "<script>alert" not in page.html


def test_comments_stay_readable_and_possible_after_sign_off(signed_in, northmoor, threads, now):
    from selfassessment.models import Judgement

    Judgement.objects.update(status="signed-off")
    say(northmoor, northmoor.edwin, "After the signature.", now)
    words = get(signed_in(northmoor.edwin), "statement", "2027", "assessing-needs").words
    assert "After the signature." in words
    assert "Is it safe to wait?" in words


def test_another_rounds_comments_are_not_here(signed_in, northmoor, westerholme, threads):
    page = get(signed_in(westerholme.director), "statement_comments", "2027-w", "assessing-needs")
    assert "Nobody has commented yet" in page.words
