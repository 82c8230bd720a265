"""The rows of the task list and of the history."""

import pytest

from assurance import scoring
from assurance.access import access_of
from assurance.models import Edition, Event
from assurance.official import statement_of
from assurance.operations import councils, prompts
from selfassessment.operations.commenting import resolve
from selfassessment.operations.scoring import record_score
from selfassessment.operations.writing import Draft, write_parts
from selfassessment.presenters import events
from selfassessment.presenters import sections as presenters
from selfassessment.presenters.comments import beside_parts
from selfassessment.slots import i_statements_of, slots_of
from tests.selfassessment.talking import say

pytestmark = pytest.mark.django_db
STATEMENT_PARTS = ["summary", "strengths", "evidence", "voice--i1", "impact", "improvements", "next-steps"]


@pytest.fixture
def write(northmoor, aisha, now):
    """`write(statement, {part: text})`: Aisha writes, from nothing."""

    def save(statement, texts, version=0, by=None):
        about = northmoor.statement(statement) if statement else None
        slots = {s.key: s for s in slots_of(list(northmoor.round.prompt_set.parts.all()), i_statements_of(about))}
        return write_parts(
            round=northmoor.round,
            statement=about,
            drafts=[Draft(slots[key].part, text, version, slots[key].i_statement) for key, text in texts.items()],
            by=by or aisha,
            at=now,
        )

    return save


@pytest.fixture
def score(northmoor, ruth, now):
    """`score(statement, value)`: Ruth gives a first score."""

    def give(statement, value, version=0):
        return record_score(
            round=northmoor.round, statement=northmoor.statement(statement), value=value, reason="It shows.",
            version=version, by=ruth, at=now,
        )  # fmt: skip

    return give


@pytest.fixture
def rows(northmoor):
    """`rows(person)`: the task list as this person sees it."""
    return lambda person: presenters.task_list(northmoor.round, access_of(person, northmoor.council, northmoor.round))


def row(task_list, slug):
    return next(r for r in task_list.sections if r.slug == slug)


# --- The task list --------------------------------------------------------------------------------------------------


def test_an_untouched_round_shows_four_themes_nine_statements_and_the_opening(rows, ruth):
    found = rows(ruth)
    assert [theme.heading for theme in found.themes] == [
        "Theme 1: Working with people",
        "Theme 2: Providing support",
        "Theme 3: How the local authority ensures safety within the system",
        "Theme 4: Leadership",
    ]
    assert [len(theme.sections) for theme in found.themes] == [3, 2, 2, 2]
    assert [r.number for r in found.sections] == [None, *range(1, 10)]
    assert {(r.status.label, r.writing, r.score) for r in found.sections} == {
        ("Not started", "Nothing written", None)
    }
    assert (found.written, found.parts, found.scored) == (0, 71, 0)


@pytest.mark.parametrize(
    ("written", "words"),
    [(0, "Nothing written"), (1, "1 of 7 parts written"), (6, "6 of 7 parts written"), (7, "All parts written")],
)
def test_a_section_says_how_much_of_it_is_written(rows, write, ruth, written, words):
    write("equity", dict.fromkeys(STATEMENT_PARTS[:written], "Words."))
    found = row(rows(ruth), "equity")
    assert (found.written, found.parts, found.writing) == (written, 7, words)
    assert found.status.label == ("Drafting" if written else "Not started")
    assert rows(ruth).written == written


def test_a_part_against_each_i_statement_counts_once_for_each_and_an_optional_one_never(rows, write, ruth):
    write("safeguarding", {"voice--i1": "They said.", "case-story": "Once."})
    assert [(r.slug, r.parts) for r in rows(ruth).sections if r.parts != 7] == [
        ("opening", 5),
        ("assessing-needs", 8),
        ("healthier-lives", 8),
        ("safe-systems", 8),
    ]
    assert row(rows(ruth), "safeguarding").written == 1


def test_a_part_that_was_emptied_again_does_not_count(rows, write, ruth):
    write("equity", {"summary": "Words."})
    write("equity", {"summary": ""}, 1)
    assert row(rows(ruth), "equity").writing == "Nothing written"


def test_a_retired_part_counts_neither_as_asked_for_nor_as_written(northmoor, rows, write, ruth, priya, now):
    write("equity", dict.fromkeys(STATEMENT_PARTS, "Words."))
    part = northmoor.round.prompt_set.parts.get(slug="summary")
    prompts.save_part(
        prompt_set=northmoor.round.prompt_set, part=part, title=part.title, help="", word_guide=1,
        scope=part.scope, retired=True, by=priya, at=now,
    )  # fmt: skip
    found = row(rows(ruth), "equity")
    assert (found.written, found.parts, found.writing) == (6, 6, "All parts written")


def test_the_owner_is_named_and_ones_own_sections_are_marked(rows, aisha, helen, tom):
    assert row(rows(aisha), "assessing-needs").owner == "Aisha Rahman"
    assert row(rows(aisha), "opening").owner == "Priya Nair"
    assert row(rows(aisha), "equity").owner == ""
    assert [r.slug for r in rows(helen).sections if r.yours] == ["assessing-needs"]
    assert [r.slug for r in rows(tom).sections if r.yours] == []


def test_scores_are_shown_to_those_who_may_see_them_only(rows, score, ruth, aisha, helen):
    score("assessing-needs", 2)
    score("equity", 3)
    shown = {
        person.name: {r.slug: r.score for r in rows(person).sections if r.score is not None}
        for person in (ruth, aisha, helen)
    }
    assert shown == {
        "Ruth Calloway": {"assessing-needs": 2, "equity": 3},
        "Aisha Rahman": {"assessing-needs": 2},
        "Helen Sowerby": {},
    }
    assert [r.slug for r in rows(aisha).sections if r.sees_score] == ["assessing-needs"]
    assert not row(rows(ruth), "opening").sees_score
    assert (rows(ruth).scored, rows(aisha).scored, rows(helen).scored) == (2, 1, 0)


def test_another_rounds_texts_and_scores_do_not_count(northmoor, rows, westerholme, stranger, ruth, now):
    part = westerholme.round.prompt_set.parts.get(slug="summary")
    statement = westerholme.round.edition.statements.get(slug="equity")
    draft = Draft(part, "Theirs.", 0)
    write_parts(round=westerholme.round, statement=statement, drafts=[draft], by=stranger, at=now)
    record_score(round=westerholme.round, statement=statement, value=1, reason="x", version=0, by=stranger, at=now)
    assert (rows(ruth).written, rows(ruth).scored) == (0, 0)


@pytest.mark.parametrize("filled", [1, 9])
def test_the_task_list_takes_two_queries_however_much_is_written(
    northmoor, rows, write, score, ruth, filled, django_assert_num_queries
):
    for statement in list(northmoor.round.edition.statements.in_order())[:filled]:
        write(statement.slug, {"summary": "Words."})
        score(statement.slug, 3)
    access = access_of(ruth, northmoor.council, northmoor.round)
    presenters.task_list(northmoor.round, access)  # from now on the process knows the edition and its parts
    with django_assert_num_queries(2):
        found = presenters.task_list(northmoor.round, access)
        assert (found.written, found.scored) == (filled, filled)


def test_nine_scores_roll_up_as_the_arithmetic_says(northmoor, rows, score, ruth):
    york = [1, 2, 2, 1, 2, 1, 1, 2, 2]
    for statement, value in zip(northmoor.round.edition.statements.in_order(), york, strict=True):
        score(statement.slug, value)
    result = presenters.rolled_up(northmoor.round, rows(ruth))
    assert (result.percentage, result.rating.slug) == (39, "requires-improvement")
    assert result.notifications == ("assessing-needs", "care-provision", "safe-systems", "safeguarding")


def test_until_all_nine_are_scored_there_is_a_range_and_no_rating(northmoor, rows, score, ruth):
    score("equity", 3)
    result = presenters.rolled_up(northmoor.round, rows(ruth))
    assert (result.rating, result.scored) == (None, 1)
    assert (result.reach.lowest_total, result.reach.highest_total) == (11, 35)
    assert result.reach.lowest_percentage == scoring.percentage_shown(11, 36)


# --- What is written, for reading -----------------------------------------------------------------------------------


def test_a_section_is_read_part_by_part_in_one_query(northmoor, write, django_assert_num_queries):
    write("equity", {"evidence": "We asked.", "summary": "In short."})
    equity = statement_of(northmoor.round.edition, "equity")
    presenters.written_parts(northmoor.round, equity)
    with django_assert_num_queries(1):
        found = presenters.written_parts(northmoor.round, equity)
        assert [(w.part.slug, w.text, w.held.changed_by.name if w.held else "") for w in found] == [
            ("summary", "In short.", "Aisha Rahman"),
            ("strengths", "", ""),
            ("evidence", "We asked.", "Aisha Rahman"),
            ("voice", "", ""),
            ("impact", "", ""),
            ("improvements", "", ""),
            ("next-steps", "", ""),
            ("case-story", "", ""),
        ]


# --- History --------------------------------------------------------------------------------------------------------


def history(round, verb: str) -> list:
    told = list(Event.objects.in_round(round).filter(verb=verb))
    return [(r.before, r.after, r.shows_texts) for r in events.event_rows(told, round)]


def test_the_history_of_a_text_shows_each_sitting_beside_what_was_before(northmoor, write, helen):
    write("equity", {"summary": "One."})
    write("equity", {"summary": "Two."}, 1)
    write("equity", {"summary": "Three."}, 2, by=helen)
    write("learning", {"summary": "Another section."})
    assert history(northmoor.round, "wrote") == [
        ("", "Another section.", True),
        ("Two.", "Three.", True),
        ("", "Two.", True),
    ]


def test_the_history_of_the_opening_finds_its_texts(northmoor, write):
    write(None, {"about-the-council": "We are."})
    assert history(northmoor.round, "wrote") == [("", "We are.", True)]


def test_the_history_of_a_score_shows_score_and_reason(northmoor, score):
    score("equity", 2)
    score("equity", 3, 1)
    assert history(northmoor.round, "scored") == [
        ("2\nIt shows.", "3\nIt shows.", True),
        ("Not scored", "2\nIt shows.", True),
    ]


def test_the_history_of_a_score_by_category_shows_each_category(northmoor, ruth, now):
    edition = Edition.objects.get(slug="cqc-2023-12")
    round = councils.start_round(
        council=northmoor.council, edition=edition, slug="2024", title="2024", by=None, at=now
    )
    given = dict(zip(edition.evidence_categories.order_by("number"), (2, 3, 3, 4), strict=True))
    record_score(
        round=round, statement=edition.statements.get(slug="equity"), categories=given, reason="So.", version=0,
        by=ruth, at=now,
    )  # fmt: skip
    assert history(round, "scored") == [
        (
            "Not scored",
            "3\nPeople's experience: 2\nFeedback from staff and leaders: 3\nFeedback from partners: 3\n"
            "Processes: 4\nSo.",
            True,
        )
    ]


def test_other_acts_show_what_they_changed_in_words(northmoor, priya, now):
    councils.change_round(round=northmoor.round, title="Ours", due_on=None, by=priya, at=now)
    (_, after, shows), *_ = history(northmoor.round, "changed the round")
    assert (after, shows) == ("title: Ours", True)
    assigned = history(northmoor.round, "assigned")[0]
    assert assigned == ("", "owner: Aisha Rahman\ncontributors: Helen Sowerby", True)
    assert history(northmoor.round, "started the round") == [("", "edition: cqc-2025-06", True)]


def test_the_texts_of_many_events_are_fetched_in_one_query(northmoor, write, aisha, helen, django_assert_num_queries):
    for version in range(20):
        write("equity", {"summary": f"Version {version + 1}."}, version, by=[aisha, helen][version % 2])
    told = list(Event.objects.in_round(northmoor.round))
    with django_assert_num_queries(1):
        found = events.event_rows(told, northmoor.round)
    assert ("Version 19.", "Version 20.") in [(r.before, r.after) for r in found]


# --- Comments beside parts ------------------------------------------------------------------------------------------


def test_open_threads_are_counted_by_slot_in_one_query(northmoor, django_assert_num_queries, now):
    thread = say(northmoor, northmoor.edwin, "One?", now).comment
    say(northmoor, northmoor.edwin, "Two?", now)
    say(northmoor, northmoor.edwin, "Three?", now, part="voice--i1")
    settled = say(northmoor, northmoor.edwin, "Four?", now, part="strengths").comment
    resolve(thread=settled, by=northmoor.aisha, at=now)
    access = access_of(northmoor.meilin, northmoor.council, northmoor.round)
    statement = thread.judgement.statement
    with django_assert_num_queries(1):
        beside = beside_parts(northmoor.round, statement, thread.judgement, access)
    assert (beside["comments_by_slot"], beside["may_comment"]) == ({"summary": 2, "voice--i1": 1}, False)
    assert beside_parts(northmoor.round, statement, None, access)["comments_by_slot"] == {}
