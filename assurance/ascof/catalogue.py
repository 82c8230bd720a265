"""The measures of both frameworks, from fixtures/ascof, and the one way to find a measure by the code a file prints.

From 2023-24 most codes mean something else than before, so a measure is known by (framework, code). Files spell a code
in several ways (2A(1), 2A1, 2A(1)_1415); tables print it as 2A(1), and so do we. Pure.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent.parent / "fixtures" / "ascof"
BEFORE, SINCE = "ascof-2014", "ascof-2023"  # the two frameworks; the second began with 2023-24
FIRST_YEAR_SINCE = "2023-24"
YEAR = re.compile(r"(?<!\d)(?P<from>20\d\d)[\s-]*(?:-|–|/|to|_)[\s-]*(?:20)?(?P<to>\d\d)(?!\d)", re.ASCII)

# The ending of a measure's code for each disaggregation, as the open data files print it (1I11864 is 1I1 and 1864).
DISAGGREGATIONS = {
    "total": "Total", "": "Total", "all": "Total",
    "male": "Male", "female": "Female",
    "18to64": "18-64", "65andover": "65 and over", "64andunder": "64 and under", "65to84": "65-84",
    "65to74": "65-74", "75to84": "75-84", "85andover": "85 and over",
}  # fmt: skip
ENDINGS = {
    "Total": "", "Male": "M", "Female": "F", "18-64": "1864", "65 and over": "65OV", "64 and under": "64U",
    "65-84": "6584", "65-74": "6574", "75-84": "7584", "85 and over": "85OV",
}  # fmt: skip


@dataclass(frozen=True)
class Measure:
    """One measure of one framework. `series` is the same for a measure under its old and its new code."""

    framework: str
    code: str
    title: str
    unit: str
    decimals: int
    better: str  # "higher", "lower", or "" where neither is
    use: str  # "headline", "context" (never called good or bad) or "part" (of another measure)
    collection: str
    objective: str
    since: str
    until: str
    part_of: str
    other_codes: tuple[str, ...]
    series: str
    caveat: str
    source: str


@dataclass(frozen=True)
class Break:
    """A year from which a series is not what it was. `kind`: break, gap, caution, start or stop."""

    series: str
    year: str
    kind: str
    reason: str
    source: str


@dataclass(frozen=True)
class Mapping:
    """A statement a measure speaks to. `basis` is "cqc" where the regulator names it, "ours" where we read it so."""

    series: str
    statement: str
    basis: str
    because: str


@dataclass(frozen=True)
class Catalogue:
    """Every measure, findable by framework and code however spelt."""

    measures: tuple[Measure, ...]
    breaks: tuple[Break, ...]
    mappings: tuple[Mapping, ...]
    by_code: dict[tuple[str, str], Measure]

    def find(self, framework: str, code: str) -> Measure | None:
        """The measure a framework means by a code, however the file spells it; None when it knows no such code."""
        key = spelt(code)
        return self.by_code.get((framework, key)) or self.by_code.get((framework, re.sub(r"_\d{4}$", "", key)))

    def find_with_ending(self, framework: str, code: str, disaggregation: str) -> Measure | None:
        """The measure, when the code carries its disaggregation as an ending: 1I11864 with 18-64 is 1I(1)."""
        key, ending = spelt(code), ENDINGS.get(disaggregation)
        if ending is not None:
            return self.find(framework, key.removesuffix(ending))
        whole = [known for known in (key[:end] for end in range(len(key), 1, -1)) if self.find(framework, known)]
        return self.find(framework, whole[0]) if whole else None


def spelt(code: str) -> str:
    """A code without what differs between files: 3D(1a), 3D1A and "3d (1a)" are one.

    >>> spelt("3d(1a)"), spelt(" 2A(1)_1415"), spelt("6b Not yet rated")
    ('3D1A', '2A1_1415', '6BNOTYETRATED')
    """
    return re.sub(r"[()\s]", "", code).upper()


def framework_of(year: str) -> str:
    """The framework whose codes a year's files use."""
    return SINCE if year >= FIRST_YEAR_SINCE else BEFORE


def year_in(text: str) -> str:
    """A financial year in a text, as 2024-25; nothing when there is none or it is no pair of years on end.

    >>> year_in("2024 to 2025 - outcome"), year_in("2024/25"), year_in("1 Apr 24 - 31 Mar 25"), year_in("2015 to 2025")
    ('2024-25', '2024-25', '2024-25', '')
    """
    found = YEAR.search(text)
    if found is None:
        short = re.search(r"\bApr(?:il)? (?:20)?(\d\d)\s*(?:-|–|to)\s*31 Mar(?:ch)? (?:20)?(\d\d)\b", text)
        if short is None:
            return ""
        start, end = 2000 + int(short[1]), int(short[2])
    else:
        start, end = int(found["from"]), int(found["to"])
    return f"{start}-{end:02d}" if (start + 1) % 100 == end else ""


def likely_year(filename: str) -> str:
    """The year a published file's name speaks of: a suggestion to confirm, never taken by itself.

    The names differ: 2017-18, 1819 and 2021 (which is 2020-21), never more than one pair.

    >>> likely_year("meas-from-asc-of-eng-1819-open-data-csv-v2.csv"), likely_year("ascof_2017-18.csv.gz")
    ('2018-19', '2017-18')
    >>> likely_year("meas-from-asc-of-17-18-open-data.csv"), likely_year("figures.csv")
    ('2017-18', '')
    """
    if whole := year_in(filename):
        return whole
    pairs = {
        (int(a), int(b))
        for a, b in re.findall(r"(?<!\d)(\d\d)[-_]?(\d\d)(?!\d)", filename)
        if int(a) + 1 == int(b) and 10 <= int(a) <= 60
    }
    return "20{:02d}-{:02d}".format(*pairs.pop()) if len(pairs) == 1 else ""


def disaggregation_of(text: str) -> str:
    """A disaggregation in the words of the open data files; one we don't know keeps its own words.

    >>> disaggregation_of("18 to 64"), disaggregation_of("65+"), disaggregation_of(" ")
    ('18-64', '65 and over', 'Total')
    """
    key = re.sub(r"^aged?\b", "", text.strip().casefold())
    key = re.sub(r"[\s–-]+", " ", key).replace("+", " and over").replace("above", "over")
    key = re.sub(r"(?<=\d) (?=\d)", "to", key).replace(" ", "")
    return DISAGGREGATIONS.get(key, " ".join(text.split()))


@cache
def catalogue(folder: Path = FOLDER) -> Catalogue:
    """The catalogue as reviewed in fixtures/ascof."""
    measures = tuple(
        Measure(
            **{
                **row,
                "decimals": int(row["decimals"]),
                "other_codes": tuple(filter(None, row["other_codes"].split("|"))),
            }
        )
        for row in _rows(folder / "measures.csv")
    )
    by_code: dict[tuple[str, str], Measure] = {}
    for measure in measures:
        for code in (measure.code, *measure.other_codes):
            by_code[measure.framework, spelt(code)] = measure
    return Catalogue(
        measures=measures,
        breaks=tuple(Break(**row) for row in _rows(folder / "breaks.csv")),
        mappings=tuple(Mapping(**row) for row in _rows(folder / "statements.csv")),
        by_code=by_code,
    )


def _rows(path: Path) -> list[dict]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
