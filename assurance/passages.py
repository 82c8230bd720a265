"""Words that have to be forgotten: finding them in a text and taking them out. Pure.

They are found whatever capitals, line breaks and signs for bold stand between them, and only as whole words.
"""

import re
from functools import cached_property
from typing import Any

WITHDRAWN = "[withdrawn]"
SHORTEST = 3  # characters; anything shorter would take out half of every text
LONGEST = 500
_APOSTROPHES = "'’‘ʼ`"
_BETWEEN = r"[*_]{0,3}\s+[*_]{0,3}"


class Passage:
    """Some words, however they are set out."""

    def __init__(self, words: str) -> None:
        self.words = " ".join(words.replace("\x00", "").split())

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        said = _BETWEEN.join(_letters(word) for word in self.words.split())
        before = r"(?<![^\W_])" if self.words[:1].isalnum() else ""  # an underscore beside a word makes it italic
        after = r"(?![^\W_])" if self.words[-1:].isalnum() else ""
        return re.compile(before + said + after, re.IGNORECASE)

    @cached_property
    def needle(self) -> str:
        """The longest run of plain letters and figures in the words, so that a database can leave rows out.

        >>> Passage("Zoë O’Brien-Smith").needle
        'Brien'
        """
        return max(re.findall(r"[A-Za-z0-9]+", self.words), key=len, default="")

    def stands_in(self, text: str) -> bool:
        """Whether the words stand in a text.

        >>> Passage("Joan Smith").stands_in("So **JOAN**\\nsmith said"), Passage("Joan").stands_in("Joanna")
        (True, False)
        """
        return bool(self.words) and self._pattern.search(text) is not None

    def taken_out_of(self, text: str, *, limit: int | None = None) -> str:
        """The text with a mark in the place of the words; a shorter mark where it would grow over its limit.

        >>> Passage("Joan Smith").taken_out_of("We met Joan Smith twice.")
        'We met [withdrawn] twice.'
        """
        if not self.words:
            return text
        without = self._pattern.sub(WITHDRAWN, text)
        if limit is not None and len(without) > limit:
            without = self._pattern.sub("…", text)
        return without

    def stands_anywhere_in(self, value: object) -> bool:
        """Whether the words stand in any text of a plain JSON value, keys left out."""
        if isinstance(value, str):
            return self.stands_in(value)
        if isinstance(value, dict):
            return any(self.stands_anywhere_in(item) for item in value.values())
        if isinstance(value, list):
            return any(self.stands_anywhere_in(item) for item in value)
        return False

    def taken_out_of_value(self, value: Any) -> Any:
        """A plain JSON value with the words taken out of every text in it."""
        if isinstance(value, str):
            return self.taken_out_of(value)
        if isinstance(value, dict):
            return {key: self.taken_out_of_value(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.taken_out_of_value(item) for item in value]
        return value


def _letters(word: str) -> str:
    return "".join(f"[{_APOSTROPHES}]" if letter in _APOSTROPHES else re.escape(letter) for letter in word)
