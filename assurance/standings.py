"""From the figures of one measure to where a council stands: rank, quarter, gap and change. Pure.

`Comparable` is what is held of one measure for one council, as plain values; `standing` reads it. An invented council
stands beside the others and is counted in nobody's rank.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assurance.benchmarks import BreakPoint, Middle, Rank, Scale, Value, middle, quarter_of, rank, trend
from assurance.readings import NOTHING, Standing

Years = Mapping[str, Value]


@dataclass(frozen=True)
class Comparable:
    """One measure: our figures and those they are compared with, by period; `councils` are those of `period` alone.

    `councils` holds every council that existed in the period by its code, our own too unless it is invented;
    `neighbours` holds those of the list that is used, by code and period.
    """

    own_code: str
    scale: Scale
    period: str
    own: Years
    england: Years = field(default_factory=dict)
    region: Years = field(default_factory=dict)
    council_type: Years = field(default_factory=dict)
    neighbours: Mapping[str, Years] = field(default_factory=dict)
    councils: Mapping[str, Value] = field(default_factory=dict)
    breaks: tuple[BreakPoint, ...] = ()
    invented: bool = False

    @property
    def periods(self) -> list[str]:
        """Every period with a figure for us or for England, oldest first.

        Of a measure of our own, which England has nothing of, also those with the reason why there is none.
        """
        shown = (self.own, self.england)
        told = {p for years in shown for p, value in years.items() if value.value is not None}
        return sorted(
            told if self.england or not told else told | {p for p, value in self.own.items() if value.reason}
        )


def standing(held: Comparable) -> Standing:
    """Where the council stands in the period."""
    own = held.own.get(held.period, NOTHING)
    beside = {code: years.get(held.period, NOTHING) for code, years in held.neighbours.items()}
    upto = {period: value for period, value in held.own.items() if period <= held.period}
    return Standing(
        scale=held.scale,
        period=held.period,
        own=own,
        england=held.england.get(held.period),
        region=held.region.get(held.period),
        council_type=held.council_type.get(held.period),
        median=middle(list(beside.values()), held.scale) if beside else None,
        trend=trend(upto, held.breaks, held.scale),
        england_trend=trend(
            {period: value for period, value in held.england.items() if period <= held.period},
            held.breaks,
            held.scale,
        ),
        neighbours=rank(held.own_code, {held.own_code: own, **beside}, held.scale) if beside else None,
        councils=rank(held.own_code, {held.own_code: own, **held.councils}, held.scale) if held.councils else None,
        breaks=held.breaks,
        over_time=upto,
        invented=held.invented,
    )


def medians(held: Comparable) -> dict[str, Value]:
    """The neighbours' middle figure of each period in which at least two of them have one."""
    found: dict[str, Value] = {}
    for period in held.periods:
        of = middle([years.get(period, NOTHING) for years in held.neighbours.values()], held.scale)
        if of.median is not None and of.of > 1:
            found[period] = Value(of.median)
    return found


def placed(councils: Mapping[str, Value], scale: Scale) -> list[tuple[str, Value, Rank]]:
    """Every council with a figure, the best first (the highest where good lies neither way), each with its place.

    Those left out of ranks stand where their figure puts them, without a place.
    """
    sign = 1 if scale.better == "lower" else -1
    order = sorted(
        ((code, value) for code, value in councils.items() if value.value is not None),
        key=lambda one: (sign * round((one[1].value or 0.0) * 10**scale.decimals), one[0]),
    )
    return [(code, value, one) for (code, value), one in zip(order, _ranks(order, councils, scale), strict=True)]


def _ranks(order: list[tuple[str, Value]], councils: Mapping[str, Value], scale: Scale) -> list[Rank]:
    """The rank of each in one pass: `rank` itself, asked for 153 councils, counts 153 times."""
    if not order:
        return []
    first = rank("", councils, scale)
    steps: list[int | None] = [
        None if code in first.left_out else round((value.value or 0.0) * 10**scale.decimals) for code, value in order
    ]
    ranked = [step for step in steps if step is not None]
    count = {step: ranked.count(step) for step in set(ranked)}
    places: dict[int, int] = {}
    for place, step in enumerate(ranked, 1):
        places.setdefault(step, place)
    return [
        Rank(None, first.of, 0, None, {})
        if step is None
        else Rank(places[step], first.of, count[step] - 1, quarter_of(places[step], first.of), {})
        for step in steps
    ]


def middle_in_words(of: Middle | None) -> str:
    """How many neighbours a median rests on.

    >>> middle_in_words(Middle(60.6, 14, 2))
    'median of 14; 2 have no figure'
    """
    if of is None or of.median is None:
        return ""
    without = f"; {of.without} {'has' if of.without == 1 else 'have'} no figure" if of.without else ""
    return f"median of {of.of}{without}"
