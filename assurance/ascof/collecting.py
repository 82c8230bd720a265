"""Gathering figures while a file is read, so that every cell is accounted for once. Pure."""

import dataclasses
import re
from collections.abc import Iterable
from typing import Any

from assurance.ascof.catalogue import Catalogue, Measure
from assurance.ascof.cells import Said, said, shortened
from assurance.ascof.reading import Sheet
from assurance.ascof.rows import (
    BASE,
    COMBINED,
    COUNCIL,
    COUNCIL_TYPE,
    DENOMINATOR,
    ENGLAND,
    MARGIN,
    NUMERATOR,
    OUTCOME,
    REGION,
    RESPONDENTS,
    Area,
    Figure,
    Rejection,
    Remark,
    Series,
)
from assurance.bounded import Refused

MOST_FIGURES = 600_000  # the largest published file has 83,500
MOST_REJECTIONS = 10_000
LEVELS = {
    "council": COUNCIL, "localauthority": COUNCIL, "cassr": COUNCIL, "la": COUNCIL,
    "region": REGION, "regional": REGION, "regions": REGION,
    "counciltype": COUNCIL_TYPE, "councilgroup": COUNCIL_TYPE, "localauthoritytype": COUNCIL_TYPE,
    "england": ENGLAND, "national": ENGLAND, "country": ENGLAND,
}  # fmt: skip
TYPES = {
    "outcome": OUTCOME, "numerator": NUMERATOR, "denominator": DENOMINATOR, "base": BASE,
    "marginoferror": MARGIN, "numberofrespondents": RESPONDENTS, "respondents": RESPONDENTS,
}  # fmt: skip
COUNCIL_TYPES = frozenset("SUMIOD")
# For files whose codes say nothing: what is called so is never a council.
CALLED = {
    **dict.fromkeys(
        ["shire counties", "unitary authorities", "metropolitan districts", "inner london", "outer london"],
        COUNCIL_TYPE,
    ),
    **dict.fromkeys(
        ["east midlands", "eastern", "east of england", "london", "north east", "north west", "south east",
         "south west", "west midlands", "yorkshire and the humber"], REGION
    ),
    "england": ENGLAND,
}  # fmt: skip
REGIONS = frozenset(["EM", "E", "L", "NE", "NW", "SE", "SW", "WM", "YH", *map(str, range(3001, 3010))])
GSS = re.compile(r"[EWSN]\d{7,8}")  # 2024-25's own sample prints one digit too few
INVENTED = re.compile(r"X\d{8}")  # the code of a council invented for demonstration
NO_AREA = "This row names no area we can tell."
INVENTED_AREA = (
    "This row is about an invented council. Its figures don’t come by published files, so none was taken from here."
)
GSS_KINDS = {"E92": ENGLAND, "E12": REGION, "E06": COUNCIL, "E08": COUNCIL, "E09": COUNCIL, "E10": COUNCIL}


class Collector:
    """What has been read so far. `decimals` only for workbooks, whose cells hold more digits than are published."""

    def __init__(self, catalogue: Catalogue, form: str) -> None:
        self.catalogue = catalogue
        self.rounds = form == "workbook"
        self.figures: list[Figure] = []
        self.rejections: list[Rejection] = []
        self.remarks: list[Remark] = []
        self.other_sheets: list[str] = []
        self.unknown: dict[str, Rejection] = {}
        self.years: set[str] = set()
        self.rows_met: set[tuple[Area, str, str]] = set()  # area, disaggregation and measure of a wide table's row
        self._said: dict[int | None, dict[Any, Said]] = {}
        self._areas: dict[tuple, Area | None] = {}

    def reader(self, measure: Measure) -> dict[Any, Said]:
        """What cells of a measure say, for those met so far; `read` adds to it."""
        return self._said.setdefault(measure.decimals if self.rounds else None, {})

    def read(self, measure: Measure, cell: Any) -> Said:
        """What a cell says, remembered for the next like it; raises NotAFigure with the sentence why not."""
        known = self.reader(measure)
        try:
            return known[cell]
        except KeyError:
            known[cell] = answer = said(cell, measure.decimals if self.rounds else None)
            return answer

    def area(self, code: Any, gss: Any, name: Any, level: Any) -> Area | None:
        """The place a row speaks of, the same object each time; None when it names none."""
        key = (code, gss, name, level)
        try:
            return self._areas[key]
        except KeyError:
            self._areas[key] = found = area_of(*key)
            return found

    def series(self, year: str, measure: Measure, disaggregation: str, kind: str) -> Series:
        """A series of figures; its year is noted as one the file speaks of."""
        self.years.add(year)
        return Series(year, measure.framework, measure.code, disaggregation, kind)

    def reject(self, sheet: Sheet, row: int, column: int, printed: Any, why: str, cells: int = 1) -> None:
        """Note cells that could not be taken."""
        self.rejections.append(Rejection(sheet.name, row, column, shortened(str(printed)), why, cells))
        if len(self.rejections) > MOST_REJECTIONS:
            raise Refused(
                f"More than {MOST_REJECTIONS:,} places in this file can't be read. "
                f"The first: {self.rejections[0]} The last: {self.rejections[-1]}"
            )

    def note_unknown(self, sheet: Sheet, row: int, code: str, cells: int) -> None:
        """Count cells of a measure that the framework does not know: one rejection for all of them."""
        before = self.unknown.get(code)
        if before is None:
            if len(self.unknown) >= MOST_REJECTIONS:
                raise Refused("The file names thousands of measures that the framework does not know.")
            why = f"“{shortened(code)}” is no measure of this framework that we know."
            before = Rejection(sheet.name, row, 0, shortened(code), why, 0)
        self.unknown[code] = dataclasses.replace(before, cells=before.cells + cells)

    def check_room(self) -> None:
        """Stop at more figures than any published file has."""
        if len(self.figures) > MOST_FIGURES:
            raise Refused(f"The file holds more than {MOST_FIGURES:,} figures, more than any published file.")


def why_no_area(cells: Iterable[Any]) -> str:
    """Why a row's place can't be told.

    >>> why_no_area(["", "Northmoor", "X99000001"]) == INVENTED_AREA, why_no_area(["", "Narnia", ""]) == NO_AREA
    (True, True)
    """
    return INVENTED_AREA if any(INVENTED.fullmatch(clean(cell)) for cell in cells) else NO_AREA


def clean(cell: Any) -> str:
    """A code or name as printed: 102.0 from a spreadsheet is 102, and the marks for nothing are nothing.

    >>> clean(102.0), clean(" [z] "), clean("Z9D4Z"), clean("-")
    ('102', '', 'Z9D4Z', '')
    """
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = " ".join(str(cell if cell is not None else "").replace("\xa0", " ").split())
    return "" if text in {"-", "–", "0", "."} or text.casefold() in {"[z]", "[x]", "null", "na", "n/a"} else text


def area_of(code: Any, gss: Any, name: Any, level: Any = "") -> Area | None:
    """The place a row speaks of, as printed, with its kind; None when it names none.

    A level that is printed decides; else the statistical code, which leaves no doubt; else the social care code. The
    code E is the East of England, never England.
    """
    code, gss, name = clean(code), clean(gss).upper(), clean(name)
    kind = LEVELS.get(re.sub(r"[^a-z]", "", str(level).casefold()), "") if level else ""
    if not name and not gss:
        return None
    if not kind and GSS.fullmatch(gss):
        kind = GSS_KINDS.get(gss[:3], "")
        if not kind:
            return None
    if not kind:
        kind = _kind_by_code(code, name)
    if gss and not GSS.fullmatch(gss) and kind != COUNCIL_TYPE:
        return None
    return Area(code, gss, name, kind) if kind else None


def _kind_by_code(code: str, name: str) -> str:
    if code.casefold() in {"england", "1001"}:
        return ENGLAND
    if name.casefold() in CALLED:
        return CALLED[name.casefold()]
    if code.upper() in COUNCIL_TYPES and len(name) > 3:
        # E, L and the like are regions; S, U, M, I, O and D are types of council.
        return COUNCIL_TYPE
    if code.upper() in REGIONS:
        return REGION
    if not code:
        return COMBINED
    return COUNCIL if re.fullmatch(r"\d{3}|[A-Z0-9]{5}", code) else ""


def type_of(text: str) -> str:
    """What a figure is, from a heading or a cell; nothing when it is none we know.

    >>> type_of("Margin Of Error"), type_of("Outcome (Score out of 24)"), type_of("Number of respondents")
    ('margin of error', 'outcome', 'respondents')
    """
    key = re.sub(r"[^a-z]", "", re.sub(r"\(.*\)", "", text).casefold())
    return TYPES.get(key, "")
