"""What the pages about a council's own measures show."""

import datetime
from dataclasses import asdict, dataclass

from assurance.figures.measure_sheet import HEADINGS, in_words
from assurance.models import Council, ImportedFile, Metric, MetricValue
from assurance.operations.figures.local import Definition
from assurance.presenters.imports import figure

FRAMEWORKS = {
    "local": "Your council’s own",
    "ascs": "Adult Social Care Survey",
    "sace": "Survey of Adult Carers in England",
    "salt": "Short and long term support (SALT)",
    "sac": "Safeguarding Adults Collection",
    "workforce": "Workforce",
}


@dataclass(frozen=True)
class Line:
    """A measure with its latest figure."""

    measure: Metric
    latest: str
    as_at: str


@dataclass(frozen=True)
class Told:
    """One figure of a measure."""

    period: str
    as_at: str
    value: str
    source: str
    typed: bool
    mark: str


def day(period: str) -> str:
    """A period in words: a day, or a year as it is."""
    try:
        return f"{datetime.date.fromisoformat(period):%-d %B %Y}"
    except ValueError:
        return period


def with_unit(value: float | None, reason: str, measure: Metric) -> str:
    """A figure with its unit."""
    said = figure(value, reason, measure.decimals)
    if value is None:
        return said
    return f"{said}%" if measure.unit == "%" else f"{said} {measure.unit}"


def groups(council: Council, measures: list[Metric]) -> list[tuple[str, list[Line]]]:
    """The measures under the collection they belong to, the council's own first, each with its latest figure."""
    latest: dict[int, MetricValue] = {}
    for held in _own(council).order_by("series__period").select_related("series"):
        latest[held.series.metric_id] = held
    made: dict[str, list[Line]] = {name: [] for name in FRAMEWORKS.values()}
    for measure in measures:
        held = latest.get(measure.pk)
        said = with_unit(held.value, held.reason, measure) if held else ""
        line = Line(measure, said, day(held.series.period) if held else "")
        made.setdefault(FRAMEWORKS.get(measure.framework, measure.framework), []).append(line)
    return [(name, lines) for name, lines in made.items() if lines]


def figures(council: Council, measure: Metric) -> list[Told]:
    """A measure's figures, the latest first."""
    rows = _own(council).filter(series__metric=measure).select_related("series", "file").order_by("-series__period")
    return [told(one, measure) for one in rows]


def figure_at(council: Council, measure: Metric, period: str) -> Told | None:
    """The figure of a period, where there is one."""
    found = _own(council).filter(series__metric=measure, series__period=period).select_related("series", "file")
    return next((told(one, measure) for one in found), None)


def told(one: MetricValue, measure: Metric) -> Told:
    """A figure in words; needs its series and file selected."""
    source = one.file.name if one.file else "Typed in"
    period = one.series.period
    value = with_unit(one.value, one.reason, measure)
    return Told(period, day(period), value, source, one.file_id is None, one.mark)


def _own(council: Council):
    return MetricValue.objects.filter(
        series__holder=council, series__source=ImportedFile.Source.OWN, series__type="outcome",
        series__disaggregation="Total", area=council.area_id,
    )  # fmt: skip


def initial_of(measure: Metric | None) -> dict:
    """What the form shows of a measure."""
    if measure is None:
        return {"decimals": 0}
    names = ("title", "unit", "decimals", "source", "definition", "caveat")
    statements = list(measure.statements.values_list("statement", flat=True))
    return {**{name: getattr(measure, name) for name in names}, "better": measure.better or "neither",
            "statements": statements, "seen": measure.mark()}  # fmt: skip


def stands_now(held: Metric, said: Definition, titles: dict[str, str]) -> list[tuple[str, str]]:
    """What is said of a measure now and differs from what somebody wrote: each heading with what stands there."""
    now, written = in_words(held.told(), titles), in_words(asdict(said), titles)
    return [(heading, now[key] or "Nothing") for key, heading in HEADINGS.items() if now[key] != written[key]]
