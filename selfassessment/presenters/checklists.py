"""Checklists as their pages show them."""

from dataclasses import dataclass

from django.db.models import QuerySet

from assurance.models import Round
from assurance.questions import Question
from selfassessment.forms.checklists import AnswersForm
from selfassessment.models import Checklist, ChecklistAnswer, ChecklistItem, Citation


@dataclass(frozen=True)
class ItemRow:
    """One item with its answer, its fields in the form where somebody may answer, and what is cited for it."""

    number: int
    item: ChecklistItem
    held: ChecklistAnswer | None
    fields: list
    citations: list[Citation]


def items_of(checklist: Checklist) -> list[ChecklistItem]:
    """The items people are asked, in order."""
    return _items.rows(checklist.pk)


@Question
def _items(checklist: int) -> QuerySet[ChecklistItem]:
    return ChecklistItem.objects.filter(checklist=checklist, retired=False).order_by("number", "pk")


def answers_of(round: Round, checklist: Checklist) -> dict[int, ChecklistAnswer]:
    """A round's answers by the number of the item's row."""
    return {answer.item_id: answer for answer in _answers.rows(round.pk, checklist.pk)}


@Question
def _answers(round: int, checklist: int) -> QuerySet[ChecklistAnswer]:
    return ChecklistAnswer.objects.filter(round=round, item__checklist=checklist).select_related("by")


@Question
def _backing(answers: tuple[int, ...]) -> QuerySet[Citation]:
    return Citation.objects.filter(answer__in=answers).select_related("evidence").order_by("at", "pk")


def item_rows(
    items: list[ChecklistItem], answers: dict[int, ChecklistAnswer], form: AnswersForm | None
) -> list[ItemRow]:
    """The page's rows: one query, for what is cited."""
    cited: dict[int, list[Citation]] = {}
    for citation in _backing.rows(tuple(sorted(answer.pk for answer in answers.values()))):
        cited.setdefault(citation.answer_id, []).append(citation)
    return [
        ItemRow(
            number=number,
            item=item,
            held=answers.get(item.pk),
            fields=[form[f"{kind}-{item.slug}"] for kind in ("answer", "note", "version")] if form else [],
            citations=cited.get(answers[item.pk].pk, []) if item.pk in answers else [],
        )
        for number, item in enumerate(items, 1)
    ]
