"""The lines of the log: the secret word in the address of a calendar is in none of them.

Django names the address of a request that failed, and whoever has that of a calendar reads it without signing in.
"""

import logging
import re

CALENDAR = re.compile(r"(/calendar/)[\w-]+(\.ics)")


class Line(logging.Formatter):
    """A line as it was, with every calendar's secret word blanked, in tracebacks too."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one record."""
        return CALENDAR.sub(r"\1…\2", super().format(record))
