"""Whether evidence is still fresh: at most twelve months old, and looked at by the day somebody meant to.

Pure: plain values only.

>>> flags_of(datetime.date(2025, 6, 1), datetime.date(2026, 9, 1), datetime.date(2026, 10, 1))
['Older than 12 months (June 2025)', 'Past its review date (1 September 2026)']
>>> flags_of(datetime.date(2025, 10, 1), None, datetime.date(2026, 10, 1))
[]
"""

import datetime

OLD = "older than 12 months"
OVERDUE = "past its review date"


def a_year_before(day: datetime.date) -> datetime.date:
    """The same day a year earlier; the day before it where there is none."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)


def is_stale(dated_on: datetime.date | None, review_by: datetime.date | None, today: datetime.date) -> bool:
    """Whether it should be looked at again."""
    return bool((dated_on and dated_on < a_year_before(today)) or (review_by and review_by < today))


def flags_of(dated_on: datetime.date | None, review_by: datetime.date | None, today: datetime.date) -> list[str]:
    """Why it should be looked at again, in words; none when it is fresh."""
    flags = []
    if dated_on and dated_on < a_year_before(today):
        flags.append(f"{OLD.capitalize()} ({dated_on:%B %Y})")
    if review_by and review_by < today:
        flags.append(f"{OVERDUE.capitalize()} ({review_by.day} {review_by:%B %Y})")
    return flags


def age_in_words(dated_on: datetime.date, today: datetime.date) -> str:
    """How old, as people say it: "3 months", "2 years"."""
    months = (today.year - dated_on.year) * 12 + today.month - dated_on.month - (today.day < dated_on.day)
    if months < 1:
        return "less than a month"
    if months == 12 and dated_on < a_year_before(today):
        return "a little over 12 months"
    if months < 24:
        return f"{months} month{'s' if months != 1 else ''}"
    return f"{months // 12} years"
