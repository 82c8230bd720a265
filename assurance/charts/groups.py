"""One measure for groups of people: our bar for each, and where England's figure lies. Pure."""

from collections.abc import Mapping

from assurance.benchmarks import Scale, Value
from assurance.charts.axes import Axis, axis
from assurance.charts.drawing import GREY, INK, LINE, WHITE, Drawing
from assurance.charts.lettering import width_of


def groups_chart(
    *,
    name: str,
    own: str,
    groups: Mapping[str, tuple[Value, Value]],
    scale: Scale,
    title: str = "",
    description: str = "",
    narrow: bool = False,
) -> Drawing:
    """A row for each group: our figure as a bar from 0, England's as a square on it; a missing one is said."""
    width = 320 if narrow else 760
    drawing = Drawing(name, width, title=title, description=description)
    values = [value.value for pair in groups.values() for value in pair if value.value is not None]
    left = 0.0 if narrow else max(width_of(group, 15) for group in groups) + 16
    along = axis(values or [0, 1], start=left, end=width - 64, from_zero=True)
    y = _key(drawing, own, left, england=any(theirs.value is not None for _, theirs in groups.values()))
    for group, (ours, theirs) in groups.items():
        if narrow:
            drawing.words(0, y + 14, group, size=15)
            y += 20
        else:
            drawing.words(0, y + 16, group, size=15)
        _row(drawing, ours, theirs, y, along, scale)
        y += 34
    if not narrow:  # there the names stand above their bars, where the line would cross them
        drawing.line((left, _key_height()), (left, y - 6), width=1.25)
    drawing.height = y
    return drawing


def _key_height() -> float:
    return 26


def _key(drawing: Drawing, own: str, left: float, *, england: bool) -> float:
    drawing.box(left, 3, 22, 12, fill=INK)
    drawing.words(left + 28, 14, own, size=14, bold=True)
    if england:  # named only where it is drawn
        x = left + 28 + width_of(own, 14, bold=True) + 20
        _square(drawing, x, 9)
        drawing.words(x + 12, 14, "England", size=14)
    return _key_height() + 4


def _square(drawing: Drawing, x: float, y: float) -> None:
    drawing.box(x - 5, y - 5, 10, 10, fill=WHITE, stroke=GREY, stroke_width=2.5)


def _row(drawing: Drawing, ours: Value, theirs: Value, y: float, along: Axis, scale: Scale) -> None:
    sign = "%" if scale.unit == "%" else ""
    end = along.start
    if ours.value is None:
        drawing.words(along.start + 6, y + 16, ours.reason or "not available", size=14, fill=GREY)
    else:
        end = along.at(ours.value)
        drawing.box(along.start, y, end - along.start, 22, fill=INK)
    if theirs.value is not None:
        x = along.at(theirs.value)
        drawing.line((x, y - 3), (x, y + 25), stroke=WHITE, width=4)
        drawing.line((x, y - 3), (x, y + 25), stroke=GREY, width=2)
        _square(drawing, x, y + 11)
        end = max(end, x + 6)
    if ours.value is not None:
        said = f"{ours.value:,.{scale.decimals}f}{sign}"
        drawing.words(end + 7, y + 16, said, size=15, bold=True)
    drawing.line((0, y + 28), (drawing.width, y + 28), stroke=LINE, width=0.5)
