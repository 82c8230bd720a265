"""Working days: Monday to Friday without bank holidays, which are passed in. Pure.

"Within 10 working days of receiving it" counts from the day after: the day something arrives is day 0, whether or not
it is a working day itself. That is how notice periods in days are counted unless a text says otherwise, and it never
gives a person less time than they have. England's bank holidays include days put in the place of one that falls on a
weekend; the caller takes them from a calendar (`holidays.UnitedKingdom(subdiv="ENG")`).
"""

import datetime
from collections.abc import Collection

FRIDAY = 4
LONGEST = 10_000  # working days: about forty years
ONE = datetime.timedelta(days=1)


def is_working_day(day: datetime.date, holidays: Collection[datetime.date]) -> bool:
    """Monday to Friday and no bank holiday."""
    return day.weekday() <= FRIDAY and day not in holidays


def working_days_from(start: datetime.date, days: int, holidays: Collection[datetime.date]) -> datetime.date:
    """The day that is so many working days after `start`, which itself is day 0; before it when `days` is negative.

    >>> friday = datetime.date(2027, 3, 19)
    >>> easter = {datetime.date(2027, 3, 26), datetime.date(2027, 3, 29)}
    >>> working_days_from(friday, 10, easter)
    datetime.date(2027, 4, 6)

    With 0 the answer is `start` itself when it is a working day, else the next one.
    """
    start = _plain(start)
    if abs(days) > LONGEST:
        raise ValueError(f"{days} working days are too many to count.")
    step = -ONE if days < 0 else ONE
    left, day = abs(days), start
    if not days:
        while not is_working_day(day, holidays):
            day += ONE
        return day
    while left:
        day += step
        left -= is_working_day(day, holidays)
    return day


def working_days_between(start: datetime.date, end: datetime.date, holidays: Collection[datetime.date]) -> int:
    """How many working days from `start` (day 0) to `end`; negative when `end` lies before it.

    >>> working_days_between(datetime.date(2027, 1, 4), datetime.date(2027, 1, 11), set())
    5
    """
    start, end = _plain(start), _plain(end)
    if end < start:
        return -sum(is_working_day(end + ONE * place, holidays) for place in range((start - end).days))
    return sum(is_working_day(start + ONE * place, holidays) for place in range(1, (end - start).days + 1))


def _plain(day: datetime.date) -> datetime.date:
    """A date; a moment is refused, because its day depends on the time zone."""
    if isinstance(day, datetime.datetime):
        raise TypeError("Working days are counted from a date, not from a moment.")
    return day
