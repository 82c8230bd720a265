"""The sheets of a returned spreadsheet as django-import-export resources: each row becomes what it would change.

A resource here writes nothing. Its result says, row by row, which cells differ from what stands online, and whether
somebody changed the same cell online since the file was made; operations/workbooks.py does the writing.
"""

from dataclasses import dataclass, field, replace
from typing import Any

import tablib
from django.core.exceptions import ValidationError
from import_export import resources
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader

from selfassessment.cells import Address, Day, OneOf, Words, said
from selfassessment.models import Action, Evidence
from selfassessment.models.judgement import PART_LIMIT
from selfassessment.presenters.sheets import Names, SectionSheet, SheetRow
from selfassessment.sheets import (
    ACTION_COLUMNS,
    EVIDENCE_COLUMNS,
    TEXT_COLUMNS,
    Column,
    compared,
    letter,
    mark,
    open_columns,
)
from selfassessment.spreadsheets import Cell, Sheet

ROW = "row number"  # the dataset's own column beside the sheet's
AS_TYPED = {"", "s", "d"}  # kinds of cells that hold words or a date, not a formula or an error


@dataclass(frozen=True)
class Change:
    """One cell that would change. `before` stands online; in a conflict it changed there since the file went out."""

    sheet: str
    address: str
    subject: str
    heading: str
    key: str
    before: str
    after: str
    conflict: bool
    changed_by: str = ""
    goes_with: str = ""  # the name of the cell with which this one is one choice

    @property
    def name(self) -> str:
        """A word for it in forms."""
        return f"{self.sheet}!{self.address}"


@dataclass
class RowPlan:
    """What one row would do: the row online (None: a new one), the values it gives, and the cells that change."""

    number: int
    known: SheetRow | None
    touched: set[str]
    moved: set[str]  # cells that changed online since the file was made
    values: dict[str, Any] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    is_known_already: bool = False

    def __str__(self) -> str:
        return f"row {self.number}"


class SheetResource(resources.Resource):
    """One sheet, compared with the rows that stand online."""

    columns: tuple[Column, ...] = ()
    id_key = ""

    class Meta:
        use_transactions = False
        skip_diff = True
        report_skipped = False
        store_instance = True
        import_id_fields = ()
        instance_loader_class = BaseInstanceLoader

    def __init__(self, sheet: Sheet, known: list[SheetRow], widgets: dict[str, Any]) -> None:
        super().__init__()
        self.sheet, self.known = sheet, {row.key.casefold(): row for row in known}
        self.seen: set[str] = set()
        for column in open_columns(self.columns):
            self.fields[column.key] = Field(column.key, column.key, widgets[column.key])

    def dataset(self) -> tablib.Dataset:
        """The rows below the sheet's headings that may change something, each with its number in the sheet.

        Most rows come back as they stand online: these are only remembered, so that no other row is about the same.
        """
        data = tablib.Dataset(headers=[ROW, *(column.key for column in self.columns)])
        for number in range(1, len(self.sheet.rows)):
            cells = {column.key: self.sheet.cell(number, place) for place, column in enumerate(self.columns)}
            if all(cell.is_empty for cell in cells.values()):
                continue
            key = said(cells[self.id_key]).strip().casefold()
            if key not in self.seen and self._is_as_online(cells, self.known.get(key)):
                self.seen.add(key)
            else:
                data.append([number + 1, *cells.values()])
        return data

    def _is_as_online(self, cells: dict[str, Cell], known: SheetRow | None) -> bool:
        return known is not None and all(
            cells[column.key].kind in AS_TYPED and said(cells[column.key]) == known.cells[column.key]
            for column in open_columns(self.columns)
        )

    def plan(self, data: tablib.Dataset):
        """The result of looking at every row; nothing is written."""
        return self.import_data(data, dry_run=False, use_transactions=False, raise_errors=False)

    # --- What django-import-export asks -----------------------------------------------------------------------------

    def get_or_init_instance(self, instance_loader, row) -> tuple[RowPlan, bool]:
        """The row online that this one is about, or a new one; the marks tell which cells somebody touched."""
        key = said(row[self.id_key]).strip()
        known = self.known.get(key.casefold())
        if key and known is None:
            raise ValidationError({self.id_key: self.unknown(key)})
        if not key and not self.may_add:
            raise ValidationError({self.id_key: self.unknown("")})
        if key and key.casefold() in self.seen:
            raise ValidationError({self.id_key: f"“{key}” stands twice on this sheet. Keep one of the two rows."})
        self.seen.add(key.casefold() if key else f"new {row[ROW]}")
        return RowPlan(row[ROW], known, *self._touched(row, known)), known is None

    def _touched(self, row, known: SheetRow | None) -> tuple[set[str], set[str]]:
        """The cells somebody touched, and those that changed online; without a whole mark nobody can tell: all."""
        keys = [column.key for column in open_columns(self.columns)]
        if known is None:
            return {key for key in keys if not row[key].is_empty}, set()
        marks = said(row["mark"]).split()
        if len(marks) != len(keys):
            return set(keys), set(keys)
        now = dict(zip(keys, known.mark.split(), strict=True))
        then = dict(zip(keys, marks, strict=True))
        touched = {key for key in keys if row[key].kind in set("febl") or mark([said(row[key])]) != then[key]}
        return touched, {key for key in keys if now[key] != then[key]}

    def import_field(self, field, instance, row, is_m2m=False, **kwargs) -> None:
        """Take a cell's value; one nobody touched is left as it is, so nothing can be wrong with it."""
        if instance.known is None or field.attribute in instance.touched:
            instance.values[field.attribute] = field.clean(row)

    def skip_row(self, instance, original, row, import_validation_errors=None) -> bool:
        """Work out what would change; a row that changes nothing is skipped."""
        if import_validation_errors:
            return False
        self.look_over(instance)
        instance.changes = self._changes(instance)
        return instance.is_known_already or not instance.changes

    def do_instance_save(self, instance, is_create) -> None:
        """Nothing is saved here: the operation does it, once the whole file is confirmed."""

    # --- What each sheet says for itself ----------------------------------------------------------------------------

    may_add = False

    def unknown(self, key: str) -> str:
        """Why a row can't be about this key."""
        raise NotImplementedError

    def look_over(self, plan: RowPlan) -> None:
        """Refuse what only shows when the whole row is looked at."""

    def subject(self, plan: RowPlan) -> str:
        """What the row is about, in words."""
        raise NotImplementedError

    def _changes(self, plan: RowPlan) -> list[Change]:
        changes = []
        for column in open_columns(self.columns):
            if column.key not in plan.values:
                continue
            before = plan.known.cells[column.key] if plan.known else ""
            after = self.in_words(column, plan.values[column.key])
            if compared(before) == compared(after):
                plan.values.pop(column.key) if plan.known else None
                continue
            changes.append(
                Change(
                    sheet=self.sheet.name,
                    address=f"{letter(self.columns, column.key)}{plan.number}",
                    subject=self.subject(plan),
                    heading=column.heading,
                    key=column.key,
                    before=before,
                    after=after,
                    conflict=column.key in plan.moved,
                    changed_by=plan.known.changed_by if plan.known else "",
                )
            )
        return changes

    def in_words(self, column: Column, value: Any) -> str:
        """A value as its cell says it."""
        if value is None:
            return ""
        return value.isoformat() if column.is_date else str(value)


class TextResource(SheetResource):
    """The sheet of a section: a row for each of its slots."""

    columns = TEXT_COLUMNS
    id_key = "place"

    def __init__(self, sheet: Sheet, sections: list[SectionSheet]) -> None:
        self.slots = {key: slot for section in sections for key, slot in section.slots.items()}
        known = [row for section in sections for row in section.rows]
        super().__init__(sheet, known, {"text": Words(PART_LIMIT)})

    def unknown(self, key: str) -> str:
        """A place that is no part of this round."""
        if not key:
            return "it is not said which part this row is. Put the row back as it was in the file you got."
        return f"this round has no part called “{key[:80]}”. Put the row back as it was in the file you got."

    def subject(self, plan: RowPlan) -> str:
        """The part's title."""
        return self.slots[plan.known.key].title if plan.known else ""


class ActionResource(SheetResource):
    """The action plan."""

    columns = ACTION_COLUMNS
    id_key = "reference"
    may_add = True
    together = frozenset({"rag", "rag_reason"})  # a colour with the reason of another would be nobody's

    def __init__(self, sheet: Sheet, known: list[SheetRow], names: Names) -> None:
        labels = {"priority": Action.Priority, "source": Action.Source, "rag": Action.Rag}
        named = {key: {str(one.label): one for one in choices} for key, choices in labels.items()}
        people = {**names.owners, **{person.email: person for person in names.owners.values()}}
        super().__init__(
            sheet,
            known,
            {
                "what": Words(500, required="say what will be done."),
                "owner": OneOf(
                    people, "there is nobody called “{}” who may have an action here. Take the name from People."
                ),
                "due_on": Day(),
                "priority": OneOf(named["priority"], "“{}” is not a priority. Use High, Medium or Low."),
                "measure": Words(500),
                "expected_evidence": Words(500),
                "section": OneOf(
                    names.sections, "there is no section called “{}”. Use its title as on this service."
                ),
                "source": OneOf(named["source"], "“{}” is not a source. Choose one from the list in the cell."),
                "source_note": Words(300, lines=False),
                "rag": OneOf(named["rag"], "“{}” is not a colour. Use Red, Amber or Green.", short=True),
                "rag_reason": Words(1000),
            },
        )
        self.titles = {slug: title for title, slug in names.sections.items()}
        self.owner_names = {person.pk: label for label, person in names.owners.items()}
        self.promised = {
            compared(row.cells["what"]).casefold() for row in known if row.source.closed_at is None
        }  # fmt: skip

    def unknown(self, key: str) -> str:
        """A number the plan does not know."""
        return f"the plan has no action “{key[:20]}”. Leave this cell empty for a new action."

    def subject(self, plan: RowPlan) -> str:
        """The action's number, or that it is new."""
        return plan.known.key if plan.known else "New action"

    def _touched(self, row, known: SheetRow | None) -> tuple[set[str], set[str]]:
        """Where the file changed one of colour and reason and somebody online one of them too, both are in conflict."""
        touched, moved = super()._touched(row, known)
        if touched & self.together and moved & self.together:
            return touched | self.together, moved | self.together
        return touched, moved

    def _changes(self, plan: RowPlan) -> list[Change]:
        """Colour and reason in conflict are one choice, named by the first of the two that differs."""
        changes = super()._changes(plan)
        both = [change for change in changes if change.conflict and change.key in self.together]
        return [
            replace(change, goes_with=both[0].name) if change in both[1:] else change for change in changes
        ]  # fmt: skip

    def look_over(self, plan: RowPlan) -> None:
        """A colour needs its reason; what is closed is left alone; a new one that is there already is passed over."""
        values, known = plan.values, plan.known
        for key in ("priority", "source"):
            if known and key in values and values[key] is None:
                raise ValidationError({key: "this can’t be empty. Choose one from the list in the cell."})
        given = {key: values.get(key) for key in ("rag", "rag_reason")}
        if known:
            given |= {key: known.cells[key] for key in ("rag", "rag_reason") if key not in values}
            if known.source.closed_at is not None and any(
                compared(self.in_words(column, values[column.key])) != compared(known.cells[column.key])
                for column in open_columns(self.columns)
                if column.key in values
            ):
                raise ValidationError({"reference": f"{known.key} is closed. Open it again online, then change it."})
        else:
            what = compared(values.get("what", "")).casefold()
            plan.is_known_already = what in self.promised
            self.promised.add(what)
        if given["rag"] and not given["rag_reason"]:
            raise ValidationError({"rag_reason": "give the reason for the colour."})

    def in_words(self, column: Column, value: Any) -> str:
        """Owners and sections by the names they have in cells."""
        if value is None:
            return ""
        if column.key == "owner":
            return self.owner_names.get(value.pk, value.name)
        if column.key == "section":
            return self.titles[value]
        return str(value.label) if hasattr(value, "label") else super().in_words(column, value)


class EvidenceResource(SheetResource):
    """The evidence register: what it says about items, and new links."""

    columns = EVIDENCE_COLUMNS
    id_key = "reference"
    may_add = True

    def __init__(self, sheet: Sheet, known: list[SheetRow], names: Names) -> None:
        category = OneOf(names.categories, "there is no category called “{}”.", required="give a category.")
        super().__init__(
            sheet,
            known,
            {
                "title": Words(200, required="give a title.", lines=False),
                "summary": Words(300),
                "category": category,
                "dated_on": Day(),
                "review_by": Day(),
                "url": Address(2000, lines=False),
            },
        )
        self.titles = {slug: title for title, slug in names.categories.items()}
        self.links = {(compared(row.cells["title"]).casefold(), row.cells["url"]) for row in known}

    def unknown(self, key: str) -> str:
        """A number the library does not know."""
        return f"the library has no item “{key[:20]}” that a file may change. Leave this cell empty for a new link."

    def subject(self, plan: RowPlan) -> str:
        """The item's number, or that it is new."""
        return plan.known.key if plan.known else "New link"

    def look_over(self, plan: RowPlan) -> None:
        """Only links have an address, and only links can be added."""
        if plan.known is None:
            if not plan.values["url"]:
                raise ValidationError({"url": "give the link. Documents and quotations are added online."})
            link = (compared(plan.values["title"]).casefold(), plan.values["url"])
            plan.is_known_already = link in self.links
            self.links.add(link)
        elif "url" in plan.values and plan.known.source.kind != Evidence.Kind.LINK and plan.values["url"]:
            raise ValidationError({"url": f"{plan.known.key} is not a link, so it has no address."})
        elif "url" in plan.values and plan.known.source.kind == Evidence.Kind.LINK and not plan.values["url"]:
            raise ValidationError({"url": "a link leads somewhere. Give its address."})

    def in_words(self, column: Column, value: Any) -> str:
        """Categories by their title."""
        return self.titles.get(value, "") if column.key == "category" else super().in_words(column, value)
