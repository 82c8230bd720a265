"""What one cell says: a figure, or why there is none. Pure.

The marks are those of the Government Statistical Service in square brackets ([c], [x], [z]) and their forerunners in
NHS Digital's files (c, :, *). A mark is never turned into 0. Sources: the workbook's own Cover sheet ("[c] denotes the
value is suppressed, [z] denotes data is not applicable, [x] denotes data is not available"), the field guide of the
open data files (a blank may be any of the three, so it is kept as not available with the note that it was blank), and
the Analysis Function's guidance on symbols in tables for [low], [u], [w] and [p].
"""

import re
from typing import Any

from assurance.ascof.rows import BLANK, BRACKETED, MARKED, NOT_APPLICABLE, NOT_AVAILABLE, SUPPRESSED

Said = tuple[float | None, str, str, str]  # value, reason, note, printed

MISSING = {
    "c": SUPPRESSED, "*": SUPPRESSED, "**": SUPPRESSED,
    "x": NOT_AVAILABLE, ":": NOT_AVAILABLE, "..": NOT_AVAILABLE, "na": NOT_AVAILABLE, "null": NOT_AVAILABLE,
    "w": NOT_AVAILABLE, "u": NOT_AVAILABLE, "low": NOT_AVAILABLE,
    "z": NOT_APPLICABLE, ".": NOT_APPLICABLE, "-": NOT_APPLICABLE, "–": NOT_APPLICABLE, "n/a": NOT_APPLICABLE,
}  # fmt: skip
NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|-?\.\d+|-?\d+(?:\.\d+)?[eE][+-]?\d{1,2}", re.ASCII)
BRACKETS = re.compile(r"(?P<outside>[^()]*?)\s*\((?P<inside>[^()]*)\)")
MARK = re.compile(r"(?P<number>.*?)\s*\[(?P<mark>p|r|e|b|u|low)\]")
LARGEST = 1e10  # the largest count in these files is the population of England
LONGEST = 60


class NotAFigure(ValueError):
    """A cell that holds neither a figure nor a known mark; its text is the sentence to show."""


def said(cell: Any, decimals: int | None = None) -> Said:
    """Value, reason, note and (where it says more than the value) the cell as printed.

    Workbooks hold what they show with more digits (19.1 as 19.100000000000001, 67.1 as 67.14): `decimals` rounds to
    what is published. Text is taken as it stands.

    >>> said("7.7 (7.6)"), said("[c]"), said("51,230 (35,415)")[0], said(67.14, 1)[0]
    ((7.7, '', 'bracketed', '7.7 (7.6)'), (None, 'suppressed', '', '[c]'), 51230.0, 67.1)
    """
    if isinstance(cell, bool):
        raise NotAFigure(f"“{cell}” is not a figure.")
    if isinstance(cell, (float, int)):
        return _checked(float(cell), str(cell), decimals), "", "", ""
    text = str(cell if cell is not None else "").replace("\xa0", " ").strip()
    if not text:
        return None, NOT_AVAILABLE, BLANK, ""
    reason = reason_for(text)
    if reason:
        return None, reason, "", text
    if (two := BRACKETS.fullmatch(text)) is not None:
        outside, inside = two["outside"].strip(), two["inside"].strip()
        reason = reason_for(outside)
        _figure_or_mark(inside, text)
        if reason:
            return None, reason, BRACKETED, text
        return _number(outside, text, decimals), "", BRACKETED, text
    if (marked := MARK.fullmatch(text)) is not None:
        return _number(marked["number"], text, decimals), "", MARKED, text
    return _number(text, text, decimals), "", "", ""


def reason_for(text: str) -> str:
    """Why there is no figure, when the text is one of the marks; otherwise nothing."""
    mark = text.strip().casefold()
    if mark.startswith("[") and mark.endswith("]"):
        mark = mark[1:-1].strip()
    return MISSING.get(mark, "")


def _figure_or_mark(text: str, printed: str) -> None:
    if text and not reason_for(text):
        _number(text, printed, None)


def _number(text: str, printed: str, decimals: int | None) -> float:
    plain = text.removesuffix("%").strip()
    if not NUMBER.fullmatch(plain):
        raise NotAFigure(f"“{shortened(printed)}” is not a figure.")
    return _checked(float(plain.replace(",", "")), printed, decimals)


def _checked(value: float, printed: str, decimals: int | None) -> float:
    if not -LARGEST < value < LARGEST:  # also refuses what is not a number
        raise NotAFigure(f"“{shortened(printed)}” is not a figure these files can hold.")
    return value if decimals is None else rounded(value, decimals)


def rounded(value: float, decimals: int) -> float:
    """Rounded as a spreadsheet shows it: a half goes away from 0, and 56.65 counts as a half though its nearest
    binary number lies a little below.

    >>> rounded(56.65, 1), rounded(19.100000000000001, 1), rounded(-0.04, 1)
    (56.7, 19.1, 0.0)
    """
    near = round(value, decimals)
    if near == value:
        return value
    scale = 10.0**decimals
    whole = int(abs(value) * scale + 0.5 + 1e-7)
    return (-whole if value < 0 else whole) / scale + 0.0


def shortened(text: str) -> str:
    """What stands in a cell, short enough for a sentence and on one line."""
    line = " ".join(str(text).split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
