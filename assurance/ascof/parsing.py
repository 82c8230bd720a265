"""A published file of any year and shape into figures: the one door to this package. Pure.

    parsed = parsing.parse(data, filename="ascof_2024_25.ods")
    parsed.counts()      # {"value": ..., "suppressed": ..., ..., "cells": 73556}

Raises Refused with a sentence when the file can't be read at all, and Unanswered when it does not say something that a
person must: its year (the open data files have none) or its measure (LG Inform's download).
"""

import hashlib
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from assurance import bounded
from assurance.ascof import headings, long, wide
from assurance.ascof.catalogue import (
    BEFORE,
    SINCE,
    Catalogue,
    Measure,
    catalogue,
    framework_of,
    likely_year,
    year_in,
)
from assurance.ascof.collecting import Collector
from assurance.ascof.headings import COMPARABILITY, DEMOGRAPHIC, LG_INFORM, LONG, NOTES, TIME_SERIES, Heading
from assurance.ascof.reading import Document, Row, Sheet, opened
from assurance.ascof.rows import Parsed, Question, Rejection, Remark, without_false_zeros
from assurance.bounded import Refused

NO_TABLE = (
    "No table of figures was found in this file. We read the open data CSV of any year, the time series workbook, "
    "the workbook of outcomes by demographic group, and LG Inform's download of one measure."
)
ASK_YEAR = "This file does not say which year its figures are for. Choose the year, such as 2024-25."
ASK_MEASURE = "LG Inform's download does not name its measure by code. Choose the measure it holds."


class Unanswered(ValueError):
    """A file that leaves something unsaid. `question` asks for it; `suggestion` is what the file's name hints at."""

    def __init__(self, question: Question, suggestion: str = "") -> None:
        super().__init__(question.sentence)
        self.question = question
        self.suggestion = suggestion


def parse(
    data: bytes,
    *,
    filename: str = "",
    year: str = "",
    measure: tuple[str, str] | None = None,
    known: Catalogue | None = None,
    limits: bounded.Limits | None = None,
) -> Parsed:
    """Every cell of the file's tables, as a figure or a rejection.

    `year` (2024-25) and `measure` (framework, code) answer what the file leaves unsaid; a file that says it itself is
    believed, and a year that it does not speak of is asked about again. `filename` is used for a suggestion only.
    """
    if year and year_in(year) != year:
        raise Refused(f"“{year}” is no financial year. Write it as 2024-25.")
    known = known or catalogue()
    with opened(data, limits) as document:
        reader = _Reader(Collector(known, document.form), filename, year, measure)
        for sheet in document.sheets:
            reader.sheet(sheet)
        return reader.finish(document, data)


class _Reader:
    """One file on its way through; what is learnt from one sheet serves the next."""

    def __init__(self, collector: Collector, filename: str, year: str, measure: tuple[str, str] | None) -> None:
        self.collector = collector
        self.filename = filename
        self.year = year
        self.measure = measure
        self.shapes: Counter[str] = Counter()
        self.years_in_titles: set[str] = set()

    def sheet(self, sheet: Sheet) -> None:
        """Read one sheet, or note that it holds no table."""
        top = next(sheet.batches, [])
        heading = headings.find(top)
        if heading is None:
            if top:
                self._learn(top[:5])
            if sheet.name:
                self.collector.other_sheets.append(sheet.name)
            return
        above = top[: heading.row]
        rows = self._rows(sheet, top, heading.row + 1)
        self.shapes[heading.shape] += 1
        if heading.shape == LONG:
            if "year" not in heading.columns:
                self._need_year()
            long.read(self.collector, sheet, heading, rows, self.year)
        elif heading.shape == TIME_SERIES:
            if not wide.time_series(self.collector, sheet, heading, above, rows):
                self._unknown_sheet(sheet, heading, rows)
        elif heading.shape == DEMOGRAPHIC:
            year = self._titled_year(above)
            if not wide.demographic(self.collector, sheet, heading, above, rows, year):
                self._unknown_sheet(sheet, heading, rows)
        elif heading.shape == LG_INFORM:
            self._lg_inform(sheet, heading, rows)
        else:
            self._remarks(sheet, heading, rows)

    def finish(self, document: Document, data: bytes) -> Parsed:
        """What the file came to, once every sheet is read."""
        shapes = [shape for shape in (LONG, TIME_SERIES, DEMOGRAPHIC, LG_INFORM) if self.shapes[shape]]
        collector = self.collector
        if not shapes:
            raise Refused(NO_TABLE)
        self._check_framework()
        if not collector.figures and not collector.rejections and not collector.unknown:
            raise Refused("The file has headings but no figures below them. It may have been cut short.")
        figures = without_false_zeros(collector.figures)
        if self.year and collector.years and self.year not in collector.years:
            raise Refused(f"This file says that its figures are for {_listed(collector.years)}, not {self.year}.")
        return Parsed(
            shape=" and ".join(shapes),
            sha256=hashlib.sha256(data).hexdigest(),
            size=len(data),
            figures=figures,
            rejections=self._in_order([*collector.rejections, *collector.unknown.values()]),
            remarks=collector.remarks,
            warnings=document.warnings,
            other_sheets=collector.other_sheets,
            unknown_measures={code: unknown.cells for code, unknown in collector.unknown.items()},
        )

    @staticmethod
    def _in_order(rejections: list[Rejection]) -> list[Rejection]:
        """As they stand in the file."""
        sheets = {name: place for place, name in enumerate(dict.fromkeys(r.sheet for r in rejections))}
        return sorted(rejections, key=lambda rejection: (sheets[rejection.sheet], rejection.row, rejection.column))

    # --- Rows, years and measures -----------------------------------------------------------------------------------

    @staticmethod
    def _rows(sheet: Sheet, top: list[Row], start: int) -> Iterator[tuple[int, list[Row]]]:
        """The rows after the heading in batches, each with the number a spreadsheet shows for its first row."""
        number = sheet.first_row + start
        for batch in itertools.chain([top[start:]], sheet.batches):
            yield number, batch
            number += len(batch)

    def _learn(self, rows: list[Row]) -> None:
        for row in rows:
            for cell in row:
                self.years_in_titles |= {found for found in [year_in(str(cell))] if found}

    def _need_year(self) -> str:
        if not self.year:
            raise Unanswered(Question("year", ASK_YEAR), likely_year(self.filename))
        return self.year

    def _titled_year(self, above: list[Row]) -> str:
        """The one year that a workbook's titles speak of; otherwise the year somebody gave."""
        mentioned = {found for row in above for cell in row for found in [year_in(str(cell))] if found}
        mentioned = mentioned or self.years_in_titles
        return mentioned.pop() if len(mentioned) == 1 else self._need_year()

    def _lg_inform(self, sheet: Sheet, heading: Heading, rows: Iterator[tuple[int, list[Row]]]) -> None:
        if self.measure is None:
            title = next((text for text in heading.texts[3:] if text and not year_in(text)), "")
            raise Unanswered(Question("measure", ASK_MEASURE), title)
        measure = self._chosen(*self.measure)
        number, first = next(rows)
        periods: list[str] = heading.texts
        # A report repeats the measure's title over every column; its periods stand in the row below.
        if first and not any(map(year_in, periods)):
            periods = [headings.plain(cell) for cell in first[0]]
            number, first = number + 1, first[1:]
        wide.lg_inform(self.collector, sheet, heading, itertools.chain([(number, first)], rows), measure, periods)

    def _chosen(self, framework: str, code: str) -> Measure:
        measure = self.collector.catalogue.find(framework, code)
        if measure is None:
            raise Refused(f"“{code}” is no measure of {framework} that we know.")
        return measure

    # --- What is left over ------------------------------------------------------------------------------------------

    def _unknown_sheet(self, sheet: Sheet, heading: Heading, rows: Iterator[tuple[int, list[Row]]]) -> None:
        identity = set(heading.columns.values())
        cells = sum(
            1
            for _, batch in rows
            for row in batch
            for place, cell in enumerate(row)
            if cell not in ("", None) and place not in identity
        )
        self.collector.note_unknown(sheet, sheet.first_row + heading.row, sheet.name, cells)

    def _check_framework(self) -> None:
        """Codes that only the other framework knows mean that the year is wrong: 3A would be taken for another 3A."""
        if not self.year or not self.collector.unknown:
            return
        mine = framework_of(self.year)
        other = BEFORE if mine == SINCE else SINCE
        strangers = sorted(code for code in self.collector.unknown if self.collector.catalogue.find(other, code))
        if strangers:
            when = "up to 2022-23" if other == BEFORE else "from 2023-24 on"
            sentence = (
                f"This file's codes are those used {when} (such as {', '.join(strangers[:3])}), which have other "
                f"meanings in {self.year}. Check the year."
            )
            raise Unanswered(Question("year", sentence), likely_year(self.filename))

    def _remarks(self, sheet: Sheet, heading: Heading, rows: Iterator[tuple[int, list[Row]]]) -> None:
        for _, batch in rows:
            for row in batch:
                cells = [" ".join(str(cell).split()) for cell in [*row, "", "", "", ""]]
                if heading.shape == NOTES and cells[1]:
                    self.collector.remarks.append(Remark("note", cells[0], "", cells[1]))
                elif heading.shape == COMPARABILITY and cells[3]:
                    code = cells[0] if re.match(r"\d", cells[0]) else cells[1]
                    self.collector.remarks.append(Remark("comparability", code, year_in(cells[2]), cells[3]))


def _listed(years: Any) -> str:
    ordered = sorted(years)
    return ordered[0] if len(ordered) == 1 else f"{ordered[0]} to {ordered[-1]}"


__all__ = ["COMPARABILITY", "Parsed", "Refused", "Rejection", "Unanswered", "parse"]
