"""Counts for people who may see no case: what could point at somebody is put together or told in words. Pure.

A row that holds fewer than FEW_CASES of the pool, or fewer than FEW_PEOPLE of the caseload, joins one row "All others".
While that row is itself so small, the next smallest joins it too: otherwise it could be worked out from the total.

>>> rows = [Row("White", 40, 300), Row("Asian", 8, 50), Row("Black", 1, 20)]
>>> [(one.words, one.pool) for one in grouped(rows)]
[('White', 40), ('All others', 9)]
>>> told(2, of=50), told(49, of=50), told(12, of=50), told(12, of=50, least=2)
('fewer than 3', 'more than 47', '12', 'not told')
"""

from collections.abc import Sequence
from dataclasses import dataclass

FEW_CASES = 3
FEW_PEOPLE = 5
OTHERS = "All others"
NOT_TOLD = "not told"


@dataclass(frozen=True)
class Row:
    """One value of an attribute: cases of the pool and people of the caseload that have it."""

    words: str
    pool: int
    caseload: int


def grouped(rows: Sequence[Row]) -> list[Row]:
    """The rows that can be told, in their order, and all others as one at the end; none where nothing can be told."""
    small = [row for row in rows if _is_small(row)]
    kept = [row for row in rows if not _is_small(row)]
    if not small:
        return kept
    while kept and _is_small(_sum(small)):
        smallest = min(kept, key=lambda row: (row.pool + row.caseload, row.words))
        kept.remove(smallest)
        small.append(smallest)
    return [*kept, _sum(small)] if kept else []


def _is_small(row: Row) -> bool:
    return 0 < row.pool < FEW_CASES or 0 < row.caseload < FEW_PEOPLE


def _sum(rows: Sequence[Row]) -> Row:
    return Row(OTHERS, sum(row.pool for row in rows), sum(row.caseload for row in rows))


def told(number: int, *, of: int, least: int | None = None, most: int | None = None) -> str:
    """How many of a pool's cases meet a criterion, in words where it could point at somebody.

    Where so few are asked for that "met" would say the number, it is never told, however many there are. None at all
    is told like a few, because "too few" and not nobody would mean one.
    """
    if any(asked is not None and asked < FEW_CASES for asked in (least, most)):
        return NOT_TOLD
    if number < FEW_CASES:
        return f"fewer than {FEW_CASES}"
    return f"more than {of - FEW_CASES}" if 0 < of - number < FEW_CASES else str(number)
