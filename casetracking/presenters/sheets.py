"""A council's spreadsheet as its pages tell of it: what would change, what could not be taken, what columns mean."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.safestring import SafeString

from assurance.identifiers import Kind
from casetracking.models import Attribute, Import
from casetracking.models.candidates import CHOICE, NUMBER
from casetracking.presenters.candidates import PARTS
from casetracking.presenters.options import options_of
from casetracking.sheet.headings import LEFT_OUT, LOCAL_ID, LOCAL_ID_HEADING, REFERENCE, REFERENCE_HEADING, Column
from casetracking.words import count_of, words_of

OUT = "left-out"  # as forms send LEFT_OUT, so that it is not "not chosen"
SHOWN = 30  # problems
OPENLY = 10  # places of what looks like personal data
ROW, ROWS = "row", "rows"
MEANS = {REFERENCE: "Our reference", LOCAL_ID: "The number in your own system"}
# By what: (one, many, what it means, what to do).
PROBLEMS: dict[str, tuple[str, str, str, str]] = {
    "identifier": ("cell", "cells", "with what looks like personal data, which is not taken.",
        "Take it out of your spreadsheet: it has no place in these columns."),
    "nobody": (ROW, ROWS, "without a reference and a number, left out.",
        "Give the reference, or the number in your system."),
    "no reference": (ROW, ROWS, "with a reference that can’t be one, left out.",
        "One wrong sign is enough: copy the reference from your list."),
    "strange": (ROW, ROWS, "with a reference that nobody in this pool has, left out.",
        "Check that it is from this pool. A reference can’t bring somebody new: give the number in your system."),
    "twice": (ROW, ROWS, "about somebody who stands further up already, left out.",
        "Keep one row for each person."),
    "stands": ("cell", "cells", "of columns that Client Level Data tells for these people. What the data says stands.",
        ""),
    "not added": ("new person", "new people", "not added, as you chose.", ""),
}  # fmt: skip
LEADING_ZEROS = (
    "Nobody in this spreadsheet is known in this pool. If your numbers begin with zeros, the spreadsheet may have "
    "dropped them: format the column as text and put them back. Otherwise check that it is the same number as in your "
    "Client Level Data, the LA Person Unique Identifier."
)


@dataclass(frozen=True)
class Choice:
    """One column on the page that asks what each means."""

    name: str
    letters: str
    heading: str
    options: SafeString
    open: bool


def choices_of(columns: Sequence[Column], attributes: list[Attribute]) -> list[Choice]:
    """Every column with what it may mean; those nobody has spoken of first."""
    groups = tuple(
        (title, tuple((one.slug, one.title) for one in some)) for title, some in parts_of_attributes(attributes)
    )
    who = (("Who it is", ((REFERENCE, MEANS[REFERENCE]), (LOCAL_ID, MEANS[LOCAL_ID]))),)
    out = (("Not needed", ((OUT, "Leave it out"),)),)
    told = [
        Choice(
            f"means-{one.mark}", one.letters, one.heading,
            options_of(out + who + groups, OUT if one.means in {None, LEFT_OUT} else str(one.means)), one.means is None,
        )
        for one in columns
        if one.heading
    ]  # fmt: skip
    return sorted(told, key=lambda one: not one.open)


def parts_of_attributes(attributes: list[Attribute]) -> list[tuple[str, list[Attribute]]]:
    """Attributes as they are read together; what only the council knows first."""
    parts: list[tuple[str, list[Attribute]]] = []
    for one in attributes:
        if one.slug in PARTS or not parts:
            parts.append((PARTS.get(one.slug, "The person"), []))
        parts[-1][1].append(one)
    return parts[-1:] + parts[:-1]


@dataclass(frozen=True)
class Wanted:
    """One column of the template: its heading, what it means, what to write."""

    heading: str
    description: str
    values: str


def template_columns(attributes: list[Attribute], *, everything: bool) -> list[Wanted]:
    """The columns of the template: who it is about, then what only the council knows, or everything there is."""
    told = [one for _, some in parts_of_attributes(attributes) for one in some if everything or one.place is None]
    columns = [Wanted(LOCAL_ID_HEADING, "The LA Person Unique Identifier. It becomes a reference and is let go.", "")]
    if not everything:
        columns.append(
            Wanted(REFERENCE_HEADING, "Where you have it, instead of the number.", "Such as K7QF-3M2X-9CRD")
        )
    return columns + [Wanted(one.title, one.description, values_to_write(one)) for one in told]


def values_to_write(attribute: Attribute) -> str:
    """What a cell of it may say."""
    if attribute.kind == CHOICE:
        return ", ".join(attribute.in_words(choice) for choice in attribute.choices) or "It has no choices yet"
    return "A whole number" if attribute.kind == NUMBER else "Yes or No"


@dataclass(frozen=True)
class Problem:
    """Something that could not be taken: what, and what to do."""

    said: str
    todo: str = ""


def problems_of(counts: dict[str, int]) -> list[Problem]:
    """What could not be taken, by kind."""
    return [
        Problem(f"{count_of(counts[what], one, many)} {said}", todo)
        for what, (one, many, said, todo) in PROBLEMS.items()
        if counts.get(what)
    ]


@dataclass(frozen=True)
class Unknown:
    """The cells of a column that are none of its values."""

    column: str
    rows: int
    words: str
    where: str
    possible: str


@dataclass(frozen=True)
class Preview:
    """What a spreadsheet would do, in words."""

    columns: list[tuple[str, str]]
    left_out: list[str]
    problems: list[Problem]
    places: list[str]
    more: int
    unknown: list[Unknown]
    warning: str


def preview_of(shown: dict[str, Any], attributes: list[Attribute]) -> Preview:
    """What is held of a spreadsheet, in words."""
    known = {one.slug: one for one in attributes}
    headings = {letters: heading for letters, heading, _ in shown["columns"]}
    means = {letters: meaning for letters, _, meaning in shown["columns"]}
    columns = [
        (f"{letters}: {heading}", MEANS.get(meaning) or known[meaning].title)
        for letters, heading, meaning in shown["columns"]
        if meaning in MEANS or meaning in known
    ]
    left_out = [
        f"{letters}: {headings[letters]}" + (f" (looks like {_kinds(kinds)})" if kinds else "")
        for letters, kinds in shown["left_out"]
        if letters in headings
    ]
    unknown = [
        Unknown(
            f"{letters}: {headings[letters]}", rows, _values(values, rows), _rows(where),
            values_to_write(known[means[letters]]),
        )
        for letters, rows, values, where in shown["unknown"]
        if means[letters] in known
    ]  # fmt: skip
    places = sorted(shown["problems"], key=lambda one: one[1])
    counts = {**shown["counts"], "strange": shown["strange"], "stands": shown["stands"]}
    strange = shown["people"] and shown["new"] and not (shown["changed"] or shown["same"])
    return Preview(
        columns, left_out, _with_places(problems_of(counts), places), [_place(one) for one in places[:SHOWN]],
        max(0, sum(shown["counts"].values()) - SHOWN), unknown, LEADING_ZEROS if strange else "",
    )  # fmt: skip


def unknown_of(made: Import, attributes: list[Attribute]) -> list[Unknown]:
    """What was not understood of a spreadsheet that was taken; nothing once its pool is purged."""
    known = {one.slug: one for one in attributes}
    told = [(one, known.get(one["means"])) for one in made.unmapped]
    return [
        Unknown(
            f"{one['column']}: {attribute.title if attribute else words_of(one['means'])}", one["rows"],
            _values(one["values"], one["rows"]), _rows(one["where"]), values_to_write(attribute) if attribute else "",
        )
        for one, attribute in told
    ]  # fmt: skip


def _with_places(problems: list[Problem], places: list[list]) -> list[Problem]:
    """What looks like personal data with where it stands, in the open: it has to go before the file is given again."""
    where = [f"{_place(one)}." for one in places if one[0] == "identifier"]
    if not where:
        return problems
    more = f" And {len(where) - OPENLY} more." if len(where) > OPENLY else ""
    todo = f"{' '.join(where[:OPENLY])}{more} {PROBLEMS['identifier'][3]}"
    said = PROBLEMS["identifier"][2]
    return [replace(one, todo=todo) if one.said.endswith(said) else one for one in problems]


def _place(problem: list) -> str:
    what, row, letters, more = problem
    if what == "identifier":
        return f"Row {row}, column {letters}: looks like {_a(Kind(more).label)}"
    if what == "twice":
        return f"Row {row}: the same person as in row {more}"
    if what == "no reference":
        return f"Row {row}, column {letters}: can’t be a reference"
    return f"Row {row}: no reference and no number"


def _kinds(kinds: list[str]) -> str:
    return " and ".join(Kind(kind).labels for kind in kinds)


def _a(words: str) -> str:
    return f"an {words}" if words[0] in "aeioN" and not words.startswith("National") else f"a {words}"


def _values(values: list, rows: int) -> str:
    told = [f"“{value}” in {count_of(n, ROW, ROWS)}" for value, n in values]
    rest = rows - sum(n for _, n in values)
    if told and rest:
        told.append(f"others in {count_of(rest, ROW, ROWS)}")
    return ", ".join(told)


def _rows(where: list[int]) -> str:
    return f"Row{'s' if len(where) > 1 else ''} {', '.join(f'{row:,}' for row in where)}"


def came_of(made: Import) -> list[str]:
    """What came of a spreadsheet that was taken."""
    counts = made.counts
    told = [
        (counts.get("new", 0), "person was added", "people were added"),
        (counts.get("changed", 0), "person is known better", "people are known better"),
        (counts.get("same", 0), "person was known as the spreadsheet has it", "people were known as it has them"),
        (counts.get("dropped", 0), "person of an earlier sheet went", "people of an earlier sheet went"),
    ]
    return [f"{count_of(n, one, many)}." for n, one, many in told if n]
