"""One measure for one council in plain values: what the command line prints."""

from collections.abc import Sequence

from django.db.models import Q

from assurance.ascof.catalogue import catalogue, framework_of, year_in
from assurance.benchmarks import compare
from assurance.comparison import circle_of, holding_of, metric_named
from assurance.lines import lines_of
from assurance.models import Area, Council, Metric, MetricSeries
from assurance.neighbourhood import OPEN_LISTS
from assurance.operations.councils import Refused, find_area
from assurance.readings import NOTHING, one_line, quarter_in_words, verdict
from assurance.standings import standing


def holder_for(area: Area, slug: str) -> Council:
    """Whose figures are read: the council's own where it uses the service, otherwise those of the one named.

    Where only one council holds figures, nobody has to name it.
    """
    if slug:
        found = Council.objects.select_related("area").filter(slug=slug).first()
        if found is None:
            raise Refused(f"No council of this installation is called “{slug}”. {_known()}")
        return found
    own = Council.objects.select_related("area").filter(area=area).first()
    if own is not None:
        return own
    holders = MetricSeries.objects.order_by("holder").values_list("holder", flat=True).distinct()[:2]
    if len(holders) == 1:
        return Council.objects.select_related("area").get(pk=holders[0])
    if not holders:
        raise Refused("No council of this installation holds figures yet. Import a published file first.")
    raise Refused(f"Several councils hold figures. Say whose to read with --holder. {_known()}")


def _known() -> str:
    slugs = Council.objects.order_by("slug").values_list("slug", flat=True)
    return f"There are: {', '.join(slugs) or 'none'}."


def benchmark(
    *, council: str, measure: str, year: str, framework: str = "", neighbours: str = "", holder: str = ""
) -> dict:
    """Where a council stands on a measure in a year, by their codes. Refused with a sentence when it can't be told."""
    if year_in(year) != year:
        raise Refused(f"“{year}” is no financial year. Write it as 2024-25.")
    area = _area(council)
    held_by = holder_for(area, holder)
    metric = _metric(held_by, measure, year, framework)
    _check_list(held_by, neighbours)
    line = lines_of(held_by, slugs=[metric.slug])[0]
    circle = circle_of(held_by, area, neighbours)
    held = holding_of(held_by, circle, line, period=year)
    if held is None or held.compared.period != year:
        periods = ", ".join(held.compared.periods) if held else "no year at all"
        raise Refused(
            f"{held_by.name} holds no figure of {metric.code} for {area.name} or England in {year}; it holds {periods}."
        )
    stands = standing(held.compared)
    councils, beside = stands.councils, stands.neighbours
    region = stands.region or NOTHING
    return {
        "council": area.code,
        "name": area.name,
        "framework": metric.framework,
        "measure": metric.code,
        "published_as": f"{metric_named(line, year, held).framework} {metric_named(line, year, held).code}",
        "title": line.newest.title,
        "unit": line.newest.unit,
        "better": stands.scale.better,
        "year": year,
        "value": stands.own.value,
        "reason": stands.own.reason,
        "margin": stands.own.margin,
        "england": stands.england.value if stands.england else None,
        "region": region.value,
        "region_name": circle.setting.region_name,
        "council_type": stands.council_type.value if stands.council_type else None,
        "council_type_name": circle.setting.type_name,
        "neighbours_median": stands.median.median if stands.median else None,
        "neighbours_list": circle.peers.name,
        "neighbours": stands.median.of if stands.median else 0,
        "rank": councils.place if councils and not stands.invented else None,
        "of": (councils.of - (1 if stands.invented and councils.place else 0)) if councils else 0,
        "shared_with": councils.shared_with if councils else 0,
        "quartile": councils.quarter if councils and not stands.invented else None,
        "neighbours_rank": beside.place if beside and not stands.invented else None,
        "neighbours_of": beside.of if beside else 0,
        "gap": stands.beside_england.gap if stands.beside_england else None,
        "gap_region": (found.gap if (found := compare(stands.own, region, stands.scale)) else None),
        "verdict": stands.verdict,
        "certainty": stands.beside_england.certainty if stands.beside_england else "",
        "verdict_region": verdict(found),
        "reading": one_line(stands),
        "quarter": quarter_in_words(councils, stands.scale) if not stands.invented else "",
        "left_out": dict(councils.left_out) if councils else {},
        "invented": stands.invented,
        "holder": held_by.slug,
        "source": held.source,
    }


def _area(code: str) -> Area:
    invented = Area.objects.filter(code=code.strip().upper(), invented=True).first()
    return invented or find_area(code)


def _metric(holder: Council, code: str, year: str, framework: str) -> Metric:
    """The measure a code means: in the framework named, or in the one whose codes the year's files use."""
    known = catalogue().find(framework or framework_of(year), code)
    readable = Metric.objects.filter(Q(council=None) | Q(council=holder))
    if known is not None:
        return readable.get(framework=known.framework, code=known.code)
    named = readable.filter(code__iexact=code, **({"framework": framework} if framework else {}))
    named = named if framework else named.exclude(framework__startswith="ascof")
    found = named.order_by("pk").first()
    if found is None:
        raise Refused(
            f"“{code}” is no measure of {framework or framework_of(year)}. From 2023-24 most codes mean something else "
            "than before: --framework ascof-2014 or ascof-2023 says which is meant."
        )
    return found


def _check_list(holder: Council, slug: str) -> None:
    own = list(holder.neighbour_lists.values_list("slug", flat=True))
    known = [*(one.slug for one in OPEN_LISTS), *own]
    if slug and slug not in known:
        raise Refused(f"There is no list of neighbours “{slug}”. There are: {', '.join(dict.fromkeys(known))}.")


def in_lines(told: dict) -> Sequence[str]:
    """The same for people."""
    unit = "%" if told["unit"] == "%" else f" {told['unit']}"

    def figure(value: float | None) -> str:
        return "no figure" if value is None else f"{value:,g}{unit}"

    place = (
        f"{told['rank']} of {told['of']}, quarter {told['quartile']}" if told["rank"] else f"none, of {told['of']}"
    )
    own = figure(told["value"]) if told["value"] is not None else f"no figure: {told['reason']}"
    return [
        f"{told['name']}, {told['measure']} ({told['framework']}), {told['year']}",
        told["title"],
        f"Value: {own}" + (f" ± {told['margin']:g}" if told["margin"] is not None else ""),
        f"England: {figure(told['england'])}",
        f"Region ({told['region_name'] or 'none'}): {figure(told['region'])}",
        f"Council type ({told['council_type_name'] or 'none'}): {figure(told['council_type'])}",
        f"Neighbours’ median ({told['neighbours_list']}): {figure(told['neighbours_median'])}",
        f"Rank: {place}",
        f"Verdict: {told['verdict']}",
        f"Reading: {told['reading']}",
    ]
