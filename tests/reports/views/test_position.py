"""The director's position: are we ready, what is at risk, what changed?"""

import datetime
import re

import pytest

from assurance.models import Edition
from assurance.operations.councils import share_scores, start_round
from assurance.operations.people import add_person, mark_position_read
from assurance.operations.prompts import save_part
from assurance.roles import Role
from selfassessment.models import PartText
from tests.pages import get
from tests.reports.writing import score_everything, score_statement, write_everything, write_section
from tests.selfassessment.library import add

YORK = [1, 2, 2, 1, 2, 1, 1, 2, 2]
HARTLEPOOL = [3, 3, 2, 2, 3, 3, 3, 3, 3]


def test_no_rating_is_given_before_all_nine_are_scored_but_what_it_could_be(signed_in, northmoor, now):
    score_everything(northmoor.round, northmoor.ruth, now, [3, 3, None, 2, 3, 3, 3, 3, 3])
    words = get(signed_in(northmoor.ruth), "position", "2027").words
    assert "No rating yet: 8 of 9 statements are scored" in words
    assert "the total lies between 24 and 27 of 36, so between 67% (Good) and 75% (Good)" in words
    assert "Our scores come to" not in words
    assert "Equity in experience and outcomes has no score" in words


def test_a_round_without_any_score_could_be_anything(signed_in, ruth):
    words = get(signed_in(ruth), "position", "2027").words
    assert "No rating yet: 0 of 9 statements are scored" in words
    assert "between 25% (Inadequate) and 100% (Outstanding)" in words


def test_hartlepools_published_scores_come_to_70_percent_and_good(signed_in, northmoor, now):
    score_everything(northmoor.round, northmoor.ruth, now, HARTLEPOOL)
    words = get(signed_in(northmoor.ruth), "position", "2027").words
    assert "Our scores come to Good 70% as the regulator shows it: rounded up 25 of 36" in words
    assert "7 statement points to Outstanding" in words
    assert "would be notified" not in words


def test_yorks_published_scores_come_to_39_percent_with_four_notifications(signed_in, northmoor, now):
    score_everything(northmoor.round, northmoor.ruth, now, YORK)
    words = get(signed_in(northmoor.ruth), "position", "2027").words
    assert "Our scores come to Requires improvement 39%" in words
    said = words.partition("would be notified to the Secretary of State:")[2].partition(".")[0]
    titles = [s.title for s in northmoor.round.edition.statements.in_order()]
    assert [title for title, score in zip(titles, YORK, strict=True) if score == 1] == [
        title for title in titles if title in said
    ]
    assert len([title for title in titles if title in said]) == 4


@pytest.mark.parametrize(
    ("scores", "shown"), [([3, 3, 3, 3, 2, 2, 2, 2, 2], "62%"), ([4] * 9, "100%"), ([1] * 9, "25%")]
)
def test_the_percentage_is_rounded_up(signed_in, northmoor, now, scores, shown):
    score_everything(northmoor.round, northmoor.ruth, now, scores)
    assert f"{shown} as the regulator shows it" in get(signed_in(northmoor.ruth), "position", "2027").words


def test_a_1_in_the_leadership_theme_is_not_notified(signed_in, northmoor, now):
    score_everything(northmoor.round, northmoor.ruth, now, [3, 3, 3, 3, 3, 3, 3, 1, 1])
    assert "would be notified" not in get(signed_in(northmoor.ruth), "position", "2027").words


def test_the_charts_are_also_told_in_words_and_as_a_table(signed_in, northmoor, now):
    score_everything(northmoor.round, northmoor.ruth, now, HARTLEPOOL)
    page = get(signed_in(northmoor.ruth), "position", "2027")
    assert len([tag for tag, _ in page.elements if tag == "svg"]) == 4  # two charts, each wide and narrow
    assert "The same as a table" in page.words
    assert page.words.count("2 – some shortfalls") == 2


def test_it_says_what_is_missing_and_when_nothing_is(signed_in, northmoor, now):
    client = signed_in(northmoor.ruth)
    write_section(northmoor.round, northmoor.statement("governance"), {"summary": "Words."}, northmoor.ruth, now)
    words = get(client, "position", "2027").words
    assert "Governance, management and sustainability: 1 of 7 parts are written" in words
    assert "Assessing needs: nothing is written" in words
    assert "Assessing needs has no owner" not in words
    assert words.count("has no owner") == 8
    write_everything(northmoor.round, northmoor.priya, now)
    score_everything(northmoor.round, northmoor.ruth, now)
    from assurance.operations.people import assign_section

    for statement in northmoor.round.edition.statements.all():
        assign_section(
            round=northmoor.round,
            statement=statement,
            owner=northmoor.tom,
            contributors=[],
            by=northmoor.priya,
            at=now,
        )
    assert (
        "Nothing: every part is written, every statement scored and owned." in get(client, "position", "2027").words
    )


def test_it_tells_what_changed_since_it_was_last_marked_as_read(signed_in, northmoor, now):
    client = signed_in(northmoor.ruth)
    score_statement(northmoor.round, northmoor.statement("governance"), 2, northmoor.priya, now)
    words = get(client, "position", "2027").words
    assert "You have not marked this page as read yet" in words
    assert "Scored 2 (not scored before), by Priya Nair" in words
    assert "Priya Nair started the round" in words
    later = now + datetime.timedelta(minutes=5)
    mark_position_read(round=northmoor.round, person=northmoor.ruth, at=later)
    assert "Nothing has changed." in get(client, "position", "2027").words
    after = later + datetime.timedelta(minutes=5)
    score_statement(northmoor.round, northmoor.statement("governance"), 3, northmoor.priya, after)
    write_section(northmoor.round, northmoor.statement("governance"), {"summary": "One.", "evidence": "Two."},
                  northmoor.tom, after)  # fmt: skip
    words = get(client, "position", "2027").words
    assert "Scored 3 (was 2); 2 parts written, by" in words
    assert "started the round" not in words


def test_each_reader_has_a_mark_of_their_own(signed_in, northmoor, now):
    mark_position_read(round=northmoor.round, person=northmoor.ruth, at=now)
    assert "You have not marked this page as read yet" in get(signed_in(northmoor.priya), "position", "2027").words


def test_only_the_director_may_share_the_scores(signed_in, northmoor):
    assert "/2027/position/share/" in get(signed_in(northmoor.ruth), "position", "2027").acts
    assert "/2027/position/share/" not in get(signed_in(northmoor.priya), "position", "2027").acts


def test_an_invited_lead_member_sees_it_while_the_scores_are_shared(signed_in, northmoor, now):
    client = signed_in(northmoor.edwin)
    assert get(client, "position", "2027").status == 403
    share_scores(round=northmoor.round, shared=True, by=northmoor.ruth, at=now)
    assert get(client, "position", "2027").status == 200
    assert "/2027/position/" in get(client, "home").links
    share_scores(round=northmoor.round, shared=False, by=northmoor.ruth, at=now)
    assert get(client, "position", "2027").status == 403


def test_a_round_under_the_2023_method_is_rated_by_its_own_rules(signed_in, northmoor, now):
    older = start_round(
        council=northmoor.council, edition=Edition.objects.get(slug="cqc-2023-12"), slug="2025", title="2025",
        by=northmoor.priya, at=now,
    )  # fmt: skip
    score_everything(older, northmoor.ruth, now, HARTLEPOOL)
    words = get(signed_in(northmoor.ruth), "position", "2025").words
    assert "Our scores come to Good 70%" in words
    assert older.edition.title in words


def test_it_says_that_these_are_our_own_scores(signed_in, ruth):
    assert "These are our own scores, not the regulator’s." in get(signed_in(ruth), "position", "2027").words


def test_what_else_changed_is_told_in_ten_lines_and_the_rest_counted(signed_in, northmoor, now):
    for number in range(6):
        add(northmoor, now, kind="link", title=f"A page {number}")
    for number in range(12):
        person = add_person(
            council=northmoor.council, name=f"Person {number}", email=f"p{number}@northmoor.example",
            roles=[Role.OFFICER], by=northmoor.callum, at=now,
        )  # fmt: skip
        add(northmoor, now, by=person, kind="link", title=f"Another {number}")
    page = get(signed_in(northmoor.ruth), "position", "2027")
    assert "sections or people" not in page.words
    assert re.search(r"and \d+ more: see the history", page.words)
    changes = page.html[page.html.index('id="changes"') :]
    assert changes.index("Mark as read") < changes.index("<li>")
    assert changes[: changes.index("</ul>")].count("<li>") == 11


def test_a_score_given_again_is_no_change_from_itself_on_either_page(signed_in, northmoor, now):
    long_ago = now - datetime.timedelta(days=30)
    score_statement(northmoor.round, northmoor.statement("governance"), 2, northmoor.priya, long_ago)
    score_statement(
        northmoor.round, northmoor.statement("governance"), 2, northmoor.priya, now, reason="Better said."
    )
    client = signed_in(northmoor.ruth)
    assert "Scored 2 (not scored before), by Priya Nair" in get(client, "position", "2027").words
    home = get(client, "home").words
    assert "(was 2)" not in home
    assert "Score 2 as before, with a new reason or confidence, by Priya Nair" in home


def test_only_carried_texts_that_are_in_use_wait_to_be_confirmed(signed_in, northmoor, now):
    write_section(
        northmoor.round, northmoor.statement("equity"), {"summary": "So.", "evidence": "Of old."}, northmoor.ruth, now
    )
    PartText.objects.update(needs_review=True)
    assert "2 texts carried over and not confirmed" in get(signed_in(northmoor.ruth), "position", "2027").words
    part = northmoor.round.prompt_set.parts.get(slug="evidence")
    save_part(
        prompt_set=northmoor.round.prompt_set, part=part, title=part.title, help="", word_guide=100, scope=part.scope,
        retired=True, by=northmoor.callum, at=now,
    )  # fmt: skip
    assert "1 text carried over and not confirmed" in get(signed_in(northmoor.ruth), "position", "2027").words
