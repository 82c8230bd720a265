"""The picture of the dates: every mark inside it, told apart without colour, readable as words."""

import datetime
import re

from hypothesis import given
from hypothesis import strategies as st

from assurance.charts.dates import Mark, dates_chart

TODAY = datetime.date(2027, 1, 15)
days = st.dates(datetime.date(2026, 1, 1), datetime.date(2029, 1, 1))


def drawn(*marks: Mark, narrow=False):
    return dates_chart(name="dates", marks=marks, today=TODAY, title="Dates", description="All.", narrow=narrow)


def test_typed_rule_and_estimate_have_marks_of_their_own():
    svg = drawn(
        Mark("A", datetime.date(2027, 1, 1), "typed"), Mark("B", datetime.date(2027, 2, 1), "by rule"),
        Mark("C", datetime.date(2027, 3, 1), "estimate"),
    ).svg()  # fmt: skip
    assert len(re.findall(r"<circle[^>]+fill=\"#ffffff\"", svg)) == 1
    assert svg.count("<circle") == 2
    assert "today" in svg


def test_a_date_that_moved_shows_where_the_plan_had_it():
    on = datetime.date(2027, 3, 1)
    still = drawn(Mark("A", on, "typed", planned=on)).svg()
    moved = drawn(Mark("A", on, "typed", planned=on + datetime.timedelta(days=9))).svg()
    assert "stroke-dasharray" not in still
    assert "stroke-dasharray" in moved


def test_nothing_to_draw_is_an_empty_picture_and_titles_are_escaped():
    assert drawn().height == 0
    assert "<b>" not in drawn(Mark("<b>", TODAY, "typed")).svg()


def labels(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([A-Z][a-z]{2}|20\d\d)</text>", svg)


def test_no_month_is_without_its_name_and_each_year_is_named_at_its_first_month():
    marks = Mark("A", datetime.date(2026, 11, 20), "typed"), Mark("B", datetime.date(2027, 7, 9), "typed")
    months = ["Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul"]
    for narrow in (False, True):
        said = labels(drawn(*marks, narrow=narrow).svg())
        assert [one for one in said if one.isalpha()] == months, narrow
        assert [one for one in said if one.isdigit()] == ["2026", "2027"], narrow


def test_over_many_years_januaries_keep_their_names():
    first, last = datetime.date(2025, 2, 3), datetime.date(2028, 11, 20)
    said = labels(drawn(Mark("A", first, "typed"), Mark("B", last, "typed"), narrow=True).svg())
    assert [one for one in said if one.isdigit()] == ["2025", "2026", "2027", "2028"]
    assert said.count("Jan") == 3
    assert "Feb" not in said


@given(st.lists(st.tuples(days, st.none() | days), min_size=1, max_size=20), st.booleans())
def test_every_mark_lies_inside_the_picture(drawn_days, narrow):
    marks = [Mark(f"Date {n}", on, "estimate", planned) for n, (on, planned) in enumerate(drawn_days)]
    drawing = drawn(*marks, narrow=narrow)
    for x, y, radius in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"', drawing.svg()):
        assert float(radius) <= float(x) <= drawing.width - float(radius)
        assert float(y) < drawing.height
