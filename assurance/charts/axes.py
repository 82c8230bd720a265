"""Scales of charts: where a figure lies, which marks are written beside it, and labels kept apart. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Axis:
    """A scale from `low` to `high` along a length of the picture, and the figures marked on it."""

    low: float
    high: float
    start: float
    end: float
    marks: tuple[float, ...] = ()

    def at(self, value: float) -> float:
        """Where a figure lies."""
        if self.high == self.low:
            return (self.start + self.end) / 2
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def axis(values: Sequence[float], *, start: float, end: float, from_zero: bool, about: int = 4) -> Axis:
    """A scale with whole marks around the figures; from zero where bars are drawn from it.

    >>> axis([51.2, 77.9], start=100, end=0, from_zero=False).marks
    (50.0, 60.0, 70.0, 80.0)
    >>> axis([3.0, 92.0], start=100, end=0, from_zero=True).marks
    (0.0, 25.0, 50.0, 75.0, 100.0)
    """
    low, high = (min(0.0, *values), max(values)) if from_zero and values else (min(values), max(values))
    if high == low:
        low, high = (
            (0.0, high or 1.0) if from_zero else (low - abs(low) * 0.05 - 0.05, high + abs(high) * 0.05 + 0.05)
        )
    step = _step((high - low) / about)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    marks = tuple(round(index * step, 10) for index in range(first, last + 1))
    return Axis(marks[0], marks[-1], start, end, marks)


def _step(rough: float) -> float:
    """The next of 1, 2, 2.5, 5 and 10 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999)


def mark_in_words(value: float, marks: Sequence[float], unit: str = "") -> str:
    """A mark with as many decimals as its scale needs.

    >>> mark_in_words(0.45, (0.4, 0.45)), mark_in_words(1500, (0, 500, 1500)), mark_in_words(60, (50, 60), "%")
    ('0.45', '1,500', '60%')
    """
    decimals = next(
        (places for places in range(4) if all(abs(m - round(m, places)) < 1e-9 for m in marks)),
        3,
    )
    return f"{value:,.{decimals}f}{'%' if unit == '%' else ''}"


def kept_apart(wanted: Sequence[float], heights: Sequence[float], *, low: float, high: float) -> list[float]:
    """Middles of labels as near to where they belong as they go without overlapping, in the order given.

    >>> kept_apart([50, 52, 90], [16, 16, 16], low=0, high=100)
    [43.0, 59.0, 90.0]
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    blocks: list[list] = []  # [members, middle, height]
    for index in order:
        blocks.append([[index], wanted[index], heights[index]])
        while len(blocks) > 1 and blocks[-2][1] + blocks[-2][2] / 2 > blocks[-1][1] - blocks[-1][2] / 2:
            later, earlier = blocks.pop(), blocks.pop()
            members, height = earlier[0] + later[0], earlier[2] + later[2]
            middle = sum(_offset(members, heights, wanted)) / len(members) + height / 2
            blocks.append([members, middle, height])
    placed = [0.0] * len(wanted)
    for members, middle, height in blocks:
        top = min(max(middle - height / 2, low), max(low, high - height))
        for index in members:
            placed[index] = top + heights[index] / 2
            top += heights[index]
    return placed


def _offset(members: Sequence[int], heights: Sequence[float], wanted: Sequence[float]) -> list[float]:
    """Where the block's top would be if each member stood exactly where it belongs."""
    tops, above = [], 0.0
    for index in members:
        tops.append(wanted[index] - heights[index] / 2 - above)
        above += heights[index]
    return tops
