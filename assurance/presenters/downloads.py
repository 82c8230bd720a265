"""A measure to take away: a table with its source in every row, or a picture with its source below it."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.contrib.staticfiles import finders
from django.utils.text import slugify
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from assurance.benchmarks import Value
from assurance.charts.painting import png_of
from assurance.comparison import Holding, metric_named
from assurance.models.metrics import NOT_A_STATISTIC
from assurance.presenters.pictures import LICENCE, PICTURES, publication, sources_of, to_take_away
from assurance.readings import period_in_words
from assurance.standings import placed

Cell = str | float | int | None
HEAD = (
    "framework", "measure", "title", "unit", "period", "group", "area_code", "area", "area_kind", "value",
    "margin_of_error", "rests_on", "reason", "place", "source", "licence",
)  # fmt: skip
FONTS = {False: "vendor/inter/inter-latin-400-normal.woff2", True: "vendor/inter/inter-latin-700-normal.woff2"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BOLD = Font(bold=True)
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Taken:
    """A file: its name, its kind and its bytes."""

    name: str
    media_type: str
    content: bytes


def file_of(held: Holding, filename: str) -> Taken | None:
    """The file an address names: figures.csv, figures.xlsx, or a picture such as ranking.svg; None for any other."""
    kind, _, ending = filename.rpartition(".")
    name = f"{held.line.slug}-{slugify(held.circle.own.name)}-{held.compared.period}-{filename}"
    if kind == "figures" and ending == "csv":
        return Taken(name, "text/csv; charset=utf-8", as_csv(table_of(held)))
    if kind == "figures" and ending == "xlsx":
        return Taken(name, XLSX, as_xlsx(held))
    drawing = to_take_away(held, kind) if kind in PICTURES and ending in {"svg", "png"} else None
    if drawing is None:
        return None
    if ending == "svg":
        return Taken(name, "image/svg+xml", drawing.svg().encode())
    return Taken(name, "image/png", png_of(drawing, {bold: _font(path) for bold, path in FONTS.items()}))


def _font(path: str) -> Path:
    found = finders.find(path)
    if not found:
        raise FileNotFoundError(f"The letters for pictures are not installed: {path}. Run `make setup`.")
    return Path(str(found))


def table_of(held: Holding) -> list[list[Cell]]:
    """Everything the page shows as rows: those beside us over the years, all councils of the period, groups."""
    compared, circle = held.compared, held.circle
    setting = circle.setting
    places = {code: rank.place for code, _, rank in placed(compared.councils, compared.scale)}
    rows: list[list[Cell]] = []
    for code, years in (
        (compared.own_code, compared.own),
        ("E92000001", compared.england),
        (setting.region, compared.region),
        (setting.council_type, compared.council_type),
        *compared.neighbours.items(),
    ):
        for period, value in sorted(years.items()):
            if period != compared.period or code not in compared.councils:
                rows.append(_row(held, period, held.group, code, value, None))
    rows += [
        _row(held, compared.period, held.group, code, value, places.get(code))
        for code, value in sorted(compared.councils.items())
    ]
    for group, pair in held.groups.items():
        for code, value in zip((compared.own_code, "E92000001"), pair, strict=True):
            rows.append(_row(held, compared.period, group, code, value, None))
    return rows


def _row(held: Holding, period: str, group: str, code: str, value: Value, place: int | None) -> list[Cell]:
    area, metric = held.circle.areas.get(code), metric_named(held.line, period, held)
    source, licence = publication(held), "" if held.line.is_local else LICENCE
    if area is not None and area.invented:
        source, licence = NOT_A_STATISTIC, ""
    return [
        metric.framework, metric.code, metric.title, metric.unit, period, group, code,
        area.name if area else "", area.kind if area else "", value.value, value.margin, value.people, value.reason,
        place, source, licence,
    ]  # fmt: skip


def as_csv(rows: Sequence[Sequence[Cell]]) -> bytes:
    """The table as CSV that Excel opens too; no cell of it can be taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    for row in rows:
        writer.writerow([f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULAS) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(held: Holding) -> bytes:
    """The table as a workbook, with a second sheet that says what it is and where it is from."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Figures")
    sheet.freeze_panes = "A2"
    for column, width in zip(
        "ABCDEFGHIJKLMNOP", (12, 10, 40, 12, 10, 12, 14, 30, 12, 10, 10, 10, 14, 8, 40, 40), strict=True
    ):
        sheet.column_dimensions[column].width = width
    sheet.append([cell_of(sheet, head, bold=True) for head in HEAD])
    for row in table_of(held):
        sheet.append([cell_of(sheet, cell) for cell in row])
    about = book.create_sheet("About")
    about.column_dimensions["A"].width = 110
    for sentence in (held.line.newest.title, period_in_words(held.compared.period), *sources_of(held)):
        about.append([cell_of(about, sentence)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cell_of(sheet, value: Cell, *, bold: bool = False) -> WriteOnlyCell:
    """A cell that holds a number or a text, never a formula."""
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
    if bold:
        cell.font = _BOLD
    return cell
