"""Checklists as their pages show them."""

from dataclasses import dataclass

from assurance.models import Round
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
    return list(checklist.items.filter(retired=False).order_by("number", "pk"))


def answers_of(round: Round, checklist: Checklist) -> dict[int, ChecklistAnswer]:
    """A round's answers by the number of the item's row."""
    held = ChecklistAnswer.objects.filter(round=round, item__checklist=checklist).select_related("by")
    return {answer.item_id: answer for answer in held}


def item_rows(
    items: list[ChecklistItem], answers: dict[int, ChecklistAnswer], form: AnswersForm | None
) -> list[ItemRow]:
    """The page's rows: one query, for what is cited."""
    cited: dict[int, list[Citation]] = {}
    backing = Citation.objects.filter(answer__in=[a.pk for a in answers.values()]).select_related("evidence")
    for citation in backing.order_by("at", "pk"):
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
