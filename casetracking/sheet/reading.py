"""A council's own spreadsheet, chunk by chunk into a process of its own, and what comes back. Pure.

    with reading.look_through(key=key, heading_key=..., attributes=..., remembered=...) as looking:
        for chunk in upload.chunks():
            looking.feed(chunk)
        sheet = looking.sheet(told=None)

As with Client Level Data, no byte of the file is kept here or on a disk, and the process leaves no core dump. What it
answers are headings, keyed references and attributes' values.
"""

import contextlib
import marshal
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assurance import bounded
from assurance.bounded import MEGABYTE, Limits, Refused
from assurance.bounded_child import HEADER
from casetracking.sheet.headings import Column

__all__ = ["LARGEST", "LIMITS", "Looking", "Refused", "Sheet", "look_through"]

LOOK_THROUGH = "casetracking.sheet.child:look_through"  # by name: this process has no need of what that one loads
LIMITS = Limits(memory=1024 * MEGABYTE, seconds=30, patience=300)
LARGEST = 20_000_000  # bytes; 100,000 rows of 20 columns as a workbook have half as many


@dataclass(frozen=True)
class Sheet:
    """What a spreadsheet says. `why` is empty, "ask", or a sentence why its columns can't be taken as they are.

    `taken` are (row, reference, whether it was typed, values by slug; None for "not recorded"). The others are as in
    casetracking.sheet.rows.Taken.
    """

    columns: list[Column]
    why: str
    rows: int
    taken: list[tuple[int, str, bool, dict[str, Any]]] = field(default_factory=list, repr=False)
    problems: list[list] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    unknown: list[list] = field(default_factory=list)
    left_out: list[list] = field(default_factory=list)


class Looking:
    """A spreadsheet on its way into the process that reads it."""

    def __init__(self, child: bounded.Child) -> None:
        self._child = child

    def feed(self, chunk: bytes) -> bool:
        """Hand over a part; False when the process wants no more, and `sheet` will say why."""
        return self._child.feed(chunk)

    def sheet(self, told: Mapping[str, str] | None) -> Sheet:
        """What the whole file says, where columns mean what was `told` by their marks; raises Refused."""
        words = marshal.dumps(None if told is None else dict(told))
        self._child.feed(words + len(words).to_bytes(HEADER - 1, "big"))
        self._child.finish()
        frames = self._child.frames()
        head = next(frames)
        columns = [Column(*one) for one in head["columns"]]
        if head["why"]:
            return Sheet(columns, head["why"], head["rows"])
        *blocks, tail = frames
        return Sheet(columns, "", head["rows"], [tuple(row) for block in blocks for row in block], **tail)


@contextlib.contextmanager
def look_through(
    *,
    key: bytes,
    heading_key: bytes,
    attributes: Sequence[tuple],
    remembered: dict[str, str],
    limits: Limits = LIMITS,
) -> Iterator[Looking]:
    """A process that waits for a spreadsheet; `attributes` are (slug, title, kind, [(choice, words)]).

    References are made with `key`, the marks under which headings are `remembered` with `heading_key`.
    """
    told = {
        "key": key, "heading_key": heading_key, "attributes": [tuple(one) for one in attributes],
        "remembered": remembered,
    }  # fmt: skip
    with bounded.streaming(LOOK_THROUGH, limits, **told) as child:
        yield Looking(child)
