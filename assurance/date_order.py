"""Which dates of an assessment can't be as they stand: in an impossible order, or far from the notification. Pure.

What is not in `ORDER` may stand anywhere: councils do things in their own order. A date that is missing, or that was
taken out of the timeline, is left out.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

NOTIFICATION = "notification"
YEARS = 2  # on either side of the notification, within which an assessment lies
SAME_DAY = True

# The earlier and the later one, and whether both may fall on one day.
ORDER: tuple[tuple[str, str, bool], ...] = (
    ("notification", "return-first-week", not SAME_DAY),
    ("return-first-week", "return-third-week", not SAME_DAY),
    ("notification", "second-notification", not SAME_DAY),
    ("second-notification", "case-list", not SAME_DAY),
    ("case-list", "ten-cases", SAME_DAY),
    ("ten-cases", "visit-end", SAME_DAY),
    ("notification", "visit", not SAME_DAY),
    ("second-notification", "visit", not SAME_DAY),
    ("case-list", "visit", SAME_DAY),
    ("presentation", "visit-end", SAME_DAY),
    ("visit", "visit-end", SAME_DAY),
    ("visit", "feedback", SAME_DAY),
    ("visit", "draft-report", not SAME_DAY),
    ("draft-report", "factual-accuracy", not SAME_DAY),
    ("draft-report", "publication", not SAME_DAY),
    ("factual-accuracy", "publication", not SAME_DAY),
    ("publication", "rating-review", not SAME_DAY),
)


@dataclass(frozen=True)
class Dated:
    """A date with the title people know it by; `ours` is whether the council added it to the set."""

    slug: str
    title: str
    on: datetime.date | None
    ours: bool = False


def impossible(dates: Sequence[Dated]) -> list[str]:
    """A sentence for each two dates that stand in an impossible order.

    >>> draft = Dated("draft-report", "Draft", datetime.date(2027, 6, 2))
    >>> impossible([draft, Dated("publication", "Report", datetime.date(2027, 6, 1))])
    ['“Draft” (2 June 2027) is later than “Report” (1 June 2027), and has to come before it.']
    """
    by_slug = {one.slug: one for one in dates if one.on}
    said = []
    for first, then, same_day in ORDER:
        earlier, later = by_slug.get(first), by_slug.get(then)
        if earlier is None or later is None or earlier.on is None or later.on is None:
            continue
        if earlier.on > later.on:
            said.append(f"{_named(earlier)} is later than {_named(later)}, and has to come before it.")
        elif earlier.on == later.on and not same_day:
            said.append(f"{_named(earlier)} is on the same day as “{later.title}”, and has to come before it.")
    return said


def unlikely(dates: Sequence[Dated]) -> dict[str, str]:
    """Dates before the notification, or more than two years from it: by slug, what is odd about each.

    What a council added itself may lie before the notification: preparing begins long before.

    >>> told = Dated("notification", "Notification", datetime.date(2026, 12, 7))
    >>> unlikely([told, Dated("visit", "Visit begins", datetime.date(2020, 1, 1))])
    {'visit': '“Visit begins” (1 January 2020) would be more than 2 years before “Notification” (7 December 2026).'}
    """
    notified = next((one for one in dates if one.slug == NOTIFICATION), None)
    if notified is None or notified.on is None:
        return {}
    found = {}
    for one in dates:
        if one.on is None or one is notified:
            continue
        away = abs((one.on - notified.on).days)
        far = away > YEARS * 365 + 1
        before = one.on < notified.on
        if far or (before and not one.ours):
            side = "before" if before else "after"
            how = f"more than {YEARS} years {side}" if far else side
            found[one.slug] = f"{_named(one)} would be {how} {_named(notified)}."
    return found


def newly_unlikely(before: Mapping[str, str], after: Mapping[str, str], changed: str) -> list[str]:
    """What is odd after a change of one date and was not so before it; the one that was changed comes first."""
    ordered = sorted(after, key=lambda slug: slug != changed)
    return [after[slug] for slug in ordered if before.get(slug) != after[slug]]


def _named(one: Dated) -> str:
    return f"“{one.title}” ({one.on.day} {one.on:%B %Y})" if one.on else f"“{one.title}”"
