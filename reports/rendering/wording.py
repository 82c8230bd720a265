"""How a document says days, numbers and lists. Pure."""

import datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def uk_day(iso: str) -> datetime.date:
    """The day of a date or moment of the snapshot, in this country's time.

    >>> uk_day("2026-06-30T23:30:00+00:00")
    datetime.date(2026, 7, 1)
    """
    if len(iso) == 10:
        return datetime.date.fromisoformat(iso)
    return datetime.datetime.fromisoformat(iso).astimezone(LONDON).date()


def day_in_words(iso: str | None) -> str:
    """A date or moment of the snapshot as officers write it, in this country's time.

    >>> day_in_words("2027-02-26"), day_in_words("2026-06-30T23:30:00+00:00"), day_in_words(None)
    ('26 February 2027', '1 July 2026', '')
    """
    if not iso:
        return ""
    day = uk_day(iso)
    return f"{day.day} {day:%B %Y}"


def moment_in_words(iso: str) -> str:
    """A moment of the snapshot with its time.

    >>> moment_in_words("2026-11-21T15:05:00+00:00")
    '21 November 2026 at 3:05pm'
    """
    at = datetime.datetime.fromisoformat(iso).astimezone(LONDON)
    return f"{day_in_words(iso)} at {at.hour % 12 or 12}:{at:%M}{'am' if at.hour < 12 else 'pm'}"


def plural(number: int, one: str) -> str:
    """A number with its word.

    >>> plural(1, "item"), plural(3, "item")
    ('1 item', '3 items')
    """
    return f"{number} {one}{'s' if number != 1 else ''}"


def listed(words: list[str], last: str) -> str:
    """Words one after the other, with "and" or "or" before the last.

    >>> listed(["a", "b", "c"], "or"), listed(["a"], "or"), listed([], "or")
    ('a, b or c', 'a', '')
    """
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), words[-1] if words else ""]))
