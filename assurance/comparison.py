"""What is held of measures for a council and those it is compared with: few queries, whatever is held.

Every series belongs to the council that holds it, its holder: what another council of the installation imports never
shows here. Figures of two sources are never mixed: a measure is told from the published ones where there are any. An
invented council's own figures stand beside the published ones and are counted in nobody's rank.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from django.db.models import Q, Subquery

from assurance.ascof.places import ENGLAND_KEY
from assurance.benchmarks import Value
from assurance.lines import Line
from assurance.models import Area, Council, Metric, MetricSeries, MetricValue, NeighbourList
from assurance.models.metrics import ImportedFile
from assurance.neighbourhood import GLOBAL, ONS, OPEN_LISTS, Setting, existed, open_neighbours, setting_of
from assurance.standings import Comparable

TOTAL = "Total"
INVENTED = ImportedFile.Source.INVENTED.value
SOURCES = (ImportedFile.Source.PUBLISHED.value, ImportedFile.Source.LG_INFORM.value, ImportedFile.Source.OWN.value)
SURVEYS = ("ascs", "sace")  # collections whose figures are published with margins of error
Type = MetricSeries.Type
COUNTS = (
    Type.RESPONDENTS.value,
    Type.BASE.value,
    Type.DENOMINATOR.value,
)  # how many a figure rests on, in this order


@dataclass(frozen=True)
class Peers:
    """The list of neighbours that is used, by its name, and whose figures are looked up."""

    slug: str
    name: str
    source: str
    codes: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it is one of ONS's lists."""
        return any(one.slug == self.slug for one in OPEN_LISTS)


@dataclass(frozen=True)
class Place:
    """An area as comparisons need it."""

    pk: int
    code: str
    name: str
    kind: str
    ended_on: str = ""
    invented: bool = False


@dataclass(frozen=True)
class Circle:
    """A council, and everybody it is compared with: `areas` are all there are, by code."""

    own: Place
    setting: Setting
    peers: Peers
    areas: Mapping[str, Place]

    @property
    def beside(self) -> list[Place]:
        """The council, England, its region, its council type and its neighbours."""
        codes = (self.own.code, ENGLAND_KEY, self.setting.region, self.setting.council_type, *self.peers.codes)
        return [self.areas[code] for code in dict.fromkeys(codes) if code in self.areas]

    def name_of(self, code: str) -> str:
        """What an area is called."""
        return self.areas[code].name if code in self.areas else code


@dataclass(frozen=True)
class Holding:
    """One measure for one council, ready to be compared, and where the figures come from.

    `groups` are figures of this period by disaggregation: ours and England's. `sources` are all that hold the measure.
    `lacks_margins`: it is published with margins of error, and this source does not give them. Then no difference is
    called better or worse.
    """

    line: Line
    circle: Circle
    compared: Comparable
    source: str
    group: str = TOTAL
    sources: tuple[str, ...] = ()
    groups: Mapping[str, tuple[Value, Value]] = field(default_factory=dict)
    metric_of_period: Mapping[str, int] = field(default_factory=dict)
    lacks_margins: bool = False


def circle_of(holder: Council, area: Area | None = None, peers: str = "") -> Circle:
    """Whom an area is compared with by a council's choice of neighbours; `peers` names another list. Two queries."""
    area = area or holder.area
    rows = Area.objects.values_list("pk", "code", "name", "kind", "ended_on", "invented")
    areas = {
        code: Place(pk, code, name, kind, str(ended or ""), invented)
        for pk, code, name, kind, ended, invented in rows
    }
    return Circle(areas[area.code], setting_of(area.code), peers_of(holder, area, peers), areas)


def peers_of(holder: Council, area: Area, slug: str = "") -> Peers:
    """The list of neighbours a council has chosen, or the one named; ONS's global list where nothing is chosen.

    A list a council uploaded is of its own neighbours: for another area ONS's list is taken.
    """
    lists = NeighbourList.objects.filter(council=holder)
    wanted = lists.filter(slug=slug) if slug else lists.exclude(chosen_at=None).order_by("-chosen_at", "-pk")
    found = NeighbourList.objects.filter(pk=Subquery(wanted.values("pk")[:1])).order_by("neighbours__rank")
    rows = list(found.values_list("slug", "name", "source", "neighbours__area__code"))  # one for each neighbour
    word = rows[0][0] if rows else slug or GLOBAL
    for one in OPEN_LISTS:
        if one.slug == word:
            return Peers(one.slug, one.name, ONS, open_neighbours(one.slug, area.code))
    if not rows or area.pk != holder.area_id:
        return peers_of(holder, area, GLOBAL)
    _, name, source, _ = rows[0]
    return Peers(word, name, source, tuple(code for *_, code in rows if code))


# --- Gathering --------------------------------------------------------------------------------------------------------

Cells = dict[
    tuple[str, str, str], dict[str, tuple[float | None, str]]
]  # by group, period and area code; then by type


def holdings(holder: Council, circle: Circle, lines: Sequence[Line]) -> list[Holding]:
    """What is held of every measure: our figures and England's of every period, neighbours' of the latest. Two queries.

    A measure without any figure of ours is left out.
    """
    own, england = circle.own, circle.areas.get(ENGLAND_KEY)
    areas = [own] if england is None else [own, england]
    kinds = (Type.OUTCOME.value, Type.MARGIN.value)
    rows = _rows(holder, circle, areas=areas, kinds=kinds, group=TOTAL)
    found = [
        one
        for line in lines
        if (one := _holding(line, circle, [row for metric in line.metrics for row in rows.get(metric.pk, [])]))
    ]
    if not circle.peers.codes:
        return found
    latest: dict[str, list[int]] = {}
    for one in found:
        if one.compared.period in one.metric_of_period and not one.line.is_local:
            latest.setdefault(one.compared.period, []).append(one.metric_of_period[one.compared.period])
    if not latest:
        return found
    peers = [circle.areas[code] for code in circle.peers.codes if code in circle.areas]
    beside = _rows(
        holder, circle, areas=peers, kinds=(Type.OUTCOME.value, *COUNTS), group=TOTAL,
        periods=latest,
    )  # fmt: skip
    return [_with_neighbours(one, beside) for one in found]


def beside(
    holder: Council, circle: Circle, lines: Sequence[Line], *, group: str = TOTAL, source: str = ""
) -> list[Holding]:
    """Some measures with the figures of everybody beside us in every period, for one group of people: one query."""
    metrics = [metric.pk for line in lines for metric in line.metrics]
    kinds = (Type.OUTCOME.value, Type.MARGIN.value)
    rows = _rows(holder, circle, areas=circle.beside, kinds=kinds, group=group, metrics=metrics)
    held = (
        _holding(line, circle, [row for metric in line.metrics for row in rows.get(metric.pk, [])], source=source)
        for line in lines
    )
    return [one for one in held if one is not None]


def holding_of(
    holder: Council, circle: Circle, line: Line, *, period: str = "", group: str = TOTAL, source: str = ""
) -> Holding | None:
    """Everything held of one measure: those beside us over the years, all councils in one period, groups: 3 queries.

    None where the council holds no figure of the measure, in this group and source, for itself or England.
    """
    metrics = [metric.pk for metric in line.metrics]
    rows = _rows(holder, circle, areas=circle.beside, kinds=None, group=group, metrics=metrics)
    held = _holding(line, circle, [row for pk in metrics for row in rows.get(pk, [])], period=period, source=source)
    if held is None:
        return None
    shown = held.compared.period
    metric = held.metric_of_period.get(shown)
    councils: dict[str, Value] = {}
    if metric is not None and not line.is_local:
        all_rows = _rows(
            holder,
            circle,
            areas=None,
            kinds=None,
            group=group,
            metrics=[metric],
            periods={shown: ()},
            source=held.source,
        )
        values = _values(_cells(all_rows.get(metric, [])), line)
        councils = {
            code: value for (_, _, code), value in values.items() if _is_ranked(circle.areas.get(code), shown)
        }
    groups = _rows(
        holder,
        circle,
        areas=[circle.own, *_england(circle)],
        kinds=None,
        group=None,
        periods={shown: metrics},
    )
    return replace(
        held,
        group=group,
        compared=replace(held.compared, councils=councils),
        groups=_groups(held, [row for pk in metrics for row in groups.get(pk, [])]),
    )


def _england(circle: Circle) -> list[Place]:
    return [circle.areas[ENGLAND_KEY]] if ENGLAND_KEY in circle.areas else []


def _is_ranked(place: Place | None, period: str) -> bool:
    """Councils only, in the years in which they were; an invented one never."""
    return (
        place is not None
        and place.kind == Area.Kind.COUNCIL
        and not place.invented
        and existed(period, began_on=setting_of(place.code).began_on, ended_on=place.ended_on)
    )


class _Row(NamedTuple):
    """A cell, with what it is a cell of."""

    metric: int
    source: str
    group: str
    kind: str
    period: str
    code: str
    value: float | None
    reason: str


def _rows(
    holder: Council,
    circle: Circle,
    *,
    areas: Iterable[Place] | None,
    kinds: Sequence[str] | None,
    group: str | None,
    metrics: Sequence[int] | None = None,
    periods: Mapping[str, Sequence[int]] | None = None,
    source: str = "",
) -> dict[int, list[_Row]]:
    """Cells by measure: one query, with no more than what is asked for. `group` None asks for all but the total."""
    values = MetricValue.objects.filter(series__holder=holder)
    if group is None:
        values = values.filter(~Q(series__disaggregation=TOTAL))
    else:
        values = values.filter(series__disaggregation=group)
    if kinds is not None:
        values = values.filter(series__type__in=kinds)
    if metrics is not None:
        values = values.filter(series__metric__in=metrics)
    if periods is not None:
        values = values.filter(_in_periods(periods))
    if source:
        values = values.filter(series__source=source)
    if areas is not None:
        values = values.filter(area__in=[place.pk for place in areas])
    return _grouped(values.values_list(*_COLUMNS), circle)


_COLUMNS = (
    "series__metric", "series__source", "series__disaggregation", "series__type", "series__period", "area", "value",
    "reason",
)  # fmt: skip


def _in_periods(periods: Mapping[str, Sequence[int]]) -> Q:
    """The measures wanted of each period; every one that is asked for where none is named."""
    wanted = Q()
    for period, metrics in periods.items():
        wanted |= Q(series__period=period, series__metric__in=metrics) if metrics else Q(series__period=period)
    return wanted


def _grouped(values: Iterable[tuple], circle: Circle) -> dict[int, list[_Row]]:
    codes = {place.pk: place.code for place in circle.areas.values()}
    found: dict[int, list[_Row]] = {}
    for metric, source, group, kind, period, area, value, reason in values:
        row = _Row(metric, source, group, kind, period, codes[area], value, reason)
        found.setdefault(metric, []).append(row)
    return found


def _holding(
    line: Line, circle: Circle, rows: Sequence[_Row], *, period: str = "", source: str = ""
) -> Holding | None:
    """One measure from its rows, told from one source; None where nothing is there."""
    own = circle.own
    sources = tuple(one for one in SOURCES if any(row.source == one for row in rows))
    told = source if source in sources else next(iter(sources), INVENTED)
    with_margins = {row.source for row in rows if row.kind == Type.MARGIN and row.value is not None}
    lacks = told == ImportedFile.Source.LG_INFORM and told not in with_margins and line.collection in SURVEYS
    wanted = {told, INVENTED} if own.invented else {told}
    rows = [row for row in rows if row.source in wanted and (row.source != INVENTED or row.code == own.code)]
    metric_of_period: dict[str, int] = {}
    for metric in line.metrics:  # the newest framework's own telling of a year comes first
        for row in rows:
            if row.metric == metric.pk and row.kind == Type.OUTCOME:
                metric_of_period.setdefault(row.period, metric.pk)
    # An invented council's own figure takes the place of a published one; it comes last.
    chosen = sorted(
        (row for row in rows if metric_of_period.get(row.period) == row.metric),
        key=lambda row: row.source == INVENTED,
    )
    years: dict[str, dict[str, Value]] = {}
    for (_, when, code), value in _values(_cells(chosen), line).items():
        years.setdefault(code, {})[when] = value
    compared = Comparable(
        own_code=own.code,
        scale=replace(line.scale, better="") if lacks else line.scale,
        period="",
        own=years.get(own.code, {}),
        england=years.get(ENGLAND_KEY, {}),
        region=years.get(circle.setting.region, {}),
        council_type=years.get(circle.setting.council_type, {}),
        neighbours=_neighbours(line, circle, years),
        breaks=line.breaks,
        invented=own.invented,
    )
    if not compared.periods:
        return None
    shown = period if period in compared.periods else compared.periods[-1]
    return Holding(
        line,
        circle,
        replace(compared, period=shown),
        told,
        sources=sources,
        metric_of_period=metric_of_period,
        lacks_margins=lacks,
    )


def _neighbours(
    line: Line, circle: Circle, years: Mapping[str, Mapping[str, Value]]
) -> dict[str, Mapping[str, Value]]:
    """The neighbours' figures; nobody else has figures of a measure the council defined itself."""
    if line.is_local:
        return {}
    return {code: years.get(code, {}) for code in circle.peers.codes if code in circle.areas}


def _with_neighbours(held: Holding, rows: Mapping[int, Sequence[_Row]]) -> Holding:
    """The same with the neighbours' figures of its period, which `holdings` asks for afterwards, from its source."""
    period = held.compared.period
    beside = [
        row
        for row in rows.get(held.metric_of_period.get(period, 0), [])
        if row.period == period and row.source == held.source
    ]
    values = {code: value for (_, _, code), value in _values(_cells(beside), held.line).items()}
    neighbours = {code: {period: values[code]} if code in values else {} for code in held.compared.neighbours}
    return replace(held, compared=replace(held.compared, neighbours=neighbours))


def _groups(held: Holding, rows: Sequence[_Row]) -> dict[str, tuple[Value, Value]]:
    """Our figure and England's for each group of people, in the groups' order."""
    own = held.circle.own
    wanted = {held.source, INVENTED} if own.invented else {held.source}
    values = _values(_cells([row for row in rows if row.source in wanted]), held.line)
    missing = Value(None, "not available")
    period = held.compared.period
    found = {
        group: (values.get((group, period, own.code), missing), values.get((group, period, ENGLAND_KEY), missing))
        for group, _, _ in values
    }
    return {
        group: pair
        for group, pair in sorted(found.items(), key=lambda one: _order(one[0]))
        if pair[0].value is not None  # England's alone would be a picture of somebody else
    }


GROUPS = ("Female", "Male", "18-64", "64 and under", "65 and over", "65-74", "65-84", "75-84", "85 and over")


def _order(group: str) -> tuple[int, str]:
    return (GROUPS.index(group) if group in GROUPS else len(GROUPS), group)


def _cells(rows: Iterable[_Row]) -> Cells:
    cells: Cells = {}
    for row in rows:
        cells.setdefault((row.group, row.period, row.code), {})[row.kind] = (row.value, row.reason)
    return cells


def _values(cells: Cells, line: Line) -> dict[tuple[str, str, str], Value]:
    """Each outcome with its margin and how many it rests on, where published."""
    counts = COUNTS if line.counts_people else COUNTS[:2]
    found = {}
    for key, of in cells.items():
        if Type.OUTCOME in of:
            value, reason = of[Type.OUTCOME]
            people = next((of[kind][0] for kind in counts if kind in of and of[kind][0] is not None), None)
            found[key] = Value(value, reason, of.get(Type.MARGIN, (None, ""))[0], people)
    return found


def metric_named(line: Line, period: str, held: Holding) -> Metric:
    """The measure, under the code a period's figure was published with."""
    pk = held.metric_of_period.get(period)
    return next((metric for metric in line.metrics if metric.pk == pk), line.newest)
