"""The items of a letter from a spreadsheet: its cells, what its columns mean, and its rows as items. Pure.

`read` runs in a process of its own (see assurance/bounded.py) and hands back cells; what they mean is worked out from
those each time somebody looks, so that a column can be given another meaning without sending the file again.
"""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assurance.ascof import inspection, reading, workbooks
from assurance.bounded_child import Refused

MOST_BYTES = 5_000_000
MOST_ROWS = 500
MOST_COLUMNS = 40
LONGEST = 10_000  # characters of a cell
HEADINGS_WITHIN = 20  # rows from the top
NOTHING = "Nothing was added."
NOT_A_SHEET = (
    f"The file can’t be read as a spreadsheet. Save it as Excel (.xlsx), OpenDocument (.ods) or CSV. {NOTHING}"
)
DAMAGED = f"The file is damaged or not complete, so it can’t be read. Save it again and try once more. {NOTHING}"
EMPTY = f"There is nothing in this file. Choose the spreadsheet that lists the items of the letter. {NOTHING}"

# What a column may mean: its word, how people read it, and the headings it is known by.
MEANINGS: dict[str, tuple[str, tuple[str, ...]]] = {
    "section": ("Section", ("section", "quality statement", "qs", "theme", "area", "category", "statement")),
    "reference": ("Reference", ("reference", "ref", "item reference", "ir", "number", "no", "item no", "id", "code")),
    "title": ("Title", ("title", "item", "subject", "name", "information requested", "document", "heading")),
    "wording": ("Wording", ("wording", "request", "description", "details", "what is asked", "full request", "text")),
    "kind": ("Kind", ("kind", "type", "format", "data or document")),
    "due": ("Due", ("due", "due date", "deadline", "date due", "by when", "when", "return by", "timescale")),
}
KINDS = {
    "document": "document", "documents": "document", "doc": "document", "policy": "document", "strategy": "document",
    "data": "data", "dataset": "data", "figures": "data", "data item": "data", "list": "list", "link": "link",
    "url": "link", "web link": "link", "document item": "document",
}  # fmt: skip
PRESETS = {
    "week 1": "return-first-week", "1 week": "return-first-week", "one week": "return-first-week",
    "first week": "return-first-week", "week 3": "return-third-week", "3 weeks": "return-third-week",
    "three weeks": "return-third-week", "third week": "return-third-week",
    "after second notification": "second-notification", "second notification": "second-notification",
    "case list": "case-list",
}  # fmt: skip
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One row that can be taken: its line in the file and what it asks for."""

    line: int
    section: str
    reference: str
    title: str
    wording: str = ""
    kind: str = "document"
    due_with: str = ""
    due_on: datetime.date | None = None


@dataclass
class Found:
    """What a file's rows come to: what can be taken, and what can't with the line and a sentence."""

    rows: list[Row] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)


# --- In the process of its own --------------------------------------------------------------------------------------


def read(data: bytes) -> Iterator[dict]:
    """One frame: the name of the sheet that lists the items, its rows as text with their line, the other sheets."""
    try:
        sheets = list(_sheets(data))
    except Refused as why:
        raise Refused(_in_our_words(str(why))) from None
    filled = [sheet for sheet in sheets if sheet[1]]
    if not filled:
        raise Refused(EMPTY)
    name, rows = max(filled, key=lambda sheet: _likeness(sheet[1]))
    if len(rows) > MOST_ROWS + HEADINGS_WITHIN:
        raise Refused(
            f"“{name}” has {len(rows):,} rows. A letter asks for 40 to 50 items and a return holds 300, so this is "
            f"another kind of list. Keep only the rows of the items, then send it again. {NOTHING}"
        )
    yield {"name": name, "rows": rows, "others": [other for other, _ in filled if other != name]}


def _sheets(data: bytes) -> Iterator[tuple[str, list]]:
    found = inspection.kind_of(data)
    if found.kind == inspection.TEXT:
        with reading.opened(data) as document:
            for sheet in document.sheets:
                rows = (row for batch in sheet.batches for row in batch)
                yield "The file", _kept(1, rows)
        return
    inspection.look_inside(found)
    held: tuple[str, int, list] | None = None
    for frame in workbooks.sheets(data):
        if frame[0] == "sheet":
            if held:
                yield held[0], _kept(held[1], held[2])
            held = frame[1], frame[2], []
        elif held:
            held[2].extend(frame[1])
    if held:
        yield held[0], _kept(held[1], held[2])


def _kept(first: int, rows) -> list:
    """Rows that hold something, as text with their line: at most what is needed to say that there are too many."""
    kept = []
    for line, row in enumerate(rows, first):
        cells = [_text(cell) for cell in row[:MOST_COLUMNS]]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            kept.append([line, cells])
    return kept


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell == int(cell):
        cell = int(cell)
    return " ".join(str("" if cell is None else cell)[:LONGEST].split())


def _likeness(rows: list) -> int:
    """How many headings of ours a sheet has in its best row."""
    return max((len(_guess(cells)) for _, cells in rows[:HEADINGS_WITHIN]), default=0)


def _in_our_words(sentence: str) -> str:
    if sentence == workbooks.LOCKED:
        return f"{sentence} {NOTHING}"
    if sentence in {workbooks.DAMAGED, inspection.TRUNCATED}:
        return DAMAGED
    return sentence if NOTHING in sentence else NOT_A_SHEET


# --- What the columns mean ------------------------------------------------------------------------------------------


def heading_row(rows: Sequence) -> int:
    """Which row holds the headings: the one most of whose cells are known; the first with two cells otherwise."""
    likeness = [len(_guess(cells)) for _, cells in rows[:HEADINGS_WITHIN]]
    if likeness and max(likeness) >= 2:
        return likeness.index(max(likeness))
    wide = (index for index, (_, cells) in enumerate(rows) if len([c for c in cells if c]) >= 2)
    return next(wide, 0)


def guessed(rows: Sequence) -> dict[str, int]:
    """Which column means what, as far as the headings say it; columns count from 0."""
    return _guess(rows[heading_row(rows)][1]) if rows else {}


def _guess(cells: Sequence[str]) -> dict[str, int]:
    """Headings that are a word of ours first, then those that begin with one."""
    told = [" ".join(re.findall(r"[a-z]+", cell.casefold())) for cell in cells]
    means: dict[str, int] = {}
    for fits in (str.__eq__, lambda heading, word: heading.startswith(word + " ")):
        for meaning, (_, words) in MEANINGS.items():
            for word in words:
                places = [i for i, h in enumerate(told) if h and fits(h, word) and i not in means.values()]
                if places and meaning not in means:
                    means[meaning] = places[0]
    return means


def missing(means: Mapping[str, int]) -> str:
    """Which column has still to be named before rows can be read, in a sentence; empty when none."""
    if "reference" not in means:
        return (
            "No column holds the references, such as IR3. Say which one does; without references the items can’t be "
            "told apart."
        )
    if "title" not in means and "wording" not in means:
        return "No column holds titles or wordings, so nobody could tell what is asked. Say which one does."
    return ""


# --- Rows as items --------------------------------------------------------------------------------------------------


def items_in(
    rows: Sequence, means: Mapping[str, int], sections: Mapping[str, str], there: Mapping[tuple[str, str], str]
) -> Found:
    """The rows under the headings as items, and what can't be taken.

    `sections` are slugs by what people call them (see section_words), `there` the titles of items that are in the
    return already, by section and reference.
    """
    found, seen, under = Found(), {}, ""
    for line, cells in rows[heading_row(rows) + 1 :]:
        filled = [cell for cell in cells if cell]
        # A heading above the items of one section; a number alone is a reference whose title is missing.
        if len(filled) == 1 and not filled[0].isdigit() and section_of(filled[0], sections):
            under = section_of(filled[0], sections)
            continue
        told = {name: cells[place] if place < len(cells) else "" for name, place in means.items()}
        row, problems = _row(line, told, sections, under)
        if row is not None:
            key = (row.section, key_of(row.reference))
            if key in seen:
                problems.append(
                    f"“{row.reference}” stands in this section already, in row {seen[key]}. A reference is given once "
                    "in a section: look which of the two is meant."
                )
            elif key in there:
                problems.append(f"“{row.reference}” is in the return already, as “{there[key]}”.")
            else:
                seen[key] = line
        if problems:
            found.problems += [(line, problem) for problem in problems]
        elif row is not None:
            found.rows.append(row)
    return found


def _row(line: int, told: Mapping[str, str], sections: Mapping[str, str], under: str) -> tuple[Row | None, list[str]]:
    problems = []
    section = section_of(told.get("section", ""), sections) or ("" if told.get("section") else under)
    if not section and told.get("section"):
        problems.append(
            f"“{told['section'][:60]}” is no section we know. Write General, Case list, Other, or a quality statement "
            "by its number (QS3) or its name."
        )
    elif not section:
        problems.append(
            "It has no section. If the section stands in merged cells, only the first row of them holds it: unmerge "
            "them and write the section into each row."
        )
    reference, wording = told.get("reference", ""), told.get("wording", "")
    title = told.get("title", "") or _shortened(wording)
    if not reference:
        problems.append("It has no reference. Merged cells, and formulas that were never worked out, read as empty.")
    elif len(reference) > 40:
        problems.append(f"The reference is {len(reference)} characters long; it holds at most 40.")
    if not title:
        problems.append("It has neither a title nor a wording, so nobody could tell what is asked.")
    elif len(title) > 200:
        wording, title = (wording or title), _shortened(title)
    kind = KINDS.get(told.get("kind", "").casefold() or "document", "")
    if not kind:
        problems.append(f"“{told['kind'][:40]}” is no kind we know. Write document, data, list or link.")
    due_with, due_on, why = due_of(told.get("due", ""))
    if why:
        problems.append(why)
    if problems and not (section and reference):
        return None, problems
    return Row(line, section, reference, title, wording, kind, due_with, due_on), problems


def due_of(text: str) -> tuple[str, datetime.date | None, str]:
    """When something is due: the milestone it goes with, or a date; else a sentence why neither is certain.

    >>> due_of("12th of January 2027")[1], due_of("Week 3")[0]
    (datetime.date(2027, 1, 12), 'return-third-week')
    >>> due_of("12th of January")[2]
    '“12th of January” gives no year. Write the whole date, such as 15 January 2027.'
    """
    said = text.strip().casefold().rstrip(".")
    if not said:
        return "", None, ""
    preset = PRESETS.get(re.sub(r"\bthe ", "", said.removeprefix("within ").removeprefix("in ")))
    if preset:
        return preset, None, ""
    for pattern, order in _DATES:
        if given := pattern.fullmatch(said):
            year, month, day = (given.group(name) for name in order)
            number = int(month) if month.isdigit() else _month(month)
            try:
                return "", datetime.date(int(year), number, int(day)), ""
            except ValueError:
                return "", None, f"“{text[:40]}” is no day of the calendar. Write a date such as 15 January 2027."
    if re.fullmatch(r"(\d{1,2})(st|nd|rd|th)?( of)? ([a-z]+)", said) and _month(said.split()[-1]):
        return "", None, f"“{text[:40]}” gives no year. Write the whole date, such as 15 January 2027."
    return (
        "", None,
        f"“{text[:60]}” is no date we can be sure of. Write a date such as 15 January 2027, or week 1, week 3 or after "
        "second notification.",
    )  # fmt: skip


_ORDER = ("year", "month", "day")
_DATES = [
    (re.compile(pattern), _ORDER)
    for pattern in (
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})([ t]00:00(:00)?)?",
        r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{4})",
        r"([a-z]+,? )?(?P<day>\d{1,2})(st|nd|rd|th)?( of)? (?P<month>[a-z]{3,9})[.,]? (?P<year>\d{4})",
    )
]


def _month(word: str) -> int:
    """The number of a month by its name or at least the first three letters of it; 0 for another word."""
    return next((n for n, name in enumerate(MONTHS, 1) if len(word) >= 3 and name.startswith(word)), 0)


def section_words(statements: Sequence[tuple[int, str, str]]) -> dict[str, str]:
    """What people call each section, as `section_of` compares it; statements come as (number, slug, title).

    >>> section_of("QS 3", section_words([(3, "equity", "Equity in experience and outcomes")]))
    'equity'
    """
    words = {"general": "general", "case list": "case-list", "case tracking": "case-list", "cases": "case-list",
             "other": "other", "additional": "other"}  # fmt: skip
    for number, slug, title in statements:
        for call in (f"qs{number}", f"quality statement {number}", f"statement {number}", str(number), title, slug):
            words[_plain(call)] = slug
    return words


def section_of(text: str, words: Mapping[str, str]) -> str:
    """The section somebody means, also as “QS3: Equity” or “Quality statement 3 – Equity”; empty when none is meant."""
    said = _plain(text)
    if not said:
        return ""
    if said in words:
        return words[said]
    numbered = re.match(r"(qs|quality statement|statement) ?(\d)\b", said)
    if numbered:
        return words.get(f"qs{numbered.group(2)}", "")
    return ""


def _plain(text: str) -> str:
    said = " ".join(re.findall(r"[a-z0-9]+", text.casefold()))
    return re.sub(r"^qs (\d)", r"qs\1", said)


def key_of(reference: str) -> str:
    """A reference as it is compared: "IR 3" and "ir3" are the same.

    >>> key_of("IR 3") == key_of("ir3")
    True
    """
    return "".join(reference.casefold().split())


def _shortened(text: str) -> str:
    return text if len(text) <= 120 else text[:117].rsplit(" ", 1)[0] + "…"
