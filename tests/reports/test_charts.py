import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from assurance.charts.lettering import lines_of, width_of
from assurance.scoring import Band
from reports.rendering.charts import (
    ScoreRow,
    rating_scale,
    rating_scale_sentence,
    score_bars,
    score_bars_sentence,
)

BANDS = (
    Band("inadequate", "Inadequate", 25, 38),
    Band("requires-improvement", "Requires improvement", 39, 62),
    Band("good", "Good", 63, 87),
    Band("outstanding", "Outstanding", 88, 100),
)
ROWS = [
    ScoreRow("Working with people", "Assessing needs", 2, "Evidence shows some shortfalls"),
    ScoreRow("Working with people", "Supporting people to live healthier lives", None, ""),
    ScoreRow("How the local authority ensures safety within the system", "Safeguarding", 4, "Exceptional & <rare>"),
]
SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[str]:
    return [node.text for node in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def both_charts(narrow: bool) -> list[str]:
    scale = {"bands": BANDS, "lowest": 56, "highest": 73, "percentage": None, "narrow": narrow}
    return [score_bars(name="bars", rows=ROWS, narrow=narrow), rating_scale(name="scale", **scale)]


@pytest.mark.parametrize("narrow", [False, True])
def test_every_title_number_and_word_is_printed_in_the_score_chart(narrow):
    said = " ".join(texts(score_bars(name="x", rows=ROWS, narrow=narrow)))
    for row in ROWS:
        assert row.title in said
        assert row.theme in said
    assert "Evidence shows some shortfalls" in said
    assert "Not scored yet" in said
    assert said.count("4") == 1


@pytest.mark.parametrize("narrow", [False, True])
def test_a_score_is_as_many_solid_steps_and_a_missing_one_is_four_dashed_outlines(narrow):
    boxes = list(ElementTree.fromstring(score_bars(name="x", rows=ROWS, narrow=narrow)).iter(f"{SVG}rect"))
    solid = [box for box in boxes if box.get("fill") != "#ffffff"]
    assert (len(boxes), len(solid)) == (12, 2 + 4)
    assert sum(box.get("stroke-dasharray") is not None for box in boxes) == 4


@pytest.mark.parametrize("narrow", [False, True])
def test_charts_name_themselves_and_carry_no_style_that_the_security_policy_refuses(narrow):
    for svg in both_charts(narrow):
        root = ElementTree.fromstring(svg)
        assert root.get("role") == "img"
        for given in root.get("aria-labelledby").split():
            assert root.find(f".//*[@id='{given}']").text
        assert not list(root.iter(f"{SVG}style"))
        assert all("style" not in node.attrib for node in root.iter())


def test_two_charts_on_one_page_share_no_id():
    ids = re.findall(r'id="([^"]+)"', score_bars(name="one", rows=ROWS) + score_bars(name="two", rows=ROWS))
    assert len(ids) == len(set(ids)) == 4


def test_the_description_says_every_score():
    root = ElementTree.fromstring(score_bars(name="x", rows=ROWS))
    said = root.find(f"{SVG}desc").text
    assert "Assessing needs: 2, Evidence shows some shortfalls." in said
    assert "Supporting people to live healthier lives: not scored yet." in said


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("percentage", [25, 38, 39, 62, 63, 75, 87, 88, 100])
def test_the_mark_on_the_scale_and_its_label_stay_inside_the_picture(percentage, narrow):
    svg = rating_scale(
        name="x", bands=BANDS, lowest=percentage, highest=percentage, percentage=percentage, narrow=narrow
    )
    assert_inside(svg)
    rating = next(band.title for band in BANDS if band.low <= percentage <= band.high)
    assert f"{percentage}%: {rating}" in texts(svg)


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize(("lowest", "highest"), [(25, 100), (25, 28), (98, 100), (56, 73)])
def test_the_span_still_possible_and_its_label_stay_inside_the_picture(lowest, highest, narrow):
    svg = rating_scale(name="x", bands=BANDS, lowest=lowest, highest=highest, percentage=None, narrow=narrow)
    assert_inside(svg)
    assert f"Possible: {lowest}% to {highest}%" in texts(svg)


@pytest.mark.parametrize("narrow", [False, True])
def test_all_words_of_the_score_chart_stay_inside_the_picture(narrow):
    assert_inside(score_bars(name="x", rows=ROWS, narrow=narrow))


def assert_inside(svg: str) -> None:
    """Every word fits the picture's width, and no two on one line run into each other."""
    root = ElementTree.fromstring(svg)
    width = float(root.get("viewBox").split()[2])
    lines: dict[float, list[tuple[float, float]]] = {}
    for node in root.iter(f"{SVG}text"):
        long = width_of(node.text, float(node.get("font-size")), bold=node.get("font-weight") == "700")
        start = float(node.get("x")) - {"middle": long / 2, "end": long}.get(node.get("text-anchor"), 0)
        assert start >= -1, node.text
        assert start + long <= width + 5, node.text
        lines.setdefault(float(node.get("y")), []).append((start, start + long))
    for spans in lines.values():
        spans.sort()
        assert all(left[1] <= right[0] + 3 for left, right in pairwise(spans))


def test_the_same_chart_is_drawn_twice_alike():
    assert both_charts(False) == both_charts(False)


def test_each_chart_has_a_sentence():
    assert score_bars_sentence(ROWS) == "Of 3 statements, 1 scores 4, 1 scores 2 and 1 is not scored yet."
    given = {"bands": BANDS, "lowest": 56, "highest": 73}
    assert rating_scale_sentence(**given, percentage=70) == "The scores come to 70%, which is rated Good."
    assert rating_scale_sentence(**given, percentage=None) == (
        "Not every statement is scored: from 56% to 73% is still possible, "
        "a rating from Requires improvement to Good."
    )
    alike = rating_scale_sentence(bands=BANDS, lowest=64, highest=73, percentage=None)
    assert alike.endswith("from 64% to 73% is still possible, the rating Good.")


def test_a_word_longer_than_the_line_keeps_a_line_to_itself():
    assert lines_of("a Llanfairpwllgwyngyllgogerychwyrndrobwll b", 16, 80) == [
        "a",
        "Llanfairpwllgwyngyllgogerychwyrndrobwll",
        "b",
    ]
