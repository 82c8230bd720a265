"""Django's own way to PostgreSQL, with less to do for each page.

Times are read by Python's own reader: psycopg takes a hundred a page apart with a pattern. And whether a connection
still stands is seen at its socket instead of asked of the server before every page.
"""

import datetime
import select
from functools import lru_cache

from django.db.backends.postgresql import base
from django.db.backends.postgresql.psycopg_any import BaseTzLoader
from psycopg.adapt import AdaptersMap

GREENWICH = "+00"  # Django has the server tell times there


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose times are read so, and that is looked at before it is used again."""

    def get_connection_params(self) -> dict:
        """As Django's, with a reader of times of our own."""
        params = super().get_connection_params()
        params["context"] = _readers(params["context"], self.timezone)
        return params

    def is_usable(self) -> bool:
        """Whether the server holds the connection. When it lets go there is something to read: then it is asked."""
        if self.connection is None or self.connection.closed:
            return False
        waiting = select.poll()
        waiting.register(self.connection.fileno(), select.POLLIN | select.POLLPRI)
        return super().is_usable() if waiting.poll(0) else True


@lru_cache
def _readers(djangos: AdaptersMap, zone: datetime.tzinfo | None) -> AdaptersMap:
    readers = AdaptersMap(djangos)
    readers.register_loader("timestamptz", loader(zone))
    return readers


@lru_cache
def loader(zone: datetime.tzinfo | None) -> type[BaseTzLoader]:
    """A reader of times for a connection in this zone."""

    class Quick(BaseTzLoader):
        timezone = zone  # Django compares it, and puts its own loader there where it differs

        def load(self, data: memoryview) -> datetime.datetime:
            """The same time as Django's loader; what is out of the ordinary (infinity, BC) is left to it."""
            told = str(data, "ascii")
            if told.endswith(GREENWICH):
                try:
                    return datetime.datetime.fromisoformat(told[:-3]).replace(tzinfo=zone)
                except ValueError:
                    pass
            return super().load(data)

    return Quick
