"""What the pages about a file of figures show."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from assurance.models import Area, ImportedFile, Metric

PER_PAGE = 20
OF_EACH = 50  # unknown areas and measures named on the page
SHAPES = {
    "long": "open data file", "time series": "time series workbook", "demographic": "outcomes by group of people",
    "LG Inform": "download of one measure", "own figures": "spreadsheet",
}  # fmt: skip
REASONS = ("suppressed", "not available", "not applicable")
COLOURS = {
    "received": "blue", "asking": "yellow", "previewed": "yellow", "importing": "blue", "imported": "green",
    "undone": "grey", "discarded": "grey", "refused": "red",
}  # fmt: skip


@dataclass(frozen=True)
class Account:
    """What becomes, or became, of some cells of a file."""

    what: str
    cells: int
    why: str = ""


def figure(value: float | None, reason: str, decimals: int) -> str:
    """A figure as it is shown, or why there is none."""
    return reason if value is None else f"{value:,.{decimals}f}" if decimals else f"{value:,.0f}"


def colour_of(file: ImportedFile) -> str:
    """The colour of the tag that says how far a file is."""
    return COLOURS.get(file.status, "grey")


def accounts(counts: dict[str, int], *, done: bool = False) -> list[Account]:
    """Every cell of the file once: the lines add up to how many there are."""
    had = "You had" if done else "You have"
    said = [
        Account("New", counts["new"], f"{had} no figure there{'' if done else ' yet'}."),
        Account("Changed", counts["changed"], f"{had} another figure there."),
        Account("The same", counts["same"], f"{had} this figure already."),
        Account("Said twice", counts["twice"], "Another row of the file says the same, or has the figure."),
        Account(
            "Rows that disagree", counts["against"], "The row with the area’s own code is taken, this one is not."
        ),
        Account("Areas we don’t know", counts["unknown areas"], "Left out, and listed below."),
        Account("Measures we don’t know", counts["unknown measures"], "Left out, and listed below."),
        Account("Not readable", counts["rejected"], "Left out. Each is listed below with its place."),
    ]
    return [one for n, one in enumerate(said) if n < 3 or one.cells]


def shape_of(file: ImportedFile) -> str:
    """What kind of file it is, in the words of those who publish it."""
    return SHAPES.get(file.shape, file.shape)


def of_which(counts: dict[str, int]) -> str:
    """How many of the figures to import are numbers, and how many say why there is none."""
    said = [f"{counts['value']:,} number{'' if counts['value'] == 1 else 's'}"]
    said += [f"{counts[reason]:,} {reason}" for reason in REASONS if counts[reason]]
    return ", ".join(said)


def changes(found: list[list[Any]], number: Any) -> tuple[Page, list[dict[str, str]]]:
    """A page of what changes: old and new side by side, in words."""
    page = Paginator(found, PER_PAGE).get_page(number)
    metrics = Metric.objects.in_bulk({row[0] for row in page})
    areas = Area.objects.in_bulk({row[4] for row in page})
    return page, [_change(row, metrics, areas) for row in page]


def _change(row: list[Any], metrics: dict[int, Metric], areas: dict[int, Area]) -> dict[str, str]:
    metric, period, group, kind, area, old, why_old, new, why_new = row[:9]
    known = metrics.get(metric)
    decimals = known.decimals if known and kind in {"outcome", "margin of error"} else 0
    return {
        "measure": f"{known.code} {known.title}" if known else "",
        "series": ", ".join(word for word in (period, kind, "" if group == "Total" else group) if word),
        "area": areas[area].name if area in areas else "",
        "old": figure(old, why_old, decimals),
        "new": figure(new, why_new, decimals),
    }


def rejections(found: list[list[Any]], number: Any) -> tuple[Page, list[dict[str, Any]]]:
    """A page of the places that could not be taken: sheet, row, what stands there, why."""
    page = Paginator(found, PER_PAGE).get_page(number)
    names = ("sheet", "row", "column", "printed", "why", "cells")
    return page, [dict(zip(names, row, strict=True)) for row in page]


def periods(found: Iterable[str]) -> str:
    """The years a file speaks of: one, or the first and the last."""
    listed = list(found)
    return "" if not listed else listed[0] if len(listed) == 1 else f"{listed[0]} to {listed[-1]}"
