"""A council's own figures from its spreadsheet: one figure a row, with what it is of, as at when, and its value. Pure.

The headings may stand in any order: Measure, As at, Value, and where it is not the council itself, Area. What is
true of published files holds here: bounded reading, marks keep their reason, and every row is accounted for.
"""

import datetime
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assurance.ascof.catalogue import year_in
from assurance.ascof.cells import NotAFigure, said, shortened
from assurance.ascof.headings import plain
from assurance.ascof.reading import opened
from assurance.ascof.rows import REASONS
from assurance.bounded import Refused
from assurance.figures.preparing import (
    ACCOUNTS,
    LONGEST_PRINTED,
    LONGEST_SAID,
    MOST_TOLD,
    OWN,
    Cell,
    Prepared,
    SeriesKey,
    check,
)

SHAPE = "own figures"
MOST_ROWS = 20_000
HEADINGS = {
    "measure": {"measure", "code", "measurecode", "figure"},
    "period": {"asat", "asatdate", "date", "period", "year", "financialyear", "when"},
    "value": {"value", "number", "amount"},
    "area": {"area", "areacode", "onscode", "council", "gsscode"},
    "group": {"group", "disaggregation", "breakdown"},
}
NO_TABLE = (
    "No table of your own figures was found in this file. Its first row has to say Measure, As at and Value, with one "
    "figure in each row below."
)
DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T].*)?|(\d{1,2})/(\d{1,2})/(\d{4})")


@dataclass(frozen=True)
class Known:
    """What a row may name: measures by code and by title, areas by code and by name, each in small letters."""

    measures: Mapping[str, tuple[int, int]]  # its number, and to how many decimals it is given
    areas: Mapping[str, int]
    own_area: int


def period_of(text: str) -> str:
    """A day as 2026-10-31 or a financial year as 2024-25; nothing when it is neither.

    >>> period_of("31/10/2026"), period_of("2026-10-31 00:00:00"), period_of("2024/25"), period_of("October")
    ('2026-10-31', '2026-10-31', '2024-25', '')
    """
    text = text.strip()
    if found := DATE.fullmatch(text):
        year, month, day = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
        try:
            return datetime.date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            return ""
    return year_in(text)


def prepared(data: bytes, known: Known) -> Prepared:
    """Every row of the council's spreadsheet, to be imported or with the reason why not."""
    made, numbers = Prepared(shape=SHAPE, source=OWN), {}
    rejections: list[list[Any]] = []
    unknown: dict[str, Counter[str]] = {"measures": Counter(), "areas": Counter()}
    met: dict[tuple[SeriesKey, int], float | None] = {}
    counts = Counter(dict.fromkeys(("cells", *ACCOUNTS[3:]), 0))
    for sheet, number, row, formulas in _rows(data):
        counts["cells"] += 1
        if counts["cells"] > MOST_ROWS:
            raise Refused(f"The file has more than {MOST_ROWS:,} rows. Split it into several.")

        def reject(
            why: str, account: str = "rejected", at: tuple[str, int] = (sheet, number), of: dict = row
        ) -> None:
            counts[account] += 1
            if account in {"rejected", "against"}:
                rejections.append([*at, 0, shortened(", ".join(map(str, of.values()))), why[:LONGEST_SAID], 1])

        measure = known.measures.get(_small(row["measure"]))
        area = known.areas.get(_small(row["area"])) if _small(row["area"]) else known.own_area
        period = period_of(str(row["period"]))
        if formulas:
            reject(
                "This row holds a formula. Only figures are taken: save the file with values in place of formulas."
            )
        elif measure is None:
            unknown["measures"][shortened(str(row["measure"]))] += 1
            reject("", "unknown measures")
        elif area is None:
            unknown["areas"][shortened(str(row["area"]))] += 1
            reject("", "unknown areas")
        elif not period:
            reject(f"“{shortened(str(row['period']))}” is no day like 31/10/2026 and no financial year like 2024-25.")
        else:
            key = SeriesKey(measure[0], str(row["group"]).strip()[:80] or "Total", "outcome", period)
            try:
                value, reason, note, printed = said(row["value"], measure[1])
            except NotAFigure as why:
                reject(str(why))
                continue
            if (key, area) in met:
                if met[key, area] == value:
                    reject("", "twice")
                else:
                    reject("Another row says something else about the same measure and day; the first was taken.",
                           "against")  # fmt: skip
                continue
            met[key, area] = value
            if key not in numbers:
                numbers[key] = len(numbers)
                made.series.append(key)
            made.cells.append(Cell(numbers[key], area, value, reason, note, printed[:LONGEST_PRINTED]))
    if not counts["cells"]:
        raise Refused("The file has headings but no figures below them.")
    by_reason = Counter(cell.reason or "value" for cell in made.cells)
    made.counts = {**counts, "value": by_reason["value"], **{reason: by_reason[reason] for reason in REASONS}}
    check(made.counts, len(made.cells))
    made.findings = {
        "rejections": rejections[:MOST_TOLD],
        "rejected places": len(rejections),
        "unknown areas": [["", "", name, n] for name, n in unknown["areas"].most_common(MOST_TOLD)],
        "unknown measures": [[name, n] for name, n in unknown["measures"].most_common(MOST_TOLD)],
        "warnings": [],
        "other sheets": [],
        "periods": sorted({series.period for series in made.series}),
        "metrics": len({series.metric for series in made.series}),
    }
    return made


def _rows(data: bytes) -> Any:
    """Each row below a heading: its sheet, its number, its cells by what they are, and whether it holds a formula."""
    found = False
    with opened(data) as document:
        for sheet in document.sheets:
            columns: dict[str, int] = {}
            number = sheet.first_row
            formula_rows = {row for row, _ in sheet.formulas}
            for batch in sheet.batches:
                for row in batch:
                    if columns and any(str(cell).strip() for cell in row):
                        cells = {
                            name: row[at] if 0 <= (at := columns.get(name, -1)) < len(row) else ""
                            for name in HEADINGS
                        }
                        yield sheet.name, number, cells, number in formula_rows
                    elif not columns:
                        columns = _columns(row)
                        found = found or bool(columns)
                    number += 1
    if not found:
        raise Refused(NO_TABLE)


def _columns(row: list[Any]) -> dict[str, int]:
    """Where each column stands, when the row is a heading."""
    columns: dict[str, int] = {}
    for place, cell in enumerate(row[:50]):
        spelt = re.sub(r"[^a-z]", "", plain(cell).casefold())
        for name, spellings in HEADINGS.items():
            if spelt in spellings:
                columns.setdefault(name, place)
    return columns if {"measure", "period", "value"} <= columns.keys() else {}


def _small(cell: Any) -> str:
    return " ".join(str(cell).split()).casefold()
