"""How far a date has moved against the plan, and how far away it is, in words. Pure."""

import datetime
from collections.abc import Collection

from assurance.workingdays import working_days_between


def slip_of(
    planned: datetime.date | None, on: datetime.date | None, holidays: Collection[datetime.date]
) -> int | None:
    """Working days by which a date is later than planned; negative when it is earlier, None without a plan or date.

    >>> slip_of(datetime.date(2027, 3, 25), datetime.date(2027, 3, 31), {datetime.date(2027, 3, 26)})
    3
    """
    if planned is None or on is None:
        return None
    return working_days_between(planned, on, holidays)


def slip_in_words(slip: int | None, *, moved: bool = True) -> str:
    """A slip as people say it; `moved` is whether the date is another one, if only by days that nobody works.

    >>> slip_in_words(3), slip_in_words(-1), slip_in_words(0, moved=False), slip_in_words(None)
    ('3 working days later than planned', '1 working day earlier than planned', 'As planned', '')
    """
    if slip is None:
        return ""
    if not slip:
        return "Moved by less than a working day" if moved else "As planned"
    days = abs(slip)
    return f"{days} working day{'s' if days != 1 else ''} {'later' if slip > 0 else 'earlier'} than planned"


def days_in_words(days: int) -> str:
    """How far away a day is.

    >>> days_in_words(0), days_in_words(1), days_in_words(12), days_in_words(-3)
    ('today', 'tomorrow', 'in 12 days', '3 days ago')
    """
    if days in {-1, 0, 1}:
        return {-1: "yesterday", 0: "today", 1: "tomorrow"}[days]
    return f"in {days} days" if days > 0 else f"{-days} days ago"


def count_in_words(title: str, days: int, working_days: int | None, moved: str = "") -> str:
    """How a date is counted from another one; `moved` is why it is not quite so many days away, if it is not.

    >>> count_in_words("Visit begins", -28, None), count_in_words("Draft report arrives", 0, 10)
    ('28 days before “Visit begins”', '10 working days after “Draft report arrives”')
    >>> count_in_words("Notification", 21, None, "brought forward to the last working day before")
    '21 days after “Notification”, brought forward to the last working day before'
    """
    number, kind = (days, "day") if working_days is None else (working_days, "working day")
    why = f", {moved}" if moved else ""
    if not number:
        return f"the same day as “{title}”{why}"
    many = abs(number)
    return f"{many} {kind}{'s' if many != 1 else ''} {'after' if number > 0 else 'before'} “{title}”{why}"
