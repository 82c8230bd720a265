"""Times from PostgreSQL, read by Python's own reader: psycopg takes a hundred a page apart with a pattern."""

import datetime
from functools import lru_cache

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.psycopg_any import BaseTzLoader
from django.db.backends.signals import connection_created
from django.dispatch import receiver

GREENWICH = "+00"  # Django has the server tell times there


@receiver(connection_created)
def read_times_quickly(connection: BaseDatabaseWrapper, **kwargs: object) -> None:
    """Let each new connection to PostgreSQL read its times so; SQLite's are Django's own matter."""
    if connection.vendor == "postgresql":
        connection.connection.adapters.register_loader("timestamptz", _loader(connection.timezone))


@lru_cache
def _loader(zone: datetime.tzinfo | None) -> type[BaseTzLoader]:
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
