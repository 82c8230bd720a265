"""Twelve months, to the day."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfassessment.freshness import a_year_before, age_in_words, flags_of, is_stale

TODAY = datetime.date(2026, 10, 1)
day = datetime.date


@pytest.mark.parametrize(
    ("dated_on", "review_by", "flags"),
    [
        (day(2025, 10, 1), None, []),
        (day(2025, 9, 30), None, ["Older than 12 months (September 2025)"]),
        (None, day(2026, 10, 1), []),
        (None, day(2026, 9, 30), ["Past its review date (30 September 2026)"]),
        (None, None, []),
    ],
)
def test_flags_say_why_in_words(dated_on, review_by, flags):
    assert flags_of(dated_on, review_by, TODAY) == flags


def test_the_year_before_a_leap_day_is_a_day_that_exists():
    assert a_year_before(day(2028, 2, 29)) == day(2027, 2, 28)


@given(st.none() | st.dates(day(2000, 1, 1), day(2040, 1, 1)), st.none() | st.dates(day(2000, 1, 1), day(2040, 1, 1)))
def test_what_is_stale_has_a_flag_and_the_other_way_about(dated_on, review_by):
    assert is_stale(dated_on, review_by, TODAY) == bool(flags_of(dated_on, review_by, TODAY))


@pytest.mark.parametrize(
    ("dated_on", "words"),
    [(day(2026, 9, 20), "less than a month"), (day(2026, 9, 1), "1 month"), (day(2025, 4, 2), "17 months"),
     (day(2025, 10, 1), "12 months"), (day(2025, 9, 30), "a little over 12 months"), (day(2024, 10, 1), "2 years")],
)  # fmt: skip
def test_ages_are_said_as_people_say_them(dated_on, words):
    assert age_in_words(dated_on, TODAY) == words
