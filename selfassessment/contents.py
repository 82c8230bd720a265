"""What stands in the sections of a round, in the shape that is signed: see signing.py."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from assurance.models import IStatement, Round
from assurance.questions import Question
from selfassessment import signing
from selfassessment.models import Action, Citation, EvidenceFile, Judgement, PartText, Score


def contents_now(round: Round, judgements: Iterable[Judgement]) -> dict:
    """What would be signed if these sections were signed now: three queries, or four under the 2023 method.

    The judgements come with their statement and score.
    """
    wanted = list(judgements)
    numbers = [judgement.pk for judgement in wanted]
    texts, citations, actions = _texts(round, numbers), _citations(numbers), _actions(numbers)
    categories = _categories(numbers) if round.edition.method.scores_categories else {}
    return signing.contents_of(
        round=round.slug,
        edition=round.edition.slug,
        sections=[
            signing.Section(
                judgement.section,
                tuple(texts[judgement.pk]),
                _given(judgement, categories),
                tuple(citations[judgement.pk]),
                tuple(actions[judgement.pk]),
            )
            for judgement in wanted
        ],
    )


def _texts(round: Round, numbers: list[int]) -> dict[int, list[signing.Text]]:
    """The texts that can be read on the page: parts in use, against I statements or not as the part is written."""
    found: dict[int, list[signing.Text]] = defaultdict(list)
    told = _standing_texts.tuples(round.prompt_set_id, tuple(numbers))
    for judgement, slug, per_i_statement, has_some, number, version, text in told:
        if (per_i_statement and has_some) == (number is not None):
            key = slug if number is None else f"{slug}--i{number}"
            found[judgement].append(signing.Text(key, version, text))
    return found


@Question
def _standing_texts(prompt_set: int, judgements: tuple[int, ...]) -> QuerySet:
    asks_each = Exists(IStatement.objects.filter(statement=OuterRef("judgement__statement")))
    return (
        PartText.objects.filter(judgement__in=judgements, part__retired=False, part__prompt_set=prompt_set)
        .exclude(text="")
        .order_by("part__number", "part__pk", "i_statement__number")
        .values_list(
            "judgement_id", "part__slug", "part__per_i_statement", asks_each, "i_statement__number", "version", "text"
        )
    )


def _citations(numbers: list[int]) -> dict[int, list[signing.Cited]]:
    found: dict[int, list[signing.Cited]] = defaultdict(list)
    for judgement, evidence, pointer, shows, i_statement, *says in _cited.tuples(tuple(numbers)):
        found[judgement].append(signing.Cited(evidence, pointer, shows, i_statement, tuple(says)))
    return found


@Question
def _cited(judgements: tuple[int, ...]) -> QuerySet:
    files = EvidenceFile.objects.filter(evidence=OuterRef("evidence")).exclude(state__in=EvidenceFile.GONE)
    rows = Citation.objects.filter(judgement__in=judgements, evidence__withdrawn_at=None).order_by("pk")
    rows = rows.annotate(file=Coalesce(Subquery(files.order_by("-number").values("sha256")[:1]), Value("")))
    return rows.values_list(
        "judgement_id", "evidence__number", "pointer", "shows", "i_statement__number",
        "evidence__title", "evidence__url", "evidence__quotation", "evidence__said_by", "file",
    )  # fmt: skip


def _actions(numbers: list[int]) -> dict[int | None, list[signing.Promised]]:
    found: dict[int | None, list[signing.Promised]] = defaultdict(list)
    for action in _promised.rows(tuple(numbers)):
        found[action.judgement_id].append(
            signing.Promised(
                number=action.number,
                what=action.what,
                owner=action.owner_id,
                due_on=str(action.due_on or ""),
                priority=action.priority,
                measure=action.measure,
                expected_evidence=action.expected_evidence,
                dropped=action.outcome == Action.Outcome.DROPPED,
            )
        )
    return found


@Question
def _promised(judgements: tuple[int, ...]) -> QuerySet[Action]:
    return Action.objects.kept().filter(judgement__in=judgements).order_by("number")


def _categories(numbers: list[int]) -> dict[int, list[tuple[str, int]]]:
    rows = Score.objects.filter(judgement__in=numbers, category_scores__isnull=False)
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for judgement, slug, value in rows.values_list(
        "judgement_id", "category_scores__category__slug", "category_scores__value"
    ):
        found[judgement].append((slug, value))
    return found


def _given(judgement: Judgement, categories: dict[int, list[tuple[str, int]]]) -> signing.Given | None:
    score: Score | None = getattr(judgement, "score", None)
    if score is None:
        return None
    return signing.Given(score.value, score.reason, score.confidence, tuple(sorted(categories.get(judgement.pk, []))))
