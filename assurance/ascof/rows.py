"""What a published file holds, as plain values: areas, series, figures, and what could not be read. Pure.

A figure is one cell of a file. Every cell of a table ends as a figure (with a value, or with the reason why there is
none) or as part of a Rejection; nothing is dropped and nothing made up.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

# Why a figure has no value.
SUPPRESSED, NOT_AVAILABLE, NOT_APPLICABLE = "suppressed", "not available", "not applicable"
REASONS = (SUPPRESSED, NOT_AVAILABLE, NOT_APPLICABLE)

# What else is to be said about a cell; the words as printed stand beside it.
BLANK = "blank"  # nothing in the cell: the file does not say whether not applicable, suppressed or never sent
FALSE_ZERO = "false zero"  # 0 from 0 people: nobody was counted
BRACKETED = "bracketed"  # two figures, the one outside brackets taken
MARKED = "marked"  # a figure with a mark such as [p] for provisional

# What kind of place an area is. Only councils are ever ranked.
COUNCIL, REGION, ENGLAND, COUNCIL_TYPE, COMBINED = "council", "region", "england", "council type", "combined"

# What a figure is.
OUTCOME, NUMERATOR, DENOMINATOR = "outcome", "numerator", "denominator"
BASE, RESPONDENTS, MARGIN = "base", "respondents", "margin of error"
COUNTED = frozenset({BASE, RESPONDENTS, DENOMINATOR})  # how many the outcome speaks for

TOTAL = "Total"


class Area(NamedTuple):
    """A place as one file prints it: its social care code, its statistical code, its name and its kind."""

    code: str
    gss: str
    name: str
    kind: str


class Series(NamedTuple):
    """What a figure tells: one year, measure, disaggregation and type. A measure's code means nothing without its
    framework: 3A was satisfaction until 2022-23 and is control over daily life since."""

    year: str
    framework: str
    measure: str
    disaggregation: str
    type: str


class Figure(NamedTuple):
    """One cell. Row and column count from 1, as a spreadsheet shows them; `printed` only where it says more."""

    series: Series
    area: Area
    value: float | None
    reason: str
    note: str
    printed: str
    sheet: str
    row: int
    column: int


@dataclass(frozen=True)
class Rejection:
    """Cells that could not be taken, where they stand and why. Column 0 means the whole row."""

    sheet: str
    row: int
    column: int
    printed: str
    why: str
    cells: int = 1

    def __str__(self) -> str:
        place = f"{self.sheet}, row {self.row}" if self.sheet else f"row {self.row}"
        return f"{place}: {self.why}"


@dataclass(frozen=True)
class Remark:
    """What the file itself says beside its figures: a note, or a change that breaks a series."""

    kind: str  # "note" or "comparability"
    measure: str
    year: str
    text: str


@dataclass(frozen=True)
class Question:
    """What a file does not say and a person must: `name` is "year" or "measure", `sentence` asks for it."""

    name: str
    sentence: str


@dataclass
class Parsed:
    """What one file came to."""

    shape: str
    sha256: str
    size: int
    figures: list[Figure] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    other_sheets: list[str] = field(default_factory=list)  # sheets that hold no table
    unknown_measures: dict[str, int] = field(default_factory=dict)  # code as printed: rows or columns left out

    @property
    def cells(self) -> int:
        """How many cells the file's tables have."""
        return len(self.figures) + self.rejected

    @property
    def rejected(self) -> int:
        """How many cells could not be taken."""
        return sum(rejection.cells for rejection in self.rejections)

    def counts(self) -> dict[str, int]:
        """How the cells were accounted for: with a value, by each reason, rejected, and all together."""
        held = Counter(figure.reason or "value" for figure in self.figures)
        return {
            "value": held["value"],
            **{reason: held[reason] for reason in REASONS},
            "rejected": self.rejected,
            "cells": self.cells,
        }

    def years(self) -> list[str]:
        """The years the file speaks of, oldest first."""
        return sorted({series.year for series in self.series()})

    def series(self) -> set[Series]:
        """Every series the file has a figure for."""
        return {figure.series for figure in self.figures}

    def areas(self) -> set[Area]:
        """Every area the file has a figure for."""
        return {figure.area for figure in self.figures}


def without_false_zeros(figures: list[Figure]) -> list[Figure]:
    """The same figures, with every 0 that stands for nobody counted turned into a missing one.

    When the respondents (or base) are 0, neither they nor the outcome and its margin are figures: the council did not
    take part. When a denominator is 0, it and its numerator are true counts, but an outcome of 0 is not.
    """
    zeros = [place for place, figure in enumerate(figures) if figure[2] == 0]  # its value
    nobody: dict[tuple, str] = {}
    for place in zeros:
        series, area = figures[place][:2]
        if series.type in COUNTED:
            key = (series[:4], area)
            if series.type != DENOMINATOR or key not in nobody:
                nobody[key] = series.type
    if not nobody:
        return figures
    changed = list(figures)
    for place in zeros:
        figure = figures[place]
        counted = nobody.get((figure.series[:4], figure.area))
        spared = (NUMERATOR, DENOMINATOR) if counted == DENOMINATOR else ()
        if counted and figure.series.type not in spared:
            changed[place] = figure._replace(
                value=None, reason=NOT_AVAILABLE, note=FALSE_ZERO, printed=figure.printed or "0"
            )
    return changed


def tables_of(figures: Iterable[Figure]) -> dict[tuple[str, str], int]:
    """How many figures each measure of each framework has."""
    return dict(Counter((figure.series.framework, figure.series.measure) for figure in figures))
