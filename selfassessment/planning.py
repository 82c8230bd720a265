"""What a returned spreadsheet would change, put together sheet by sheet from what django-import-export says of each."""

import hashlib
from dataclasses import dataclass, field

from assurance import guard
from assurance.access import Access
from assurance.guard import Concern
from assurance.models import Round
from assurance.roles import Permission
from selfassessment.cells import said
from selfassessment.presenters.sheets import (
    Names,
    SectionSheet,
    action_sheet_rows,
    actions_of_council,
    evidence_sheet_rows,
    library,
    names_of,
    section_sheets,
)
from selfassessment.resources import (
    ActionResource,
    Change,
    EvidenceResource,
    RowPlan,
    SheetResource,
    TextResource,
)
from selfassessment.sheets import (
    ACTION_COLUMNS,
    ACTIONS,
    CODE_LABEL,
    EVIDENCE,
    EVIDENCE_COLUMNS,
    LISTS,
    READ_ME,
    SCORES,
    TEXT_COLUMNS,
    WHAT_IS_ASKED,
    Column,
    Content,
    code,
    headings,
    letter,
)
from selfassessment.spreadsheets import Sheet, sheets_from

ONLINE, FILE = "online", "file"  # what is kept of a cell in conflict


class WrongFile(Exception):
    """A spreadsheet that is not one of this round; the text is the sentence to show."""


@dataclass
class Plan:
    """What a file would change. `problems` stop everything; what is `left_out` is not touched, and why."""

    texts: list[tuple[SectionSheet, RowPlan]] = field(default_factory=list)
    actions: list[RowPlan] = field(default_factory=list)
    evidence: list[RowPlan] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    not_read: list[str] = field(default_factory=list)

    @property
    def rows(self) -> list[RowPlan]:
        """Every row that changes something."""
        return [*(row for _, row in self.texts), *self.actions, *self.evidence]

    @property
    def changes(self) -> list[Change]:
        """Every cell that changes, conflicts too."""
        return [change for row in self.rows for change in row.changes]

    @property
    def conflicts(self) -> list[Change]:
        """The cells that somebody changed online since the file was made."""
        return [change for change in self.changes if change.conflict]

    @property
    def concerns(self) -> list[Concern]:
        """What looks like personal data in the cells, without what stands online already."""
        known = guard.marks_in(*(change.before for change in self.changes))
        texts = {c.name: (f"Sheet “{c.sheet}”, cell {c.address}", c.after) for c in self.changes}
        return guard.concerns_in(texts, known=known)

    @property
    def changes_nothing(self) -> bool:
        """Whether there is nothing to confirm."""
        return not self.changes

    @property
    def seal(self) -> str:
        """A hash of everything the plan shows: when it differs from what somebody saw, they look again."""
        told = [f"{c.name}\x00{c.before}\x00{c.after}\x00{c.conflict}" for c in self.changes]
        versions = [f"{row.known.key}\x00{row.known.version}" for row in self.rows if row.known]
        everything = "\x01".join([*told, *versions, *self.problems, *self.left_out])
        return hashlib.sha256(everything.encode("utf-8", "replace")).hexdigest()[:32]


def content_of(stored: list[dict], round: Round) -> Content:
    """What a file holds; WrongFile when it is not one of this round's."""
    sheets = sheets_from(stored)
    found = next((said(s.cell(n, 1)) for s in sheets for n, _ in enumerate(s.rows) if _is_code(s, n)), "")
    for content in Content:
        if found == code(content.value, round.council.slug, round.slug):
            return content
    if not found:
        raise WrongFile(
            f"This file does not say which round it belongs to: the sheet “{READ_ME}” is missing or was changed. "
            "Get a fresh workbook from this page and copy your words into it. Nothing was changed."
        )
    raise WrongFile(
        f"This file belongs to another round, not to “{round.title}”. Open that round and send it back there. "
        "Nothing was changed."
    )


def _is_code(sheet: Sheet, row: int) -> bool:
    return said(sheet.cell(row, 0)).strip() == CODE_LABEL


def plan_of(stored: list[dict], round: Round, access: Access) -> Plan:
    """What the sheets would change in a round, for somebody with this access: about twelve queries, however long."""
    plan, names = Plan(), names_of(round)
    sections = section_sheets(round)
    known = {
        ACTIONS: action_sheet_rows(actions_of_council(round.council_id), names),
        EVIDENCE: evidence_sheet_rows(library(round), names),
    }
    section_names = {section.name for section in sections}
    for sheet in sheets_from(stored):
        columns = _columns_of(sheet, section_names)
        if columns is None:
            if sheet.name not in {READ_ME, WHAT_IS_ASKED, SCORES, LISTS}:
                plan.not_read.append(sheet.name)
        elif wrong := _wrong_headings(sheet, columns):
            plan.problems += wrong
        else:
            _look_at(plan, sheet, columns, sections, known, names, access)
    return plan


def _columns_of(sheet: Sheet, section_names: set[str]) -> tuple[Column, ...] | None:
    """Which of our sheets this is, by its name or by its headings; None when it is somebody's own."""
    if sheet.name == ACTIONS:
        return ACTION_COLUMNS
    if sheet.name == EVIDENCE:
        return EVIDENCE_COLUMNS
    if sheet.name in section_names:
        return TEXT_COLUMNS
    for columns in (TEXT_COLUMNS, ACTION_COLUMNS, EVIDENCE_COLUMNS):
        if [said(sheet.cell(0, n)) for n in range(len(columns))] == headings(columns):
            return columns
    return None


def _wrong_headings(sheet: Sheet, columns: tuple[Column, ...]) -> list[str]:
    return [
        f"Sheet “{sheet.name}”, cell {letter(columns, column.key)}1: the heading should be “{column.heading}”, but "
        f"says “{said(sheet.cell(0, n))[:60]}”. Put the headings back as they were; this sheet was not read."
        for n, column in enumerate(columns)
        if said(sheet.cell(0, n)).strip() != column.heading
    ]


def _look_at(
    plan: Plan,
    sheet: Sheet,
    columns: tuple[Column, ...],
    sections: list[SectionSheet],
    known: dict,
    names: Names,
    access: Access,
) -> None:
    if columns is TEXT_COLUMNS:
        _look_at_texts(plan, sheet, sections, access)
        return
    resource: SheetResource
    if columns is ACTION_COLUMNS:
        resource, rows = ActionResource(sheet, known[ACTIONS], names), plan.actions
    else:
        resource, rows = EvidenceResource(sheet, known[EVIDENCE], names), plan.evidence
    found = _rows(plan, resource)
    if found and not access.may(Permission.CHANGE_EVIDENCE):
        plan.left_out.append(f"Sheet “{sheet.name}”: you may read this, but not change it. It was left as it is.")
    else:
        rows += found


def _look_at_texts(plan: Plan, sheet: Sheet, sections: list[SectionSheet], access: Access) -> None:
    by_place = {row.key: section for section in sections for row in section.rows}
    found: dict[str, list[RowPlan]] = {}
    for row in _rows(plan, TextResource(sheet, sections)):
        found.setdefault(by_place[row.known.key].slug, []).append(row)
    for section in sections:
        rows = found.get(section.slug, [])
        number = f"{len(rows)} change{'s' if len(rows) != 1 else ''}"
        if rows and not access.may(Permission.WRITE_STATEMENT, section.slug):
            plan.left_out.append(
                f"Sheet “{sheet.name}”: “{section.title}” is not yours to write, so {number} in it "
                f"{'were' if len(rows) != 1 else 'was'} left out. Ask its owner, or the programme manager."
            )
        elif rows and not section.is_open:
            plan.left_out.append(
                f"Sheet “{sheet.name}”: “{section.title}” was {section.status.label.lower()}, so its text is locked "
                f"and {number} in it {'were' if len(rows) != 1 else 'was'} left out. Ask for it to be opened again."
            )
        else:
            plan.texts += [(section, row) for row in rows]


def _rows(plan: Plan, resource: SheetResource) -> list[RowPlan]:
    """What the sheet's rows would change; what is wrong with them becomes the plan's problems, with sheet and cell."""
    data = resource.dataset()
    result = resource.plan(data)
    for error in [*result.base_errors, *(e for _, errors in result.row_errors() for e in errors)]:
        raise error.error  # a fault of ours: what can be wrong with a file is a validation error
    for invalid in result.invalid_rows:
        number = data[invalid.number - 1][0]
        for key, sentences in invalid.error_dict.items():
            at = f"cell {letter(resource.columns, key)}{number}" if key != "__all__" else f"row {number}"
            plan.problems += [f"Sheet “{resource.sheet.name}”, {at}: {sentence}" for sentence in sentences]
    return [row.instance for row in result.rows if row.instance is not None and row.instance.changes]
