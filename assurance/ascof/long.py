"""The open data files: one figure a row, in every heading they have had since 2014-15. Pure.

Which measure a row speaks of is told by its group and disaggregation; where there is no group (2024-25), by its code
without the ending that its disaggregation has. The code is never taken apart by pattern: 1I11864 is 1I1 and 1864.
"""

from itertools import count
from operator import itemgetter
from typing import Any

from assurance.ascof.catalogue import Measure, disaggregation_of, framework_of, year_in
from assurance.ascof.cells import NotAFigure, shortened
from assurance.ascof.collecting import Collector, type_of, why_no_area
from assurance.ascof.headings import Heading
from assurance.ascof.reading import Row, Sheet
from assurance.ascof.rows import Area, Figure, Series

FORMULA = "This row holds a formula. Only figures are taken: save the file with values in place of formulas."

AREA_COLUMNS = ("code", "gss", "name", "level")
SERIES_COLUMNS = ("measure", "group", "disaggregation", "type", "year")
MANY = 1_000_000  # more than there are areas: a series and an area as one number


def read(collector: Collector, sheet: Sheet, heading: Heading, rows: Any, year: str) -> None:
    """Every row as a figure or a rejection. `rows` gives batches of rows after the heading, with their numbers."""
    _Long(collector, sheet, heading, year).read(rows)


class _Long:
    """One file on its way through. What was met before is looked up by its cells; all else goes the slow way."""

    def __init__(self, collector: Collector, sheet: Sheet, heading: Heading, year: str) -> None:
        self.collector, self.sheet, self.year = collector, sheet, year
        self.width = len(heading.texts)
        while not heading.texts[self.width - 1]:
            self.width -= 1
        self.area_places = [heading.columns.get(name, -1) for name in AREA_COLUMNS]
        self.series_places = [heading.columns.get(name, -1) for name in SERIES_COLUMNS]
        self.value_place = heading.columns["value"]
        self.column = sheet.first_column + self.value_place
        self.areas: dict[tuple, tuple[Area, int]] = {}
        self.series: dict[tuple, tuple[Series, dict, int]] = {}
        self.measures: dict[Series, Measure] = {}
        self.formula_rows = {row for row, _ in sheet.formulas}
        # The cells that name an area and a series. Twice the first, so that there are always two and a tuple.
        self.area_key = itemgetter(*_held(self.area_places))
        self.series_key = itemgetter(*_held(self.series_places))

    def read(self, rows: Any) -> None:
        """Every row, batch by batch."""
        areas, all_series, seen = self.areas, self.series, set()
        new, name, column, figures = tuple.__new__, self.sheet.name, self.column, self.collector.figures
        value_of = itemgetter(self.value_place)
        for first, batch in rows:
            self.collector.check_room()
            numbers: Any = count(first)
            if self.formula_rows or {*map(len, batch)} - {self.width}:
                numbers, batch = self._whole(first, batch)  # noqa: PLW2901 - the same batch, without broken rows
            keys = zip(
                numbers,
                map(self.area_key, batch),
                map(self.series_key, batch),
                map(value_of, batch),
                batch,
                strict=False,
            )
            for number, area_key, series_key, cell, row in keys:
                try:
                    area, place = areas[area_key]
                    series, known, base = all_series[series_key]
                    said = known[cell]
                except KeyError:
                    if not self._met(number, row, area_key, series_key):
                        continue
                    area, place = areas[area_key]
                    series, known, base = all_series[series_key]
                    said = known[cell]
                if base + place in seen:
                    self.collector.reject(self.sheet, number, column, cell, _again(series, area))
                    continue
                seen.add(base + place)
                figures.append(new(Figure, (series, area, *said, name, number, column)))

    def _whole(self, first: int, batch: list[Row]) -> tuple[list[int], list[Row]]:
        """The rows that have as many cells as the heading and no formula, with their numbers; others are rejected."""
        numbers, rows = [], []
        for number, row in enumerate(batch, start=first):
            fitted = _fitted(row, self.width)
            if fitted is None:
                continue
            if number in self.formula_rows:
                self._reject(number, row, FORMULA)
            elif len(fitted) != self.width:
                self._reject(number, row, f"This row has {len(fitted)} cells, its heading {self.width}.")
            else:
                numbers.append(number)
                rows.append(fitted)
        return numbers, rows

    def _met(self, number: int, row: Row, area_key: tuple, series_key: tuple) -> bool:
        """Make the acquaintance of a row's area, series and value; False when one of them can't be told."""
        if not any(cell not in ("", None) for cell in row):
            return False
        if area_key not in self.areas:
            area = self.collector.area(*(row[place] if place >= 0 else "" for place in self.area_places))
            if area is None:
                self._reject(number, row, why_no_area(row[place] for place in self.area_places if place >= 0))
                return False
            self.areas[area_key] = area, len(self.areas)
        if series_key not in self.series:
            cells = [str(row[place]).strip() if place >= 0 else "" for place in self.series_places]
            series = self._series(number, row, *cells)
            if series is None:
                return False
            reader = self.collector.reader(self.measures[series])
            self.series[series_key] = series, reader, len(self.series) * MANY
        cell = row[self.value_place]
        try:
            self.collector.read(self.measures[self.series[series_key][0]], cell)
        except NotAFigure as why:
            self.collector.reject(self.sheet, number, self.column, cell, str(why))
            return False
        return True

    def _series(
        self, number: int, row: Row, code: str, group: str, disaggregation: str, kind: str, dated: str
    ) -> Series | None:
        """The series a row's cells name; when they name none, the row is rejected."""
        year = year_in(dated) if dated else self.year
        if not year:
            self._reject(number, row, f"“{shortened(dated)}” is no financial year.")
            return None
        framework, level = framework_of(year), disaggregation_of(disaggregation)
        if group:
            measure = self.collector.catalogue.find(framework, group)
        else:
            measure = self.collector.catalogue.find_with_ending(framework, code, level)
        if measure is None:
            self.collector.note_unknown(self.sheet, number, group or code, 1)
            return None
        if not type_of(kind):
            self._reject(number, row, f"“{shortened(kind)}” is no type of figure we know.")
            return None
        series = self.collector.series(year, measure, level, type_of(kind))
        self.measures[series] = measure
        return series

    def _reject(self, number: int, row: Row, why: str) -> None:
        self.collector.reject(self.sheet, number, 0, ", ".join(map(str, row)), why)


def _held(places: list[int]) -> list[int]:
    held = [place for place in places if place >= 0]
    return held if len(held) > 1 else held * 2


def _fitted(row: Row, width: int) -> Row | None:
    """The row without empty cells beyond the heading; None when all of it is empty."""
    end = len(row)
    while end and row[end - 1] in ("", None):
        end -= 1
    if not end:
        return None
    return row[:width] if end <= width < len(row) else row


def _again(series: Series, area: Area) -> str:
    place = area.name or area.gss
    return f"{series.measure}, {series.disaggregation}, {series.type} for {place} stands here a second time."
