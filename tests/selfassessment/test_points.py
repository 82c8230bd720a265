"""The single points of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfassessment.points import points_of, shortened


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("", []),
        ("One paragraph\nover two lines.", ["One paragraph over two lines."]),
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("# Heading\nWords.", ["Words."]),
        ("1. First\n2) Second", ["First", "Second"]),
        ("Because:\n* a\n• b", ["a", "b"]),
        ("- a\n\nAfter the list", ["a", "After the list"]),
        ("- __bold__ and **bolder**", ["bold and bolder"]),
        ("-5 degrees", ["-5 degrees"]),
    ],
)
def test_bullets_and_paragraphs_are_points_and_what_leads_in_is_none(text, points):
    assert points_of(text) == points


@given(st.text(max_size=300))
def test_no_point_is_empty_or_over_several_lines(text):
    for point in points_of(text):
        assert point.strip()
        assert "\n" not in point


@given(st.text(min_size=1, max_size=80), st.integers(min_value=2, max_value=60))
def test_what_is_shortened_fits_and_begins_as_the_whole(text, limit):
    short = shortened(text, limit)
    assert len(short) <= max(limit, 1)
    assert text.startswith(short.rstrip("…")) or short == text
