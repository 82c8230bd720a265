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
from assurance.readings import period_in_words

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


# Figures of these may lie below 0: what is said of a difference or of a balance. Counts, shares and rates can't.
_EITHER_SIDE = re.compile(
    r"\b(?:change|changes|difference|variance|net|balance|surplus|deficit|gap|points?)\b|[£°]|pound"
)


@dataclass(frozen=True)
class Known:
    """What a row may name: measures by code and by title, areas by code and by name, each in small letters.

    `today` is the last day a figure can be as at, `below_zero` are the measures whose figures may be negative.
    """

    measures: Mapping[str, tuple[int, int]]  # its number, and to how many decimals it is given
    areas: Mapping[str, int]
    own_area: int
    today: datetime.date = datetime.date.max
    below_zero: frozenset[int] = frozenset()


def may_be_negative(unit: str, title: str) -> bool:
    """Whether a measure's figures may lie below 0: not where people, shares or rates are counted.

    >>> may_be_negative("people", "People waiting"), may_be_negative("%", "Vacancy rate")
    (False, False)
    >>> may_be_negative("%", "Change in referrals"), may_be_negative("£ thousand", "Budget"), may_be_negative("°C", "")
    (True, True, True)
    """
    return _EITHER_SIDE.search(f"{unit} {title}".casefold()) is not None


def why_not(period: str, value: float | None, *, today: datetime.date, below_zero: bool) -> tuple[str, str]:
    """Why a figure can't be as at a period, and why its value can't be; each empty where nothing is wrong.

    A financial year can be told of once it has begun.

    >>> day = datetime.date(2026, 11, 29)
    >>> why_not("2026-11-30", 3.0, today=day, below_zero=False)
    ('30 November 2026 has not come yet.', '')
    >>> why_not("2026-27", -3.0, today=day, below_zero=False)
    ('', '-3 is below 0, which this measure’s unit can’t be.')
    """
    begins = period if period.count("-") == 2 else f"{period[:4]}-04-01"
    late = f"{period_in_words(period)} has not {'come' if begins == period else 'begun'} yet."
    below = f"{value:,g} is below 0, which this measure’s unit can’t be." if value is not None and value < 0 else ""
    return late if begins > today.isoformat() else "", "" if below_zero else below


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
            wrong = why_not(period, value, today=known.today, below_zero=measure[0] in known.below_zero)
            if any(wrong):
                reject(" ".join(filter(None, wrong)))
                continue
            if (key, area) in met:
                if met[key, area] == (value, reason):
                    reject("", "twice")
                else:
                    reject("Another row says something else about the same measure and day; the first was taken.",
                           "against")  # fmt: skip
                continue
            met[key, area] = value, reason
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
