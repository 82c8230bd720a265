"""Which place a file means: councils by old and new codes, and everything else by its kind. Pure.

Statistical codes are reissued (Barnsley E08000016 became E08000038), councils are recoded when they become unitary, and
some are split or merged. A place is known here by one key that does not change with them: for a council, region or
England the statistical code this project's list uses; for other areas their kind and code. Cumbria and its two
successors stay three places: nobody's figures are carried over to somebody else.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assurance.ascof.rows import COMBINED, COUNCIL, COUNCIL_TYPE, ENGLAND, REGION, Area, Figure, Series

FOLDER = Path(__file__).resolve().parent.parent.parent / "fixtures" / "councils"
ENGLAND_KEY = "E92000001"
# Names and codes of council types as the files print them. D (district) stands in some tables without any figure.
COUNCIL_TYPES = {
    "S": "Shire Counties", "U": "Unitary Authorities", "M": "Metropolitan Districts", "I": "Inner London",
    "O": "Outer London", "D": "District",
}  # fmt: skip
# Regions by their code in ASCOF tables; 3001 to 3009 in the file of 2014-15 are told apart by their statistical code.
REGIONS = {
    "NE": "E12000001", "NW": "E12000002", "YH": "E12000003", "EM": "E12000004", "WM": "E12000005",
    "E": "E12000006", "L": "E12000007", "SE": "E12000008", "SW": "E12000009",
}  # fmt: skip
# Councils that publish together, as the files print them; any other combination is an area nobody knows.
TOGETHER = ("Cornwall and Isles of Scilly",)
# Recoded with the same borders, so the same council; the others in the list of historical councils are not.
SAME_COUNCIL = frozenset({"E10000002", "E10000023", "E10000027"})  # Buckinghamshire, North Yorkshire, Somerset


@dataclass(frozen=True)
class Place:
    """A place with figures. `until` is the last day of one that is no more; `successors` says what came after it."""

    key: str
    name: str
    kind: str
    until: str = ""
    successors: str = ""


class Places:
    """Every place that can be told, and the way to it from what a file prints."""

    def __init__(self, councils: Iterable[Mapping[str, str]], historical: Iterable[Mapping[str, str]]) -> None:
        self._by_gss: dict[str, Place] = {ENGLAND_KEY: Place(ENGLAND_KEY, "England", ENGLAND)}
        self._by_cassr: dict[str, list[Place]] = {}
        self._by_name: dict[str, list[Place]] = {}
        for row in councils:
            self._add_council(row)
            region = Place(row["region_gss"], row["region"], REGION)
            self._by_gss.setdefault(region.key, region)
        for row in historical:
            self._add_historical(row)

    def _add_council(self, row: Mapping[str, str]) -> None:
        place = Place(row["gss_code"], row["name"], COUNCIL)
        for code in (row["gss_code"], row["gss_code_newer"]):
            if code:
                self._by_gss[code] = place
        self._by_cassr.setdefault(row["cassr_code"], []).append(place)
        names = [row["name"], row["ascof_2024_25_name"], row["official_name"], *row["name_variants"].split("|")]
        for name in {plain(name) for name in names if name}:
            self._by_name.setdefault(name, []).append(place)

    def _add_historical(self, row: Mapping[str, str]) -> None:
        code = row["gss_code"]
        if code in SAME_COUNCIL:
            successor = re.match(r"E\d{8}", row["successor"])
            assert successor is not None, row
            self._by_gss[code] = self._by_gss[successor[0]]
            return
        place = Place(code, row["name"], COUNCIL, row["abolished"], row["successor"])
        self._by_gss[code] = place
        self._by_cassr.setdefault(row["cassr_code"], []).append(place)
        self._by_name.setdefault(plain(row["name"]), []).append(place)

    @property
    def councils(self) -> list[Place]:
        """Every council once, those of today and those that are no more."""
        return list({place.key: place for place in self._by_gss.values() if place.kind == COUNCIL}.values())

    @property
    def aggregates(self) -> list[Place]:
        """England, the regions, the council types and councils that publish together."""
        types = [Place(f"type:{code}", name, COUNCIL_TYPE) for code, name in COUNCIL_TYPES.items()]
        together = [Place(f"combined:{plain(name)}", name, COMBINED) for name in TOGETHER]
        return [*(place for place in self._by_gss.values() if place.kind in {ENGLAND, REGION}), *types, *together]

    def find(self, area: Area) -> Place | None:
        """The place a file means; None when it can't be told.

        The statistical code decides; without one, the social care code where only one council ever had it (809 was
        two), then the name.
        """
        if area.kind == COUNCIL_TYPE:
            return self._council_type(area)
        if area.kind == COMBINED:
            return Place(f"combined:{plain(area.name)}", area.name, COMBINED)
        if area.kind == ENGLAND:
            return self._by_gss[ENGLAND_KEY]
        if area.kind == REGION:
            return self._by_gss.get(area.gss) or self._by_gss.get(REGIONS.get(area.code.upper(), ""))
        if area.gss:
            found = self._by_gss.get(area.gss)
            return found if found is not None and found.kind == COUNCIL else None
        for candidates in (self._by_cassr.get(area.code, []), self._by_name.get(plain(area.name), [])):
            if len(candidates) == 1:
                return candidates[0]
        return None

    def of(self, figure: Figure) -> Place | None:
        """The place a figure is for, which its year has a say in.

        The workbook of 2024-25 prints figures of 2023-24 and 2024-25 beside Dorset County, which ended in March 2019
        (4B, 6A and 6B only there, the surveys there and beside Dorset). A figure for a year after a council's end is
        its successor's who took over the same social care code. Cells without a figure stay where they stand.
        """
        place = self.find(figure.area)
        if (
            place is None
            or not place.until
            or figure.value is None
            or not _begins_after(figure.series.year, place.until)
        ):
            return place
        heirs = [other for other in self._by_cassr.get(figure.area.code, []) if not other.until]
        return heirs[0] if len(heirs) == 1 else place

    @staticmethod
    def _council_type(area: Area) -> Place | None:
        for code, name in COUNCIL_TYPES.items():
            if area.code.upper() == code or plain(area.name) == plain(name):
                return Place(f"type:{code}", name, COUNCIL_TYPE)
        return None


def _begins_after(year: str, day: str) -> bool:
    """Whether a financial year, from April on, begins after a day."""
    return f"{year[:4]}-04-01" > day


def settled(figures: Iterable[Figure], known: Places) -> tuple[dict[tuple[Series, str], Figure], list[Figure]]:
    """One figure for each series and place, and those that say something else about it and so can't be taken.

    Where two rows speak of one place (Dorset, above), the row that prints the place's own code comes first; one that
    says the same is passed over, and so is one without a figure beside one that has it.
    """
    held: dict[tuple[Series, str], Figure] = {}
    against: list[Figure] = []
    places_of: dict[Area, Place | None] = {}
    late: list[tuple[Figure, str]] = []
    for figure in figures:
        area = figure.area
        try:
            place = places_of[area]
        except KeyError:
            place = places_of[area] = known.find(area)
        if place is None:
            continue
        if place.until:  # the year has a say in it
            heir = known.of(figure)
            if heir is not None and heir != place:
                late.append((figure, heir.key))
                continue
        if held.setdefault((figure.series, place.key), figure) is not figure:
            late.append((figure, place.key))
    for figure, place_key in late:
        before = held.get((figure.series, place_key))
        if before is None or (before.value is None and figure.value is not None):
            held[figure.series, place_key] = figure
        elif figure.value is not None and figure.value != before.value:
            against.append(figure)
    return held, against


def plain(name: str) -> str:
    """A name as it is compared.

    >>> plain("Telford & Wrekin"), plain("St. Helens"), plain("Bristol, City of")
    ('telford and wrekin', 'st helens', 'bristol city of')
    """
    return " ".join(re.sub(r"[^a-z ]", " ", name.casefold().replace("&", " and ").replace(".", "")).split())


@cache
def places(folder: Path = FOLDER) -> Places:
    """The places of fixtures/councils."""
    return Places(_rows(folder / "councils.csv"), _rows(folder / "councils_historical.csv"))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
