"""Who a council is compared with: its region, its council type and the open lists of statistical neighbours. Pure.

ONS's lists come from fixtures/councils/neighbours. A council's own list is read from a spreadsheet here too: codes or
names, in order or with a rank, and what could not be read is told by its row.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assurance.ascof.places import COUNCIL_TYPES, Place, places
from assurance.ascof.rows import COUNCIL, Area

FOLDER = Path(__file__).resolve().parent.parent / "fixtures" / "councils"
GLOBAL, DEMOGRAPHIC, ECONOMIC = "ons-global", "ons-demographic", "ons-economic"
ONS = "Office for National Statistics, March 2026"
MOST_NEIGHBOURS = 60  # no published list of neighbours is as long
_GSS = re.compile(r"[EX]\d{8}")


@dataclass(frozen=True)
class OpenList:
    """One of ONS's lists: what it is called wherever it is used, and what makes councils alike in it."""

    slug: str
    name: str
    about: str
    source: str = ONS


OPEN_LISTS = (
    OpenList(GLOBAL, "ONS global list", "people, homes, health, work and the economy together"),
    OpenList(DEMOGRAPHIC, "ONS demographic list", "age, families, ethnicity and how people live"),
    OpenList(ECONOMIC, "ONS economic list", "work, pay, skills and what the area produces"),
)


@dataclass(frozen=True)
class Setting:
    """Where a council belongs: keys of its region and council type among the areas, and when it began, if known."""

    region: str = ""
    region_name: str = ""
    council_type: str = ""
    type_name: str = ""
    began_on: str = ""


def setting_of(code: str) -> Setting:
    """The setting of a council by its statistical code; an empty one for a council that is not in the list."""
    return settings_by_code().get(code, Setting())


@cache
def settings_by_code(folder: Path = FOLDER) -> Mapping[str, Setting]:
    """Every council's setting."""
    by_name = {name: code for code, name in COUNCIL_TYPES.items()}
    found = {}
    for row in _rows(folder / "councils.csv"):
        code = by_name.get(row["ascof_council_type"], row["ascof_council_type"])
        named = COUNCIL_TYPES.get(code, "")
        found[row["gss_code"]] = Setting(
            row["region_gss"], row["region"], f"type:{code}" if named else "", named, row["start_date"]
        )
    return found


def open_neighbours(slug: str, code: str) -> tuple[str, ...]:
    """The neighbours of a council on one of ONS's lists, the most alike first; none for a council that isn't on it."""
    return _open_list(slug).get(code, ())


@cache
def _open_list(slug: str, folder: Path = FOLDER) -> Mapping[str, tuple[str, ...]]:
    ranked: dict[str, list[tuple[int, str]]] = {}
    for row in _rows(folder / "neighbours" / f"{slug}.csv"):
        ranked.setdefault(row["gss_code"], []).append((int(row["rank"]), row["neighbour_gss_code"]))
    return {code: tuple(other for _, other in sorted(listed)) for code, listed in ranked.items()}


def existed(period: str, *, began_on: str, ended_on: str) -> bool:
    """Whether a council existed in a financial year. One that ended or began within the year did.

    >>> existed("2024-25", began_on="", ended_on="2023-03-31"), existed("2022-23", began_on="2023-04-01", ended_on="")
    (False, False)
    """
    if len(period) != 7:
        return True
    first, last = f"{period[:4]}-04-01", f"{int(period[:4]) + 1}-03-31"
    return not (ended_on and ended_on < first) and not (began_on and began_on > last)


# --- A council's own list --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ReadList:
    """What a spreadsheet of neighbours came to: the places in order, and what is wrong, each with its row from 1."""

    neighbours: tuple[Place, ...]
    problems: tuple[str, ...]


def read_list(rows: Sequence[tuple[int, Sequence[Any]]], own: str) -> ReadList:
    """The neighbours in rows of cells, each with its number; `own` is the council they are neighbours of.

    With headings, the columns are found by them; without, the first cell with a code or name is taken and the rows are
    in order. A rank that stands there decides the order.
    """
    table = [(number, [_text(cell) for cell in row]) for number, row in rows if any(_text(cell) for cell in row)]
    if not table:
        return ReadList((), ("The file is empty. It needs one row for each neighbour.",))
    columns = _columns(table[0][1])
    if columns:
        table = table[1:]
    found: list[tuple[float, Place]] = []
    problems: list[str] = []
    for order, (number, cells) in enumerate(table):
        said = _named(cells, columns)
        place = _place(said)
        rank = _rank(cells, columns)
        if not any(said):
            problems.append(f"Row {number}: there is neither a code nor a name.")
        elif place is None:
            problems.append(f"Row {number}: “{next(filter(None, said))}” is not a council we know.")
        elif place.key == own:
            problems.append(f"Row {number}: {place.name} is the council itself.")
        elif place.until:
            problems.append(f"Row {number}: {place.name} is no more. It was followed by {place.successors}.")
        elif any(place == other for _, other in found):
            problems.append(f"Row {number}: {place.name} stands in the list twice.")
        elif rank is None and "rank" in columns:
            problems.append(
                f"Row {number}: “{cells[columns['rank']] if columns['rank'] < len(cells) else ''}” is no rank."
            )
        else:
            found.append((order if rank is None else rank, place))
    if "rank" in columns and len({rank for rank, _ in found}) < len(found):
        problems.append("Two neighbours have the same rank. Give each one its own.")
    if len(found) > MOST_NEIGHBOURS:
        problems.append(f"The list has {len(found)} neighbours. At most {MOST_NEIGHBOURS} can be used.")
    if not table:
        problems.append("There is a heading and nothing below it.")
    return ReadList(tuple(place for _, place in sorted(found, key=lambda one: one[0])), tuple(problems))


def places_named(codes: Sequence[str]) -> tuple[Place, ...]:
    """The councils of today with these codes, in their order; others are passed over."""
    known = {place.key: place for place in places().councils if not place.until}
    return tuple(known[code] for code in codes if code in known)


def _columns(cells: Sequence[str]) -> dict[str, int]:
    """Where rank, code and name stand, by the words of a heading; nothing when the row is none."""
    found: dict[str, int] = {}
    for column, cell in enumerate(cells):
        words = re.sub(r"[^a-z ]", " ", cell.casefold()).split()
        if "rank" in words or words in (["no"], ["number"], ["position"]):
            found.setdefault("rank", column)
        elif "code" in words or "gss" in words or "ons" in words:
            found.setdefault("code", column)
        elif {"name", "authority", "council", "neighbour", "area"} & set(words) and _place([cell]) is None:
            found.setdefault("name", column)
    return found if "code" in found or "name" in found else {}


def _named(cells: Sequence[str], columns: Mapping[str, int]) -> list[str]:
    """What a row says about the place: its code and its name as far as they stand there."""
    if columns:
        return [
            cells[columns[key]] if key in columns and columns[key] < len(cells) else "" for key in ("code", "name")
        ]
    words = [cell for cell in cells if re.search(r"[A-Za-z]", cell)]
    return [next((cell for cell in words if _GSS.fullmatch(cell.upper())), ""), *words[:1]]


def _place(said: Sequence[str]) -> Place | None:
    for text in filter(None, said):
        code = text.upper()
        area = Area("", code, "", COUNCIL) if _GSS.fullmatch(code) else Area(code, "", text, COUNCIL)
        found = places().find(area)
        if found is not None:
            return found
    return None


def _rank(cells: Sequence[str], columns: Mapping[str, int]) -> float | None:
    if "rank" not in columns or columns["rank"] >= len(cells):
        return None
    try:
        return float(cells[columns["rank"]])
    except ValueError:
        return None


def _text(cell: Any) -> str:
    """A cell as text: whole numbers without their decimals, as spreadsheets give them."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
