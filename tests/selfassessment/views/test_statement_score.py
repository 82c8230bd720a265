"""Giving a statement its score, with a reason."""

import pytest

from assurance.models import Edition, Event
from assurance.operations.councils import start_round
from selfassessment.models import CategoryScore, Score
from tests.pages import get, leads_to, post, refuses
from tests.reports.writing import score_statement, write_section

HERE = ("statement_score", "2027", "assessing-needs")
CHOOSE = "Choose a score from 1 to 4."


def test_it_offers_the_four_scores_in_the_editions_words_beside_what_we_say(signed_in, northmoor, now):
    write_section(
        northmoor.round, northmoor.statement("assessing-needs"), {"summary": "So far."}, northmoor.aisha, now
    )
    page = get(signed_in(northmoor.aisha), *HERE)
    assert page.heading == "Give a score"
    assert page.choices("value") == ["4", "3", "2", "1"]
    assert "1 – Evidence shows significant shortfalls" in page.words
    assert "What we say so far Summary So far." in page.words


@pytest.mark.parametrize("value", [1, 2, 3, 4])
def test_a_score_with_its_reason_is_recorded_shown_and_told(signed_in, northmoor, value):
    client = signed_in(northmoor.aisha)
    page = post(client, *HERE, value=value, reason=" Waits are falling. ", version=0)
    assert leads_to(page, "statement", "2027", "assessing-needs")
    score = Score.objects.get()
    assert (score.value, score.reason, score.changed_by) == (value, "Waits are falling.", northmoor.aisha)
    event = Event.objects.get(verb="scored")
    assert event.about_scores
    assert event.after == {"score": value, "reason": "Waits are falling."}
    assert f"Scored {value}: evidence shows" in get(client, "statement", "2027", "assessing-needs").words


def test_a_score_is_changed_from_what_stands_there(signed_in, northmoor, now):
    score_statement(
        northmoor.round, northmoor.statement("assessing-needs"), 2, northmoor.aisha, now, reason="Before."
    )
    client = signed_in(northmoor.ruth)
    page = get(client, *HERE)
    assert page.heading == "Change the score"
    assert page.value("value") == "2"
    assert page.value("reason") == "Before."
    post(client, *HERE, value=3, reason="After.", version=page.value("version"))
    assert (Score.objects.get().value, Score.objects.get().version) == (3, 2)


@pytest.mark.parametrize("value", ["0", "5", "3.5", "<b>3</b>", "", "-1", "three", "3 ", "٣", "1e0"])
def test_what_is_not_a_score_from_1_to_4_is_refused(signed_in, northmoor, value):
    page = post(signed_in(northmoor.aisha), *HERE, value=value, reason="Because.", version=0)
    refuses(page, CHOOSE, "value")
    assert "<b>3</b>" not in page.html
    assert page.value("reason") == "Because."
    assert not Score.objects.exists()


@pytest.mark.parametrize("reason", ["", "   ", "\n\t"])
def test_a_score_without_a_reason_is_refused_and_the_choice_is_kept(signed_in, northmoor, reason):
    page = post(signed_in(northmoor.aisha), *HERE, value=3, reason=reason, version=0)
    refuses(page, "Give the reason for this score: a sentence or two is enough.", "reason")
    assert page.value("value") == "3"
    assert not Score.objects.exists()


def test_a_reason_of_more_than_4_000_characters_stays_on_the_page(signed_in, northmoor):
    reason = "x" * 4_001
    page = post(signed_in(northmoor.aisha), *HERE, value=3, reason=reason, version=0)
    refuses(page, "The reason is 4001 characters long.", "reason")
    assert page.value("reason") == reason


@pytest.mark.parametrize("version", ["", "-1", "x", "<b>1</b>"])
def test_a_forged_version_is_refused_in_words_a_person_can_use(signed_in, northmoor, version):
    page = post(signed_in(northmoor.aisha), *HERE, value=3, reason="Because.", version=version)
    refuses(page, "This page lost track of which version you started from.")
    assert page.value("reason") == "Because."
    assert not Score.objects.exists()


@pytest.mark.parametrize("version", ["0", "7", "99999999999999999999999"])
def test_a_stale_score_overwrites_nothing_and_shows_what_stands(signed_in, northmoor, now, version):
    score_statement(northmoor.round, northmoor.statement("assessing-needs"), 2, northmoor.ruth, now, reason="Ruth's.")
    client, events = signed_in(northmoor.aisha), Event.objects.count()
    page = post(client, *HERE, value=4, reason="Mine.", version=version)
    refuses(page, "Ruth Calloway changed this score while you were here: it is now 2.", status=409)
    assert "Ruth's." in page.words
    assert page.value("value") == "4"
    assert page.value("reason") == "Mine."
    assert (Score.objects.get().value, Event.objects.count()) == (2, events)
    again = post(client, *HERE, value=4, reason="Mine, knowing hers.", version=page.value("version"))
    assert again.status == 302
    assert Score.objects.get().reason == "Mine, knowing hers."


def test_the_opening_section_has_no_score(signed_in, priya):
    assert get(signed_in(priya), "statement_score", "2027", "opening").status == 404


def test_a_contributor_gives_no_score(signed_in, helen):
    assert get(signed_in(helen), *HERE).status == 403
    assert post(signed_in(helen), *HERE, value=3, reason="Because.", version=0).status == 403
    assert not Score.objects.exists()


@pytest.fixture
def older(northmoor, now):
    """A round of Northmoor under the 2023 method."""
    return start_round(
        council=northmoor.council, edition=Edition.objects.get(slug="cqc-2023-12"), slug="2025", title="2025",
        by=northmoor.priya, at=now,
    )  # fmt: skip


CATEGORIES = ["peoples-experience", "staff-and-leaders", "partners", "processes"]


def categories(*values) -> dict:
    return {f"category-{slug}": value for slug, value in zip(CATEGORIES, values, strict=True)}


def test_under_the_2023_method_four_kinds_of_evidence_are_scored_and_the_score_follows(signed_in, older, northmoor):
    client = signed_in(northmoor.ruth)
    page = get(client, "statement_score", "2025", "governance")
    assert not page.has_field("value")
    assert "each kind of evidence has a score of its own" in page.words
    post(client, "statement_score", "2025", "governance", **categories(3, 3, 2, 2), reason="Mixed.", version=0)
    assert Score.objects.get().value == 3  # 10 of 16 is 62.5, shown as 63: the band of 3
    assert sorted(CategoryScore.objects.values_list("value", flat=True)) == [2, 2, 3, 3]
    assert get(client, "statement_score", "2025", "governance").value("category-partners") == "2"


def test_under_the_2023_method_every_kind_of_evidence_needs_its_score(signed_in, older, northmoor):
    page = post(
        signed_in(northmoor.ruth), "statement_score", "2025", "governance", **categories(3, "", 2, 9), reason="x",
        version=0,
    )  # fmt: skip
    refuses(page, CHOOSE, "category-staff-and-leaders")
    assert page.problems == [CHOOSE, CHOOSE]
    assert not Score.objects.exists()


def test_a_stale_score_under_the_2023_method_keeps_what_was_chosen(signed_in, older, northmoor, now):
    statement = older.edition.statements.get(slug="governance")
    score_statement(older, statement, 2, northmoor.priya, now)
    page = post(
        signed_in(northmoor.ruth), "statement_score", "2025", "governance", **categories(4, 4, 4, 4), reason="Mine.",
        version=0,
    )  # fmt: skip
    refuses(page, "Priya Nair changed this score while you were here: it is now 2.", status=409)
    assert page.value("category-partners") == "4"
    assert set(CategoryScore.objects.values_list("value", flat=True)) == {2}


def test_the_score_of_the_last_round_is_said_with_its_words(signed_in, northmoor, now):
    score_statement(northmoor.round, northmoor.statement("assessing-needs"), 2, northmoor.ruth, now)
    start_round(
        council=northmoor.council, edition=northmoor.round.edition, slug="2028", title="2028",
        previous=northmoor.round, by=northmoor.priya, at=now,
    )  # fmt: skip
    words = get(signed_in(northmoor.ruth), "statement_score", "2028", "assessing-needs").words
    assert "Last round we gave 2 – some shortfalls" in words
