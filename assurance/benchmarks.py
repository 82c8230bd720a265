"""Where a council stands on a measure, and whether the difference means anything. Pure.

**Chance.** Figures from surveys are published with a margin of error. A difference is called more than chance only
when the two intervals, figure ± margin, do not overlap; intervals that touch count as overlapping. What that means:
the margins are those of 95 % intervals, so two figures whose intervals are apart differ at the 5 % level or better
(about 0.6 % when the margins are alike, close to 5 % when one of them is next to nothing, as England's is). The rule
is careful: intervals can overlap a little and the difference still be real. So an overlap is read as "not clearly
different", never as "the same". That the margins are at 95 %: the handbook's text could not be had; in the 2024-25
workbook councils' margins are 1.82 to 1.90 times the standard error of a simple random sample (median, four measures,
three years), which fits 1.96 with the correction for small populations and fits neither 1.64 nor 2.58.

Where no margin is published (figures from records rather than surveys) none is worked out: the difference is told as
it is, with the words that no margin is published.

**Ranks.** Only councils with a figure are ranked. Left out, and counted with the reason: councils without a figure,
those it rests on fewer than 30 people for (`FEWEST`, our choice, where the number is published), and the two smallest
councils, City of London and Isles of Scilly (NHS England's peer groups leave out the same two). The best figure is
first, whichever way good lies; equal figures share a rank (1, 2, 2, 4). Quarters are by rank, the first the best.

**Against whom.** England, regions and council types are the published rows; they are never averaged from councils.
Neighbours are compared by the middle figure (median) of those that have one.
"""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

FEWEST = 30
SMALLEST = frozenset({"E09000001", "E06000053"})  # City of London, Isles of Scilly

Better = Literal["higher", "lower", ""]
HIGHER, LOWER, SAME = "higher", "lower", "same"
IN_QUARTERS = 4  # of fewer there are no quarters
CLEAR, NOT_CLEAR, NO_MARGIN = "more than chance", "not clearly different", "no margin published"


@dataclass(frozen=True)
class Value:
    """A published figure, or the reason why there is none. `people` is how many it rests on, where published."""

    value: float | None
    reason: str = ""
    margin: float | None = None
    people: float | None = None


@dataclass(frozen=True)
class Scale:
    """How a measure is told: its unit, decimals and which way good lies ("" for neither, or context only)."""

    unit: str
    decimals: int
    better: Better = ""


@dataclass(frozen=True)
class Comparison:
    """Two figures. `gap` is ours minus theirs in the measure's unit; `stands` is better, worse or nothing."""

    gap: float
    side: str
    certainty: str
    stands: str


def compare(ours: Value, theirs: Value, scale: Scale) -> Comparison | None:
    """Our figure beside another; None when one of them is missing.

    >>> compare(Value(60.2, margin=4.1), Value(65.1, margin=0.4), Scale("%", 1, "higher"))
    Comparison(gap=-4.9, side='lower', certainty='more than chance', stands='worse')
    """
    if ours.value is None or theirs.value is None:
        return None
    whole = _steps(ours.value, scale) - _steps(theirs.value, scale)
    side = HIGHER if whole > 0 else LOWER if whole < 0 else SAME
    if ours.margin is None or theirs.margin is None:
        certainty = NO_MARGIN
    elif abs(whole) > _steps(ours.margin, scale) + _steps(theirs.margin, scale):
        certainty = CLEAR
    else:
        certainty = NOT_CLEAR
    stands = ""
    if scale.better and side != SAME and certainty != NOT_CLEAR:
        stands = "better" if side == scale.better else "worse"
    return Comparison(whole / 10**scale.decimals, side, certainty, stands)


def _steps(value: float, scale: Scale) -> int:
    """A figure in steps of its last published decimal, where sums are exact."""
    return round(value * 10**scale.decimals)


@dataclass(frozen=True)
class Rank:
    """A place among those ranked, from the best; `of` is how many were, `left_out` why the others were not."""

    place: int | None
    of: int
    shared_with: int
    quarter: int | None
    left_out: Mapping[str, str] = field(default_factory=dict)


def rank(
    own: str,
    values: Mapping[str, Value],
    scale: Scale,
    *,
    fewest: float = FEWEST,
    smallest: frozenset[str] = SMALLEST,
) -> Rank:
    """Where `own` stands among councils by their codes. Pass councils only: areas of other kinds are never ranked.

    Where good lies neither way, the highest figure is first. A council left out has no place itself, but is told how
    many were ranked.
    """
    left_out = {code: why for code, value in values.items() if (why := _why_out(code, value, fewest, smallest))}
    steps = {code: _steps(value.value or 0.0, scale) for code, value in values.items() if code not in left_out}
    if own not in steps:
        return Rank(None, len(steps), 0, None, left_out)
    sign = 1 if scale.better == LOWER else -1
    place = 1 + sum(1 for other in steps.values() if sign * other < sign * steps[own])
    shared = sum(1 for other in steps.values() if other == steps[own]) - 1
    return Rank(place, len(steps), shared, quarter_of(place, len(steps)), left_out)


def quarter_of(place: int, ranked: int) -> int | None:
    """Which quarter of those ranked a place lies in, 1 to 4; of fewer than four there are none.

    >>> [quarter_of(place, 5) for place in range(1, 6)], quarter_of(3, 3)
    ([1, 1, 2, 3, 4], None)
    """
    return (place - 1) * 4 // ranked + 1 if ranked >= IN_QUARTERS else None


def _why_out(code: str, value: Value, fewest: float, smallest: frozenset[str]) -> str:
    if value.value is None:
        return value.reason or "not available"
    if code in smallest:
        return "one of the two smallest councils"
    if value.people is not None and value.people < fewest:
        return f"rests on fewer than {fewest:g} people"
    return ""


@dataclass(frozen=True)
class Middle:
    """The middle figure of a group, and how many of it have one."""

    median: float | None
    of: int
    without: int


def middle(values: Sequence[Value], scale: Scale) -> Middle:
    """The median of those with a figure, rounded half up to the measure's decimals.

    >>> middle([Value(60.0), Value(61.1), Value(None, "suppressed")], Scale("%", 1))
    Middle(median=60.6, of=2, without=1)
    """
    steps = [_steps(value.value, scale) for value in values if value.value is not None]
    without = len(values) - len(steps)
    if not steps:
        return Middle(None, 0, without)
    doubled = round(2 * statistics.median(steps))  # whole: a median of whole numbers lies at most half way
    return Middle((doubled + 1) // 2 / 10**scale.decimals, len(steps), without)


# --- Over the years -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BreakPoint:
    """A year from which figures can't be compared with those before it, and why."""

    year: str
    reason: str


@dataclass(frozen=True)
class Trend:
    """Figures by year in stretches that can be compared, oldest first; what changed since the figure before."""

    stretches: tuple[tuple[tuple[str, Value], ...], ...]
    breaks: tuple[BreakPoint, ...]
    latest: str
    before: str
    change: Comparison | None


def trend(values: Mapping[str, Value], breaks: Sequence[BreakPoint], scale: Scale) -> Trend:
    """A measure over the years. A line is drawn within a stretch, never across a break.

    `change` compares the latest figure with the one before it in the same stretch; None when it stands alone. Years
    without a figure stay in their stretch, so that a chart can show the gap.
    """
    years = sorted(values)
    starts = sorted({point.year for point in breaks})
    stretches: list[list[tuple[str, Value]]] = []
    for year in years:
        passed = bool(stretches) and any(stretches[-1][-1][0] < start <= year for start in starts)
        if not stretches or passed:
            stretches.append([])
        stretches[-1].append((year, values[year]))
    held = [[year for year, value in stretch if value.value is not None] for stretch in stretches]
    last = next((years for years in reversed(held) if years), [])
    latest, before = (["", "", *last][-1], last[-2] if len(last) > 1 else "")
    change = compare(values[latest], values[before], scale) if before else None
    reached = tuple(sorted((p for p in breaks if years and years[0] < p.year <= years[-1]), key=lambda p: p.year))
    return Trend(tuple(map(tuple, stretches)), reached, latest, before, change)


# --- In words -------------------------------------------------------------------------------------------------------


def figure_in_words(value: Value, scale: Scale) -> str:
    """A figure with its unit, or the reason why there is none.

    >>> figure_in_words(Value(592.5), Scale("per 100,000", 1))
    '592.5 per 100,000'
    """
    if value.value is None:
        return value.reason or "not available"
    figure = f"{value.value:,.{scale.decimals}f}"
    if scale.unit == "%":
        return f"{figure}%"
    return f"{figure} ({scale.unit})" if scale.unit.startswith("score") else f"{figure} {scale.unit}"


def comparison_in_words(comparison: Comparison | None, name: str) -> str:
    """One reading of a comparison.

    >>> comparison_in_words(Comparison(-4.9, "lower", "more than chance", "worse"), "England")
    'lower than England, and the difference is more than chance'
    """
    if comparison is None:
        return f"not compared with {name}: a figure is missing"
    if comparison.certainty == NOT_CLEAR:
        return f"not clearly different from {name}"
    if comparison.side == SAME:
        return f"the same as {name}"
    if comparison.certainty == CLEAR:
        return f"{comparison.side} than {name}, and the difference is more than chance"
    return f"{comparison.side} than {name}; no margin of error is published"


def rank_in_words(rank: Rank, group: str, scale: Scale | None = None) -> str:
    """One reading of a rank, the best first; the highest first, and said so, where good lies neither way.

    >>> rank_in_words(Rank(12, 15, 0, 3), "neighbours"), rank_in_words(Rank(2, 148, 3, 1), "councils")
    ('12th of 15 neighbours', 'joint 2nd of 148 councils')
    >>> rank_in_words(Rank(12, 15, 0, 3), "neighbours", Scale("%", 1))
    '12th highest of 15 neighbours'
    """
    if rank.place is None:
        return f"not ranked among {rank.of} {group}"
    highest = " highest" if scale is not None and not scale.better else ""
    return f"{'joint ' if rank.shared_with else ''}{ordinal(rank.place)}{highest} of {rank.of} {group}"


def trend_in_words(trend: Trend) -> str:
    """One reading of what changed since the figure before.

    >>> trend_in_words(Trend((), (), "2024-25", "2023-24", Comparison(-1.2, "lower", "more than chance", "worse")))
    'lower than in 2023-24, and the difference is more than chance'
    """
    if not trend.latest:
        return "no figure in any year"
    if trend.change is None:
        since = [point for point in trend.breaks if point.year <= trend.latest]
        if since:
            return f"not comparable with years before {since[-1].year}"
        return "no earlier figure to compare with"
    if trend.change.certainty == NOT_CLEAR:
        return f"no clear change since {trend.before}"
    if trend.change.side == SAME:
        return f"unchanged since {trend.before}"
    if trend.change.certainty == CLEAR:
        return f"{trend.change.side} than in {trend.before}, and the difference is more than chance"
    return f"{trend.change.side} than in {trend.before}"


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th, 112th.

    >>> [ordinal(number) for number in (1, 2, 3, 4, 11, 12, 13, 21, 102, 112)]
    ['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '21st', '102nd', '112th']
    """
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
