"""A drawing as a PNG, painted shape by shape with the same letters as the pages. Pure but for the fonts it is given."""

import io
import itertools
import math
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from assurance.charts.drawing import Boxes, Drawing, Point, Round, Words
from assurance.charts.drawing import Shape as Outline

SCALE = 2  # pixels for each unit of the drawing, so that print is sharp
FINER = 2  # painted this much larger again and made smaller, so that edges are smooth
_ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}


def png_of(drawing: Drawing, fonts: Mapping[bool, Path]) -> bytes:
    """The picture as PNG on white; `fonts` are the files of plain (False) and bold (True) letters."""
    zoom = SCALE * FINER
    size = (math.ceil(drawing.width * zoom), math.ceil(drawing.height * zoom))
    image = Image.new("RGB", size, "#ffffff")
    brush = ImageDraw.Draw(image)
    for shape in drawing.shapes:
        if isinstance(shape, Words):
            font = _font(fonts[shape.bold], shape.size * zoom)
            where = (shape.x * zoom, shape.y * zoom)
            brush.text(where, shape.text, fill=shape.fill, font=font, anchor=_ANCHORS[shape.anchor])
        elif isinstance(shape, Round):
            _circle(brush, shape, zoom)
        elif isinstance(shape, Boxes):
            for x, y, width, height in shape.boxes:
                brush.rectangle(
                    (x * zoom, y * zoom, (x + width) * zoom - 1, (y + height) * zoom - 1), fill=shape.fill
                )
        else:
            _shape(brush, shape, zoom)
    smaller = image.reduce(FINER).quantize(128, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    file = io.BytesIO()
    smaller.save(file, "PNG")
    return file.getvalue()


@lru_cache(maxsize=32)
def _font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size)


def _circle(brush: ImageDraw.ImageDraw, shape: Round, zoom: int) -> None:
    x, y, reach = shape.x * zoom, shape.y * zoom, (shape.radius + (shape.width / 2 if shape.stroke else 0)) * zoom
    if shape.stroke:
        brush.ellipse((x - reach, y - reach, x + reach, y + reach), fill=shape.stroke)
        reach -= shape.width * zoom
    brush.ellipse((x - reach, y - reach, x + reach, y + reach), fill=shape.fill)


def _shape(brush: ImageDraw.ImageDraw, shape: Outline, zoom: int) -> None:
    points = [(x * zoom, y * zoom) for x, y in shape.points]
    if shape.fill:
        brush.polygon(points, fill=shape.fill)
    if not shape.stroke:
        return
    around = [*points, points[0]] if shape.closed else points
    width = max(round(shape.width * zoom), 1)
    for stretch in _dashed(around, [dash * zoom for dash in shape.dashes]) if shape.dashes else [around]:
        brush.line(stretch, fill=shape.stroke, width=width, joint="curve")


def _dashed(points: list[Point], dashes: list[float]) -> list[list[Point]]:
    """The stretches of a line that are drawn, where it is dashed."""
    found: list[list[Point]] = []
    drawn, left, which = True, dashes[0], 0
    for (x1, y1), (x2, y2) in itertools.pairwise(points):
        length, gone = math.hypot(x2 - x1, y2 - y1), 0.0
        while gone < length:
            step = min(left, length - gone)
            ends = [(x1 + (x2 - x1) * at / length, y1 + (y2 - y1) * at / length) for at in (gone, gone + step)]
            if drawn:
                found.append(ends)
            gone, left = gone + step, left - step
            if left <= 1e-9:
                drawn, which = not drawn, (which + 1) % len(dashes)
                left = dashes[which]
    return found
