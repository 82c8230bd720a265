"""The page of one measure: where we stand, the pictures and the tables behind them, what it is, where it is from."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from django.http import QueryDict

from assurance.at_hand import KEPT, line_at_hand, measure_at_hand, parts_at_hand
from assurance.benchmarks import Rank, Scale, Value, compare, figure_in_words, rank_in_words
from assurance.comparison import TOTAL, Holding, metric_named
from assurance.lines import COLLECTIONS
from assurance.models import Council
from assurance.presenters.figures import VERDICT_TAGS
from assurance.presenters.pictures import LICENCE, covered, pictures_of, publication
from assurance.readings import (
    NOTHING,
    Standing,
    at_period,
    gap_in_words,
    period_in_words,
    quarter_in_words,
    sentence_of,
    verdict,
    would_be_in_words,
)
from assurance.standings import medians, middle_in_words, placed, standing

SOURCES = {"published": "Published figures", "lg-inform": "LG Inform", "own": "The council’s own"}


@dataclass(frozen=True)
class Beside:
    """A row of the comparison: who, their figure, and how ours differs."""

    name: str
    figure: str
    note: str
    gap: str
    verdict: str


@dataclass(frozen=True)
class CouncilRow:
    """A council in the table of all: its place, its figure and why it stands out."""

    place: str
    name: str
    figure: str
    margin: str
    mark: str


def page_of(held: Holding, titles: Mapping[str, str], asked: QueryDict) -> dict:
    """What the page shows besides what `drawn_at_hand` holds: statements by title, and addresses."""
    line = held.line
    return {
        "periods": _periods(held, asked),
        "sources": _sources(held, asked),
        "groups": groups_of(held, asked),
        "everybody": _address(asked, group=TOTAL) if held.group != TOTAL else "",
        "downloads": _downloads(held, asked),
        "statements": [(titles[slug], slug, slug in line.named_by_cqc) for slug in line.statements if slug in titles],
    }


def drawn_at_hand(council: Council, held: Holding) -> dict:
    """What the page shows of a measure, its pictures drawn and its tables laid out, kept until figures change."""
    return _drawn(council.pk, council.figures_stamp, held.line.slug, held.compared.period, held.group, held.source)


@lru_cache(KEPT)
def _drawn(council: int, stamp: str, slug: str, period: str, group: str, source: str) -> dict:
    holder = Council(pk=council, figures_stamp=stamp)
    line = line_at_hand(holder, slug)
    held = measure_at_hand(holder, line, period=period, group=group, source=source) if line else None
    if line is None or held is None:
        return {}
    whole, parts = parts_at_hand(holder, line)
    return {**drawn(held), "whole": whole, "parts": parts}


def drawn(held: Holding) -> dict:
    """What the page shows of a measure whoever reads it, and however they came."""
    stands = standing(held.compared)
    line, scale = held.line, held.compared.scale
    has_margins = any(value.margin is not None for value in (stands.own, stands.england) if value)
    return {
        "line": line,
        "held": held,
        "own": held.circle.own,
        "stands": stands,
        "period": period_in_words(held.compared.period),
        "at_period": at_period(held.compared.period),
        "figure": figure_in_words(stands.own, scale),
        "reading": sentence_of(stands),
        "verdict": VERDICT_TAGS.get(stands.verdict),
        "in_development": line.in_development(held.compared.period),
        "own_margin": _margin(stands.own, scale),
        "beside": beside_of(held, stands),
        "without": without_of(held, stands),
        "places": places_of(held, stands),
        "pictures": pictures_of(held, stands),
        "councils": councils_of(held),
        "left_out": left_out_of(held, stands),
        "years": years_of(held),
        "has_medians": bool(held.compared.neighbours),
        "has_margins": has_margins,
        "lacks_margins": held.lacks_margins,
        "group": "" if held.group == TOTAL else held.group,
        "metric": metric_named(line, held.compared.period, held),
        "collection": COLLECTIONS[line.collection],
        "publication": publication(held),
        "covered": covered(held),
        "licence": "" if line.is_local else LICENCE,
        "peers": held.circle.peers,
    }


def beside_of(held: Holding, stands: Standing) -> list[Beside]:
    """England, region, council type and the neighbours' median, each with ours less theirs."""
    circle, scale = held.circle, held.compared.scale
    rows = [
        (name, value, "")
        for name, value in (
            ("England", stands.england),
            (f"Region: {circle.setting.region_name}", stands.region),
            (f"Council type: {circle.setting.type_name}", stands.council_type),
        )
        if value is not None
    ]
    if stands.median is not None:
        median = Value(stands.median.median, "" if stands.median.median is not None else "not available", 0.0)
        rows.append((f"Neighbours: {circle.peers.name}", median, middle_in_words(stands.median)))
    return [
        Beside(
            name, figure_in_words(value, scale), note or _margin(value, scale), gap_in_words(found, scale),
            _capital(verdict(found)),
        )
        for name, value, note in rows
        for found in [compare(stands.own, value, scale)]
    ]  # fmt: skip


def without_of(held: Holding, stands: Standing) -> str:
    """Why the comparison has no region or no council type, where it has none."""
    setting, name = held.circle.setting, held.circle.own.name
    if stands.invented and not setting.region and not setting.council_type:
        return f"{name} is invented, so it belongs to no region and no council type to be compared with."
    missing = [
        said
        for value, said in (
            (stands.region, f"the region, {setting.region_name}" if setting.region else "a region"),
            (
                stands.council_type,
                f"the council type, {setting.type_name}" if setting.council_type else "a council type",
            ),
        )
        if value is None
    ]
    return f"No figure is held here for {' or '.join(missing)}." if missing else ""


def _margin(value: Value, scale: Scale) -> str:
    return "" if not value.margin else f"± {value.margin:,.{scale.decimals}f}"


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def places_of(held: Holding, stands: Standing) -> list[tuple[str, str]]:
    """Our place among all councils and among the neighbours, in words."""
    rows: list[tuple[str, str]] = []
    pairs: list[tuple[str, str, Rank | None]] = [
        ("Among all councils", "councils", stands.councils),
        (f"Among neighbours ({held.circle.peers.name})", "neighbours", stands.neighbours),
    ]
    for label, group, rank in pairs:
        if rank is None or rank.of < 2:
            continue
        if stands.invented:
            would = _capital(would_be_in_words(rank, group, stands.scale))
            quarter = f", {quarter_in_words(rank, stands.scale)}" if group == "councils" and rank.quarter else ""
            rows.append((label, f"{would}{quarter}; invented, so counted in nobody’s rank"))
        elif rank.place is None:
            why = rank.left_out.get(held.compared.own_code, "")
            said = _capital(rank_in_words(rank, group, stands.scale))
            rows.append((label, f"{said}{f': {why}' if why else ''}"))
        else:
            quarter = f", {quarter_in_words(rank, stands.scale)}" if group == "councils" else ", ours included"
            rows.append((label, f"{_capital(rank_in_words(rank, group, stands.scale))}{quarter}"))
    return rows


def councils_of(held: Holding) -> list[CouncilRow]:
    """Every council with a figure in the order of places, then those without one."""
    compared, circle = held.compared, held.circle
    ranks = {code: rank for code, _, rank in placed(compared.councils, compared.scale)}
    councils = dict(compared.councils)
    if compared.invented and compared.councils:  # beside the others, as in the picture, with nobody's place
        councils[compared.own_code] = compared.own.get(compared.period, NOTHING)
    rows = [
        CouncilRow(
            _place(ranks.get(code)), circle.name_of(code), _short(value, held), _margin(value, compared.scale),
            _mark(held, code),
        )
        for code, value, _ in placed(councils, compared.scale)
    ]  # fmt: skip
    missing = sorted((circle.name_of(code), code) for code, value in councils.items() if value.value is None)
    rows += [CouncilRow("–", name, _capital(councils[code].reason), "", _mark(held, code)) for name, code in missing]
    return rows


def _place(rank: Rank | None) -> str:
    if rank is None or not rank.place:
        return "–"
    return f"{rank.place}{'=' if rank.shared_with else ''}"


def _short(value: Value, held: Holding) -> str:
    scale = held.compared.scale
    if value.value is None:
        return _capital(value.reason or "not available")
    return f"{value.value:,.{scale.decimals}f}{'%' if scale.unit == '%' else ''}"


def _mark(held: Holding, code: str) -> str:
    if code == held.compared.own_code:
        return "This council, invented: not ranked" if held.compared.invented else "This council"
    return "Neighbour" if code in held.compared.neighbours else ""


def left_out_of(held: Holding, stands: Standing) -> str:
    """Why councils have no place, counted."""
    if stands.councils is None:
        return ""
    why = Counter(reason for code, reason in stands.councils.left_out.items() if code in held.compared.councils)
    total = sum(why.values())
    if not total:
        return "Every council has a place."
    told = "; ".join(f"{count} {reason}" for reason, count in why.most_common())
    return f"{total} council{'s have' if total != 1 else ' has'} no place: {told}."


def years_of(held: Holding) -> list[dict]:
    """A row for each period: our figure, England's, the neighbours' median, and a break where one begins."""
    compared = held.compared
    middles = medians(compared)
    missing = Value(None, "not available")
    cut = {point.year for point in compared.breaks}
    periods = sorted({*compared.periods, *(p for p, v in compared.own.items() if v.reason != "not applicable")})
    return [
        {
            "period": period_in_words(period),
            "code": metric_named(held.line, period, held).code,
            "own": _short(compared.own.get(period, missing), held),
            "margin": _margin(compared.own.get(period, missing), compared.scale),
            "england": _short(compared.england[period], held) if period in compared.england else "",
            "median": _short(middles[period], held) if period in middles else "",
            "break": period in cut,
        }
        for period in reversed(periods)
    ]


def groups_of(held: Holding, asked: QueryDict) -> list[dict]:
    """A row for each group of people, with the address of the same page about them."""
    scale = held.compared.scale
    return [
        {
            "name": group,
            "href": _address(asked, group=group),
            "own": _short(ours, held),
            "england": _short(theirs, held),
            "gap": gap_in_words(compare(ours, theirs, scale), scale),
        }
        for group, (ours, theirs) in held.groups.items()
    ]


def _periods(held: Holding, asked: QueryDict) -> list[dict]:
    """The periods to choose from, the latest first."""
    return [
        {
            "text": period_in_words(period),
            "href": _address(asked, year=period),
            "current": period == held.compared.period,
        }
        for period in reversed(held.compared.periods)
    ]


def _sources(held: Holding, asked: QueryDict) -> list[dict]:
    """The sources to choose from, where there are several: never mixed."""
    if len(held.sources) < 2:
        return []
    return [
        {"text": SOURCES[source], "href": _address(asked, source=source), "current": source == held.source}
        for source in held.sources
    ]


def _address(asked: QueryDict, **changed: str) -> str:
    kept = {name: asked[name] for name in ("year", "group", "source") if asked.get(name)}
    return "?" + urlencode(kept | changed)


def _downloads(held: Holding, asked: QueryDict) -> str:
    """What the addresses of downloads carry, so that a file holds what the page shows."""
    kept = {name: asked[name] for name in ("year", "group", "source") if asked.get(name)}
    return f"?{urlencode(kept)}" if kept else ""
