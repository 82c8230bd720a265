"""Times that PostgreSQL tells are read as Django reads them."""

import datetime
import zoneinfo

import psycopg
import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import BaseTzLoader
from django.utils import timezone

from assurance.models import Notice
from assurance.postgresql.base import loader

LONDON = zoneinfo.ZoneInfo("Europe/London")


def both(told: str, zone: datetime.tzinfo) -> tuple:
    """What Django's reader makes of words, and what ours does; an error stands for itself by its sort and words."""

    class Djangos(BaseTzLoader):
        timezone = zone

    def read(reader):
        try:
            return reader(0, None).load(memoryview(told.encode()))
        except psycopg.DataError as error:
            return type(error), str(error)

    return read(Djangos), read(loader(zone))


@pytest.mark.parametrize(
    "told",
    ["2026-11-29 20:06:38.923218+00", "2026-11-29 20:06:38.9+00", "2026-11-29 20:06:38+00", "0001-01-01 00:00:00+00",
     "9999-12-31 23:59:59.999999+00", "2026-07-01 12:00:00+01", "1840-01-01 00:00:00-00:01:15",
     "2026-07-01 12:00:00+05:30", "infinity", "-infinity", "12026-01-01 10:00:00+00", "0044-03-15 12:00:00+00 BC"],
)  # fmt: skip
def test_a_time_is_read_as_django_reads_it(told):
    djangos, ours = both(told, datetime.UTC)
    assert ours == djangos
    assert getattr(ours, "tzinfo", None) is getattr(djangos, "tzinfo", None)


def test_each_zone_has_its_own():
    djangos, ours = both("2026-11-29 20:06:38+00", LONDON)
    assert (ours, ours.tzinfo) == (djangos, LONDON)


@pytest.mark.django_db
@pytest.mark.embedded
def test_what_is_written_is_read_again(northmoor):
    at = timezone.now()
    Notice.objects.create(
        person=northmoor.aisha, council=northmoor.council, sentence="Look.", page={"name": "home"}, at=at
    )
    assert Notice.objects.get(person=northmoor.aisha, sentence="Look.").at == at
    if connection.vendor == "postgresql":
        assert connection.connection.adapters.get_loader(1184, 0) is loader(connection.timezone)


@pytest.fixture
def another():
    """A connection of its own, as a request in another process has it."""
    made = connection.copy()
    made.connect()
    yield made
    made.close()


@pytest.mark.django_db
@pytest.mark.embedded
def test_a_connection_is_looked_at_before_it_is_used_again(another):
    with another.execute_wrapper(lambda *asked: pytest.fail("the server was asked")):
        assert another.is_usable() or connection.vendor != "postgresql"
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("select pg_terminate_backend(%s, 5000)", [another.connection.info.backend_pid])
        assert not another.is_usable()
    another.close()
    assert not another.is_usable() or connection.vendor != "postgresql"
