"""What somebody asked to find, and the short extract that shows it. Pure.

>>> asked('"waiting list" carers -hospital').wanted
('waiting list', 'carers')
>>> [(p.words, p.found) for p in marked("Carers wait.", asked("carer"))]
[('Carers', True), (' wait.', False)]
"""

import re
from dataclasses import dataclass

from assurance.cited import shown

LONGEST = 200  # characters of a search
AROUND = 110  # characters of an extract on each side of what was found
BEGINS, ENDS = "\ue000", "\ue001"  # around each word found; characters nobody writes, taken out of texts beforehand
_TERM = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
_LINE_SIGN = re.compile(r"^[ \t]*(?:[-*•–]|\d{1,3}[.)]|#{1,6})[ \t]+(?=\S)", re.MULTILINE)
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\([^\s()]{0,1000}(?:\)|$)")
_STARS = re.compile(r"\*+(?=[^\s*])|(?<=[^\s*])\*+")
_UNDERSCORES = re.compile(r"(?<![^\W_])_+(?=[^\s_])|(?<=[^\s_])_+(?![^\W_])")
_BRACES = re.compile(r"\{\{[^{}\n]{1,400}\}\}")
# A figure cited (cited.py) of which the extract holds only the end or the beginning.
_ENDS_A_FIGURE = re.compile(r"^[^{}\n]{0,300}?(?:=\s*([^;{}\n]{1,80}))?;?[^{};\n]{0,60}\}\}")
_BEGINS_A_FIGURE = re.compile(r"\{\{[^{}]{0,400}\}?$")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ue000\ue001]+")


class CantSearch(Exception):
    """What was asked can't be searched for; the text is the sentence to show."""


@dataclass(frozen=True)
class Asked:
    """A search: as it was typed, what has to stand in a text and what must not."""

    typed: str
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Piece:
    """Some words of an extract, and whether they are what was looked for."""

    words: str
    found: bool


def asked(typed: str) -> Asked:
    """Read what somebody typed; raises CantSearch with a sentence where there is nothing to look for."""
    typed = " ".join(_UNPRINTABLE.sub(" ", typed).split()).replace("“", '"').replace("”", '"')
    if len(typed) > LONGEST:
        raise CantSearch(
            f"Your search is {len(typed):,} characters long. Use a few words: at most {LONGEST} characters."
        )
    wanted, unwanted = [], []
    for minus, phrase, word in _TERM.findall(typed):
        term = re.sub(r"^[\W_]+|[\W_]+$", "", phrase or word)
        if term:
            (unwanted if minus else wanted).append(term)
    if not wanted:
        raise CantSearch(
            "Say at least one word to look for, not only what to leave out."
            if unwanted
            else "There is no word or number in your search. Type at least one."
        )
    return Asked(typed, tuple(wanted), tuple(unwanted))


def reference_in(asked: Asked, letter: str) -> int | None:
    """The number of an item asked for by its reference, such as 12 for E12; None otherwise.

    >>> reference_in(asked("e12"), "E")
    12
    """
    found = re.fullmatch(rf"{letter}(\d{{1,6}})", asked.typed, re.IGNORECASE | re.ASCII)
    return int(found[1]) if found else None


def pattern(term: str) -> str:
    """A regular expression for words that begin with a term, whatever stands between the words of a phrase."""
    return r"(?<!\w)" + r"\W+".join(map(re.escape, term.split()))


def marked(text: str, asked: Asked) -> list[Piece]:
    """The text with every word that begins like one asked for as a piece of its own."""
    found = re.compile("|".join(rf"{pattern(term)}\w*" for term in asked.wanted), re.IGNORECASE)
    pieces, last = [], 0
    for match in found.finditer(text):
        pieces += [Piece(text[last : match.start()], False), Piece(match[0], True)]
        last = match.end()
    return [piece for piece in [*pieces, Piece(text[last:], False)] if piece.words]


def extract(text: str, asked: Asked) -> list[Piece]:
    """Some words around the first place where something asked for stands; the beginning where nothing does."""
    text = " ".join(text.split())
    places = [m.start() for term in asked.wanted if (m := re.search(pattern(term), text, re.IGNORECASE))]
    first = min(places, default=0)
    begin, end = _whole_words(text, first - AROUND, first + 2 * AROUND)
    shown = ("… " if begin else "") + text[begin:end].strip() + (" …" if end < len(text) else "")
    return marked(shown, asked)


def in_plain_words(text: str) -> str:
    """A text or a part of one as people read it: without the signs that set it out (prose.py knows which).

    BEGINS and ENDS stay where they are, also within such signs.

    >>> in_plain_words("# Why\\n- **We** wait for [our plan](https://example.org/plan)")
    'Why\\nWe wait for our plan'
    """
    text = _LINK.sub(r"\1", _LINE_SIGN.sub("", _with_figures(text)))
    return _UNDERSCORES.sub("", _STARS.sub("", text))


def _with_figures(text: str) -> str:
    """The text with each figure it cites as people read it, also where an extract cuts the reference in two.

    >>> _with_figures("2024-25 = 65.1%; as at 2026-11-28}} are content, {{ascof:4A, 20")
    '65.1% are content, …'
    """
    if "{{" not in text and "}}" not in text:
        return text
    text = _BRACES.sub(lambda match: shown(match[0].replace(BEGINS, "").replace(ENDS, "")), text)
    text = _BEGINS_A_FIGURE.sub("…", text)
    return _ENDS_A_FIGURE.sub(lambda match: (match[1] or "…").strip(), text)


def pieces_of(signed: str) -> list[Piece]:
    """An extract in which the database has put BEGINS and ENDS around what it found."""
    pieces = []
    for part in signed.split(BEGINS):
        inside, ended, after = part.partition(ENDS)
        pieces += [Piece(inside, True), Piece(after, False)] if ended else [Piece(part, False)]
    return [piece for piece in pieces if piece.words]


def _whole_words(text: str, begin: int, end: int) -> tuple[int, int]:
    """The nearest places outside words."""
    begin, end = max(0, begin), min(len(text), end)
    while 0 < begin < len(text) and not text[begin - 1].isspace():
        begin -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return begin, end
