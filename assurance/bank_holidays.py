"""England's bank holidays, from the calendar library, for the pure modules that are told them."""

import datetime
from functools import cache


@cache
def bank_holidays(first: int, last: int) -> frozenset[datetime.date]:
    """England's bank holidays of these years, both included, with the days put in their place."""
    import holidays  # here: it is slow to come, and most processes never count a working day

    return frozenset(holidays.UnitedKingdom(subdiv="ENG", years=range(first, last + 1)))
