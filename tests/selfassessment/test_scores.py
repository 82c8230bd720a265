"""Giving a statement its score, directly and under the 2023 method."""

import pytest

from assurance.models import Edition, Event, EvidenceCategory, QualityStatement
from assurance.operations import councils
from selfassessment.models import CategoryScore, Judgement, Score
from selfassessment.operations.scoring import ScoreRefused, StaleScore, record_score
from selfassessment.operations.writing import TextRefused

pytestmark = pytest.mark.django_db


@pytest.fixture
def give(northmoor, ruth, now):
    """`give(value, version)`: Ruth scores "Equity", unless something else is named."""

    def score(value=3, version=0, **changes):
        given = {
            "round": northmoor.round,
            "statement": northmoor.statement("equity"),
            "reason": "It shows.",
            "by": ruth,
        }
        return record_score(value=value, version=version, at=now, **{**given, **changes})

    return score


@pytest.fixture
def by_category(northmoor, ruth, now):
    """A round under the 2023 method: `by_category(2, 3, 3, 3)` scores its statement "equity" by category."""
    edition = Edition.objects.get(slug="cqc-2023-12")
    round = councils.start_round(
        council=northmoor.council, edition=edition, slug="2024", title="2024", by=None, at=now
    )
    categories = list(edition.evidence_categories.order_by("number"))

    def score(*values, version=0, **changes):
        given = {
            "statement": edition.statements.get(slug="equity"),
            "categories": dict(zip(categories, values, strict=False)),
            "reason": "It shows.",
        }
        return record_score(round=round, version=version, by=ruth, at=now, **{**given, **changes})

    score.categories, score.round = categories, round
    return score


def nothing_is_scored() -> bool:
    return not (
        Score.objects.exists()
        or CategoryScore.objects.exists()
        or Judgement.objects.exists()
        or Event.objects.filter(verb="scored").exists()
    )


# --- Directly -------------------------------------------------------------------------------------------------------


def test_a_first_score_is_kept_with_its_reason_and_told(give, ruth, now):
    score = give(2, reason="  Too many wait.  ")
    assert (score.value, score.reason, score.version, score.changed_by) == (2, "Too many wait.", 1, ruth)
    event = Event.objects.get(verb="scored")
    assert (event.section, event.about_scores, event.subject) == ("equity", True, "Equity in experience and outcomes")
    assert (event.before, event.after) == (None, {"score": 2, "reason": "Too many wait."})


def test_a_new_score_takes_the_place_of_the_old_one_which_stays_in_the_history(give):
    give(2)
    score = give(3, 1, reason="Better now.")
    assert (Score.objects.count(), score.value, score.version) == (1, 3, 2)
    event = Event.objects.filter(verb="scored").order_by("pk").last()
    assert (event.before, event.after) == (
        {"score": 2, "reason": "It shows."},
        {"score": 3, "reason": "Better now."},
    )


@pytest.mark.parametrize("value", [0, 5, -1, 3.5, "3", "3.5", None, True, 10**30])
def test_what_is_no_score_is_refused_and_nothing_is_changed(give, value):
    with pytest.raises(ScoreRefused, match="is not a score"):
        give(value)
    assert nothing_is_scored()


@pytest.mark.parametrize("reason", ["", "  ", "\n\t", "\x00"])
def test_a_score_without_a_reason_is_refused(give, reason):
    with pytest.raises(ScoreRefused, match="Give the reason for this score"):
        give(reason=reason)
    assert nothing_is_scored()


@pytest.mark.embedded
def test_a_reason_comes_back_from_the_database_whatever_letters_it_has(give):
    assert give(reason="a\x00b \ud800 🙂\r\nnext").reason == "ab ? 🙂\nnext"


def test_a_statement_of_another_edition_is_refused(give):
    foreign = QualityStatement.objects.get(edition__slug="cqc-2023-12", slug="equity")
    with pytest.raises(TextRefused, match="belongs to another edition"):
        give(statement=foreign)
    assert nothing_is_scored()


@pytest.mark.parametrize("version", [0, 2, 99, -1, 2**31, 2**64, 10**40])
def test_a_late_or_forged_score_changes_nothing_and_tells_what_stands(give, version, priya):
    give(2, by=priya)
    with pytest.raises(StaleScore, match="Priya Nair changed this score while you were here: it is now 2") as late:
        give(4, version)
    assert late.value.current == Score.objects.get()
    assert (Score.objects.get().value, Event.objects.filter(verb="scored").count()) == (2, 1)


def test_a_version_of_a_score_that_was_never_given_is_refused(give):
    with pytest.raises(StaleScore, match="it is now none"):
        give(4, 3)
    assert nothing_is_scored()


def test_saving_again_from_what_stands_succeeds(give):
    give(2)
    with pytest.raises(StaleScore) as late:
        give(3)
    assert give(3, late.value.current.version).value == 3


# --- By evidence category -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "value"),
    [((1, 1, 2, 2), 1), ((2, 2, 3, 3), 3), ((3, 3, 4, 4), 4), ((2, 2, 2, 3), 2), ((4, 4, 4, 1), 3)],
)
def test_the_statements_score_is_worked_out_from_its_categories(by_category, given, value):
    score = by_category(*given)
    assert score.value == value
    assert list(score.category_scores.order_by("category__number").values_list("value", flat=True)) == list(given)
    event = Event.objects.get(verb="scored")
    assert event.after["score"] == value
    assert event.after["categories"] == [[c.title, n] for c, n in zip(by_category.categories, given, strict=True)]


def test_new_category_scores_take_the_place_of_the_old(by_category):
    by_category(1, 1, 1, 1)
    score = by_category(3, 3, 3, 3, version=1)
    assert (
        score.value,
        CategoryScore.objects.count(),
        set(score.category_scores.values_list("value", flat=True)),
    ) == (
        3,
        4,
        {3},
    )
    assert Event.objects.filter(verb="scored").order_by("pk").last().before["score"] == 1


def test_a_given_value_counts_for_nothing_beside_the_categories(by_category):
    assert by_category(2, 2, 2, 2, value=4).value == 2


@pytest.mark.parametrize("given", [(), (3,), (3, 3, 3)])
def test_every_category_needs_a_score(by_category, given):
    with pytest.raises(ScoreRefused, match=r"Score every evidence category; missing: .*Processes"):
        by_category(*given)
    assert nothing_is_scored()


def test_no_categories_at_all_are_refused_even_with_a_value(by_category):
    with pytest.raises(ScoreRefused, match="Score every evidence category"):
        by_category(categories=None, value=3)
    assert nothing_is_scored()


def test_a_category_of_another_edition_is_refused_beside_and_instead(by_category):
    foreign = EvidenceCategory.objects.get(edition__slug="cqc-2025-06", slug="processes")
    beside = {**dict.fromkeys(by_category.categories, 3), foreign: 3}
    with pytest.raises(ScoreRefused, match="evidence category of another edition"):
        by_category(categories=beside)
    instead = {**dict.fromkeys(by_category.categories[:3], 3), foreign: 3}
    with pytest.raises(ScoreRefused, match="missing: Processes"):
        by_category(categories=instead)
    assert nothing_is_scored()


@pytest.mark.parametrize("value", [0, 5, 2.5, "3", None])
def test_a_category_score_is_a_whole_number_from_1_to_4(by_category, value):
    with pytest.raises(ScoreRefused, match="is not a score"):
        by_category(3, 3, 3, value)
    assert nothing_is_scored()


def test_a_late_score_leaves_the_categories_as_they_stand(by_category):
    by_category(1, 2, 3, 4)
    with pytest.raises(StaleScore):
        by_category(4, 4, 4, 4)
    assert list(CategoryScore.objects.order_by("category__number").values_list("value", flat=True)) == [1, 2, 3, 4]
