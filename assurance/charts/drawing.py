"""The few shapes every chart is made of, and the same picture as SVG text. Pure.

Nothing is said by colour alone, and there is no style attribute and no style element, because the pages' security
policy forbids both. The ids inside come from `name`, which must be different for every chart on a page.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from html import escape
from typing import Literal

INK, GREY, BLUE, LINE, PALE, WHITE = "#0b0c0c", "#505a5f", "#1d70b8", "#b1b4b6", "#f3f2f1", "#ffffff"
FONT = "Inter, Arial, 'Liberation Sans', sans-serif"
Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]


@dataclass(frozen=True)
class Shape:
    """A polygon or a line: its points, its inside, its stroke. `said` is what a pointer resting on it shows."""

    points: tuple[Point, ...]
    fill: str = ""
    stroke: str = ""
    width: float = 1
    dashes: tuple[float, ...] = ()
    closed: bool = False
    said: str = ""


@dataclass(frozen=True)
class Boxes:
    """Rectangles of one colour, each with its left, top, width and height: a hundred bars are one shape."""

    boxes: tuple[tuple[float, float, float, float], ...]
    fill: str
    said: str = ""


@dataclass(frozen=True)
class Round:
    """A circle."""

    x: float
    y: float
    radius: float
    fill: str = ""
    stroke: str = ""
    width: float = 1


@dataclass(frozen=True)
class Words:
    """A line of text; x and y are where it begins (or its middle, or its end) on its baseline."""

    x: float
    y: float
    text: str
    size: int
    bold: bool = False
    fill: str = INK
    anchor: Anchor = "start"


@dataclass
class Drawing:
    """A picture in the making. `title` says in a sentence what it says, `description` more."""

    name: str
    width: float
    height: float = 0
    title: str = ""
    description: str = ""
    shapes: list[Shape | Boxes | Round | Words] = field(default_factory=list)

    def box(
        self, x: float, y: float, width: float, height: float, *, fill: str = "", stroke: str = "",
        stroke_width: float = 1, dashes: tuple[float, ...] = (), said: str = "",
    ) -> None:  # fmt: skip
        """A rectangle."""
        points = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        self.shapes.append(Shape(points, fill, stroke, stroke_width, dashes, closed=True, said=said))

    def boxes(self, *boxes: tuple[float, float, float, float], fill: str, said: str = "") -> None:
        """Rectangles of one colour without strokes, as left, top, width and height."""
        if boxes:
            self.shapes.append(Boxes(boxes, fill, said))

    def area(self, *points: Point, fill: str = "", stroke: str = "", stroke_width: float = 1) -> None:
        """A closed shape."""
        self.shapes.append(Shape(points, fill, stroke, stroke_width, closed=True))

    def line(
        self, *points: Point, stroke: str = INK, width: float = 1, dashes: tuple[float, ...] = ()
    ) -> None:  # fmt: skip
        """A line through points."""
        self.shapes.append(Shape(points, "", stroke, width, dashes))

    def circle(self, x: float, y: float, radius: float, *, fill: str, stroke: str = "", width: float = 1) -> None:
        """A circle about a point."""
        self.shapes.append(Round(x, y, radius, fill, stroke, width))

    def words(
        self, x: float, y: float, text: str, *, size: int, bold: bool = False, fill: str = INK,
        anchor: Anchor = "start",
    ) -> None:  # fmt: skip
        """A line of text."""
        self.shapes.append(Words(x, y, text, size, bold, fill, anchor))

    def put(self, other: "Drawing", x: float, y: float) -> None:
        """Everything of another drawing, moved."""
        self.shapes += [moved(shape, x, y) for shape in other.shapes]

    def svg(self) -> str:
        """The picture as SVG text, to stand in a page or in a file."""
        body = "".join(_svg_of(shape) for shape in self.shapes)
        return svg_around(self.name, self.width, self.height, self.title, self.description, body)


def moved(shape: Shape | Boxes | Round | Words, x: float, y: float) -> Shape | Boxes | Round | Words:
    """The same shape elsewhere."""
    if isinstance(shape, Boxes):
        return replace(shape, boxes=tuple((bx + x, by + y, width, height) for bx, by, width, height in shape.boxes))
    if isinstance(shape, Shape):
        return replace(shape, points=tuple((px + x, py + y) for px, py in shape.points))
    return replace(shape, x=shape.x + x, y=shape.y + y)


def svg_around(name: str, width: float, height: float, title: str, description: str, body: str) -> str:
    """The SVG element with its title and description around what is drawn."""
    ids = escape(name, quote=True)
    labelled = f"{ids}-title {ids}-desc" if description else f"{ids}-title"
    said = f'<desc id="{ids}-desc">{escape(description)}</desc>' if description else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{labelled}" '
        f'class="app-chart" viewBox="0 0 {number(width)} {number(height)}" width="100%" font-family="{FONT}">'
        f'<title id="{ids}-title">{escape(title)}</title>{said}{body}</svg>'
    )


def text(
    x: float, y: float, words: str, *, size: int, bold: bool = False, fill: str = INK, anchor: str = "start"
) -> str:
    """A line of text as SVG."""
    weight = ' font-weight="700"' if bold else ""
    where = f' text-anchor="{anchor}"' if anchor != "start" else ""
    place = f'x="{number(x)}" y="{number(y)}" font-size="{size}"'
    return f'<text {place}{weight}{where} fill="{fill}">{escape(words)}</text>'


def number(value: float) -> str:
    """A coordinate with at most two decimals and no idle zeros.

    >>> number(3.10), number(7.0)
    ('3.1', '7')
    """
    whole = f"{value:.2f}"
    return whole.rstrip("0").rstrip(".") if whole[-1] == "0" else whole


def _svg_of(shape: Shape | Boxes | Round | Words) -> str:
    if isinstance(shape, Boxes):
        ways = "".join(
            f"M{number(x)} {number(y)}h{(wide := number(width))}v{number(height)}h-{wide}z"
            for x, y, width, height in shape.boxes
        )
        said = f"<title>{escape(shape.said)}</title>" if shape.said else ""
        return f'<path d="{ways}" fill="{shape.fill}">{said}</path>'
    if isinstance(shape, Words):
        return text(
            shape.x, shape.y, shape.text, size=shape.size, bold=shape.bold, fill=shape.fill, anchor=shape.anchor
        )
    if isinstance(shape, Round):
        where = f'cx="{number(shape.x)}" cy="{number(shape.y)}" r="{number(shape.radius)}"'
        return f"<circle {where}{_paint(shape.fill, shape.stroke, shape.width, ())}/>"
    (x, y), *rest = shape.points
    ways = "".join(f"L{number(px)} {number(py)}" for px, py in rest)
    path = f'd="M{number(x)} {number(y)}{ways}{"z" if shape.closed else ""}"'
    painted = f"<path {path}{_paint(shape.fill, shape.stroke, shape.width, shape.dashes)}"
    return f"{painted}><title>{escape(shape.said)}</title></path>" if shape.said else f"{painted}/>"


def _paint(fill: str, stroke: str, width: float, dashes: Sequence[float]) -> str:
    said = f' fill="{fill or "none"}"'
    if stroke:
        said += f' stroke="{stroke}" stroke-width="{number(width)}"'
    if dashes:
        said += f' stroke-dasharray="{" ".join(number(dash) for dash in dashes)}"'
    return said
