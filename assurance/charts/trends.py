"""A measure over the years: ours, England's and the neighbours' median, never a line across a break. Pure.

Each line has its own stroke and its own mark, and its name at its end. Where years can't be compared the picture is cut
by an upright line with a number, and the reason stands below.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assurance.benchmarks import BreakPoint, Scale, Value
from assurance.charts.axes import Axis, axis, kept_apart, mark_in_words
from assurance.charts.drawing import BLUE, GREY, INK, LINE, WHITE, Drawing
from assurance.charts.lettering import lines_of, width_of

OWN, ENGLAND, MEDIAN = "own", "england", "median"
STROKES: dict[str, tuple[str, float, tuple[float, ...]]] = {
    OWN: (INK, 3, ()), ENGLAND: (GREY, 2, (7, 4)), MEDIAN: (BLUE, 2, (2, 3)),
}  # fmt: skip


@dataclass(frozen=True)
class Course:
    """One line: whose it is, what it is called and its figures by period."""

    kind: str
    label: str
    years: Mapping[str, Value]


def trend_chart(
    *,
    name: str,
    courses: Sequence[Course],
    breaks: Sequence[BreakPoint],
    scale: Scale,
    title: str = "",
    description: str = "",
    narrow: bool = False,
) -> Drawing:
    """The courses over every period in which one of them has a figure."""
    width, left, right, height = (320, 45.0, 6.0, 190.0) if narrow else (760, 48.0, 172.0, 230.0)
    drawing = Drawing(name, width, title=title, description=description)
    periods = sorted({p for course in courses for p, value in course.years.items() if value.value is not None})
    if not periods:
        return drawing
    top = _key(drawing, courses, scale, width) if narrow else 26.0
    across = _across(periods, left + 14, width - right - 14)
    values = [edge for course in courses for value in course.years.values() for edge in _edges(course, value)]
    up = axis(values, start=top + height, end=top, from_zero=False)
    for mark in up.marks:
        drawing.line((left, up.at(mark)), (width - right, up.at(mark)), stroke="#dfe1e2")
        said = mark_in_words(mark, up.marks, scale.unit)
        drawing.words(left - 6, up.at(mark) + 4.5, said, size=13, fill=GREY, anchor="end")
    _years(drawing, across, top + height, narrow=narrow)
    reached = [point for point in breaks if periods[0] < point.year <= periods[-1]]
    for place, point in enumerate(reached, 1):
        _break(drawing, place, _cut(point.year, across), top, top + height)
    for course in sorted(courses, key=lambda one: one.kind == OWN):
        _course(drawing, course, [point.year for point in reached], across, up)
    if not narrow:
        _labels(drawing, courses, scale, up, width - right + 8, width, top, top + height)
    drawing.height = _reasons(drawing, reached, width, top + height + 34)
    return drawing


def _edges(course: Course, value: Value) -> list[float]:
    if value.value is None:
        return []
    margin = (value.margin or 0.0) if course.kind == OWN else 0.0
    return [value.value - margin, value.value + margin]


def _across(periods: Sequence[str], start: float, end: float) -> dict[str, float]:
    """Where each period lies: financial years as far apart as they are in time, and days too."""
    when = {period: _moment(period) for period in periods}
    line = Axis(min(when.values()), max(when.values()), start, end)
    return {period: line.at(moment) for period, moment in when.items()}


def _moment(period: str) -> float:
    if period.count("-") == 2:
        day = datetime.date.fromisoformat(period)
        return day.year + (day.timetuple().tm_yday - 1) / 366
    return float(period[:4])


def _cut(year: str, across: Mapping[str, float]) -> float:
    """The middle between the last year before the break and the first of it."""
    before = max((x for period, x in across.items() if period < year), default=min(across.values()))
    after = min((x for period, x in across.items() if period >= year), default=max(across.values()))
    return (before + after) / 2


def _years(drawing: Drawing, across: Mapping[str, float], bottom: float, *, narrow: bool) -> None:
    """Names of periods under the picture, as many as have room, the last one always."""
    drawing.line((min(across.values()) - 14, bottom), (max(across.values()) + 14, bottom), width=1.25)
    right = float("inf")
    for period in sorted(across, reverse=True):
        said = _short_period(period)
        half = width_of(said, 13) / 2
        x = min(max(across[period], half), drawing.width - half)
        drawing.line((across[period], bottom), (across[period], bottom + 5), width=1)
        if x + half + 8 <= right:
            drawing.words(x, bottom + 20, said, size=13, fill=GREY, anchor="middle")
            right = x - half


def _short_period(period: str) -> str:
    if period.count("-") == 2:
        day = datetime.date.fromisoformat(period)
        return f"{day.day} {day:%b} {day:%y}"
    return period


def _break(drawing: Drawing, place: int, x: float, top: float, bottom: float) -> None:
    drawing.line((x, top - 4), (x, bottom), width=1.5, dashes=(3, 3), stroke=GREY)
    drawing.circle(x, top - 12, 9, fill=WHITE, stroke=INK, width=1.25)
    drawing.words(x, top - 7.5, str(place), size=13, bold=True, anchor="middle")


def _course(drawing: Drawing, course: Course, breaks: Sequence[str], across: Mapping[str, float], up: Axis) -> None:
    colour, width, dashes = STROKES[course.kind]
    for stretch in _stretches(course.years, breaks):
        points = [(across[period], up.at(value.value or 0.0)) for period, value in stretch]
        if len(points) > 1:
            drawing.line(*points, stroke=colour, width=width, dashes=dashes)
        for (x, y), (_, value) in zip(points, stretch, strict=True):
            if course.kind == OWN and value.margin:
                high, low = up.at((value.value or 0.0) + value.margin), up.at((value.value or 0.0) - value.margin)
                drawing.line((x, high), (x, low), stroke=INK, width=1)
                drawing.line((x - 4, high), (x + 4, high), stroke=INK, width=1)
                drawing.line((x - 4, low), (x + 4, low), stroke=INK, width=1)
            _mark(drawing, course.kind, x, y)


def _stretches(years: Mapping[str, Value], breaks: Sequence[str]) -> list[list[tuple[str, Value]]]:
    """The figures in the stretches that can be compared; a line is drawn within one only."""
    found: list[list[tuple[str, Value]]] = []
    for period in sorted(years):
        if years[period].value is None:
            continue
        if not found or any(found[-1][-1][0] < start <= period for start in breaks):
            found.append([])
        found[-1].append((period, years[period]))
    return found


def _mark(drawing: Drawing, kind: str, x: float, y: float) -> None:
    if kind == OWN:
        drawing.circle(x, y, 5, fill=INK, stroke=WHITE, width=1.5)
    elif kind == ENGLAND:
        drawing.box(x - 4, y - 4, 8, 8, fill=WHITE, stroke=GREY, stroke_width=2)
    else:
        drawing.area((x, y - 5), (x + 5, y + 4), (x - 5, y + 4), fill=BLUE, stroke=WHITE)


def _labels(
    drawing: Drawing, courses: Sequence[Course], scale: Scale, up: Axis, x: float, width: float, top: float,
    bottom: float,
) -> None:  # fmt: skip
    """Each course's name and last figure at its end, kept from running into each other."""
    shown = [(course, last) for course in courses if (last := _last(course)) is not None]
    blocks = [
        lines_of(f"{course.label} {last:,.{scale.decimals}f}{'%' if scale.unit == '%' else ''}", 14, width - x - 12,
                 bold=course.kind == OWN)
        for course, last in shown
    ]  # fmt: skip
    heights = [len(lines) * 17 + 6.0 for lines in blocks]
    middles = kept_apart([up.at(last) for _, last in shown], heights, low=top - 20, high=bottom + 20)
    for (course, _), lines, middle, height in zip(shown, blocks, middles, heights, strict=True):
        _mark(drawing, course.kind, x + 2, middle - height / 2 + 12)
        for index, line in enumerate(lines):
            y = middle - height / 2 + 17 + index * 17
            drawing.words(x + 12, y, line, size=14, bold=course.kind == OWN)


def _key(drawing: Drawing, courses: Sequence[Course], scale: Scale, width: float) -> float:
    """What each line is and its last figure, above the narrow picture; returns where the picture begins."""
    y = 4.0
    for course in courses:
        last = _last(course)
        if last is None:
            continue
        colour, stroke, dashes = STROKES[course.kind]
        drawing.line((0, y + 10), (26, y + 10), stroke=colour, width=stroke, dashes=dashes)
        _mark(drawing, course.kind, 13, y + 10)
        said = f"{course.label} {last:,.{scale.decimals}f}{'%' if scale.unit == '%' else ''}"
        for line in lines_of(said, 14, width - 36, bold=course.kind == OWN):
            drawing.words(34, y + 15, line, size=14, bold=course.kind == OWN)
            y += 18
        y += 4
    return y + 26


def _last(course: Course) -> float | None:
    held = [period for period, value in course.years.items() if value.value is not None]
    return course.years[max(held)].value if held else None


def _reasons(drawing: Drawing, reached: Sequence[BreakPoint], width: float, y: float) -> float:
    """Why the picture is cut, each under its number; returns where it ends."""
    for place, point in enumerate(reached, 1):
        drawing.circle(9, y + 9, 9, fill=WHITE, stroke=INK, width=1.25)
        drawing.words(9, y + 13.5, str(place), size=13, bold=True, anchor="middle")
        for line in lines_of(f"From {point.year}: {point.reason}", 14, width - 30):
            drawing.words(26, y + 14, line, size=14)
            y += 19
        y += 6
    return y


def sparkline(
    *, name: str, own: Mapping[str, Value], england: Mapping[str, Value], breaks: Sequence[BreakPoint], title: str
) -> Drawing:
    """Ours as a solid line with a dot at its end, England dashed: small, beside words that say it.

    The year stands beside the dot only where others go on after our last figure.
    """
    drawing = Drawing(name, 240, 64, title=title)
    periods = sorted({p for years in (own, england) for p, value in years.items() if value.value is not None})
    if not periods:
        return drawing
    across = _across(periods, 6, 234)
    values = [v.value for years in (own, england) for v in years.values() if v.value is not None]
    low, high = min(values), max(values)
    spare = (high - low) * 0.05 or abs(high) * 0.05 or 1.0
    up = Axis(low - spare, high + spare, 58, 6)
    drawing.line((0, 63), (240, 63), stroke=LINE)
    reached = [point.year for point in breaks if periods[0] < point.year <= periods[-1]]
    for year in reached:
        x = _cut(year, across)
        drawing.line((x, 2), (x, 62), stroke=GREY, width=1, dashes=(2, 3))
    for years, colour, width, dashes in ((england, GREY, 1.5, (4, 3)), (own, INK, 2.25, ())):
        for stretch in _stretches(years, reached):
            points = [(across[period], up.at(value.value or 0.0)) for period, value in stretch]
            if len(points) > 1:
                drawing.line(*points, stroke=colour, width=width, dashes=dashes)
            x, y = points[-1]
            if years is own:
                drawing.circle(x, y, 4, fill=INK, stroke=WHITE, width=1)
            elif len(points) == 1:
                drawing.box(x - 3, y - 3, 6, 6, fill=WHITE, stroke=GREY, stroke_width=1.5)
    last = max((period for period, value in own.items() if value.value is not None), default="")
    if last and last != periods[-1]:  # a dot that is not at the end says which year it is
        _last_year(drawing, _short_period(last), across[last], up.at(own[last].value or 0.0))
    return drawing


def _last_year(drawing: Drawing, said: str, x: float, y: float) -> None:
    """The year of our last figure beside its dot, above the line where there is room."""
    half = width_of(said, 13) / 2
    drawing.words(min(max(x, half), 240 - half), y - 8 if y > 24 else y + 20, said, size=13, anchor="middle")
