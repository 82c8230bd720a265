"""Where words read out of a file arrive, piece by piece with their place: they are looked through and let go.

Plain Python. What stays are kinds and places, never the words.
"""

from collections import Counter
from dataclasses import dataclass, field

from assurance import identifiers
from assurance.identifiers import Kind, Table

MOST_CHARACTERS = 40_000_000  # of text in one file: some 15,000 pages
MOST_PLACES = 200  # told of one file; the rest is counted
LONGEST_PIECE = 1_000_000
TAIL = 60  # characters of the piece before, in which a word such as "born" may stand


class Enough(Exception):
    """There is more text than is looked through; the text is the place where reading stopped."""


@dataclass
class Sink:
    """What was found so far."""

    found: list[tuple[Kind, str]] = field(default_factory=list)
    counts: Counter = field(default_factory=Counter)
    characters: int = 0
    place: str = "the beginning"
    _tail: str = ""
    _table: Table = field(default_factory=Table)

    def text(self, place: str, text: str) -> None:
        """A paragraph, line or page. What stands at the end of the one before may say what this is about."""
        self._count(place, len(text))
        begun = f"{self._tail}\n" if self._tail else ""
        self._tail = text[-TAIL:] or self._tail
        for finding in identifiers.find(begun + text[:LONGEST_PIECE]):
            if finding.start >= len(begun):
                self._add(finding.kind, place)

    def lines(self, place: str, text: str) -> None:
        """A page of text: its place, and the line on it for each finding."""
        self._count(place, len(text))
        for finding in identifiers.find(text):
            self._add(finding.kind, f"{place}, line {finding.line}")

    def new_table(self) -> None:
        """Headings of another table say nothing about the next."""
        self._table, self._tail = Table(), ""

    def row(self, places: dict[object, str], cells: dict[object, str]) -> None:
        """One row of a table, with the place of each cell."""
        for column, text in cells.items():
            self._count(places[column], len(text))
        for column, kind in self._table.row(cells):
            self._add(kind, places[column])

    def _count(self, place: str, characters: int) -> None:
        self.place = place
        self.characters += characters
        if self.characters > MOST_CHARACTERS:
            raise Enough(place)

    def _add(self, kind: Kind, place: str) -> None:
        self.counts[kind] += 1
        if len(self.found) < MOST_PLACES:
            self.found.append((kind, place))
