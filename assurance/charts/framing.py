"""A chart as a picture of its own, to be put into a report: its heading above, its source below. Pure."""

from collections.abc import Sequence

from assurance.charts.drawing import GREY, WHITE, Drawing, Shape
from assurance.charts.lettering import lines_of

EDGE = 24


def framed(drawing: Drawing, *, heading: str, under: str, source: Sequence[str]) -> Drawing:
    """The same picture on white, with the words that must go with it wherever it goes."""
    width = drawing.width + 2 * EDGE
    picture = Drawing(drawing.name, width, title=drawing.title, description=drawing.description)
    y = float(EDGE)
    for line in lines_of(heading, 20, drawing.width, bold=True):
        y += 20
        picture.words(EDGE, y, line, size=20, bold=True)
        y += 5
    for line in lines_of(under, 15, drawing.width):
        y += 18
        picture.words(EDGE, y, line, size=15, fill=GREY)
    y += 18
    picture.put(drawing, EDGE, y)
    y += drawing.height + 14
    for sentence in source:
        for line in lines_of(sentence, 13, drawing.width):
            y += 17
            picture.words(EDGE, y, line, size=13, fill=GREY)
    picture.height = y + EDGE
    corners = ((0.0, 0.0), (width, 0.0), (width, picture.height), (0.0, picture.height))
    picture.shapes.insert(0, Shape(corners, WHITE, closed=True))
    return picture
