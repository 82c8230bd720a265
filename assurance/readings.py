"""One measure in one line: "lower than England and falling; 12th of 15 neighbours". Pure.

Nothing is said that the figures don't bear: a difference within the margins of error is "not clearly different from
England", a change is told only within a stretch that can be compared, and a figure that is missing is said to be
missing, with its reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assurance.benchmarks import (
    HIGHER,
    LOWER,
    NOT_CLEAR,
    SAME,
    BreakPoint,
    Comparison,
    Middle,
    Rank,
    Scale,
    Trend,
    Value,
    compare,
    figure_in_words,
    ordinal,
    rank_in_words,
)

NOTHING = Value(None, "not available")
QUARTERS = {1: "the best quarter", 2: "the second quarter", 3: "the third quarter", 4: "the last quarter"}


@dataclass(frozen=True)
class Standing:
    """Where one council stands on one measure in one period.

    `period` is the latest there is for anybody; `own` may be missing in it. `neighbours` is the place among them,
    `councils` among all; both are empty for a measure that only the council itself has.
    """

    scale: Scale
    period: str
    own: Value
    england: Value | None = None
    region: Value | None = None
    council_type: Value | None = None
    median: Middle | None = None
    trend: Trend | None = None
    neighbours: Rank | None = None
    councils: Rank | None = None
    england_trend: Trend | None = None
    breaks: tuple[BreakPoint, ...] = ()
    over_time: Mapping[str, Value] = field(default_factory=dict)
    invented: bool = False

    @property
    def beside_england(self) -> Comparison | None:
        """Our figure beside England's, where both are published."""
        return None if self.england is None else compare(self.own, self.england, self.scale)

    @property
    def verdict(self) -> str:
        """ "better", "worse", "not clearly different", "the same", "higher", "lower" or "not compared"."""
        return verdict(self.beside_england)


def verdict(comparison: Comparison | None) -> str:
    """What a comparison comes to, in a word or two.

    Where good lies neither way, or the measure is context, it is only told which figure is the higher.
    """
    if comparison is None:
        return "not compared"
    if comparison.certainty == NOT_CLEAR:
        return NOT_CLEAR
    if comparison.side == SAME:
        return "the same"
    return comparison.stands or comparison.side


def one_line(standing: Standing, group: str = "neighbours") -> str:
    """The reading of a measure. It begins with a small letter, so that it can stand in a sentence.

    >>> percent = Scale("%", 1, "higher")
    >>> falling = Trend((), (), "2024-25", "2023-24", Comparison(-6.1, "lower", "more than chance", "worse"))
    >>> own, england = Value(54.0, margin=3.0), Value(65.1, margin=0.5)
    >>> one_line(Standing(percent, "2024-25", own, england, trend=falling, neighbours=Rank(12, 15, 0, 4)))
    'lower than England and falling; 12th of 15 neighbours'
    """
    if standing.own.value is None:
        return missing_line(standing)
    england, moved = beside_england_part(standing), trend_part(standing.trend)
    if england and moved:
        joined = {"with": f"{england}, {moved}", "not": f"{england}; {moved}"}.get(moved.split()[0])
        first = joined or f"{england} and {moved}"
    else:
        first = england or moved.removeprefix("with ")
    place = place_part(standing.neighbours, group, invented=standing.invented)
    return "; ".join(filter(None, (first, place))) or "no figure to compare with"


def missing_line(standing: Standing) -> str:
    """What is said where there is no figure for the latest period: why, and which was the last one.

    >>> missing_line(Standing(Scale("%", 1), "2024-25", Value(None, "suppressed")))
    'no figure for 2024-25: suppressed'
    """
    said = f"no figure for {period_in_words(standing.period)}: {standing.own.reason or 'not available'}"
    last = max((period for period, value in standing.over_time.items() if value.value is not None), default="")
    if last:
        figure = figure_in_words(standing.over_time[last], standing.scale)
        said += f"; the last is {figure} for {period_in_words(last)}"
    return said


def beside_england_part(standing: Standing) -> str:
    """Our figure beside England's; empty for a measure that has no figure for England."""
    found = standing.beside_england
    if found is None:
        return ""
    if found.certainty == NOT_CLEAR:
        return "not clearly different from England"
    if found.side == SAME:
        return "the same as England"
    return f"{found.side} than England"


def trend_part(trend: Trend | None) -> str:
    """What changed since the figure before; empty where there is nothing to compare it with.

    >>> trend_part(Trend((), (), "2023-24", "2021-22", Comparison(1.2, "higher", "no margin published", "better")))
    'rising since 2021-22'
    """
    if trend is None or not trend.latest:
        return ""
    change = trend.change
    if change is None:
        since = [point.year for point in trend.breaks if point.year <= trend.latest]
        return f"not comparable with years before {max(since)}" if since else ""
    before = "" if follows(trend.before, trend.latest) else f" since {period_in_words(trend.before)}"
    if change.certainty == NOT_CLEAR:
        return f"with no clear change since {period_in_words(trend.before)}"
    if change.side == SAME:
        return f"unchanged since {period_in_words(trend.before)}"
    return f"{'rising' if change.side == HIGHER else 'falling'}{before}"


def place_part(rank: Rank | None, group: str, *, invented: bool = False) -> str:
    """The place among a group, the best first; empty where nobody in it could be ranked.

    >>> place_part(Rank(None, 14, 0, None), "neighbours"), place_part(Rank(1, 1, 0, 1), "neighbours")
    ('not ranked among 14 neighbours', '')
    """
    if rank is None or rank.of < 2:
        return ""
    return would_be_in_words(rank, group) if invented else rank_in_words(rank, group)


def direction_in_words(scale: Scale) -> str:
    """Which way good lies.

    >>> direction_in_words(Scale("%", 1, "lower"))
    'Lower is better'
    """
    return {HIGHER: "Higher is better", LOWER: "Lower is better"}.get(scale.better, "Neither high nor low is better")


def gap_in_words(comparison: Comparison | None, scale: Scale) -> str:
    """A gap in the measure's own unit; per cent differ by percentage points.

    >>> gap_in_words(Comparison(-4.9, "lower", "more than chance", "worse"), Scale("%", 1))
    '4.9 percentage points lower'
    >>> gap_in_words(Comparison(12.5, "higher", "no margin published", ""), Scale("per 100,000", 1))
    '12.5 per 100,000 higher'
    """
    if comparison is None:
        return "not compared"
    if comparison.side == SAME:
        return "no difference"
    size = f"{abs(comparison.gap):,.{scale.decimals}f}"
    unit = {"%": "percentage points"}.get(scale.unit, "points" if scale.unit.startswith("score") else scale.unit)
    return f"{size} {unit} {comparison.side}"


def quarter_in_words(rank: Rank | None, scale: Scale) -> str:
    """Which quarter of those ranked, the best first, or the highest where good lies neither way.

    >>> quarter_in_words(Rank(12, 15, 0, 4), Scale("%", 1, "lower")), quarter_in_words(Rank(1, 15, 0, 1), Scale("%", 1))
    ('the last quarter', 'the highest quarter')
    """
    if rank is None or not rank.quarter:
        return ""
    if not scale.better and rank.quarter in {1, 4}:
        return "the highest quarter" if rank.quarter == 1 else "the lowest quarter"
    return QUARTERS[rank.quarter]


def would_be_in_words(rank: Rank, group: str) -> str:
    """The place an invented council would have, which is counted in nobody's rank.

    >>> would_be_in_words(Rank(12, 15, 0, 4), "neighbours")
    'not counted in the ranking of 14 neighbours (would be 12th)'
    """
    if rank.place is None:
        return rank_in_words(rank, group)
    place = "last" if rank.place == rank.of else ordinal(rank.place)
    return f"not counted in the ranking of {rank.of - 1} {group} (would be {place})"


def period_in_words(period: str) -> str:
    """A financial year as it is; a day in words.

    >>> period_in_words("2024-25"), period_in_words("2026-10-31")
    ('2024-25', '31 October 2026')
    """
    parts = period.split("-")
    if len(parts) != 3:
        return period
    return f"{int(parts[2])} {MONTHS[int(parts[1]) - 1]} {parts[0]}"


def at_period(period: str) -> str:
    """A period as something that is true in it, or on it.

    >>> at_period("2024-25"), at_period("2026-10-31")
    ('in 2024-25', 'on 31 October 2026')
    """
    return f"{'on' if period.count('-') == 2 else 'in'} {period_in_words(period)}"


MONTHS = (
    "January February March April May June July August September October November December".split()
)  # fmt: skip


def follows(before: str, after: str) -> bool:
    """Whether a financial year is the one right after another; of two days the later always is.

    >>> follows("2023-24", "2024-25"), follows("2021-22", "2023-24"), follows("2026-08-31", "2026-10-31")
    (True, False, True)
    """
    if len(before) == 7 and len(after) == 7:
        return int(before[:4]) + 1 == int(after[:4])
    return True
