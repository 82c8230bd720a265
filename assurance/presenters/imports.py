"""What the pages about a file of figures show."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from assurance.models import Area, ImportedFile, Metric
from assurance.models.metrics import LOCAL
from assurance.readings import period_in_words

PER_PAGE = 20
OF_EACH = 50  # unknown areas and measures named on the page
SHAPES = {
    "long": "open data file", "time series": "time series workbook", "demographic": "outcomes by group of people",
    "LG Inform": "download of one measure", "own figures": "spreadsheet",
}  # fmt: skip
LEFT_OUT = ("against", "unknown areas", "unknown measures", "rejected")
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


def would_change(counts: dict[str, int]) -> str:
    """What a file that waits would do, in a sentence."""
    new, changed, same = (counts[name] for name in ("new", "changed", "same"))
    left = sum(counts[name] for name in LEFT_OUT)
    if new or changed:
        return f"{_figures(new)} would be new and {changed:,} would change. Nothing is imported yet."
    if same and left:
        had = "You have every figure of this file that could be taken already, and none would change."
        return f"{had} {_left_out(left)}"
    if same:
        return "You have every figure of this file already, and none would change."
    if left:
        return f"Nothing of this file could be taken, so nothing would change. {_left_out(left)}"
    return "This file holds no figures to take, so nothing would change."


def _left_out(cells: int) -> str:
    return f"{cells:,} cell{' is' if cells == 1 else 's are'} left out: below is why."


def act_in_words(counts: dict[str, int]) -> str:
    """What the button says that imports a file: what it changes, never how much the file holds.

    >>> act_in_words({"new": 0, "changed": 3}), act_in_words({"new": 1, "changed": 2})
    ('Import 3 changed figures', 'Import 1 new and 2 changed figures')
    """
    parts = [f"{counts[name]:,} {name}" for name in ("new", "changed") if counts[name]]
    if not parts:
        return "Keep it as the source of these figures"
    one = counts["new"] + counts["changed"] == 1
    return f"Import {' and '.join(parts)} figure{'' if one else 's'}"


def _figures(count: int) -> str:
    return f"{count:,} figure{'' if count == 1 else 's'}"


def undo_in_words(would: dict[str, int]) -> str:
    """What taking a file back comes to, before it is said figure by figure."""
    if not (would["gone"] or would["back"]):
        why = "a later file says what stands now" if would["later"] else "an earlier file says the same"
        return f"No figure you see will change, because {why}:"
    if would["later"]:
        return "What this file gave goes, except where a later file says what stands now:"
    return "Everything will be as if it had never been imported:"


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
    named = "" if known is None else known.title if known.framework == LOCAL else f"{known.code} {known.title}"
    return {
        "measure": named,
        "series": ", ".join(
            word for word in (period_in_words(period), kind, "" if group == "Total" else group) if word
        ),
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
    listed = [period_in_words(period) for period in found]
    return "" if not listed else listed[0] if len(listed) == 1 else f"{listed[0]} to {listed[-1]}"
