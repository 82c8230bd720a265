"""How a round looks as a spreadsheet: its sheets, their headings, and the marks that tell what somebody changed. Pure.

Every row carries a mark: a short hash of each cell one may write in, as it stood when the file was made. So a file
that comes back says by itself which cells were touched, and whether the online text has changed since.
"""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

READ_ME = "Read me first"
ACTIONS = "Actions"
EVIDENCE = "Evidence register"
WHAT_IS_ASKED = "What is asked"
SCORES = "Scores"
LISTS = "Names"  # hidden: what people choose from in cells
CODE_LABEL = "Code (leave as it is)"
CELL_LIMIT = 32_767  # characters in one cell; Excel cuts longer text silently
NAME_LIMIT = 31  # letters in a sheet's name
SPARE_ROWS = 50  # unlocked rows for what is new
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LIKE_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")


class Content(StrEnum):
    """What a file holds."""

    ROUND = "round"
    ACTIONS = "actions"


@dataclass(frozen=True)
class Column:
    """A column: its key, its heading, its width in letters, and whether people write in it."""

    key: str
    heading: str
    width: int
    open: bool = False
    is_date: bool = False
    choices: tuple[str, ...] = ()


TEXT_COLUMNS = (
    Column("part", "Part", 24),
    Column("i_statement", "I statement", 32),
    Column("help", "What to think about", 36),
    Column("text", "Text", 90, open=True),
    Column("version", "Version", 9),
    Column("place", "Place", 22),
    Column("mark", "Mark", 12),
)
ACTION_COLUMNS = (
    Column("reference", "Action", 9),
    Column("what", "What", 50, open=True),
    Column("owner", "Owner", 22, open=True),
    Column("due_on", "Due", 13, open=True, is_date=True),
    Column("priority", "Priority", 11, open=True, choices=("High", "Medium", "Low")),
    Column("measure", "Measure of success", 36, open=True),
    Column("expected_evidence", "Expected evidence", 36, open=True),
    Column("section", "Section", 30, open=True),
    Column(
        "source", "Source", 20, open=True,
        choices=("Self-assessment", "Peer challenge", "Case audit", "The regulator’s report", "Somewhere else"),
    ),
    Column("source_note", "About the source", 30, open=True),
    Column("rag", "How it goes", 18, open=True, choices=("Red: off track", "Amber: at risk", "Green: on track")),
    Column("rag_reason", "Why", 36, open=True),
    Column("ended", "Ended", 14),
    Column("version", "Version", 9),
    Column("mark", "Mark", 12),
)  # fmt: skip
EVIDENCE_COLUMNS = (
    Column("reference", "Item", 9),
    Column("kind", "Kind", 12),
    Column("title", "Title", 44, open=True),
    Column("summary", "Summary", 50, open=True),
    Column("category", "Category", 32, open=True),
    Column("dated_on", "Date of the evidence", 13, open=True, is_date=True),
    Column("review_by", "Review by", 13, open=True, is_date=True),
    Column("url", "Link", 40, open=True),
    Column("cited_in", "Cited in", 30),
    Column("version", "Version", 9),
    Column("mark", "Mark", 12),
)


def letter(columns: tuple[Column, ...], key: str) -> str:
    """The letter of a column: A for the first.

    >>> letter(TEXT_COLUMNS, "text")
    'D'
    """
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[next(n for n, column in enumerate(columns) if column.key == key)]


def headings(columns: tuple[Column, ...]) -> list[str]:
    """The first row of a sheet."""
    return [column.heading for column in columns]


def open_columns(columns: tuple[Column, ...]) -> list[Column]:
    """The columns people write in."""
    return [column for column in columns if column.open]


def in_cell(text: str) -> str:
    """The text as a cell can hold it: without control characters, within the limit.

    >>> in_cell("one\\x07\\ntwo")
    'one\\ntwo'
    """
    if text.isprintable() and len(text) <= CELL_LIMIT:  # most cells: a page looks at over a thousand
        return text
    plain = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return plain if len(plain) <= CELL_LIMIT else f"{plain[: CELL_LIMIT - 1]}…"


def escaped(text: str) -> str:
    """The text for the file itself: what would be taken for one of its escapes is escaped.

    >>> escaped("a_x000D_b")
    'a_x005F_x000D_b'
    """
    return _LIKE_ESCAPE.sub(r"_x005F_x\1_", text)


def compared(text: str) -> str:
    """The text as two cells are compared: spreadsheets add and drop spaces at the ends, which nobody means."""
    return in_cell(text).strip()


def mark(values: list[str]) -> str:
    """A short hash of each value, in order.

    >>> mark(["a", ""]) == mark([" a ", ""]) != mark(["b", ""])
    True
    """
    return " ".join(hashlib.sha256(compared(value).encode()).hexdigest()[:8] for value in values)


def code(content: str, council: str, round: str) -> str:
    """What says whose file this is: it stands on the first sheet.

    >>> code("round", "northmoor", "2027")
    'prepare/1/round/northmoor/2027'
    """
    return f"prepare/1/{content}/{council}/{round}"


def sheet_name(number: int, title: str) -> str:
    """The name of a section's sheet, within what spreadsheets take.

    >>> sheet_name(2, "Supporting people to live healthier lives")
    '2 Supporting people to live hea'
    """
    return _NOT_IN_NAMES.sub(" ", f"{number} {title}")[:NAME_LIMIT].strip()
