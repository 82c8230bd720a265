"""The points of a text as the words of an action."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfassessment.points import plain, shortened


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", ""),
        ("__bold__ and **bolder**", "bold and bolder"),
        ("*soft* words", "soft words"),
        ("Read [our plan](https://example.org/a_b) first", "Read our plan first"),
        ("-5 degrees, 2 * 3 and a_b_c", "-5 degrees, 2 * 3 and a_b_c"),
    ],
)
def test_the_signs_that_set_words_out_are_left_away(typed, words):
    assert plain(typed) == words


@given(st.text(min_size=1, max_size=80), st.integers(min_value=2, max_value=60))
def test_what_is_shortened_fits_and_begins_as_the_whole(text, limit):
    short = shortened(text, limit)
    assert len(short) <= max(limit, 1)
    assert text.startswith(short.rstrip("…")) or short == text
