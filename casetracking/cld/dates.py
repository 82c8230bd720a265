"""Dates as CLD files write them, into whole days since 1 January 1970. Pure.

Taken: DD/MM/YYYY, YYYY-MM-DD, DD-Mon-YYYY, and the same with the time of midnight that Excel adds. A date that can only
be read month first is not taken: one is a slip, many mean that the whole file is written that way (see `Reader`).
Source: working note on CLD, section 1.4.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

NONE = -(2**31)  # no date, as a whole number that no date has
_EPOCH = date(1970, 1, 1).toordinal()
_MONTHS = {m: n for n, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_NUMBERS = re.compile(r"([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{4})")
_BACKWARDS = re.compile(r"([0-9]{4})[/.\-]([0-9]{1,2})[/.\-]([0-9]{1,2})")
_NAMED = re.compile(r"([0-9]{1,2})[ /.\-]([a-z]{3})[a-z]{0,6}[ /.\-]([0-9]{4})")
_MIDNIGHT = re.compile(r"[t ]+0{1,2}:00(?::00(?:\.0+)?)?(?:z|\+00:?00| am)?$")
_LONGEST = 40
_NOTHING = {"", "null", "none", "n/a"}


@dataclass
class Reader:
    """Reads the dates of a file; `month_first` are those that can only be so, `day_first` counts the others."""

    month_first: set[str] = field(default_factory=set)
    day_first: int = 0

    def read(self, raw: bytes) -> int | None:
        """Days since 1970; NONE for nothing; None for what is no date."""
        text = raw.decode("ascii", "replace").strip().lower()
        if text in _NOTHING:
            return NONE
        if len(text) > _LONGEST:
            return None
        text = _MIDNIGHT.sub("", text)
        if match := _NUMBERS.fullmatch(text):
            day, month, year = (int(part) for part in match.groups())
            if month > 12 >= day and _days(year, day, month) is not None:
                self.month_first.add(text)
            elif day > 12:
                self.day_first += 1
        elif match := _BACKWARDS.fullmatch(text):
            year, month, day = (int(part) for part in match.groups())
        elif match := _NAMED.fullmatch(text):
            day, month, year = int(match[1]), _MONTHS.get(match[2], 0), int(match[3])
        else:
            return None
        return _days(year, month, day)

    def read_plain(self, letters: "np.ndarray", lengths: "np.ndarray") -> "tuple[np.ndarray, np.ndarray]":
        """Thousands of dates at once, given as rows of letters: days since 1970, and which of them could be read.

        Only DD/MM/YYYY and YYYY-MM-DD from 1900 to 2099 with two digits each; `read` takes the others one by one.
        """
        import numpy as np  # here, because every process of the service knows `day` and few read dates by thousands

        digits = letters[:, :10].astype(np.int32) - 48
        forwards = (letters[:, 2] == ord("/")) & (letters[:, 5] == ord("/"))
        backwards = (letters[:, 4] == ord("-")) & (letters[:, 7] == ord("-"))
        order = np.where(forwards[:, None], [0, 1, 3, 4, 6, 7, 8, 9], [8, 9, 5, 6, 0, 1, 2, 3])
        digits = np.take_along_axis(digits, order, axis=1)
        day, month = digits[:, 0] * 10 + digits[:, 1], digits[:, 2] * 10 + digits[:, 3]
        year = digits[:, 4:] @ np.array([1000, 100, 10, 1], np.int32)
        right = (lengths == 10) & (forwards | backwards) & ((digits >= 0) & (digits <= 9)).all(axis=1)
        right &= (month >= 1) & (month <= 12) & (day >= 1) & (year >= 1900) & (year < 2100)
        first = np.where(right, (year - 1970) * 12 + month - 1, 0).astype("datetime64[M]")
        longest = ((first + 1).astype("datetime64[D]") - first.astype("datetime64[D]")).astype(np.int32)
        right &= day <= longest
        self.day_first += int((right & forwards & (day > 12)).sum())
        return first.astype("datetime64[D]").astype(np.int32) + day - 1, right

    @property
    def is_month_first(self) -> bool:
        """Whether so many dates can only be month first that the rest can't be trusted either."""
        return len(self.month_first) >= 3 and len(self.month_first) * 100 > self.day_first


def _days(year: int, month: int, day: int) -> int | None:
    """Days since 1970 of a date that exists, between 1850 and 2199."""
    if not 1850 <= year <= 2199:
        return None
    try:
        return date(year, month, day).toordinal() - _EPOCH
    except ValueError:
        return None


def day(number: int) -> date:
    """The date of a day number."""
    return date.fromordinal(int(number) + _EPOCH)


def number(of: date) -> int:
    """The day number of a date."""
    return of.toordinal() - _EPOCH


def a_year_before(of: date) -> date:
    """The same day of the year before; 28 February for the 29th."""
    return of.replace(year=of.year - 1, day=28) if (of.month, of.day) == (2, 29) else of.replace(year=of.year - 1)
