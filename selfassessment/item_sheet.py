"""The items of a letter from a spreadsheet: its cells and what its columns mean. Pure; its rows: item_rows.py.

`read` runs in a process of its own (see assurance/bounded.py) and hands back cells; what they mean is worked out from
those each time somebody looks, so that a column can be given another meaning without sending the file again.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

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

# What a column may mean: its word, how people read it, and the headings it is known by. "Request" is a title where
# another column has the details, and the wording where one has the title.
MEANINGS: dict[str, tuple[str, tuple[str, ...]]] = {
    "section": ("Section", (
        "section", "quality statement", "qs", "theme", "area", "category", "statement", "kloe", "key line of enquiry",
        "domain",
    )),
    "reference": ("Reference", ("reference", "ref", "item reference", "ir", "number", "no", "item no", "id", "code")),
    "title": ("Title", (
        "title", "item", "subject", "name", "information requested", "document", "heading", "request", "requirement",
    )),
    "wording": ("Wording", (
        "wording", "request", "description", "details", "detail", "what is asked", "what we need",
        "what we are asking for", "what is needed", "full request", "text", "guidance", "further information", "notes",
    )),
    "statements": ("Statements it serves", (
        "statements", "quality statements", "serves", "statements served", "quality statements served",
        "statements it serves", "linked statements", "related statements", "qss",
        "quality statement", "qs",  # where another column is the section
    )),
    "kind": ("Kind", ("kind", "type", "format", "data or document")),
    "due": ("Due", ("due", "due date", "deadline", "date due", "by when", "when", "return by", "timescale")),
}  # fmt: skip


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
    name, top, left, rows = "", 1, 1, []
    for frame in workbooks.sheets(data, merges=True):
        match frame:
            case "sheet", name, top, left:
                rows = []
            case "rows", more:
                rows.extend(more)
            case "merges", ranges:
                yield name, _filled_down(_kept(top, rows), left, ranges)


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


def _filled_down(rows: list, left: int, merges: Iterable[tuple[int, int, int]]) -> list:
    """Rows in which merged cells below the headings say in each row what they show beside it.

    A row that has nothing of its own stays left out, and headings of two storeys stay as they are. So does a sheet
    that is too long to be taken, a reference, which is of one item, and a row with one cell of its own: it may be the
    heading of a section, which is known by standing alone.
    """
    if len(rows) > MOST_ROWS + HEADINGS_WITHIN:
        return rows
    by_line = dict(rows)
    headings = rows[heading_row(rows)][0] if rows else 0
    reference = guessed(rows).get("reference")
    alone = {line for line, cells in rows if sum(map(bool, cells)) == 1}
    for first, column, last in set(merges):
        place, above = column - left, by_line.get(first, ())
        if first <= headings or place == reference or not 0 <= place < len(above):
            continue
        for line, cells in rows:
            if first < line <= last and line not in alone:
                cells.extend([""] * (place + 1 - len(cells)))
                cells[place] = cells[place] or above[place]
    return rows


def _text(cell: object) -> str:
    """What a cell says, its lines kept apart: people write one statement a line."""
    if isinstance(cell, float) and cell == int(cell):
        cell = int(cell)
    lines = str("" if cell is None else cell)[:LONGEST].splitlines()
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))


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


def unread(rows: Sequence, means: Mapping[str, int]) -> list[str]:
    """The headings of columns that hold something and mean nothing, in their order."""
    if not rows:
        return []
    at = heading_row(rows)
    filled = {place for _, cells in rows[at + 1 :] for place, cell in enumerate(cells) if cell}
    headings = rows[at][1]
    return [
        headings[place] if place < len(headings) and headings[place] else f"Column {place + 1}"
        for place in sorted(filled - set(means.values()))
    ]


def left_unsaid(means: Mapping[str, int]) -> list[str]:
    """What rows can be read without, and no column says: a sentence for each."""
    said = []
    if "title" not in means:
        said.append("No column was read as the title, so the beginning of the wording stands as title.")
    if "due" not in means:
        said.append("No column was read as the due date, so these items come without one.")
    return said


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
