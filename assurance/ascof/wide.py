"""Tables with an area a row and several figures beside it: the time series workbooks, the workbook by demographic
group, and LG Inform's download. Pure."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from assurance.ascof.catalogue import Measure, disaggregation_of, framework_of, year_in
from assurance.ascof.cells import NotAFigure, Said
from assurance.ascof.collecting import Collector, type_of, why_no_area
from assurance.ascof.headings import Heading, years_of
from assurance.ascof.reading import Row, Sheet
from assurance.ascof.rows import OUTCOME, TOTAL, Area, Figure, Series

# "2024 to 2025 - not yet rated numerator": what is left after the year is taken off.
AFTER_YEAR = re.compile(r"^.*?20\d\d\s*(?:-|–|/|to|_)\s*(?:20)?\d\d\s*(?:[-–:]\s*)?")
# Columns that say something about the row and hold no figure.
ABOUT_THE_ROW = re.compile(r"\b(code|notes?|region|source)\b", re.IGNORECASE)
FORMULA = "This cell holds a formula. Only figures are taken: save the file with values in place of formulas."
OUTSIDE = "This cell stands outside the table's headings."
Rows = Iterable[tuple[int, list[Row]]]


class Column(NamedTuple):
    """A column of figures: where it stands, its year, its measure and its type."""

    place: int
    year: str
    measure: Measure
    type: str


def time_series(collector: Collector, sheet: Sheet, heading: Heading, above: list[Row], rows: Rows) -> bool:
    """A sheet for each measure, a column for each year and type. False when no sheet or title names a measure."""
    years = years_of(heading.texts, above[-1] if above else ())
    framework = framework_of(max(filter(None, years)))
    measure = _measure_of(collector, framework, sheet.name, above)
    if measure is None:
        return False
    columns: list[Column] = []
    unread: dict[int, str] = {}
    taken: set[tuple] = set()
    for place, text in enumerate(heading.texts):
        if place in heading.columns.values():
            continue
        found, why = _column(collector, framework, measure, place, years[place], text)
        if found is not None and found[1:] in taken:
            found, why = None, f"“{text}” stands over a second column."
        if found is None:
            unread[place] = why
            continue
        taken.add(found[1:])
        columns.append(found)
    _figures(collector, sheet, heading, rows, columns, unread, lambda row: TOTAL)
    return True


def demographic(
    collector: Collector, sheet: Sheet, heading: Heading, above: list[Row], rows: Rows, year: str
) -> bool:
    """A sheet for each measure, a row for each area and group of people. False when nothing names a measure."""
    framework = framework_of(year)
    measure = _measure_of(collector, framework, sheet.name, above)
    if measure is None:
        return False
    columns: list[Column] = []
    unread: dict[int, str] = {}
    for place, text in enumerate(heading.texts):
        if place in heading.columns.values() or not text:
            continue
        kind = type_of(text)
        if ABOUT_THE_ROW.search(text):
            continue
        if kind and kind not in {column.type for column in columns}:
            columns.append(Column(place, year, measure, kind))
        else:
            unread[place] = f"“{text}” is no type of figure we know."
    who, which = heading.columns["demographic"], heading.columns["category"]

    def disaggregation(row: Row) -> str:
        about, group = str(row[who]).strip(), str(row[which]).strip()
        if about.casefold() in {"total", "all", ""} and group.casefold() in {"total", "all", ""}:
            return TOTAL
        known = disaggregation_of(group)
        if about.casefold() in {"sex", "gender", "age", "age group", "age band"} and known != TOTAL:
            return known
        return f"{about}: {group}"

    _figures(collector, sheet, heading, rows, columns, unread, disaggregation)
    return True


def lg_inform(
    collector: Collector, sheet: Sheet, heading: Heading, rows: Rows, measure: Measure, periods: Sequence[str]
) -> None:
    """One measure, a column for each period. A row that repeats the heading is passed over."""
    columns: list[Column] = []
    unread: dict[int, str] = {}
    for place, text in enumerate(periods):
        if place in heading.columns.values() or not text:
            continue
        year = year_in(text)
        if year and not AFTER_YEAR.sub("", text):  # a quarter is no year
            columns.append(Column(place, year, measure, OUTCOME))
        else:
            unread[place] = f"“{text}” is no financial year."
    _figures(collector, sheet, heading, rows, columns, unread, lambda row: TOTAL)


def _measure_of(collector: Collector, framework: str, name: str, above: list[Row]) -> Measure | None:
    """The measure of a sheet, from its name (Table_3d(1a), 2B(1)) or else from its title (Table 3d(1a): ...)."""
    bare, named = re.subn(r"^\s*table[\s_]*", "", name, flags=re.IGNORECASE)
    found = collector.catalogue.find(framework, bare)
    if found is not None or named:
        return found
    for row in above:
        for cell in row:
            title = re.match(r"\s*(?:table\s+)?(\d[A-Za-z](?:\s?\(\w+\))?)\s*[:–-]", str(cell), re.IGNORECASE)
            if title and (found := collector.catalogue.find(framework, title[1])) is not None:
                return found
    return None


def _column(
    collector: Collector, framework: str, measure: Measure, place: int, year: str, text: str
) -> tuple[Column | None, str]:
    """What a column of a time series holds; or, with None, the sentence why it can't be told."""
    if not text:
        return None, OUTSIDE
    rest = AFTER_YEAR.sub("", text).strip()
    kind, part = "", measure
    for end in (
        "margin of error",
        "number of respondents",
        "respondents",
        "numerator",
        "denominator",
        "outcome",
        "base",
    ):
        if rest.casefold().endswith(end):
            kind = type_of(end)
            before = rest[: -len(end)].strip()
            if before and collector.catalogue.find(framework, before) is not measure:
                part = collector.catalogue.find(framework, f"{measure.code} {before}")  # type: ignore[assignment]
            break
    if not year or not kind or part is None:
        return None, f"“{text}” names no year, part and type of figure we know."
    return Column(place, year, part, kind), ""


def _figures(
    collector: Collector,
    sheet: Sheet,
    heading: Heading,
    rows: Rows,
    columns: list[Column],
    unread: dict[int, str],
    disaggregation: Any,
) -> None:
    """Every cell of the table as a figure or a rejection."""
    code, gss, name, level = (heading.columns.get(key, -1) for key in ("code", "gss", "name", "level"))
    identity = set(heading.columns.values())
    readers = [(column.place, collector.reader(column.measure)) for column in columns]
    series_for: dict[str, list[Series]] = {}
    seen, about = collector.rows_met, columns[0].measure.series if columns else ""
    new, left, width = tuple.__new__, sheet.first_column, len(heading.texts)
    figures, sheet_name = collector.figures, sheet.name
    known_formulas = sheet.formulas
    for first, batch in rows:
        collector.check_room()
        for number, row in enumerate(batch, start=first):
            row.extend([""] * (max(0, width - len(row)) + 1))
            area = collector.area(row[code], row[gss], row[name], row[level])
            if area is None or (
                known_formulas and any((number, left + place) in known_formulas for place in identity)
            ):
                held = [cell for place, cell in enumerate(row) if cell not in ("", None) and place not in identity]
                if held and not _repeats_heading(row, heading):  # otherwise a note below the table, or an empty row
                    why = FORMULA if area is not None else why_no_area(row[place] for place in identity)
                    collector.reject(sheet, number, 0, held[0], why, len(held))
                continue
            group = disaggregation(row)
            if (area, group, about) in seen:
                collector.reject(sheet, number, 0, area.name, f"{area.name} stands here a second time.", len(columns))
                continue
            seen.add((area, group, about))
            series = series_for.get(group)
            if series is None:
                series = series_for[group] = [
                    collector.series(column.year, column.measure, group, column.type) for column in columns
                ]
            for place, why in unread.items():
                if row[place] not in ("", None):
                    collector.reject(sheet, number, left + place, row[place], why)
            for place in range(width, len(row) - 1):
                if row[place] not in ("", None):
                    collector.reject(sheet, number, left + place, row[place], OUTSIDE)
            said: list[Said] | None
            try:
                said = [known[row[place]] for place, known in readers]
            except KeyError:  # a cell not met before
                said = _acquainted(collector, row, columns)
            if said is None or known_formulas:  # one of them is no figure: look at each
                _one_by_one(collector, sheet, number, row, area, columns, series)
                continue
            figures += [
                new(Figure, (one, area, *cell, sheet_name, number, left + place))
                for one, cell, (place, _) in zip(series, said, readers, strict=True)
            ]


def _acquainted(collector: Collector, row: Row, columns: list[Column]) -> list[Said] | None:
    """What each cell of a row says; None when one says nothing we can take."""
    try:
        return [collector.read(column.measure, row[column.place]) for column in columns]
    except NotAFigure:
        return None


def _one_by_one(
    collector: Collector, sheet: Sheet, number: int, row: Row, area: Area, columns: list[Column], series: list[Series]
) -> None:
    for column, one in zip(columns, series, strict=True):
        cell, at = row[column.place], sheet.first_column + column.place
        try:
            if (number, at) in sheet.formulas:
                raise NotAFigure(FORMULA)
            said = collector.read(column.measure, cell)
        except NotAFigure as why:
            collector.reject(sheet, number, at, cell, str(why))
            continue
        collector.figures.append(Figure(one, area, *said, sheet.name, number, at))


def _repeats_heading(row: Row, heading: Heading) -> bool:
    return any(str(row[place]).strip() == heading.texts[place] for place in heading.columns.values())
