"""Working days over weekends, Christmas and Easter, held against England's calendar and counting day by day."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance.workingdays import is_working_day, working_days_between, working_days_from
from tests.assurance.bank_holidays import bank_holidays

BANK = bank_holidays(range(2023, 2035))
days = st.dates(datetime.date(2025, 1, 1), datetime.date(2031, 12, 31))


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "count", "end", "over"),
    [
        ("2027-01-04", 10, "2027-01-18", "two weekends"),
        ("2027-03-19", 10, "2027-04-06", "Easter: Good Friday 26 March and Monday 29 March"),
        ("2026-12-18", 10, "2027-01-06", "Christmas on a Friday, Boxing Day moved to Monday 28th, New Year's Day"),
        (
            "2027-12-17",
            10,
            "2028-01-05",
            "Christmas and Boxing Day at a weekend, moved to 27th and 28th; New Year to the 3rd",
        ),
        ("2027-12-24", 1, "2027-12-29", "Christmas Eve is a working day, the next is after both moved days"),
        ("2027-03-27", 10, "2027-04-12", "from a Saturday: Easter Monday is no day 1"),
        ("2027-03-26", 1, "2027-03-30", "from Good Friday itself"),
        ("2027-04-30", 1, "2027-05-04", "the early May holiday"),
        ("2027-01-04", 0, "2027-01-04", "no days from a working day"),
        ("2027-01-02", 0, "2027-01-04", "no days from a Saturday"),
        ("2027-01-18", -10, "2027-01-04", "backwards"),
        ("2027-04-06", -10, "2027-03-19", "backwards over Easter"),
    ],
)
def test_so_many_working_days_from(start, count, end, over):
    assert working_days_from(day(start), count, BANK) == day(end), over


def test_the_bank_holidays_passed_in_are_those_announced():
    announced = """
        2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28
        2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-08-30 2027-12-27 2027-12-28
        2028-01-03 2028-04-14 2028-04-17 2028-05-01 2028-05-29 2028-08-28 2028-12-25 2028-12-26
    """
    assert {holiday for holiday in BANK if 2026 <= holiday.year <= 2028} == set(map(day, announced.split()))


def test_without_holidays_only_weekends_count():
    assert working_days_from(day("2027-12-24"), 1, set()) == day("2027-12-27")


@given(days, st.integers(1, 300))
def test_it_is_what_counting_day_by_day_gives(start, count):
    counted, reached = 0, start
    while counted < count:
        reached += datetime.timedelta(days=1)
        if reached.weekday() not in (5, 6) and reached not in BANK:
            counted += 1
    assert working_days_from(start, count, BANK) == reached
    assert is_working_day(reached, BANK)


@given(days, st.integers(-200, 200).filter(bool))
def test_between_undoes_from(start, count):
    assert working_days_between(start, working_days_from(start, count, BANK), BANK) == count


@given(days, st.integers(1, 60), st.integers(1, 60))
def test_two_stretches_are_one_long_one(start, first, second):
    middle = working_days_from(start, first, BANK)
    assert working_days_from(middle, second, BANK) == working_days_from(start, first + second, BANK)


@given(days, days)
def test_a_holiday_more_never_brings_the_day_nearer(start, holiday):
    assert working_days_from(start, 10, BANK | {holiday}) >= working_days_from(start, 10, BANK)


def test_a_moment_is_refused_because_its_day_depends_on_where_one_stands():
    with pytest.raises(TypeError, match="not from a moment"):
        working_days_from(datetime.datetime(2027, 1, 4, tzinfo=datetime.UTC), 10, BANK)


def test_more_days_than_anybody_counts_are_refused():
    with pytest.raises(ValueError, match="too many"):
        working_days_from(day("2027-01-04"), 10**9, BANK)
