"""Names of files and folders that hold everywhere: on Windows, in a ZIP, on a stick. Pure.

>>> safe_name('CON.txt')
'CON_.txt'
>>> safe_name('Report: final?.docx')
'Report final.docx'
>>> from_pattern('{reference} {title}', {'reference': 'IR 1', 'title': 'Waiting list'}, '.pdf')
'IR 1 Waiting list.pdf'
"""

import re
import unicodedata
from collections.abc import Mapping

NAME_LENGTH = 100  # characters, with the ending, where nobody said otherwise
SHORTEST = 24  # a limit below it leaves no room for a name, a number and an ending
MOST_BYTES = 240  # of a name in UTF-8: file systems stop at 255
ENDING_LENGTH = 12  # characters after the last full stop that are taken for an ending, with it
UNNAMED = "file"
PLACES = {
    "reference": "the item’s reference, as the letter prints it",
    "title": "the title of the document in the evidence library",
    "section": "the section of the return",
    "number": "the item’s place in the letter",
    "name": "the file’s own name, without its ending",
}

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_SPACE = re.compile(r"\s+")
_PLACE = re.compile(r"\{([^{}]*)\}")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,11}\Z")
_RESERVED = re.compile(
    r"(?:CON|PRN|AUX|NUL|CLOCK\$|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9\u00b9\u00b2\u00b3])\Z", re.IGNORECASE
)


def safe_name(name: str, length: int = NAME_LENGTH) -> str:
    """The name with nothing in it that some system refuses; its ending is kept where it has one. Never empty."""
    stem, ending = split(_cleaned(name))
    return joined(stem, ending, length)


def split(name: str) -> tuple[str, str]:
    """A file's name and its ending with the full stop; the ending is empty where there is none."""
    found = _ENDING.search(name)
    return (name[: found.start()], found.group()) if found and found.start() > 0 else (name, "")


def joined(stem: str, ending: str, length: int = NAME_LENGTH) -> str:
    """Name and ending put together, each made safe, the name shortened until both fit."""
    ending = ending if _ENDING.fullmatch(ending) else ""
    room = max(length, SHORTEST) - len(ending)
    stem = _shortened(_cleaned(stem), room, MOST_BYTES - len(ending)) or UNNAMED
    if _is_reserved(stem):
        head, dot, rest = stem.partition(".")
        stem = _shortened(f"{head.rstrip()}_{dot}{rest}", room, MOST_BYTES - len(ending))
    return stem + ending


def folder_name(first: str, title: str, length: int = 60) -> str:
    """A folder's name, which sorts by what it begins with: "QS8 Governance"."""
    return _shortened(_cleaned(f"{first} {title}"), length, MOST_BYTES) or first


def from_pattern(pattern: str, values: Mapping[str, str], ending: str, length: int = NAME_LENGTH) -> str:
    """A file's name by a council's pattern; a place the pattern names and nobody knows stands as it was typed."""
    said = _PLACE.sub(lambda found: values.get(found.group(1).strip().lower(), found.group(1)), pattern)
    return joined(said, ending, length)


def unknown_places(pattern: str) -> list[str]:
    """What a pattern names in braces that is none of ours, as it was typed."""
    return [place for place in _PLACE.findall(pattern) if place.strip().lower() not in PLACES]


class Names:
    """The names given out in a folder: no two are the same where capitals and accents' spelling don't count."""

    def __init__(self, length: int = NAME_LENGTH) -> None:
        self._length = length
        self._taken: set[str] = set()

    def take(self, name: str) -> str:
        """The name, or the first of it with a number after it that is not taken yet."""
        stem, ending = split(_cleaned(name))
        candidate, number = joined(stem, ending, self._length), 1
        while _folded(candidate) in self._taken:
            number += 1
            tail = f" ({number})"
            room = max(self._length, SHORTEST) - len(ending) - len(tail)
            short = _shortened(_cleaned(stem), room, MOST_BYTES - len(ending) - len(tail)) or UNNAMED
            candidate = joined(f"{short}{tail}", ending, self._length)
        self._taken.add(_folded(candidate))
        return candidate


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def _cleaned(text: str) -> str:
    """Without forbidden signs and what can't be seen; white space as single spaces; no full stop or space at an end."""
    text = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode())
    text = _FORBIDDEN.sub(" ", text)
    text = "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in text)
    text = "".join(c for c in text if unicodedata.category(c) not in {"Cf", "Cs", "Co", "Cn"})
    return _trimmed(_SPACE.sub(" ", text))


def _trimmed(text: str) -> str:
    return text.lstrip(" .\u00a0~-$").rstrip(" .\u00a0")


def _shortened(text: str, characters: int, size: int) -> str:
    text = text[: max(characters, 0)]
    while len(text.encode()) > size:
        text = text[:-1]
    return _trimmed(text)


def _is_reserved(stem: str) -> bool:
    """Windows takes CON, and CON.anything, for a device."""
    return bool(_RESERVED.match(stem.partition(".")[0].rstrip()))
