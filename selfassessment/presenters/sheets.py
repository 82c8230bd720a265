"""The rows of a round's spreadsheet as they stand online: what goes out, and what a returned file is compared with."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, QuerySet

from assurance.models import OPENING, OPENING_TITLE, Part, QualityStatement, Round, User
from assurance.official import categories_of_edition, parts_of, statements_of_edition
from assurance.questions import Question
from selfassessment.models import Action, CouncilCategory, Evidence, Judgement, PartText
from selfassessment.operations.actions import owners_at_hand
from selfassessment.sheets import (
    ACTION_COLUMNS,
    EVIDENCE_COLUMNS,
    TEXT_COLUMNS,
    Column,
    in_cell,
    mark,
    open_columns,
    sheet_name,
)
from selfassessment.slots import Slot, i_statements_of, slots_of
from selfassessment.statuses import Status


@dataclass(frozen=True)
class SheetRow:
    """One row: the word it is known by, what each cell says but the marks, and the object behind it."""

    key: str
    columns: tuple[Column, ...]
    cells: dict[str, str]
    source: object
    version: int
    changed_by: str = ""

    @property
    def mark(self) -> str:
        """The marks of the cells people write in: a file brings them back, and they tell who changed what since."""
        return mark([self.cells[column.key] for column in open_columns(self.columns)])


@dataclass(frozen=True)
class SectionSheet:
    """The sheet of one section."""

    name: str
    slug: str
    title: str
    statement: QualityStatement | None
    status: Status
    is_open: bool
    rows: list[SheetRow]
    slots: dict[str, Slot]


def _in_cells(said: dict[str, str]) -> dict[str, str]:
    return {key: in_cell(value) for key, value in said.items()}


# --- Sections -------------------------------------------------------------------------------------------------------


def section_sheets(round: Round) -> list[SectionSheet]:
    """Every section with a row for each of its slots: two queries."""
    statements = statements_of_edition(round.edition)
    parts = [part for part in parts_of(round.prompt_set) if not part.retired]
    judgements = {j.statement_id: j for j in _judgements.rows(round.pk)}
    texts = {(t.judgement_id, t.part_id, t.i_statement_id): t for t in _texts.rows(round.pk)}
    return [
        _section_sheet(statement, parts, judgements.get(statement.pk if statement else None), texts)
        for statement in [None, *statements]
    ]


@Question
def _judgements(round: int) -> QuerySet[Judgement]:
    return Judgement.objects.filter(round=round)


@Question
def _texts(round: int) -> QuerySet[PartText]:
    return PartText.objects.filter(judgement__round=round).annotate(writer=F("changed_by__name"))


def _section_sheet(
    statement: QualityStatement | None, parts: list[Part], judgement: Judgement | None, texts: dict
) -> SectionSheet:
    slug, title = (statement.slug, statement.title) if statement else (OPENING, OPENING_TITLE)
    scope = Part.Scope.STATEMENT if statement else Part.Scope.OPENING
    slots = slots_of([part for part in parts if part.scope == scope], i_statements_of(statement))
    rows = [
        _text_row(slug, slot, texts.get((judgement.pk, *slot.ids)) if judgement else None) for slot in slots
    ]  # fmt: skip
    return SectionSheet(
        name=sheet_name(statement.number if statement else 0, title),
        slug=slug,
        title=title,
        statement=statement,
        status=Status(judgement.status) if judgement else Status.NOT_STARTED,
        is_open=judgement is None or judgement.is_open_for_writing,
        rows=rows,
        slots={f"{slug}/{slot.key}": slot for slot in slots},
    )


def _text_row(section: str, slot: Slot, held: PartText | None) -> SheetRow:
    place, version = f"{section}/{slot.key}", held.version if held else 0
    guide = f"About {slot.part.word_guide} words."
    cells = {
        "part": slot.part.title,
        "i_statement": slot.i_statement.text if slot.i_statement else "",
        "help": f"{slot.part.help} {guide}".strip(),
        "text": held.text if held else "",
        "version": str(version),
        "place": place,
    }
    by = getattr(held, "writer", "") or ""
    return SheetRow(place, TEXT_COLUMNS, _in_cells(cells), slot, version, by)


# --- Actions --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Names:
    """How people, sections and categories are called in cells, each with what stands behind it."""

    owners: dict[str, User]
    sections: dict[str, str]
    categories: dict[str, str]


def names_of(round: Round) -> Names:
    """The names a file of this round uses: two queries."""
    people = owners_at_hand(round.council_id)
    called = Counter(person.name.casefold() for person in people)
    owners = {person.email if called[person.name.casefold()] > 1 else person.name: person for person in people}
    sections = {OPENING_TITLE: OPENING, **{s.title: s.slug for s in statements_of_edition(round.edition)}}
    known = {category.title: category.slug for category in categories_of_edition(round.edition)}
    own = {title: slug for slug, title in _own_categories.tuples(round.council_id)}
    return Names(owners, sections, known | own)


@Question
def _own_categories(council: int) -> QuerySet:
    return CouncilCategory.objects.filter(council_id=council).order_by("title").values_list("slug", "title")


def actions_of_council(council: int) -> list[Action]:
    """Every action of a council, as its sheet needs them: one query."""
    return _actions.rows(council)


@Question
def _actions(council: int) -> QuerySet[Action]:
    actions = Action.objects.of_council(council).select_related(None)
    return actions.select_related("owner", "judgement__statement").order_by("number")


def action_sheet_rows(actions: Iterable[Action], names: Names) -> list[SheetRow]:
    """A row for each action; needs owner and judgement's statement selected."""
    owners = {person.pk: label for label, person in names.owners.items()}
    return [SheetRow(a.reference, ACTION_COLUMNS, _action_cells(a, owners), a, a.version) for a in actions]


def _action_cells(action: Action, owners: dict[int, str]) -> dict[str, str]:
    section = ""
    if action.judgement_id:
        section = action.judgement.statement.title if action.judgement.statement_id else OPENING_TITLE
    return _in_cells(
        {
            "reference": action.reference,
            "what": action.what,
            "owner": owners.get(action.owner_id, action.owner.name) if action.owner else "",
            "due_on": action.due_on.isoformat() if action.due_on else "",
            "priority": action.get_priority_display(),
            "measure": action.measure,
            "expected_evidence": action.expected_evidence,
            "section": section,
            "source": action.get_source_display(),
            "source_note": action.source_note,
            "rag": action.get_rag_display() if action.rag else "",
            "rag_reason": action.rag_reason,
            "ended": action.get_outcome_display() if action.outcome else "",
            "version": str(action.version),
        },
    )


# --- The evidence register ------------------------------------------------------------------------------------------


def library(round: Round) -> list[Evidence]:
    """The items a file of this round lists: a file goes round, so what is for a few people only stays out of it."""
    return _items.rows(round.council_id)


@Question
def _items(council: int) -> QuerySet[Evidence]:
    items = Evidence.objects.of_council(council).exclude(sensitivity=Evidence.Sensitivity.RESTRICTED)
    return items.select_related(None).annotate(times_cited=Count("citations")).order_by("number")


def evidence_sheet_rows(items: Iterable[Evidence], names: Names) -> list[SheetRow]:
    """A row for each item of the library."""
    titles = {slug: title for title, slug in names.categories.items()}
    return [
        SheetRow(
            item.reference,
            EVIDENCE_COLUMNS,
            _in_cells(
                {
                    "reference": item.reference,
                    "kind": item.get_kind_display(),
                    "title": item.title,
                    "summary": item.summary,
                    "category": titles.get(item.category, item.category),
                    "dated_on": item.dated_on.isoformat() if item.dated_on else "",
                    "review_by": item.review_by.isoformat() if item.review_by else "",
                    "url": item.url,
                    "cited_in": _times(item.times_cited),
                    "version": str(item.version),
                },
            ),
            item,
            item.version,
        )
        for item in items
    ]


def _times(number: int) -> str:
    if not number:
        return "Nowhere yet"
    return "1 place" if number == 1 else f"{number} places"
