"""A council's own measures as a spreadsheet to fill in, and in words what one would change."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Alignment

from assurance.figures.measure_sheet import HEADINGS, in_words
from assurance.models import Metric, QualityStatement
from assurance.presenters.downloads import cell_of
from assurance.resources import Compared, MeasureRow

COLUMNS = {
    "title": "Its name, at most 250 characters. By it we know whether you have the measure already.",
    "unit": "What is counted, such as people, %, days or per 100,000.",
    "better": "Higher, lower or neither.",
    "decimals": "0, 1, 2 or 3. Empty means 0.",
    "source": "Where the figures come from.",
    "definition": "What exactly is counted. May be empty.",
    "caveat": "What to keep in mind when reading it. May be empty.",
    "statements": "The quality statements it speaks to, by their names, with a semicolon between two. May be empty.",
}
_LIKE_ESCAPE = re.compile("_(x[0-9A-Fa-f]{4}_)")  # what readers of XLSX take for a character XML can't hold
WIDTHS = (45, 14, 20, 10, 35, 60, 40, 50)
_TOP = Alignment(wrap_text=True, vertical="top")


@dataclass(frozen=True)
class NewMeasure:
    """A measure that would be added: its name, its row, and what is said of it by column."""

    title: str
    number: int
    cells: Sequence[tuple[str, str]]


def columns() -> list[tuple[str, str]]:
    """Each column's heading, and what stands in it."""
    return [(HEADINGS[key], about) for key, about in COLUMNS.items()]


def template(measures: Sequence[Metric], statements: Sequence[QualityStatement]) -> bytes:
    """A workbook with the measures there are, ready to be changed and sent back; a second sheet says how."""
    titles = {one.slug: one.title for one in statements}
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Measures")
    sheet.freeze_panes = "B2"
    for letter, width in zip("ABCDEFGH", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([cell_of(sheet, heading, bold=True) for heading in HEADINGS.values()])
    for measure in measures:
        told = in_words(measure.told(), titles)
        said = {key: _LIKE_ESCAPE.sub(r"_x005F_\1", text) for key, text in told.items()}
        cells = [cell_of(sheet, measure.decimals if key == "decimals" else said[key]) for key in HEADINGS]
        for one in cells:
            one.alignment = _TOP
        sheet.append(cells)
    about = book.create_sheet("What to write")
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 25, 100
    for heading, words in columns():
        about.append([cell_of(about, heading, bold=True), cell_of(about, words)])
    for one in statements:
        about.append([cell_of(about, "A statement’s name"), cell_of(about, one.title)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def new_measures(found: Compared, statements: Sequence[QualityStatement]) -> list[NewMeasure]:
    """What would be added, without the cells that are empty."""
    titles = {one.slug: one.title for one in statements}
    return [NewMeasure(row.values["title"], row.number, _cells(row, titles)) for row in found.new]


def _cells(row: MeasureRow, titles: dict[str, str]) -> list[tuple[str, str]]:
    said = in_words(row.values, titles)
    return [(heading, said[key]) for key, heading in HEADINGS.items() if key != "title" and said[key]]


def in_short(found: Compared) -> str:
    """What a spreadsheet would do, in a sentence for each kind of row."""
    new, changed, same, left_out = len(found.new), len(found.changed), len(found.same), found.left_out
    if not new and not changed:
        sentences = ["Nothing would be saved."]
    else:
        sentences = [f"{_many(new)} would be new and {changed} would change."]
    if same:
        sentences.append(f"{_many(same)} stand{'s' if same == 1 else ''} like this already.")
    if left_out:
        sentences.append(f"{left_out} row{'s' if left_out != 1 else ''} can’t be taken.")
    return " ".join([*sentences, "Nothing is changed yet."] if new or changed else sentences)


def saved(new: int, changed: int) -> str:
    """What was saved, and what can still be done about it."""
    if not new and not changed:
        return "Your measures stand like this already. Nothing was changed."
    return (
        f"{_many(new)} {'is' if new == 1 else 'are'} added and {changed} {'is' if changed == 1 else 'are'} changed. "
        "Each is in the history, and can be changed again or set aside."
    )


def _many(number: int) -> str:
    return f"{number} measure{'s' if number != 1 else ''}"
