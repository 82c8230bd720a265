"""Measures as people read them: one line for a measure under every code it has had."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from assurance.ascof.catalogue import SINCE, Break, catalogue
from assurance.ascof.short_titles import short_titles
from assurance.benchmarks import BreakPoint, Scale
from assurance.models import Council, Metric, MetricStatement
from assurance.models.metrics import LOCAL
from assurance.readings import direction_in_words

FIRST_CLD_YEAR = "2024-25"
FRAMEWORKS = {
    "ascof-2023": "ASCOF from 2023-24", "ascof-2014": "ASCOF until 2022-23", "ascs": "Adult Social Care Survey",
    "sace": "Survey of Adult Carers in England", "sac": "Safeguarding Adults Collection",
    "workforce": "Adult social care workforce data", LOCAL: "Own measure",
}  # fmt: skip

COLLECTIONS = {
    "ascs": "Survey of people who draw on care (ASCS)", "sace": "Survey of carers (SACE)",
    "records": "Councils’ records (client level data, SALT before 2024-25)", "sac": "Safeguarding (SAC)",
    "workforce": "Workforce (Skills for Care)", "cqc": "CQC’s ratings", "own": "The council’s own", "other": "Other",
}  # fmt: skip
_BEGINNINGS = {
    "ASCS": "ascs", "SACE": "sace", "SALT": "records", "CLD": "records", "SAC": "sac", "Skills": "workforce",
    "CQC": "cqc",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A measure under every code it has had, the newest first; `statements` are slugs, the regulator's own first."""

    metrics: tuple[Metric, ...]
    statements: tuple[str, ...] = ()
    named_by_cqc: frozenset[str] = field(default_factory=frozenset)

    @property
    def newest(self) -> Metric:
        """The measure under its newest code."""
        return self.metrics[0]

    @property
    def slug(self) -> str:
        """Its word in addresses."""
        return self.newest.slug

    @property
    def short(self) -> str:
        """A few words for it: ours for the frameworks' measures, its own title otherwise."""
        return short_titles().get(self.newest.line, self.newest.title)

    @property
    def label(self) -> str:
        """Its code and a few words, as lists name it; the code is the framework's."""
        return self.short if self.is_local else f"{self.newest.code} {self.short}"

    @property
    def is_local(self) -> bool:
        """Whether the council defined it itself."""
        return self.newest.framework == LOCAL

    @property
    def is_context(self) -> bool:
        """Whether it is context, never called good or bad."""
        return self.newest.use == Metric.Use.CONTEXT

    @property
    def scale(self) -> Scale:
        """How it is told. Context has no direction."""
        metric = self.newest
        return Scale(metric.unit, metric.decimals, "" if self.is_context else metric.better)

    @property
    def direction(self) -> str:
        """Which way good lies, in words."""
        return "Context: neither high nor low is better" if self.is_context else direction_in_words(self.scale)

    @property
    def framework(self) -> str:
        """The newest framework's name."""
        return FRAMEWORKS.get(self.newest.framework, self.newest.framework)

    @property
    def codes(self) -> list[tuple[str, str]]:
        """Every framework and the code there, the newest first."""
        return [(FRAMEWORKS.get(m.framework, m.framework), m.code) for m in self.metrics]

    @property
    def collection(self) -> str:
        """A word for the survey or return it comes from: a key of COLLECTIONS."""
        if self.is_local:
            return "own"
        return _BEGINNINGS.get(self.newest.collection.split(" ")[0], "other")

    @property
    def ended(self) -> str:
        """The last year it was published for; empty where it still is."""
        return self.newest.until

    @property
    def remarks(self) -> list[Break]:
        """Everything that is to be known about its years, oldest first."""
        return sorted((b for b in catalogue().breaks if b.series == self.newest.line), key=lambda b: b.year)

    @property
    def breaks(self) -> tuple[BreakPoint, ...]:
        """The years from which it can't be compared with those before."""
        return tuple(BreakPoint(b.year, b.reason) for b in self.remarks if b.kind == "break")

    @property
    def counts_people(self) -> bool:
        """Whether a denominator is the number of people (or enquiries about them) a figure rests on."""
        return self.newest.unit == "%" and not self.newest.collection.startswith("CQC")

    def in_development(self, period: str) -> bool:
        """Whether the figure comes from client level data, and so is "official statistics in development"."""
        return "CLD" in self.newest.collection and self.newest.framework == SINCE and period >= FIRST_CLD_YEAR


def lines_of(council: Council, *, slugs: Iterable[str] | None = None) -> list[Line]:
    """The measures a council can read, the frameworks' and its own, in order: two queries.

    With `slugs`, only the lines of these words in addresses, whichever code they name.
    """
    readable = Metric.objects.filter(Q(council=None) | Q(council=council), retired_at=None)
    if slugs is not None:
        named = readable.filter(slug__in=list(slugs))
        readable = readable.filter(Q(pk__in=named) | Q(line__in=named.exclude(line="").values("line")))
    by_line: dict[str, list[Metric]] = {}
    for metric in readable.order_by("position", "pk"):
        by_line.setdefault(metric.line or f"{metric.framework} {metric.pk}", []).append(metric)
    mapped: dict[int, list[tuple[str, str]]] = {}
    wanted = [metric.pk for metrics in by_line.values() for metric in metrics]
    statements = MetricStatement.objects.filter(metric__in=wanted).order_by("pk")
    for metric, statement, basis in statements.values_list("metric", "statement", "basis"):
        mapped.setdefault(metric, []).append((statement, basis))
    lines = [_line(metrics, mapped) for metrics in by_line.values()]
    return sorted(lines, key=lambda line: line.is_local)  # the council's own after the frameworks'


def _line(metrics: list[Metric], mapped: dict[int, list[tuple[str, str]]]) -> Line:
    ordered = sorted(metrics, key=lambda metric: metric.framework, reverse=True)
    said = [pair for metric in ordered for pair in mapped.get(metric.pk, [])]
    named = frozenset(statement for statement, basis in said if basis == "cqc")
    statements = dict.fromkeys(statement for statement, _ in sorted(said, key=lambda pair: pair[1] != "cqc"))
    return Line(tuple(ordered), tuple(statements), named)
