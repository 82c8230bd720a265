"""The two charts of a self-assessment as SVG text, the same for screen and paper. Pure.

Nothing is said by colour alone: a filled step is solid and an empty one an outline, every number is printed, and a
score that is missing is said in words. There is no style attribute and no style element, because the pages' security
policy forbids both; the ids inside come from `name`, which must be different for every chart on a page. `narrow`
draws the same for a column of about 300 pixels, such as a telephone, at the same size of type.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from assurance.charts.lettering import lines_of, width_of
from assurance.scoring import HIGHEST, LOWEST, Band

INK, GREY, BLUE, LINE, PALE = "#0b0c0c", "#505a5f", "#1d70b8", "#b1b4b6", "#f3f2f1"
_FONT = "Inter, Arial, 'Liberation Sans', sans-serif"
_BANDS = ("#ffffff", "#dce8f2", "#b9d2e8", "#8fb8dc")  # light enough for dark words on each


@dataclass(frozen=True)
class ScoreRow:
    """One statement in the chart: its theme, its title, its score from 1 to 4 or None, and the score's words."""

    theme: str
    title: str
    score: int | None
    words: str


def score_bars(*, name: str, rows: Sequence[ScoreRow], narrow: bool = False) -> str:
    """Statements grouped by theme, each with a bar of four steps filled up to its score; SVG text."""
    width = 320 if narrow else 760
    body: list[str] = []
    y = 0.0
    theme = None
    for row in rows:
        if row.theme != theme:
            theme = row.theme
            y += 26 if body else 4
            for line in lines_of(theme, 17, width, bold=True):
                y += 17
                body.append(_text(0, y, line, size=17, bold=True))
                y += 4
            y += 6
            body.append(f'<path d="M0 {_n(y)}H{width}" stroke="{INK}" stroke-width="1"/>')
        y = (_narrow_row if narrow else _wide_row)(body, row, y, width)
    return _svg(name, width, y + 2, score_bars_sentence(rows), _each_row(rows), body)


def _wide_row(body: list[str], row: ScoreRow, y: float, width: int) -> float:
    """Title and words at the left, steps and number at the right; returns where the next row begins."""
    steps = width - 300
    body.append(_text(0, y + 25, row.title, size=17))
    body.append(_text(0, y + 45, _words(row), size=15, fill=GREY))
    _steps(body, row.score, left=steps, top=y + 14, step=60)
    if row.score is not None:
        body.append(_text(width, y + 37, str(row.score), size=24, bold=True, anchor="end"))
    y += 57
    body.append(f'<path d="M0 {_n(y)}H{width}" stroke="{LINE}" stroke-width="1"/>')
    return y


def _narrow_row(body: list[str], row: ScoreRow, y: float, width: int) -> float:
    """Title above, then the steps and number, then the words; returns where the next row begins."""
    y += 8
    for line in lines_of(row.title, 16, width):
        y += 19
        body.append(_text(0, y, line, size=16))
    _steps(body, row.score, left=0, top=y + 10, step=66)
    if row.score is not None:
        body.append(_text(width - 4, y + 33, str(row.score), size=24, bold=True, anchor="end"))
    y += 38
    for line in lines_of(_words(row), 15, width):
        y += 18
        body.append(_text(0, y, line, size=15, fill=GREY))
    y += 11
    body.append(f'<path d="M0 {_n(y)}H{width}" stroke="{LINE}" stroke-width="1"/>')
    return y


def _steps(body: list[str], score: int | None, *, left: float, top: float, step: float) -> None:
    """Four boxes: solid up to the score, outlines above it, dashed outlines while there is none."""
    for value in range(LOWEST, HIGHEST + 1):
        x = left + (value - LOWEST) * step
        box = f'x="{_n(x + 0.75)}" y="{_n(top + 0.75)}" width="{_n(step - 5.5)}" height="26.5"'
        if score is not None and value <= score:
            body.append(f'<rect {box} fill="{BLUE}" stroke="{BLUE}" stroke-width="1.5"/>')
        else:
            dashes = ' stroke-dasharray="4 3"' if score is None else ""
            body.append(f'<rect {box} fill="#ffffff" stroke="{GREY}" stroke-width="1.5"{dashes}/>')


def _words(row: ScoreRow) -> str:
    return "Not scored yet" if row.score is None else row.words


def _each_row(rows: Sequence[ScoreRow]) -> str:
    return " ".join(
        f"{row.title}: not scored yet." if row.score is None else f"{row.title}: {row.score}, {row.words}."
        for row in rows
    )


def score_bars_sentence(rows: Sequence[ScoreRow]) -> str:
    """The chart in one sentence: how many statements have which score.

    >>> score_bars_sentence([ScoreRow("T", "A", 3, ""), ScoreRow("T", "B", 3, ""), ScoreRow("T", "C", None, "")])
    'Of 3 statements, 2 score 3 and 1 is not scored yet.'
    """
    said = []
    for value in range(HIGHEST, LOWEST - 1, -1):
        count = sum(row.score == value for row in rows)
        if count:
            said.append(f"{count} {'scores' if count == 1 else 'score'} {value}")
    missing = sum(row.score is None for row in rows)
    if missing:
        said.append(f"{missing} {'is' if missing == 1 else 'are'} not scored yet")
    listed = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}" if said else "none is listed"
    return f"Of {len(rows)} statements, {listed}."


def rating_scale(
    *,
    name: str,
    bands: Sequence[Band],
    lowest: int,
    highest: int,
    percentage: int | None,
    narrow: bool = False,
) -> str:
    """The scale of whole percentages with its ratings, and where the scores stand on it; SVG text.

    `percentage` is marked when there is one; otherwise the span from `lowest` to `highest` that is still possible.
    """
    bands = sorted(bands, key=lambda band: band.low)
    scale = _Scale(bands[0].low, bands[-1].high, left=8, right=312 if narrow else 752)
    width = 320 if narrow else 760
    top, height = 58, 30 if narrow else 46
    body: list[str] = []
    for number, band in enumerate(bands):
        start = scale.at(band.low)
        end = scale.at(bands[number + 1].low if number + 1 < len(bands) else band.high)
        _band(body, band, number, start, end, top, height, narrow=narrow)
    _thresholds(body, bands, scale, top + height, narrow=narrow)
    bottom: float = top + height + 26
    if percentage is not None:
        deep = height if narrow else 12  # on the wide scale it stops short of the band's name
        _marker(body, f"{percentage}%: {_band_of(bands, percentage).title}", scale.at(percentage), top, deep, width)
    else:
        _span(body, f"Possible: {lowest}% to {highest}%", scale.at(lowest), scale.at(highest), top, width)
    if narrow:
        bottom = _legend(body, bands, bottom, percentage)
    sentence = rating_scale_sentence(bands=bands, lowest=lowest, highest=highest, percentage=percentage)
    ranges = "; ".join(f"{band.title} from {band.low}% to {band.high}%" for band in bands)
    return _svg(name, width, bottom, sentence, f"The scale of ratings: {ranges}.", body)


@dataclass(frozen=True)
class _Scale:
    low: int
    high: int
    left: float
    right: float

    def at(self, percentage: float) -> float:
        """Where a percentage lies, in the chart's units."""
        return self.left + (percentage - self.low) / (self.high - self.low) * (self.right - self.left)


def _band(
    body: list[str], band: Band, number: int, start: float, end: float, top: float, height: float, *, narrow: bool
) -> None:
    fill = _BANDS[min(number, len(_BANDS) - 1)]
    body.append(
        f'<rect x="{_n(start)}" y="{top}" width="{_n(end - start)}" height="{height}" fill="{fill}" '
        f'stroke="{INK}" stroke-width="1.25"/>'
    )
    if narrow:
        _hatch(body, number, start, end, top, height)
    else:
        middle = top + height / 2 + 5.5
        size = 16 if width_of(band.title, 16) <= end - start - 8 else 13
        body.append(_text((start + end) / 2, middle, band.title, size=size, anchor="middle"))


def _hatch(body: list[str], number: int, start: float, end: float, top: float, height: float) -> None:
    """Upright lines, closer for each higher band: a pattern that survives a black-and-white printer."""
    if not number:
        return
    gap = (0, 12, 6, 3)[min(number, 3)]
    strokes = []
    x = start + gap
    while x < end - 1:
        strokes.append(f"M{_n(x)} {_n(top)}v{_n(height)}")
        x += gap
    body.append(f'<path d="{"".join(strokes)}" stroke="{GREY}" stroke-width="1"/>')


def _thresholds(body: list[str], bands: Sequence[Band], scale: _Scale, bottom: float, *, narrow: bool) -> None:
    """The percentages where ratings begin, under the scale; those at its ends kept inside the picture."""
    sign, size = ("", 14) if narrow else ("%", 15)
    marks = [(band.low, "middle") for band in bands] + [(bands[-1].high, "end")]
    marks[0] = (bands[0].low, "start")
    for value, anchor in marks:
        shift = {"start": -4, "end": 4}.get(anchor, 0)
        body.append(
            f'<path d="M{_n(scale.at(value))} {_n(bottom)}v5" stroke="{INK}" stroke-width="1.25"/>'
            + _text(scale.at(value) + shift, bottom + 20, f"{value}{sign}", size=size, fill=GREY, anchor=anchor)
        )


def _marker(body: list[str], label: str, x: float, top: float, deep: float, width: int) -> None:
    body.append(
        f'<path d="M{_n(x)} {_n(top + deep)}V{_n(top)}" stroke="#ffffff" stroke-width="7"/>'
        f'<path d="M{_n(x)} {_n(top + deep)}V{_n(top - 8)}" stroke="{INK}" stroke-width="3"/>'
        f'<path d="M{_n(x - 8)} {_n(top - 18)}h16l-8 14z" fill="{INK}"/>'
    )
    body.append(_label(label, x, top - 26, width))


def _span(body: list[str], label: str, start: float, end: float, top: float, width: int) -> None:
    y = top - 13
    body.append(
        f'<path d="M{_n(start)} {_n(y - 6)}v16M{_n(end)} {_n(y - 6)}v16M{_n(start)} {_n(y)}H{_n(end)}" '
        f'stroke="{INK}" stroke-width="3" fill="none"/>'
    )
    body.append(_label(label, (start + end) / 2, top - 28, width))


def _label(label: str, x: float, y: float, width: int) -> str:
    """A bold label over a place on the scale, moved inwards where it would run out of the picture."""
    half = width_of(label, 20, bold=True) / 2
    return _text(min(max(x, half), width - half), y, label, size=20, bold=True, anchor="middle")


def _legend(body: list[str], bands: Sequence[Band], y: float, percentage: int | None) -> float:
    """One line a rating for the narrow scale, where the names don't fit into the bands."""
    for number, band in enumerate(bands):
        here = percentage is not None and band.low <= percentage <= band.high
        y += 8
        fill = _BANDS[min(number, len(_BANDS) - 1)]
        body.append(f'<rect x="8" y="{_n(y)}" width="26" height="16" fill="{fill}" stroke="{INK}"/>')
        _hatch(body, number, 8, 34, y, 16)
        body.append(_text(44, y + 14, band.title, size=16, bold=here))
        body.append(_text(312, y + 14, f"{band.low}–{band.high}%", size=16, bold=here, anchor="end"))
        y += 18
    return y + 4


def _band_of(bands: Sequence[Band], percentage: int) -> Band:
    return next(band for band in bands if band.low <= percentage <= band.high)


def rating_scale_sentence(*, bands: Sequence[Band], lowest: int, highest: int, percentage: int | None) -> str:
    """The chart in one sentence: the percentage and its rating, or what is still possible."""
    if percentage is not None:
        return f"The scores come to {percentage}%, which is rated {_band_of(bands, percentage).title}."
    low, high = _band_of(bands, lowest).title, _band_of(bands, highest).title
    ratings = f"the rating {low}" if low == high else f"a rating from {low} to {high}"
    return f"Not every statement is scored: from {lowest}% to {highest}% is still possible, {ratings}."


def _svg(name: str, width: float, height: float, title: str, description: str, body: list[str]) -> str:
    ids = escape(name, quote=True)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{ids}-title {ids}-desc" '
        f'class="app-chart" viewBox="0 0 {_n(width)} {_n(height)}" width="100%" font-family="{_FONT}">'
        f'<title id="{ids}-title">{escape(title)}</title><desc id="{ids}-desc">{escape(description)}</desc>'
        f"{''.join(body)}</svg>"
    )


def _text(
    x: float, y: float, words: str, *, size: int, bold: bool = False, fill: str = INK, anchor: str = "start"
) -> str:
    weight = ' font-weight="700"' if bold else ""
    where = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{_n(x)}" y="{_n(y)}" font-size="{size}"{weight}{where} fill="{fill}">{escape(words)}</text>'


def _n(number: float) -> str:
    """A coordinate with at most two decimals and no idle zeros."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
