"""Rows of a spreadsheet into references with what is said of each, and everything that could not be taken. Pure.

Local IDs become references here. What is taken is attributes' values only; a cell that is none of these is counted, and
told in its own words only where it can name nobody. No identifier is ever told: only its kind, row and column.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assurance import identifiers
from assurance.bounded_child import Refused
from casetracking.cld.references import hashed, written
from casetracking.cld.signs import read_reference
from casetracking.sheet import headings
from casetracking.sheet.headings import ASK, KEYS, LEFT_OUT, LOCAL_ID, REFERENCE, Column
from casetracking.sheet.values import Attribute, Said

MOST_ROWS, MOST_COLUMNS = 100_000, 150
LOOKED_FOR_HEADINGS = 20  # rows
LOOKED_AT = 300  # cells of a column, to see what it holds
MOST_PROBLEMS = 200
MOST_READ = 50_000  # different cells whose meaning is remembered
ENOUGH, MOST_VALUES = 5, 20  # as for Client Level Data: see casetracking/cld/unmapped.py
LONGEST_HEADING = 80

EMPTY = "The file has no rows under its headings, so there is nothing to take from it."
NO_HEADINGS = (
    "We could not find a row of headings in the file: a row with a word over each column, above the first person. Put "
    "one there, or start from our template."
)
PEOPLE_AS_HEADINGS = (
    "Row {row} should hold the headings, but cell {cell} looks like it holds {kind}. Put a row of headings above the "
    "first person."
)
TOO_MANY = "The sheet has more than {most:,} {what}. Save only what is needed in a new file."
IDENTIFIERS_AS_KEY = (
    "Column {letters} is to tell who each person is, but it looks like it holds {kinds}. Use the number your own "
    "system gives each person, or our reference. Nothing else leads back to them safely."
)
WORDS_AS_KEY = (
    "Column {letters} is to tell who each person is, but most of its cells hold no digit, so they may be names. Use "
    "the number your own system gives each person, or our reference."
)
TWICE = "Columns {first} and {second} can’t both mean the same. Leave one of them out."
BIRTHS = "Column {letters} looks like it holds {kinds} by its heading, so it can’t be taken. Leave it out."
NO_KEY = "No column tells who each person is. Say which one holds our reference, or the number in your own system."
NOTHING_SAID = "No column says anything about people. Say what at least one of them means."


@dataclass
class Table:
    """A sheet: where its headings stand, and its rows with their numbers, as text."""

    first_column: int
    heading_row: int
    headings: list[str]
    rows: list[tuple[int, list[str]]]


@dataclass
class Taken:
    """What a sheet says: (row, reference, whether it was typed, values by slug), and what could not be taken.

    `problems` are [what, row, letters, kind or other row]; `counts` all of them by what. `unknown` are values not
    understood by column: [letters, rows, [[words, rows], ...], first rows]. `left_out` are columns with the kinds of
    identifiers they seem to hold.
    """

    rows: list[tuple[int, str, bool, dict[str, Any]]] = field(default_factory=list)
    problems: list[list] = field(default_factory=list)
    counts: Counter = field(default_factory=Counter)
    unknown: list[list] = field(default_factory=list)
    left_out: list[list] = field(default_factory=list)

    def note(self, what: str, row: int, letters: str = "", more: str | int = "") -> None:
        """Count a problem, and keep where it is while there are not too many."""
        self.counts[what] += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append([what, row, letters, more])


def text_of(cell: Any) -> str:
    """A cell as a person reads it: 4012 and not 4012.0."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else str(cell)
    return "" if cell is None else str(cell).strip().removeprefix("'")


def table_of(sheets: Iterable[tuple[int, int, list[list]]], titles: Mapping[str, str]) -> Table:
    """The sheet and the row whose cells are most like headings; `sheets` are (first row, first column, rows)."""
    best: tuple[int, Table] | None = None
    for first_row, first_column, raw in sheets:
        rows = [(first_row + n, [text_of(cell) for cell in row]) for n, row in enumerate(raw)]
        rows = [(number, cells) for number, cells in rows if any(cells)]
        for place, (number, cells) in enumerate(rows[:LOOKED_FOR_HEADINGS]):
            if sum(map(bool, cells)) < 2:
                continue
            known = sum(headings.meaning_of(cell, titles) is not ASK for cell in cells if cell)
            if best is None or known > best[0]:
                best = known, Table(first_column, number, cells, rows[place + 1 :])
    if best is None:
        raise Refused(NO_HEADINGS)
    table = best[1]
    if not table.rows:
        raise Refused(EMPTY)
    if len(table.rows) > MOST_ROWS:
        raise Refused(TOO_MANY.format(most=MOST_ROWS, what="rows"))
    if len(table.headings) > MOST_COLUMNS:
        raise Refused(TOO_MANY.format(most=MOST_COLUMNS, what="columns"))
    return table


def columns_of(
    table: Table, titles: Mapping[str, str], remembered: Mapping[str, str], told: Mapping[str, str] | None, key: bytes
) -> list[Column]:
    """The columns with what each means: as it was told now, else as it was told before, else as its heading says."""
    meanings = {*titles.values(), *KEYS, LEFT_OUT}
    found = []
    counted: Counter[str] = Counter()
    for place, heading in enumerate(table.headings):
        letters = headings.letters_of(table.first_column - 1 + place)
        for finding in identifiers.find(heading):
            cell = f"{letters}{table.heading_row}"
            kind = f"a {finding.kind.label}".replace("a N", "an N")
            raise Refused(PEOPLE_AS_HEADINGS.format(row=table.heading_row, cell=cell, kind=kind))
        counted[headings.plain(heading)] += 1
        mark = headings.mark_of(heading, counted[headings.plain(heading)], key)
        means = remembered.get(mark, headings.meaning_of(heading, titles)) if heading else LEFT_OUT
        means = (told or {}).get(mark, means)
        found.append(Column(place, letters, heading[:LONGEST_HEADING], mark, means if means in meanings else ASK))
    return found


def check_columns(columns: Sequence[Column]) -> str:
    """Why the columns can't be taken as they are, in a sentence or as "ask"; empty where they can."""
    if any(one.means is ASK for one in columns):
        return "ask"
    by_meaning: dict[str, Column] = {}
    for one in columns:
        if one.means and (first := by_meaning.setdefault(one.means, one)) is not one:
            return TWICE.format(first=first.letters, second=one.letters)
    if not by_meaning.keys() & set(KEYS):
        return NO_KEY
    if not by_meaning.keys() - set(KEYS):
        return NOTHING_SAID
    return ""


def taken(table: Table, columns: Sequence[Column], attributes: Mapping[str, Attribute], key: bytes) -> Taken:
    """Everything the rows say in these columns; raises Refused where a column can't be what it is said to be."""
    by_key = {one.means: one for one in columns if one.means in KEYS}
    asked = [(one, attributes[one.means]) for one in columns if one.means and one.means in attributes]
    for one in by_key.values():
        _check_key(table, one)
    found = Taken(left_out=_left_out(table, columns))
    names = _names(table, columns)
    guard = _Guard([one for one, _ in asked])
    unknown = {one.letters: Counter[str]() for one, _ in asked}
    where: dict[str, list[int]] = {one.letters: [] for one, _ in asked}
    seen: dict[str, int] = {}
    read: dict[tuple[str, str], tuple[Said, Any]] = {}
    for (number, cells), (reference, typed) in zip(table.rows, _references(table, by_key, key, found), strict=True):
        values: dict[str, Any] = {}
        for one, attribute in asked:
            cell = cells[one.place] if one.place < len(cells) else ""
            at = (attribute.slug, cell)
            if at not in read and len(read) < MOST_READ:
                read[at] = attribute.read(cell)
            said, value = read.get(at) or attribute.read(cell)
            if said is Said.NOT_UNDERSTOOD:
                kind = guard.kind_of(one, cell)
                if kind:
                    found.note("identifier", number, one.letters, kind)
                else:
                    unknown[one.letters][cell] += 1
                    where[one.letters].append(number)
            elif said is not Said.NOTHING:
                values[attribute.slug] = value
        if not reference:
            continue
        if reference in seen:
            found.note("twice", number, "", seen[reference])
            continue
        seen[reference] = number
        found.rows.append((number, reference, typed, values))
    found.unknown = [
        [letters, sum(values.values()), _told(values, names), where[letters][:10]]
        for letters, values in unknown.items()
        if values
    ]
    return found


def _references(table: Table, by_key: Mapping[str, Column], key: bytes, found: Taken) -> list[tuple[str, bool]]:
    """Who each row is about: a reference and whether it was typed; empty where the row does not say."""
    typed_in, local_in = by_key.get(REFERENCE), by_key.get(LOCAL_ID)
    said: list[tuple[str, bool]] = []
    local: list[tuple[int, bytes]] = []
    for number, cells in table.rows:
        typed = cells[typed_in.place] if typed_in and typed_in.place < len(cells) else ""
        own = cells[local_in.place] if local_in and local_in.place < len(cells) else ""
        if typed and (reference := read_reference(typed)):
            said.append((reference, True))
        elif typed and typed_in:
            found.note("no reference", number, typed_in.letters)
            said.append(("", True))
        elif own:
            local.append((len(said), own.upper().encode()))
            said.append(("", False))
        else:
            found.note("nobody", number)
            said.append(("", False))
    if local:
        for (place, _), one in zip(local, written(hashed([words for _, words in local], key)), strict=True):
            said[place] = (one.decode(), False)
    return said


def _check_key(table: Table, column: Column) -> None:
    if column.means != LOCAL_ID:
        return
    cells = _sample(table, column.place)
    kinds = Counter(kind for cell in cells for kind in _kinds(cell))
    # One number in eleven passes the check of an NHS number by chance.
    for kind, count in kinds.most_common(1):
        if count > 0.3 * len(cells):
            raise Refused(IDENTIFIERS_AS_KEY.format(letters=column.letters, kinds=kind.labels))
    if sum(any(c.isdigit() for c in cell) for cell in cells) < 0.5 * len(cells):
        raise Refused(WORDS_AS_KEY.format(letters=column.letters))


def _left_out(table: Table, columns: Sequence[Column]) -> list[list]:
    """The columns that are not read, each with what it seems to hold."""
    told = []
    for one in columns:
        if one.means or not one.heading:
            continue
        cells = _sample(table, one.place)
        kinds = Counter(kind for cell in cells for kind in _kinds(cell))
        told.append([one.letters, [kind.value for kind, count in kinds.items() if count > 0.1 * len(cells)]])
    return told


def _sample(table: Table, place: int) -> list[str]:
    cells = (row[place] for _, row in table.rows if place < len(row) and row[place])
    return [cell for _, cell in zip(range(LOOKED_AT), cells, strict=False)]


def _kinds(cell: str) -> list[identifiers.Kind]:
    return [kind for _, kind in identifiers.Table().row({1: cell})]


class _Guard:
    """Tells what kind of identifier a cell looks like, if any: with its column's heading in mind, each text once."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._table = identifiers.Table()
        self._table.row({one.letters: one.heading for one in columns})
        for one in columns:
            # A day counted by a spreadsheet, or a number, would pass as a figure.
            kinds = self._table.row({one.letters: "12345"}) + self._table.row({one.letters: "2012345678"})
            if kinds:
                raise Refused(BIRTHS.format(letters=one.letters, kinds=kinds[0][1].labels))
        self._known: dict[tuple[str, str], str] = {}

    def kind_of(self, column: Column, cell: str) -> str:
        """The kind's slug, empty for none."""
        at = (column.letters, cell)
        if at not in self._known:
            kinds = [kind for _, kind in self._table.row({column.letters: cell})]
            kinds += [one.kind for one in identifiers.find(cell, closely=True)]
            self._known[at] = kinds[0].value if kinds else ""
        return self._known[at]


def _names(table: Table, columns: Sequence[Column]) -> set[str]:
    """Every word of the columns that say names."""
    places = [one.place for one in columns if headings.is_name(one.heading)]
    return {
        word.casefold()
        for _, row in table.rows
        for place in places
        if place < len(row)
        for word in (row[place], *row[place].split())
    }


def _told(values: Counter, names: set[str]) -> list[list]:
    """The values that can name nobody, with in how many rows each stands."""
    if len(values) > MOST_VALUES:
        return []
    return [[value, rows] for value, rows in values.most_common() if _names_nobody(value, rows, names)]


def _names_nobody(value: str, rows: int, names: set[str]) -> bool:
    if rows < ENOUGH or len(value) > 40 or any(c.isdigit() for c in value) or identifiers.find(value, closely=True):
        return False
    return not any(word.casefold() in names for word in (value, *value.split()))
