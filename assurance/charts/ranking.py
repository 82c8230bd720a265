"""Every council as a bar, the best first: ours labelled, neighbours and region told by marks below. Pure.

Where margins of error are published, a bar reaches from figure less margin to figure plus margin, with the figure as a
line across it, and the scale need not begin at 0; otherwise bars stand on 0. Ours is black and labelled, neighbours are
marked by ticks in a row of their own and councils of the same region in another, so nothing rests on colour.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assurance.benchmarks import Scale, Value, figure_in_words, ordinal
from assurance.charts.axes import Axis, axis, mark_in_words
from assurance.charts.drawing import BLUE, GREY, INK, LINE, WHITE, Drawing
from assurance.charts.lettering import width_of

QUARTERS = ("Best quarter", "Second quarter", "Third quarter", "Last quarter")
WITHOUT_GOOD = ("Highest quarter", "Second quarter", "Third quarter", "Lowest quarter")
SHORT = ("Best", "2nd", "3rd", "Last")
SHORT_WITHOUT_GOOD = ("Highest", "2nd", "3rd", "Lowest")


@dataclass(frozen=True)
class Bar:
    """One council: its figure, its place (None when it is not counted), and whether it is picked out."""

    name: str
    value: Value
    place: int | None
    own: bool = False
    neighbour: bool = False
    region: bool = False


@dataclass(frozen=True)
class Sizes:
    """What differs between the wide picture and the one for a column of about 300 pixels."""

    width: int
    left: float
    right: float  # room at the right, for England's label and those of the rows of ticks
    height: float  # of the bars
    type: int


WIDE = Sizes(760, 46, 104, 220, 14)
NARROW = Sizes(320, 40, 2, 190, 13)


def ranking(
    *,
    name: str,
    bars: Sequence[Bar],
    england: Value | None,
    scale: Scale,
    region: str = "",
    title: str = "",
    description: str = "",
    narrow: bool = False,
) -> Drawing:
    """The bars in the order given, which is that of their places."""
    sizes = NARROW if narrow else WIDE
    drawing = Drawing(name, sizes.width, title=title, description=description)
    margins = any(bar.value.margin is not None for bar in bars)
    top = 40.0
    low, high = _reach(bars, england, margins)
    up = axis([low, high], start=top + sizes.height, end=top, from_zero=not margins)
    left, right = sizes.left, sizes.width - sizes.right
    _marks(drawing, up, left, right, scale, sizes)
    pitch = (right - left) / max(len(bars), 1)
    _bars(drawing, bars, left, pitch, up, scale, margins=margins, named=not narrow)
    bottom = top + sizes.height
    drawing.line((left, bottom), (right, bottom), width=1.25)
    _england(drawing, england, up, left, right, scale, sizes)
    y = _quarters(drawing, bars, left, pitch, top, bottom, scale, narrow=narrow)
    if narrow:
        y = _england_below(drawing, england, scale, left, y)
    for label, picked in (("Neighbours", [b.neighbour for b in bars]), (_row_name(region), [b.region for b in bars])):
        if any(picked):
            y = _ticks(drawing, label, picked, left, right, pitch, y, sizes, narrow=narrow)
    _own(drawing, bars, left, pitch, up, scale, sizes)
    drawing.height = y + 4
    return drawing


def _row_name(region: str) -> str:
    return region if region and width_of(region, 13) < 96 else "Same region"


def _reach(bars: Sequence[Bar], england: Value | None, margins: bool) -> tuple[float, float]:
    shown = [bar.value for bar in bars] + ([england] if england and england.value is not None else [])
    values = [(value.value or 0.0, (value.margin or 0.0) if margins else 0.0) for value in shown]
    return min((v - m for v, m in values), default=0.0), max((v + m for v, m in values), default=1.0)


def _marks(drawing: Drawing, up: Axis, left: float, right: float, scale: Scale, sizes: Sizes) -> None:
    for mark in up.marks:
        y = up.at(mark)
        drawing.line((left, y), (right, y), stroke="#dfe1e2")
        said = mark_in_words(mark, up.marks, scale.unit)
        drawing.words(left - 6, y + 4.5, said, size=sizes.type - 1, fill=GREY, anchor="end")


def _bars(
    drawing: Drawing, bars: Sequence[Bar], left: float, pitch: float, up: Axis, scale: Scale, *, margins: bool,
    named: bool,
) -> None:  # fmt: skip
    """The bars, each by itself where a pointer resting on it shows its name, all of a colour at once otherwise."""
    wide = max(pitch * 0.74, 1.2)
    together: dict[str, list[tuple[float, float, float, float]]] = {LINE: [], BLUE: [], INK: []}
    across: dict[str, list[tuple[float, float, float, float]]] = {GREY: [], WHITE: [], INK: []}
    for index, bar in enumerate(bars):
        width = max(wide, 3.0) if bar.own else wide
        x = left + (index + 0.5) * pitch - width / 2
        value, margin = bar.value.value or 0.0, bar.value.margin or 0.0
        if margins:
            head, foot = up.at(value + margin), up.at(value - margin)
            if foot - head < 3:
                head, foot = up.at(value) - 1.5, up.at(value) + 1.5
        else:
            head, foot = sorted((up.at(max(up.low, 0)), up.at(value)))
        box = (x, head, width, max(foot - head, 0.0))
        said = f"{bar.name}: {figure_in_words(bar.value, scale)}"
        said += f", {ordinal(bar.place)}" if bar.place else ", not counted"
        if bar.place is None:
            drawing.box(*box, fill=WHITE, stroke=INK, stroke_width=1.25, said=said)
        elif named:
            drawing.boxes(box, fill=_colour(bar), said=said)
        else:
            together[_colour(bar)].append(box)
        if margins:
            tick = INK if bar.place is None else WHITE if bar.own or bar.neighbour else GREY
            across[tick].append((x, up.at(value) - 1, width, 2))
    for fill, boxes in (*together.items(), *across.items()):
        drawing.boxes(*boxes, fill=fill)


def _colour(bar: Bar) -> str:
    return INK if bar.own else BLUE if bar.neighbour else LINE


def _england(
    drawing: Drawing, england: Value | None, up: Axis, left: float, right: float, scale: Scale, sizes: Sizes
) -> None:
    """A dashed line across, labelled at the right; the narrow picture says below what it is."""
    if england is None or england.value is None:
        return
    y = up.at(england.value)
    drawing.line((left, y), (right, y), stroke=WHITE, width=3.5)
    drawing.line((left, y), (right, y), width=1.5, dashes=(5, 3))
    if sizes is WIDE:
        drawing.words(right + 7, y - 1, "England", size=14, bold=True)
        drawing.words(right + 7, y + 15, _short(england, scale), size=14)


def _england_below(drawing: Drawing, england: Value | None, scale: Scale, left: float, y: float) -> float:
    """What the dashed line of the narrow picture is; returns where the next row goes."""
    if england is None or england.value is None:
        return y
    drawing.line((left, y + 8), (left + 32, y + 8), width=1.5, dashes=(5, 3))
    drawing.words(left + 40, y + 13, f"England {_short(england, scale)}", size=14, bold=True)
    return y + 24


def _short(value: Value, scale: Scale) -> str:
    """The figure alone, with its sign where that is all its unit is."""
    return f"{value.value:,.{scale.decimals}f}{'%' if scale.unit == '%' else ''}"


def _quarters(
    drawing: Drawing, bars: Sequence[Bar], left: float, pitch: float, top: float, bottom: float, scale: Scale,
    *, narrow: bool,
) -> float:  # fmt: skip
    """Where one quarter ends and the next begins, and their names; returns where the next row goes."""
    counted = [(index, bar.place) for index, bar in enumerate(bars) if bar.place is not None]
    if len(counted) < 8:
        return bottom + 8
    starts: dict[int, int] = {}
    for index, place in counted:
        starts.setdefault((place - 1) * 4 // len(counted), index)
    names = (SHORT if scale.better else SHORT_WITHOUT_GOOD) if narrow else QUARTERS if scale.better else WITHOUT_GOOD
    for quarter, start in starts.items():
        following = min((s for q, s in starts.items() if q > quarter), default=len(bars))
        x = left + start * pitch
        if quarter:
            drawing.line((x, top - 2), (x, bottom + 24), stroke=GREY, width=1, dashes=(2, 3))
        middle = left + (start + following) / 2 * pitch
        drawing.words(middle, bottom + 19, names[quarter], size=13, fill=GREY, anchor="middle")
    return bottom + 32


def _ticks(
    drawing: Drawing, label: str, picked: Sequence[bool], left: float, right: float, pitch: float, y: float,
    sizes: Sizes, *, narrow: bool,
) -> float:  # fmt: skip
    """A row of ticks, one under each bar that is picked; returns where the next row goes."""
    if narrow:
        drawing.words(left, y + 11, label, size=13)
        y += 15
    drawing.line((left, y + 14), (right, y + 14), stroke=LINE)
    wide = max(min(pitch * 0.74, 3.4), 1.8)
    fill = BLUE if label == "Neighbours" else GREY
    ticks = [(left + (index + 0.5) * pitch - wide / 2, y + 2, wide, 12.0) for index, one in enumerate(picked) if one]
    drawing.boxes(*ticks, fill=fill)
    if not narrow:
        drawing.words(right + 7, y + 13, label, size=13)
    return y + 22


def _own(
    drawing: Drawing, bars: Sequence[Bar], left: float, pitch: float, up: Axis, scale: Scale, sizes: Sizes
) -> None:
    """Our own label above the bars, with a line down to ours."""
    for index, bar in enumerate(bars):
        if not bar.own:
            continue
        x = left + (index + 0.5) * pitch
        head = up.at((bar.value.value or 0.0) + (bar.value.margin or 0.0)) - 3
        drawing.line((x, 22), (x, head), stroke=WHITE, width=4)
        drawing.line((x, 22), (x, head), width=1.5)
        said = f"{bar.name} {_short(bar.value, scale)}{'' if bar.place else ' (not counted)'}"
        half = width_of(said, 16, bold=True) / 2
        middle = min(max(x, half + 1), sizes.width - half - 1)
        drawing.words(middle, 16, said, size=16, bold=True, anchor="middle")
