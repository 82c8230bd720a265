"""One attribute of everybody: its kind, and how to read a person's value from a packed column. Pure.

Apart from `columns`, which work it out: whoever reads what was worked out needs none of the arrays.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass

YES_NO, CHOICE, NUMBER = "yes/no", "choice", "number"
NOT_RECORDED = 255  # of yes/no and choices; numbers have NO_NUMBER
NO_NUMBER = -1
Value = bool | str | int | None


@dataclass(frozen=True)
class Attribute:
    """An attribute's slug, kind and, for a choice, the slugs of its choices in the order of their codes."""

    slug: str
    kind: str
    choices: tuple[str, ...] = ()

    def value(self, code: int) -> Value:
        """What a code means: None is "not recorded"."""
        if self.kind == NUMBER:
            return None if code == NO_NUMBER else int(code)
        if code == NOT_RECORDED:
            return None
        return bool(code) if self.kind == YES_NO else self.choices[code]

    def values(self, packed: bytes) -> Iterator[Value]:
        """The values of a packed column, one a person."""
        meaning: list[Value]
        if self.kind == NUMBER:
            numbers = memoryview(packed).cast("i")
            if sys.byteorder != "little":
                raise RuntimeError("Columns are packed with the lowest byte first.")
            return (None if number == NO_NUMBER else number for number in numbers)
        meaning = [False, True] if self.kind == YES_NO else list(self.choices)
        table = meaning + [None] * (256 - len(meaning))
        return map(table.__getitem__, packed)
