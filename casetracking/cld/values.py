"""One field's permitted values, and how a value as it stands in a file is recognised. Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

BLANK, UNMAPPED = 0, 255  # every other code is the place of its slug, counted from 1

_DROPPED = {"and", "or", "unpaid"}
_NOTHING = {"", "null", "none", "n a", "na"}


def plain(value: str) -> str:
    """A value as it is compared.

    >>> plain("Physical Support: Access & mobility only") == plain("Physical support: Access and mobility only")
    True
    """
    return " ".join(word for word in re.findall(r"[a-z0-9]+", value.lower()) if word not in _DROPPED)


@dataclass(frozen=True)
class Values:
    """The values of one field: slugs in the order of their codes, wordings by slug, and key words for the rest."""

    wordings: dict[str, tuple[str, ...]]
    guess: Callable[[str], str | None] = lambda text: None
    _codes: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for code, (_, wordings) in enumerate(self.wordings.items(), 1):
            for wording in wordings:
                self._codes[plain(wording)] = code

    @property
    def slugs(self) -> tuple[str, ...]:
        """Slugs in the order of their codes."""
        return tuple(self.wordings)

    def code(self, slug: str) -> int:
        """The code of a slug."""
        return self.slugs.index(slug) + 1

    def codes(self, *slugs: str) -> list[int]:
        """The codes of several."""
        return [self.code(slug) for slug in slugs]

    def read(self, value: str) -> int:
        """The code of a value as it stands in a file; BLANK for nothing, UNMAPPED for what is not known."""
        text = plain(value)
        if text in _NOTHING:
            return BLANK
        if text not in self._codes:
            slug = self.guess(text)
            return self.code(slug) if slug else UNMAPPED
        return self._codes[text]

    @property
    def words(self) -> frozenset[str]:
        """Every word of every wording: what may be told of an unmapped value without naming anybody."""
        return frozenset(word for text in self._codes for word in text.split())


def by_words(*rules: tuple[str, str], otherwise: str | None = None) -> Callable[[str], str | None]:
    """The slug of the first rule whose words all stand in the text."""

    def guess(text: str) -> str | None:
        return next((slug for words, slug in rules if all(word in text for word in words.split("+"))), otherwise)

    return guess


def yes_or_no(text: str) -> str | None:
    """What stands behind a yes, no or unknown of any wording, such as "Yes - eligible"."""
    known = {"y": "yes", "n": "no", "u": "unknown"}
    return (
        known.get(text[0])
        if text.split(" ", maxsplit=1)[0] in {"yes", "no", "y", "n", "not", "unknown", "unclear"}
        else None
    )
