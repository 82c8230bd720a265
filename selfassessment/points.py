"""The single points of a text: its bullets, and its paragraphs where there are no bullets under them. Pure."""

import re

_BULLET = re.compile(r"^\s*(?:[-*+•–]|\d{1,3}[.)])\s+(?=\S)")
_HEADING = re.compile(r"^\s*#{1,6}\s+")
_MARKS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")


def points_of(text: str) -> list[str]:
    r"""Each bullet and each paragraph on a line of its own; words that only lead in to a list are left out.

    >>> points_of("Three things:\n\n- Waits are **too long**\n- Letters\n  are hard to read\n\nWe know little.")
    ['Waits are too long', 'Letters are hard to read', 'We know little.']
    """
    points: list[list[str]] = []
    fresh = True
    for raw in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        line = raw.strip()
        if not line or _HEADING.match(raw):
            fresh = True
        elif bullet := _BULLET.match(raw):
            points.append([raw[bullet.end() :].strip()])
            fresh = False
        elif fresh or not points:
            points.append([line])
            fresh = False
        else:
            points[-1].append(line)
    joined = (_MARKS.sub(r"\2", " ".join(lines)) for lines in points)
    return [point for point in joined if not point.endswith(":")]


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
