"""What was read from a file, made ready for the database, with every cell accounted for. Pure.

A published file speaks of series and areas by names and codes; the database knows them by numbers, which are handed in.
Every cell ends in exactly one account: to be imported (with a value or the reason why there is none), said a second
time, against another row, of an area or a measure we don't know, or not readable.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from assurance.ascof.headings import LG_INFORM as LG_INFORM_SHAPE
from assurance.ascof.places import Places, settled
from assurance.ascof.rows import REASONS, Area, Figure, Parsed
from assurance.bounded import Refused

PUBLISHED, LG_INFORM, OWN, INVENTED = "published", "lg-inform", "own", "invented"
MOST_SERIES = 20_000  # the largest published file has some 700
MOST_TOLD = 1_000  # rejected places, or changes, that are kept to be shown; all of them are counted
LONGEST_GROUP, LONGEST_PRINTED, LONGEST_SAID = 80, 60, 200

# What becomes of a cell, in the order pages and commands tell it.
ACCOUNTS = ("new", "changed", "same", "twice", "against", "unknown areas", "unknown measures", "rejected")


class SeriesKey(NamedTuple):
    """A series as the database knows it."""

    metric: int
    disaggregation: str
    type: str
    period: str


class Cell(NamedTuple):
    """A cell to be imported: the number of its series in this file, its area, what it says."""

    number: int
    area: int
    value: float | None
    reason: str
    note: str
    printed: str


@dataclass
class Prepared:
    """A file made ready: what would be imported, and the account of everything else."""

    shape: str
    source: str
    series: list[SeriesKey] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    findings: dict[str, Any] = field(default_factory=dict)


def prepared(
    parsed: Parsed, known: Places, metrics: Mapping[tuple[str, str], int], areas: Mapping[str, int]
) -> Prepared:
    """A published file made ready. `metrics` gives numbers by framework and code, `areas` by a place's key."""
    held, against = settled(parsed.figures, known)
    made = Prepared(shape=parsed.shape, source=source_of(parsed.shape))
    numbers: dict[Any, int] = {}
    without_measure: Counter[str] = Counter()
    strangers: Counter[Area] = Counter()
    new, cells = tuple.__new__, made.cells
    for (series, place), figure in held.items():
        number = numbers.get(series)
        if number is None:
            number = numbers[series] = _series(series, metrics, made)
        if number < 0:
            without_measure[series.measure] += 1
            continue
        area = areas.get(place)
        if area is None:
            strangers[figure.area] += 1
            continue
        printed = figure.printed
        cells.append(
            new(Cell, (number, area, figure.value, figure.reason, figure.note, printed and printed[:LONGEST_PRINTED]))
        )
    unknown = _unknown_areas(parsed.figures, known)
    _account(made, parsed, len(held), against, unknown + strangers, without_measure)
    return made


def source_of(shape: str) -> str:
    """Where a file of this shape comes from; LG Inform's figures never share a file with published ones."""
    if LG_INFORM_SHAPE not in shape:
        return PUBLISHED
    if shape != LG_INFORM_SHAPE:
        raise Refused(
            "This workbook holds LG Inform’s download beside published tables. The two sources are kept apart: save "
            "them as two files and upload each."
        )
    return LG_INFORM


def _series(series: Any, metrics: Mapping[tuple[str, str], int], made: Prepared) -> int:
    """The number a series gets in this file; -1 when its measure is none we know."""
    metric = metrics.get((series.framework, series.measure))
    if metric is None:
        return -1
    if len(series.disaggregation) > LONGEST_GROUP:
        raise Refused(
            f"A group of people has a name of more than {LONGEST_GROUP} letters: {series.disaggregation[:60]}…"
        )
    if len(made.series) >= MOST_SERIES:
        raise Refused(f"The file names more than {MOST_SERIES:,} series of figures, more than any published file.")
    made.series.append(SeriesKey(metric, series.disaggregation, series.type, series.year))
    return len(made.series) - 1


def _unknown_areas(figures: Iterable[Figure], known: Places) -> Counter[Area]:
    """How many cells each area has that can't be told; looked at once an area."""
    cells = Counter(figure.area for figure in figures)
    return Counter({area: n for area, n in cells.items() if known.find(area) is None})


def _account(
    made: Prepared,
    parsed: Parsed,
    settled_cells: int,
    against: list[Figure],
    strangers: Counter[Area],
    without_measure: Counter[str],
) -> None:
    said = Counter(cell.reason or "value" for cell in made.cells)
    nowhere = sum(strangers.values()) - (settled_cells - len(made.cells) - sum(without_measure.values()))
    unread = sum(parsed.unknown_measures.values())
    made.counts = {
        "cells": parsed.cells,
        "value": said["value"],
        **{reason: said[reason] for reason in REASONS},
        "twice": len(parsed.figures) - settled_cells - len(against) - nowhere,
        "against": len(against),
        "unknown areas": sum(strangers.values()),
        "unknown measures": unread + sum(without_measure.values()),
        "rejected": parsed.rejected - unread,
    }
    check(made.counts, len(made.cells))
    rejected = [
        [one.sheet, one.row, one.column, one.printed, one.why[:LONGEST_SAID], one.cells]
        for one in parsed.rejections
        if not (one.printed in parsed.unknown_measures and one.cells == parsed.unknown_measures[one.printed])
    ]
    contrary = [[one.sheet, one.row, one.column, one.printed or str(one.value), _against(one), 1] for one in against]
    made.findings = {
        "rejections": [*contrary, *rejected][:MOST_TOLD],
        "rejected places": len(contrary) + len(rejected),
        "unknown areas": [[area.code, area.gss, area.name[:120], n] for area, n in strangers.most_common(MOST_TOLD)],
        "unknown measures": [
            [code[:60], n] for code, n in (Counter(parsed.unknown_measures) + without_measure).most_common(MOST_TOLD)
        ],
        "warnings": parsed.warnings[:20],
        "other sheets": parsed.other_sheets[:60],
        "periods": sorted({series.period for series in made.series}),
        "metrics": len({series.metric for series in made.series}),
    }


def _against(figure: Figure) -> str:
    return (
        f"This row says something else about {figure.area.name or figure.area.gss} than another row of the file "
        f"({figure.series.measure}, {figure.series.year}). The row that prints the area’s own code was taken."
    )


def check(counts: Mapping[str, int], to_import: int) -> None:
    """Every cell is accounted for once; otherwise nothing may be imported."""
    told = to_import + sum(counts[name] for name in ACCOUNTS[3:])
    by_reason = counts["value"] + sum(counts[reason] for reason in REASONS)
    if told != counts["cells"] or by_reason != to_import:
        raise AssertionError(f"{counts['cells']} cells, but {told} accounted for and {by_reason} to import: {counts}")
