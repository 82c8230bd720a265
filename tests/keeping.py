"""Rows of a state that was reached by operations once in a test process, put back in later tests in a few statements.

Reaching the universe takes some 270 queries and most tests begin with it: doing it once saves half of their time.
"""

import datetime
import pickle
from collections.abc import Callable
from dataclasses import dataclass

import time_machine
from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import Max, sql
from django.utils import timezone

OLDEST = datetime.timedelta(minutes=10)


@dataclass
class Kept:
    """What a builder left in the database the first time, by model; `find` reads its result back from there, once."""

    build: Callable[[datetime.datetime], object]
    find: Callable[[], object]
    numbered_from: int  # row numbers on SQLite start here, where they never meet those a test makes for itself
    _statements: list[tuple[str, tuple | None]] | None = None
    _found: tuple[type, bytes] | None = None  # the rows are the same each time, and so is what is read from them

    def reach(self, now: datetime.datetime):
        """The state at this moment: built by its operations, or put back. A test on another day builds its own."""
        if time_machine.escape_hatch.is_travelling() or abs(timezone.now() - now) > OLDEST:
            return self.build(now)
        if self._statements is None:
            return self._build_and_keep(now)
        with transaction.atomic(), connection.cursor() as cursor:
            for statement, parameters in self._statements:
                cursor.execute(statement, parameters)
        if self._found is None:
            found = self.find()
            self._found = type(found), pickle.dumps(vars(found))
        kind, held = self._found
        again = kind.__new__(kind)
        vars(again).update(pickle.loads(held))
        return again

    def _build_and_keep(self, now: datetime.datetime):
        if connection.vendor == "sqlite":
            self._number_rows_apart()
        before = {model: model._base_manager.aggregate(last=Max("pk"))["last"] for model in _models()}
        built = self.build(now)
        self._statements = []
        for model, last in before.items():
            rows = model._base_manager.filter(pk__gt=last) if last is not None else model._base_manager.all()
            if found := list(rows):
                self._statements += inserts(model, found)
        if connection.vendor == "postgresql":
            self._statements = _in_one_go(self._statements)
        return built

    def _number_rows_apart(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO sqlite_sequence (name, seq) SELECT name, 0 FROM sqlite_master WHERE type = 'table' "
                "AND sql LIKE '%%AUTOINCREMENT%%' AND name NOT IN (SELECT name FROM sqlite_sequence)"
            )
            cursor.execute("UPDATE sqlite_sequence SET seq = max(seq, %s)", [self.numbered_from])


def _models() -> list[type[models.Model]]:
    """Every model with numbered rows."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and isinstance(model._meta.pk, models.AutoField)
    ]


def inserts(model: type[models.Model], rows: list[models.Model]) -> list[tuple[str, tuple | None]]:
    """The statements with which Django would insert these rows, numbers included."""
    query = sql.InsertQuery(model)
    query.insert_values(model._meta.concrete_fields, rows)
    return query.get_compiler(connection=connection).as_sql()


def _in_one_go(statements: list[tuple[str, tuple | None]]) -> list[tuple[str, tuple | None]]:
    """All statements as one text, which PostgreSQL takes in a single exchange."""
    import psycopg

    with psycopg.ClientCursor(connection.connection) as cursor:
        return [(";\n".join(cursor.mogrify(statement, parameters) for statement, parameters in statements), None)]
