"""How areas, measures and figures leave the admin lists as spreadsheets, and how a council's own measures come in.

Nothing is written here: what a spreadsheet of measures would change is compared with what stands, row by row and cell
by cell, and save_local_measures in assurance/operations/figures/local.py does the writing.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import tablib
from django.core.exceptions import ValidationError
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import ModelResource, Resource
from import_export.widgets import Widget

from assurance.figures.measure_sheet import BETTER, HEADINGS, MeasureSheet, in_words, name_key
from assurance.models import Area, Metric, MetricValue, QualityStatement
from assurance.models.metrics import NOT_A_STATISTIC
from assurance.operations.figures.local import Definition, Proposed


class AreaResource(ModelResource):
    """Councils, regions, England and council types."""

    class Meta:
        model = Area
        fields = ["code", "newer_code", "previous_codes", "cassr_code", "name", "official_name", "kind",
                  "authority_type", "region", "ended_on", "successors", "invented"]  # fmt: skip


class MeasureResource(ModelResource):
    """Measures of every framework."""

    class Meta:
        model = Metric
        fields = ["framework", "code", "title", "unit", "decimals", "better", "use", "collection", "objective", "since",
                  "until", "part_of", "caveat", "source"]  # fmt: skip


class ValueResource(ModelResource):
    """Figures, in the columns of `manage.py export_measures`."""

    year = Field("series__period", "year")
    framework = Field("series__metric__framework", "framework")
    area_code = Field("area__code", "area_code")
    area_name = Field("area__name", "area_name")
    area_kind = Field("area__kind", "area_kind")
    measure = Field("series__metric__code", "measure")
    disaggregation = Field("series__disaggregation", "disaggregation")
    type = Field("series__type", "type")
    source_file = Field("file__name", "source file")

    class Meta:
        model = MetricValue
        fields = ["year", "framework", "area_code", "area_name", "area_kind", "measure", "disaggregation", "type",
                  "value", "reason", "source_file"]  # fmt: skip
        export_order = fields

    def dehydrate_source_file(self, held: MetricValue) -> str:
        """The file a figure came with; an invented one says that it is no statistic."""
        if held.area.invented:
            return NOT_A_STATISTIC
        return held.file.name if held.file else "typed in"


# --- A council's own measures, from its spreadsheet ------------------------------------------------------------------

ROW, FORMULAS = "row number", "formulas"  # the dataset's own columns beside the sheet's
MOST_DECIMALS = 3


class Words(Widget):
    """Text up to a number of characters."""

    def __init__(self, most: int, *, required: str = "", lines: bool = False) -> None:
        super().__init__()
        self.most, self.required, self.lines = most, required, lines

    def clean(self, value: str, row=None, **kwargs) -> str:
        """The text, or why it can't be taken."""
        text = value if self.lines else " ".join(value.split())
        if len(text) > self.most:
            raise ValueError(f"this is longer than the {self.most:,} characters that fit here.")
        if self.required and not text:
            raise ValueError(self.required)
        return text


class Direction(Widget):
    """Which way is better, also by its first word."""

    known = {key: key for key in BETTER} | {text.casefold(): key for key, text in BETTER.items()}

    def clean(self, value: str, row=None, **kwargs) -> str:
        """Higher, lower, or nothing for neither."""
        said = " ".join(value.split()).casefold().rstrip(".")
        if not said:
            raise ValueError("say which way is better: higher, lower or neither.")
        if said not in self.known:
            raise ValueError(f"“{value[:60]}” is not a way to read it. Write higher, lower or neither.")
        return self.known[said]


class Decimals(Widget):
    """How many decimals a figure is given to; an empty cell means none."""

    def clean(self, value: str, row=None, **kwargs) -> int:
        """A number from 0 to 3."""
        if value not in {"", *map(str, range(MOST_DECIMALS + 1))}:
            raise ValueError(f"“{value[:60]}” is no number of decimals. Write 0, 1, 2 or {MOST_DECIMALS}.")
        return int(value or 0)


class Statements(Widget):
    """Quality statements by their title, number or slug, with a semicolon or a new line between two."""

    def __init__(self, known: Mapping[str, str]) -> None:
        super().__init__()
        self.known = known

    def clean(self, value: str, row=None, **kwargs) -> list[str]:
        """Their slugs, each once."""
        slugs = set()
        for said in filter(str.strip, re.split(r"[;\n]", value)):
            if _plain(said) not in self.known:
                raise ValueError(
                    f"“{said.strip()[:80]}” is no quality statement of your round. Write its name as on this service, "
                    "and a semicolon between two."
                )
            slugs.add(self.known[_plain(said)])
        return sorted(slugs)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.casefold()))


@dataclass(frozen=True)
class CellChange:
    """A cell that would change: its heading, what stands and what the file says."""

    heading: str
    before: str
    after: str


@dataclass
class MeasureRow:
    """What one row says of a measure: the one that stands (None: a new one), its values and the cells that change."""

    number: int
    held: Metric | None
    values: dict[str, Any] = field(default_factory=dict)
    changes: list[CellChange] = field(default_factory=list)

    def __str__(self) -> str:
        return f"row {self.number}"

    def proposed(self) -> Proposed:
        """The row as the operation takes it."""
        if self.held is None:
            return Proposed(Definition(**self.values))
        return Proposed(Definition(**self.values), self.held.slug, self.held.told())


@dataclass
class Compared:
    """What a spreadsheet of measures would do; `problems` are (row, column, reason) of the rows that are left out."""

    new: list[MeasureRow] = field(default_factory=list)
    changed: list[MeasureRow] = field(default_factory=list)
    same: list[MeasureRow] = field(default_factory=list)
    problems: list[tuple[int, str, str]] = field(default_factory=list)

    @property
    def left_out(self) -> int:
        """How many rows can't be taken."""
        return len({number for number, _, _ in self.problems})

    @property
    def proposed(self) -> list[Proposed]:
        """What would be saved, in the file's order."""
        return [row.proposed() for row in sorted([*self.new, *self.changed], key=lambda row: row.number)]


class LocalMeasureResource(Resource):
    """A spreadsheet of a council's own measures, compared with those that are not set aside."""

    class Meta:
        use_transactions = False
        skip_diff = True
        report_skipped = True
        store_instance = True
        import_id_fields = ()
        instance_loader_class = BaseInstanceLoader

    def __init__(
        self, sheet: MeasureSheet, held: Sequence[Metric], statements: Sequence[QualityStatement] = ()
    ) -> None:
        super().__init__()
        self.sheet = sheet
        self.titles = {one.slug: one.title for one in statements}
        self.held, self.numbers = defaultdict(list), defaultdict(list)
        for measure in held:
            self.held[name_key(measure.title)].append(measure)
        for row in sheet.rows:
            self.numbers[name_key(row.cells["title"])].append(row.number)
        for key, widget in {
            "title": Words(250, required="give the measure a name."),
            "unit": Words(60, required="say what is counted, such as people or %."),
            "better": Direction(),
            "decimals": Decimals(),
            "source": Words(250, required="say where the figures come from."),
            "definition": Words(2_000, lines=True),
            "caveat": Words(2_000, lines=True),
            "statements": Statements(self._statement_words(held, statements)),
        }.items():
            self.fields[key] = Field(key, key, widget)

    def _statement_words(self, held: Sequence[Metric], statements: Sequence[QualityStatement]) -> dict[str, str]:
        """What people call each statement; one of another edition that a measure speaks to keeps its slug."""
        words = {_plain(slug): slug for measure in held for slug in measure.told()["statements"]}
        for one in statements:
            aliases = [alias["title"] for alias in one.aliases]
            for call in (one.slug, *aliases, f"QS{one.number}", f"QS {one.number}", one.title):
                words[_plain(call)] = one.slug
        return words

    def compared(self) -> Compared:
        """What each row would do; nothing is written."""
        keys = list(HEADINGS)
        data = tablib.Dataset(headers=[ROW, FORMULAS, *keys])
        for row in self.sheet.rows:
            data.append([row.number, row.formulas, *(row.cells.get(key, "") for key in keys)])
        result = self.import_data(data, dry_run=False, use_transactions=False, raise_errors=False)
        for error in [*result.base_errors, *(e for _, errors in result.row_errors() for e in errors)]:
            raise error.error  # a fault of ours: what can be wrong with a file is a validation error
        found = Compared()
        for invalid in result.invalid_rows:
            number = data[invalid.number - 1][0]
            for key, sentences in invalid.error_dict.items():
                found.problems += [(number, HEADINGS[key], sentence) for sentence in sentences]
        for row in (one.instance for one in result.rows if one.instance is not None):
            (found.new if row.held is None else found.changed if row.changes else found.same).append(row)
        return found

    # --- What django-import-export asks -----------------------------------------------------------------------------

    def get_or_init_instance(self, instance_loader, row) -> tuple[MeasureRow, bool]:
        """The measure a row is about, known by its name, or a new one."""
        key = name_key(row["title"])
        twice, held = self.numbers[key], self.held[key]
        if key and len(twice) > 1:
            rows = ", ".join(map(str, twice[:-1]))
            raise ValidationError({"title": f"rows {rows} and {twice[-1]} have the same name. Keep one of them."})
        if len(held) > 1:
            raise ValidationError({"title": "your council has two measures of this name. Rename one of them first."})
        return MeasureRow(row[ROW], held[0] if held else None), not held

    def import_field(self, field, instance, row, is_m2m=False, **kwargs) -> None:
        """Take a cell's value; what is said of a measure in a column the file does not have stays as it is."""
        key = field.attribute
        if key in row[FORMULAS]:
            raise ValueError("this is a formula. Type the words themselves, or save the file with values only.")
        if instance.held is not None and key not in self.sheet.columns:
            instance.values[key] = instance.held.told()[key]
        else:
            instance.values[key] = field.clean(row)

    def skip_row(self, instance, original, row, import_validation_errors=None) -> bool:
        """Work out what would change; a row that says what stands is skipped."""
        if import_validation_errors or instance.held is None:
            return False
        told = instance.held.told()
        before, after = in_words(told, self.titles), in_words(instance.values, self.titles)
        for key, heading in HEADINGS.items():
            if before[key] == after[key]:
                instance.values[key] = told[key]  # as it was typed, with line ends a cell does not keep
            else:
                instance.changes.append(CellChange(heading, before[key], after[key]))
        return not instance.changes

    def do_instance_save(self, instance, is_create) -> None:
        """Nothing is saved here: the operation does it, once somebody said yes to the preview."""
