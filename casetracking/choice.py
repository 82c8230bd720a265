"""Which cases the regulator has chosen: references out of what somebody pasted, or out of a file's rows. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from casetracking.cld.signs import read_reference

_BETWEEN = re.compile(r"[,;\t|]")


@dataclass(frozen=True)
class Named:
    """One line: its number from 1, and the reference in it; None where there is none that could be one."""

    line: int
    reference: str | None


def named_in(rows: Iterable[Iterable[Any]]) -> list[Named]:
    """The references of rows of cells, line by line; empty rows, and headings before the first reference, are none.

    What else stands in a row is not looked at, so a list can come back with whatever the regulator has added.
    """
    found: list[Named] = []
    for number, row in enumerate(rows, 1):
        cells = [str(cell).strip() for cell in row if cell is not None and str(cell).strip()]
        references = [reference for reference in map(read_reference, cells) if reference]
        if references:
            found += [Named(number, reference) for reference in references]
        elif cells and (found or number > 1):
            found.append(Named(number, None))
    return found


def pasted(text: str) -> list[list[str]]:
    """The rows of what somebody pasted: lines, cut at commas, semicolons and tabs. An empty first line is left in."""
    return [_BETWEEN.split(line) for line in text.splitlines()]
