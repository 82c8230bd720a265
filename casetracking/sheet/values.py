"""What a cell says of an attribute. Pure.

A blank cell says nothing, so what is known stays. "Not recorded" says that nothing is known. Neither is "no".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from casetracking.cld import vocabulary
from casetracking.words import words_of

YES_NO, CHOICE, NUMBER = "yes/no", "choice", "number"
LARGEST = 1_000_000
Value = bool | str | int | None


class Said(Enum):
    """What a cell is."""

    NOTHING = "nothing"
    VALUE = "value"
    NOT_RECORDED = "not recorded"
    NOT_UNDERSTOOD = "not understood"


_GAPS = re.compile(r"[^0-9a-z]+")
_YES = {"yes", "y", "true", "1", "x", "✓", "✔"}
_NO = {"no", "n", "false", "0"}
_NOT_RECORDED = {
    "not recorded", "not known", "unknown", "not stated", "n k", "nk", "n a", "na", "undeclared", "refused",
}  # fmt: skip
_BAND = re.compile(r"(\d+)-(\d+)|under-(\d+)|(\d+)-or-over")
_AGE = re.compile(r"\d{1,3}")
# Wordings of Client Level Data, where a choice is its values or groups of them (by how their slugs begin).
_CLD = {
    "gender": vocabulary.VALUES["gender"],
    "primary-support-reason": vocabulary.VALUES["reason"],
    "ethnicity-group": vocabulary.VALUES["ethnicity"],
}


@dataclass
class Attribute:
    """An attribute as a sheet needs it: `choices` are slugs with the council's words."""

    slug: str
    title: str
    kind: str
    choices: Sequence[tuple[str, str]] = ()
    _known: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for slug, words in self.choices:
            for text in (words_of(slug), slug, words):
                self._known[plain(text)] = slug

    def read(self, cell: str) -> tuple[Said, Value]:
        """What a cell says, and the value where it says one."""
        text = cell.strip()
        words = plain(text)
        if not text or text in {"-", "–"}:
            return Said.NOTHING, None
        if words in self._known:
            return Said.VALUE, self._known[words]
        if words in _NOT_RECORDED:
            return Said.NOT_RECORDED, None
        value = {YES_NO: self._yes_or_no, NUMBER: self._number, CHOICE: self._choice}[self.kind](text)
        if value is None and self.slug in _CLD and _CLD[self.slug].read(text) != vocabulary.UNMAPPED:
            return Said.NOT_RECORDED, None  # "Refused", "Undeclared", and what else is no value of ours
        return (Said.NOT_UNDERSTOOD, None) if value is None else (Said.VALUE, value)

    def _yes_or_no(self, text: str) -> Value:
        said = text.casefold().removesuffix(".0")
        return True if said in _YES else False if said in _NO else None

    def _number(self, text: str) -> Value:
        said = text.replace(",", "").removesuffix(".0")
        return int(said) if said.isascii() and said.isdigit() and int(said[:9]) <= LARGEST and len(said) < 8 else None

    def _choice(self, text: str) -> Value:
        slugs = [slug for slug, _ in self.choices]
        if _AGE.fullmatch(text.removesuffix(".0")) and all(_BAND.fullmatch(slug) for slug in slugs):
            return next((slug for slug in slugs if _holds(slug, int(text.removesuffix(".0")))), None)
        if self.slug in _CLD:
            values = _CLD[self.slug]
            code = values.read(text)
            if code not in {vocabulary.BLANK, vocabulary.UNMAPPED}:
                said = values.slugs[code - 1]
                return next((slug for slug in slugs if said == slug or said.startswith(f"{slug}-")), None)
        return None


def _holds(band: str, age: int) -> bool:
    first, last, under, over = _BAND.fullmatch(band).groups()  # type: ignore[union-attr]
    if first:
        return int(first) <= age <= int(last)
    return age < int(under) if under else int(over) <= age <= 110


def plain(text: str) -> str:
    """Words without capitals and signs."""
    return _GAPS.sub(" ", text.casefold()).strip()
