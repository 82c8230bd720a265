"""The charts of figures: what is drawn, what is said, and that nothing runs into anything else."""

import io
import itertools
import re
from pathlib import Path

import pytest
from PIL import Image

from assurance.benchmarks import BreakPoint, Scale, Value
from assurance.charts import saying
from assurance.charts.axes import axis, kept_apart
from assurance.charts.drawing import INK, Drawing, Shape, Words
from assurance.charts.framing import framed
from assurance.charts.groups import groups_chart
from assurance.charts.lettering import width_of
from assurance.charts.painting import png_of
from assurance.charts.ranking import Bar, ranking
from assurance.charts.trends import ENGLAND, MEDIAN, OWN, Course, sparkline, trend_chart

PERCENT = Scale("%", 1, "higher")
BREAK = BreakPoint("2024-25", "The source changed to client level data with large changes of method.")
FONTS = Path(__file__).resolve().parents[3] / "static" / "vendor" / "inter"


def bars(count=153, *, margin=None, own=60, invented=False) -> list[Bar]:
    return [
        Bar(
            "Bournemouth, Christchurch and Poole" if index == own else f"Council {index}",
            Value(90.0 - index * 0.4, margin=margin),
            None if invented and index == own else index + 1,
            own=index == own,
            neighbour=index % 10 == 1,
            region=index % 17 == 2,
        )
        for index in range(count)
    ]


def courses(kinds=(OWN, ENGLAND, MEDIAN)) -> list[Course]:
    years = {f"{year}-{year % 100 + 1:02}": Value(60.0 + year % 7, margin=2.0) for year in range(2015, 2025)}
    names = {OWN: "Bournemouth, Christchurch and Poole", ENGLAND: "England", MEDIAN: "Neighbours’ median"}
    return [Course(kind, names[kind], years) for kind in kinds]


def every_chart(narrow: bool) -> list[Drawing]:
    missing = {"Female": (Value(60.3), Value(65.0)), "75-84": (Value(None, "suppressed"), Value(66.0))}
    return [
        ranking(name="a", bars=bars(), england=Value(65.1), scale=PERCENT, region="East Midlands", narrow=narrow),
        ranking(name="b", bars=bars(margin=3.0, own=0), england=Value(65.1), scale=PERCENT, narrow=narrow),
        ranking(name="c", bars=bars(own=152, invented=True), england=None, scale=PERCENT, narrow=narrow),
        trend_chart(name="d", courses=courses(), breaks=[BREAK], scale=PERCENT, narrow=narrow),
        groups_chart(name="e", own="Lincolnshire", groups=missing, scale=PERCENT, narrow=narrow),
    ]


@pytest.mark.parametrize("narrow", [False, True])
def test_no_words_leave_the_picture_and_none_stand_on_others(narrow):
    for drawing in every_chart(narrow):
        placed = []
        for words in drawing.shapes:
            if not isinstance(words, Words):
                continue
            wide = width_of(words.text, words.size, bold=words.bold) / 1.06  # without the allowance for other letters
            left = words.x - {"start": 0, "middle": wide / 2, "end": wide}[words.anchor]
            assert left >= -1, words
            assert left + wide <= drawing.width + 2, words
            assert 0 < words.y <= drawing.height, words
            for other, start, end in placed:
                if abs(other.y - words.y) < min(other.size, words.size) * 0.8:
                    assert left >= end - 1 or left + wide <= start + 1, (other.text, words.text)
            placed.append((words, left, left + wide))


@pytest.mark.parametrize("narrow", [False, True])
def test_charts_name_themselves_and_carry_no_style_that_the_security_policy_refuses(narrow):
    for drawing in every_chart(narrow):
        drawing.title, drawing.description = 'He said "<no>"', "More & more."
        svg = drawing.svg()
        assert "style" not in svg
        assert f'aria-labelledby="{drawing.name}-title {drawing.name}-desc"' in svg
        assert "He said &quot;&lt;no&gt;&quot;" in svg
        assert len(re.findall(r'id="', svg)) == 2


def test_every_council_is_a_bar_whose_name_a_pointer_shows_and_ours_is_named_in_words():
    drawing = ranking(name="a", bars=bars(), england=Value(65.1), scale=PERCENT, region="East Midlands")
    svg = drawing.svg()
    assert len(re.findall(r"<title>[^<]+: [\d.]+%, \d+(st|nd|rd|th)</title>", svg)) == 153
    said = [shape.text for shape in drawing.shapes if isinstance(shape, Words)]
    assert "Bournemouth, Christchurch and Poole 66.0%" in said
    assert {"England", "65.1%", "Neighbours", "East Midlands", "Best quarter", "Last quarter"} <= set(said)


def test_bars_stand_on_zero_unless_margins_are_shown():
    plain = ranking(name="a", bars=bars(), england=None, scale=PERCENT)
    with_margins = ranking(name="a", bars=bars(margin=2.0, count=60), england=None, scale=PERCENT)
    marks = [[s.text for s in d.shapes if isinstance(s, Words) and s.anchor == "end"] for d in (plain, with_margins)]
    assert marks[0][0] == "0%"
    assert marks[1][0] != "0%"


def test_an_invented_council_is_an_outline_and_said_not_to_be_counted():
    drawing = ranking(name="a", bars=bars(invented=True), england=None, scale=PERCENT)
    assert any(isinstance(s, Words) and s.text.endswith("(not counted)") for s in drawing.shapes)
    assert any(isinstance(s, Shape) and s.closed and s.stroke == INK for s in drawing.shapes)


def test_no_line_is_drawn_across_a_break_and_its_reason_is_written():
    whole = trend_chart(name="t", courses=courses([ENGLAND]), breaks=[], scale=PERCENT)
    cut = trend_chart(name="t", courses=courses([ENGLAND]), breaks=[BREAK], scale=PERCENT)

    def longest(drawing):
        return max(len(s.points) for s in drawing.shapes if isinstance(s, Shape) and s.dashes == (7, 4))

    assert longest(whole) == 10
    assert longest(cut) == 9  # the tenth stands alone
    said = " ".join(s.text for s in cut.shapes if isinstance(s, Words))
    assert "From 2024-25: The source changed to client level data" in said


def test_days_lie_as_far_apart_as_they_are():
    own = Course(OWN, "Us", {"2026-01-01": Value(1), "2026-02-01": Value(2), "2026-12-01": Value(3)})
    drawing = trend_chart(name="t", courses=[own], breaks=[], scale=Scale("people", 0, "lower"))
    line = next(s for s in drawing.shapes if isinstance(s, Shape) and len(s.points) == 3 and not s.closed)
    (first, _), (second, _), (third, _) = line.points
    assert (third - first) / (second - first) == pytest.approx(334 / 31, rel=0.01)


def test_a_small_picture_has_no_words_but_its_title():
    years = courses()[0].years
    drawing = sparkline(name="s", own=years, england=years, breaks=[BREAK], title="What it says.")
    assert not any(isinstance(shape, Words) for shape in drawing.shapes)
    assert '<title id="s-title">What it says.</title>' in drawing.svg()
    assert sparkline(name="s", own={}, england={}, breaks=[], title="Nothing.").shapes == []


def test_a_picture_to_take_away_carries_its_heading_and_its_source():
    drawing = every_chart(narrow=False)[0]
    picture = framed(drawing, heading="1D Satisfaction", under="Lincolnshire, 2024-25", source=["Source: ASCOF."])
    said = [shape.text for shape in picture.shapes if isinstance(shape, Words)]
    assert said[0] == "1D Satisfaction"
    assert said[-1] == "Source: ASCOF."
    assert picture.height > drawing.height
    assert picture.width > drawing.width


def test_a_png_is_the_same_picture_in_pixels():
    picture = framed(every_chart(narrow=False)[3], heading="Heading", under="Under", source=["Source."])
    fonts = {False: FONTS / "inter-latin-400-normal.woff2", True: FONTS / "inter-latin-700-normal.woff2"}
    image = Image.open(io.BytesIO(png_of(picture, fonts))).convert("RGB")
    assert image.width == pytest.approx(picture.width * 2, abs=2)
    dark = sum(1 for pixel in image.get_flattened_data() if max(pixel) < 60)
    assert image.getpixel((2, 2)) == (255, 255, 255)
    assert 2000 < dark < image.width * image.height / 4


def test_what_the_charts_say_names_the_ends_the_middle_and_the_neighbours():
    said = saying.ranking_description(bars(), PERCENT)
    assert said.startswith("First is Council 0 with 90.0%, last is Council 152 with 29.2%.")
    assert "Half of the 153 councils lie between" in said
    assert said.endswith("6 of 16 neighbours with a figure stand before us.")
    assert "2015-16 66.0%" in saying.trend_description(courses(), PERCENT)
    groups = {"Female": (Value(60.3), Value(65.0)), "Male": (Value(66.0), Value(64.0))}
    assert saying.groups_sentence(groups, "Leeds", PERCENT) == (
        "In Leeds the highest figure is for Male, 66.0%, the lowest for Female, 60.3%."
    )
    assert "Female: Leeds 60.3%, England 65.0%." in saying.groups_description(groups, "Leeds", PERCENT)


def test_labels_keep_apart_and_inside():
    middles = kept_apart([10, 11, 12, 100], [16, 16, 16, 16], low=0, high=104)
    assert middles == sorted(middles)
    assert all(later - earlier >= 16 - 1e-9 for earlier, later in itertools.pairwise(middles))
    assert middles[0] >= 8
    assert middles[-1] <= 96 + 1e-9


def test_a_scale_holds_every_figure_also_when_all_are_alike():
    for values in ([5.0], [0.0], [0.0, 0.0], [-3.0, 7.0], [0.412, 0.419]):
        for from_zero in (True, False):
            up = axis(values, start=100, end=0, from_zero=from_zero)
            assert up.low <= min(values)
            assert max(values) <= up.high
            assert all(0 <= up.at(value) <= 100 for value in values)


def test_a_small_picture_whose_last_year_has_no_figure_of_ours_says_which_year_its_dot_is():
    england = {"2022-23": Value(60.0), "2023-24": Value(61.0), "2024-25": Value(62.0)}
    whole = sparkline(name="s", own=england, england=england, breaks=[], title="All")
    assert "<text" not in whole.svg()
    own = {"2022-23": Value(58.0), "2023-24": Value(59.0), "2024-25": Value(None, "suppressed")}
    short = sparkline(name="s", own=own, england=england, breaks=[], title="Not the last")
    assert ">2023-24</text>" in short.svg()
