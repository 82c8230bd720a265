"""A bullet or paragraph as the words of an action. Pure."""

import re

_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\([^\s()]{1,1000}\)")
_MARKS = re.compile(r"(\*\*|__|\*|_)(?=\S)(.+?)(?<=\S)\1(?!\w)")


def plain(typed: str) -> str:
    """The words without the signs that set them out.

    >>> plain("Waits are **too long**, see [our survey](https://example.org/survey).")
    'Waits are too long, see our survey.'
    """
    return _MARKS.sub(r"\2", _LINK.sub(r"\1", typed)).strip()


def shortened(point: str, limit: int) -> str:
    """The point within a number of characters, cut after a sentence where one ends early enough, else after a word.

    >>> shortened("People wait. They wait for months and hear nothing.", 20)
    'People wait.'
    """
    if len(point) <= limit:
        return point
    cut = point[:limit]
    sentence = max(cut.rfind(end) for end in (". ", "! ", "? "))
    if sentence > 0:
        return cut[: sentence + 1]
    return cut[: limit - 1].rsplit(" ", 1)[0] + "…"
