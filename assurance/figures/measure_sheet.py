"""A council's own measures from its spreadsheet: its columns found by their headings, and the cells of each row. Pure.

What a cell means, and how it differs from what stands, is said by LocalMeasureResource in assurance/resources.py.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

from assurance.ascof import inspection, workbooks
from assurance.ascof.headings import plain, squeezed
from assurance.ascof.reading import Sheet, opened
from assurance.bounded import TOO_MUCH, TOO_SLOW, Refused
from assurance.figures.own_sheets import HEADINGS as OF_FIGURES

MOST_BYTES = 1_000_000
MOST_ROWS = 200
MOST_COLUMNS = 50
LONGEST = 10_000  # characters of a cell that are looked at; each column takes far fewer
HEADINGS_WITHIN = 20  # rows from the top of a sheet

# Our word for a column, its heading, and the other ways it is spelt.
HEADINGS = {
    "title": "Measure", "unit": "Unit", "better": "Which way is better", "decimals": "Decimals", "source": "Source",
    "definition": "Definition", "caveat": "Caveat", "statements": "Statements",
}  # fmt: skip
SPELLINGS = {
    "title": {"measure", "title", "name", "measurename", "nameofthemeasure"},
    "unit": {"unit", "units"},
    "better": {"whichwayisbetter", "better", "direction", "polarity"},
    "decimals": {"decimals", "decimalplaces"},
    "source": {"source", "wherethefigurescomefrom"},
    "definition": {"definition", "whatiscounted", "whatexactlyiscounted"},
    "caveat": {"caveat", "caveats", "tokeepinmind"},
    "statements": {"statements", "statement", "qualitystatements", "qualitystatement"},
}
ON_ONE_LINE = {"title", "unit", "source"}
BETTER = {"higher": "Higher is better", "lower": "Lower is better", "": "Neither"}
BETWEEN = "; "  # statements in a cell: their titles hold commas

NOTHING = "Nothing was changed."
TOO_LARGE = (
    "This file is larger than 1 MB; a list of measures is much smaller. Save only the sheet with the measures in a "
    f"new file, then upload that. {NOTHING}"
)
EMPTY = f"There is nothing in this file. Upload the spreadsheet that lists your measures. {NOTHING}"
NO_ROWS = f"This file has headings and no measure below them. Write one in each row, then upload it again. {NOTHING}"
TOO_MANY = (
    f"This file has more than {MOST_ROWS} measures. Split it into several files and upload them one after the other. "
    f"{NOTHING}"
)
NO_TABLE = (
    "No list of measures was found in this file. Its first row has to say Measure, Unit and so on: download the "
    f"spreadsheet below and copy your measures into it. {NOTHING}"
)
FIGURES = (
    "This file holds figures, not what the measures are. Upload it under “Many figures at once” on the page of your "
    f"own measures. {NOTHING}"
)
NOT_A_SHEET = (
    f"The file can’t be read as a spreadsheet. Save it as Excel (.xlsx), OpenDocument (.ods) or CSV. {NOTHING}"
)
DAMAGED = f"The file is damaged or not complete, so it can’t be read. Save it again, then upload that. {NOTHING}"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Row:
    """One row below the headings: its number in the sheet, its cells as text, and which of them hold a formula."""

    number: int
    cells: Mapping[str, str]
    formulas: frozenset[str] = frozenset()


@dataclass
class MeasureSheet:
    """The sheet that lists measures: which columns it has, its rows, and the headings that are none of ours."""

    columns: Sequence[str]
    rows: list[Row] = field(default_factory=list)
    not_read: list[str] = field(default_factory=list)


def measures_in(data: bytes) -> MeasureSheet:
    """The first sheet with our headings, whatever the file was saved as; Refused with a sentence when there is none."""
    try:
        return _found(data)
    except Refused as why:
        raise Refused(_in_our_words(str(why))) from None


def _found(data: bytes) -> MeasureSheet:
    why = EMPTY
    with opened(data) as document:
        for sheet in document.sheets:
            answer = _looked_through(sheet)
            if isinstance(answer, MeasureSheet):
                if not answer.rows:
                    raise Refused(NO_ROWS)
                return answer
            why = FIGURES if FIGURES in {why, answer} else answer or why
    raise Refused(why)


def _looked_through(sheet: Sheet) -> MeasureSheet | str:
    """A sheet's measures; a sentence why it has none, and nothing where it is empty."""
    rows = enumerate(chain.from_iterable(sheet.batches), sheet.first_row)
    why, columns, headings = "", {}, []
    for _, cells in islice(rows, HEADINGS_WITHIN):
        headings = [plain(cell) for cell in cells[:MOST_COLUMNS]]
        if columns := _columns(headings):
            break
        spelt = {squeezed(heading) for heading in headings}
        if spelt & OF_FIGURES["period"] and spelt & OF_FIGURES["value"]:
            return FIGURES
        why = why or (NO_TABLE if any(headings) else "")
    if not columns:
        return why
    others = [text for place, text in enumerate(headings) if text and place not in columns.values()]
    found = MeasureSheet(list(columns), not_read=[text[:60] for text in others])
    for number, cells in rows:
        said = {key: _text(cells[place]) if place < len(cells) else "" for key, place in columns.items()}
        if not any(said.values()):
            continue
        if len(found.rows) == MOST_ROWS:
            raise Refused(TOO_MANY)
        formulas = {k for k, place in columns.items() if (number, sheet.first_column + place) in sheet.formulas}
        found.rows.append(Row(number, said, frozenset(formulas)))
    return found


def _columns(headings: Sequence[str]) -> dict[str, int]:
    """Where each column stands, when the row is a heading: one that names the measure, and one more of ours."""
    columns: dict[str, int] = {}
    for place, heading in enumerate(headings):
        for key, spellings in SPELLINGS.items():
            if squeezed(heading) in spellings:
                columns.setdefault(key, place)
    return columns if "title" in columns and len(columns) > 1 else {}


def _text(cell: Any) -> str:
    """A cell as text: whole numbers without their decimals, as spreadsheets give them."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return in_cell(str("" if cell is None else cell)[:LONGEST])


def in_cell(text: str) -> str:
    """The text as a cell holds it, so that what went out compares with what comes back.

    >>> in_cell(" one\\x07\\r\\ntwo ")
    'one\\ntwo'
    """
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def name_key(title: str) -> str:
    """A measure's name as it is compared: spaces and capitals make no other measure.

    >>> name_key(" People  waiting") == name_key("people waiting")
    True
    """
    return " ".join(in_cell(title).split()).casefold()


def in_words(told: Mapping[str, Any], titles: Mapping[str, str]) -> dict[str, str]:
    """What is said of a measure as its cells say it; statements by their titles, or by their slug where there is none.

    >>> in_words({"unit": "%", "better": "", "statements": ["b", "a"]}, {"a": "Assessing needs", "b": "Governance"})
    {'unit': '%', 'better': 'Neither', 'statements': 'Assessing needs; Governance'}
    """
    cells = {}
    for key, value in told.items():
        if key == "better":
            cells[key] = BETTER[value]
        elif key == "statements":
            ordered = [slug for slug in titles if slug in value] + sorted(set(value) - set(titles))
            cells[key] = BETWEEN.join(titles.get(slug, slug) for slug in ordered)
        else:
            text = in_cell(str(value))
            cells[key] = " ".join(text.split()) if key in ON_ONE_LINE else text
    return cells


def _in_our_words(sentence: str) -> str:
    """What the reader of published files says, for somebody who made the spreadsheet themselves."""
    if NOTHING in sentence:
        return sentence
    if sentence in {workbooks.DAMAGED, inspection.TRUNCATED}:
        return DAMAGED
    if sentence in {workbooks.LOCKED, TOO_MUCH, TOO_SLOW} or sentence.startswith(("Line ", "A quotation mark ")):
        return f"{sentence} {NOTHING}"
    return NOT_A_SHEET
