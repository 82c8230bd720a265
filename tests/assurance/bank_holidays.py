"""England's bank holidays by their rules: Good Friday, Easter Monday, three Mondays, and Christmas and New Year's Day
with the days put in their place at a weekend. Checked against gov.uk's list for 2026 to 2028 in test_workingdays.py."""

import datetime
from collections.abc import Iterator

ONE = datetime.timedelta(days=1)


def bank_holidays(years: range) -> frozenset[datetime.date]:
    """All bank holidays of these years."""
    return frozenset(day for year in years for day in _of(year))


def _of(year: int) -> Iterator[datetime.date]:
    easter = _easter(year)
    yield from (easter - 2 * ONE, easter + ONE)
    yield _monday_from(datetime.date(year, 5, 1))
    yield _monday_from(datetime.date(year, 5, 25))
    yield _monday_from(datetime.date(year, 8, 25))
    taken: set[datetime.date] = set()
    for day in (datetime.date(year, 1, 1), datetime.date(year, 12, 25), datetime.date(year, 12, 26)):
        moved = day
        while moved.weekday() > 4 or moved in taken:
            moved += ONE
        taken.add(moved)
    yield from taken


def _monday_from(day: datetime.date) -> datetime.date:
    return day + ONE * (-day.weekday() % 7)


def _easter(year: int) -> datetime.date:
    """Easter Sunday by the anonymous Gregorian rule."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    h = (19 * a + b - d - (b - f + 1) // 3 + 15) % 30
    k = (32 + 2 * e + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return datetime.date(year, month, day + 1)
