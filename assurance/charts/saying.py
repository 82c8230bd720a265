"""What each chart says, in words: its title in a sentence, its description in a few more. Pure."""

from collections.abc import Mapping, Sequence

from assurance.benchmarks import Middle, Rank, Scale, Value, figure_in_words, rank_in_words
from assurance.charts.ranking import Bar
from assurance.charts.trends import Course
from assurance.readings import (
    Standing,
    at_period,
    beside_england_part,
    period_in_words,
    quarter_in_words,
    trend_part,
    would_be_in_words,
)


def ranking_sentence(standing: Standing, own: str, short: str) -> str:
    """Where we stand among all councils, in a sentence."""
    figure = figure_in_words(standing.own, standing.scale)
    place = standing.councils
    if standing.own.value is None or place is None:
        return f"{own} has no figure for {short} {at_period(standing.period)}: {figure}."
    if standing.invented:
        said = f"{own}, which is invented, {_would_be(place, standing.scale)}"
    elif place.place is None:
        said = f"{own} is {rank_in_words(place, 'councils', standing.scale)}"
    else:
        quarter = quarter_in_words(place, standing.scale)
        said = f"{own} is {rank_in_words(place, 'councils', standing.scale)}, {quarter}"
    england = beside_england_part(standing)
    theirs = standing.england
    beside = f" That is {england}, {figure_in_words(theirs, standing.scale)}." if england and theirs else ""
    return f"{short}, {period_in_words(standing.period)}: {said}, with {figure}.{beside}"


def _would_be(place: Rank, scale: Scale) -> str:
    """Where an invented council would stand, as what a name is followed by."""
    said = would_be_in_words(place, "councils", scale)
    return said if said.startswith("would") else f"is {said}"


def ranking_description(bars: Sequence[Bar], scale: Scale) -> str:
    """The ends of the row, its middle half, and where the neighbours are."""
    counted = [bar for bar in bars if bar.place is not None]
    if len(counted) < 4:
        return "Fewer than four councils have a figure."
    first, last = counted[0], counted[-1]
    best, worst = figure_in_words(first.value, scale), figure_in_words(last.value, scale)
    ends = f"First is {first.name} with {best}, last is {last.name} with {worst}."
    ordered = sorted(bar.value.value or 0.0 for bar in counted)
    low, high = ordered[len(ordered) // 4], ordered[-1 - len(ordered) // 4]
    half = f"Half of the {len(counted)} councils lie between {_said(low, scale)} and {_said(high, scale)}."
    beside = [bar for bar in counted if bar.neighbour]
    placed = [index for index, bar in enumerate(bars) if bar.own]
    if not beside or not placed:
        return f"{ends} {half}"
    before = sum(1 for index, bar in enumerate(bars) if bar.neighbour and bar.place and index < placed[0])
    return f"{ends} {half} {before} of {len(beside)} neighbours with a figure stand before us."


def trend_sentence(standing: Standing, own: str, short: str) -> str:
    """Our latest figure and what changed, in a sentence."""
    if standing.own.value is None:
        figure = figure_in_words(standing.own, standing.scale)
        return f"{short}: {own} has no figure for {period_in_words(standing.period)}: {figure}."
    moved = trend_part(standing.trend)
    said = f"{short}: {own} has {figure_in_words(standing.own, standing.scale)} {at_period(standing.period)}"
    return f"{said}, {moved}." if moved else f"{said}."


def trend_description(courses: Sequence[Course], scale: Scale) -> str:
    """Every figure of every line."""
    said = []
    for course in courses:
        held = [
            f"{period_in_words(period)} {_said(value.value, scale)}"
            for period, value in sorted(course.years.items())
            if value.value is not None
        ]
        if held:
            said.append(f"{course.label}: {', '.join(held)}.")
    return " ".join(said)


def groups_sentence(groups: Mapping[str, tuple[Value, Value]], own: str, scale: Scale) -> str:
    """Which group has the highest figure and which the lowest."""
    held = [(ours.value, group) for group, (ours, _) in groups.items() if ours.value is not None]
    if len(held) < 2:
        return f"{own} has figures for fewer than two groups of people."
    (low, lowest), (high, highest) = min(held), max(held)
    most, least = _said(high, scale), _said(low, scale)
    return f"In {own} the highest figure is for {highest}, {most}, the lowest for {lowest}, {least}."


def groups_description(groups: Mapping[str, tuple[Value, Value]], own: str, scale: Scale) -> str:
    """Every figure, ours and England's."""
    return " ".join(
        f"{group}: {own} {_or_reason(ours, scale)}, England {_or_reason(theirs, scale)}."
        for group, (ours, theirs) in groups.items()
    )


def median_in_words(median: Middle | None, scale: Scale) -> str:
    """The neighbours' median as a figure, or that there is none."""
    return "no figure" if median is None or median.median is None else _said(median.median, scale)


def _or_reason(value: Value, scale: Scale) -> str:
    return value.reason or "not available" if value.value is None else _said(value.value, scale)


def _said(value: float | None, scale: Scale) -> str:
    return f"{value or 0.0:,.{scale.decimals}f}{'%' if scale.unit == '%' else ''}"
