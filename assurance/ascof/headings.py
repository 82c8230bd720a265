"""Finding a table in a sheet by what its heading says, never by where it stands. Pure.

Headings of the same column differ from year to year: GeographicalCode, Geographical Code, Geographical code; ONS Area
Code, ONS Code, ONS area code [note 5]; Measure Value, Measure_Value. They are compared without case, spaces, marks and
notes.
"""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from assurance.ascof.catalogue import year_in

SEARCHED = 40  # rows from the top of a sheet; the headings of 2024-25 stand in rows 5 to 8
NOTE = re.compile(r"\[\s*notes?\b[^\]]*\]", re.IGNORECASE)

LONG, TIME_SERIES, DEMOGRAPHIC, LG_INFORM = "long", "time series", "demographic", "LG Inform"
COMPARABILITY, NOTES = "comparability log", "notes"

# Our word for a column, and the ways files spell it.
SPELLINGS = {
    "code": ("geographicalcode", "localauthoritycode", "lacode", "cassrcode", "councilcode", "councilcassrcode"),
    "name": ("geographicaldescription", "localauthority", "localauthorityname", "cassrname", "councilname", "area",
             "areaname", "name"),
    "level": ("geographicallevel", "areaunit", "arealevel", "geographylevel"),
    "gss": ("onsareacode", "onscode", "areacode", "gsscode", "onsarea"),
    "measure": ("ascofmeasurecode", "measurecode"),
    "group": ("measuregroup",),
    "disaggregation": ("disaggregationlevel", "disaggregation"),
    "type": ("measuretype",),
    "value": ("measurevalue",),
    "year": ("year", "financialyear", "reportingperiod", "reportingyear", "timeperiod"),
    "demographic": ("demographic",),
    "category": ("group", "demographicgroup"),
}  # fmt: skip
COLUMN = {spelling: ours for ours, spellings in SPELLINGS.items() for spelling in spellings}


class Heading(NamedTuple):
    """A table found: its shape, the place of its heading among the rows (from 0), and its columns (from 0)."""

    shape: str
    row: int
    columns: dict[str, int]
    texts: list[str]


def plain(cell: Any) -> str:
    """A heading's text on one line, without notes, no-break spaces and marks of byte order.

    >>> plain(" ONS area\\ncode [note 5] [note 6]")
    'ONS area code'
    """
    text = NOTE.sub(" ", str(cell if cell is not None else "").replace("\xa0", " ").replace("\ufeff", ""))
    return " ".join(text.split())


def squeezed(text: str) -> str:
    """A heading as it is compared: letters and digits only, in small letters.

    >>> squeezed("Measure_Value"), squeezed("ONS Area Code")
    ('measurevalue', 'onsareacode')
    """
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def find(rows: Sequence[Sequence[Any]]) -> Heading | None:
    """The table of a sheet, from its first rows; None when there is none."""
    for place, row in enumerate(rows[:SEARCHED]):
        if sum(1 for cell in row if cell not in ("", None)) < 3:
            continue
        texts = [plain(cell) for cell in row]
        heading = _recognised(place, texts, rows)
        if heading is not None:
            return heading
    return None


def _recognised(place: int, texts: list[str], rows: Sequence[Sequence[Any]]) -> Heading | None:
    keys = [squeezed(text) for text in texts]
    columns: dict[str, int] = {}
    for number, key in enumerate(keys):
        if key in COLUMN:
            columns.setdefault(COLUMN[key], number)
    if {"measure", "type", "value"} <= columns.keys():
        if "name" not in columns and "level" in columns:  # 2014-15: the column called level holds the name
            columns["name"] = columns.pop("level")
        return Heading(LONG, place, columns, texts) if {"code", "gss"} & columns.keys() else None
    if {"demographic", "category", "gss"} <= columns.keys():
        return Heading(DEMOGRAPHIC, place, columns, texts)
    if "area" in keys and "arealabel" in keys:
        columns = {"gss": keys.index("area"), "name": keys.index("arealabel")}
        if "arealonglabel" in keys:
            columns["long name"] = keys.index("arealonglabel")
        return Heading(LG_INFORM, place, columns, texts)
    if "yearofchange" in keys and any(key.startswith("descriptionofimpact") for key in keys):
        return Heading(COMPARABILITY, place, {}, texts)
    if keys[:2] == ["notenumber", "notetext"]:
        return Heading(NOTES, place, {}, texts)
    if "name" in columns and {"code", "gss"} & columns.keys():
        dated = years_of(texts, rows[place - 1] if place else ())
        if any(dated[number] for number in range(len(texts)) if number not in columns.values()):
            return Heading(TIME_SERIES, place, columns, texts)
    return None


def years_of(texts: Sequence[str], above: Sequence[Any]) -> list[str]:
    """The year of each column: from its own heading, or from a merged heading above that reaches over several."""
    years, carried = [], ""
    for number, text in enumerate(texts):
        over = plain(above[number]) if number < len(above) else ""
        if over:
            carried = year_in(over)
        years.append(year_in(text) or carried)
    return years
