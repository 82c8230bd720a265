"""Rows of a state that was reached by operations once in a test process, put back in later tests in a few statements.

Reaching the universe takes some 270 queries and most tests begin with it; a round that is agreed and ready to be
signed takes 600 more. Doing each once saves half of the tests' time. What most tests begin with is not even put back
for each: it stands in a transaction around them, in which each has its own.
"""

import datetime
import pickle
from collections.abc import Callable
from dataclasses import dataclass

import time_machine
from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import sql
from django.db.models.constants import OnConflict
from django.utils import timezone

OLDEST = datetime.timedelta(minutes=10)


@dataclass
class Kept:
    """What a builder left in the database the first time, as statements; `find` reads its result back from there.

    A state may stand on others: what `reach` is given of them is handed on, to `build` with the moment after it, to
    `find` alone. Those others are kept too, so that their rows are the same ones each time.
    """

    build: Callable[..., object]
    find: Callable[..., object]
    numbered_from: int  # row numbers on SQLite start here, where they never meet those a test makes for itself
    _statements: list[tuple[str, tuple | None]] | None = None
    _found: tuple[type, bytes] | None = None  # the rows are the same each time, and so is what is read from them

    def reach(self, now: datetime.datetime, *below):
        """The state at this moment: built by its operations, or put back. A test on another day builds its own."""
        if time_machine.escape_hatch.is_travelling() or abs(timezone.now() - now) > OLDEST:
            assert not self.stands(), "what stands is of today: a test of another day asks for `db` alone"
            return self.build(*below, now)
        if self._statements is None:
            return self._build_and_keep(now, *below)
        if not self.stands():
            self._put_back()
        return self.find(*below) if below else self._remembered()

    def stand(self) -> None:
        """From now on these rows are there, around the tests, until `clear_the_ground`; nothing before they are known.

        Where somebody else's transaction is open already they are left to `reach`.
        """
        if self._statements is None or connection.in_atomic_block:
            return
        around = transaction.atomic()
        around.__enter__()
        _standing.append((self, around))
        try:
            self._put_back()
            connection.check_constraints()  # once, and not with each test
        except BaseException:
            clear_the_ground()
            raise

    def stands(self) -> bool:
        """Whether these rows are there already; not any more where a test has closed the connection."""
        return bool(_standing) and _standing[0][0] is self and not connection.closed_in_transaction

    def _put_back(self) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for statement, parameters in self._statements or []:
                cursor.execute(statement, parameters)

    def _remembered(self):
        if self._found is None:
            found = self.find()
            self._found = type(found), pickle.dumps(vars(found))
        kind, held = self._found
        again = kind.__new__(kind)
        vars(again).update(pickle.loads(held))
        return again

    def _build_and_keep(self, now: datetime.datetime, *below):
        if connection.vendor == "sqlite":
            self._number_rows_apart()
        before = {model: _rows(model) for model in _models()}
        built = self.build(*below, now)
        statements = []
        for model, stood in before.items():
            stands = _rows(model)
            assert stood.keys() <= stands.keys(), f"{model.__name__}: rows that are taken away can't be put back."
            if new := list(model._base_manager.filter(pk__in=stands.keys() - stood.keys()).order_by("pk")):
                statements += inserts(model, new)
            for key in stood:
                if differ := [name for name in stands[key] if stands[key][name] != stood[key][name]]:
                    statements += inserts(model, [model._base_manager.get(pk=key)], changes=differ)
        self._statements = _in_one_go(statements) if connection.vendor == "postgresql" else statements
        return self.find(*below) if below else built

    def _number_rows_apart(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO sqlite_sequence (name, seq) SELECT name, 0 FROM sqlite_master WHERE type = 'table' "
                "AND sql LIKE '%%AUTOINCREMENT%%' AND name NOT IN (SELECT name FROM sqlite_sequence)"
            )
            cursor.execute("UPDATE sqlite_sequence SET seq = max(seq, %s)", [self.numbered_from])


_standing: list[tuple[Kept, transaction.Atomic]] = []  # at most one


def clear_the_ground() -> None:
    """Nothing stands around the tests any more."""
    if _standing:
        assert connection.atomic_blocks == [_standing[0][1]], "a transaction was left open inside"
        _, around = _standing.pop()
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


def _models() -> list[type[models.Model]]:
    """Every model with a table."""
    known = apps.get_models(include_auto_created=True)
    return [model for model in known if model._meta.managed and not model._meta.proxy]


def _rows(model: type[models.Model]) -> dict[object, dict]:
    names = [field.attname for field in model._meta.concrete_fields]
    return {row["pk"]: row for row in model._base_manager.values("pk", *names)}


def inserts(
    model: type[models.Model], rows: list[models.Model], changes: list[str] | None = None
) -> list[tuple[str, tuple | None]]:
    """The statements with which Django would insert these rows, numbers included.

    With `changes`, names of fields, the rows are there, and these fields of theirs are written.
    """
    fields = model._meta.concrete_fields
    written = {}
    if changes:
        written = {
            "on_conflict": OnConflict.UPDATE,
            "update_fields": [field for field in fields if field.attname in changes],
            "unique_fields": [model._meta.pk],
        }
    query = sql.InsertQuery(model, **written)
    query.insert_values(fields, rows)
    return query.get_compiler(connection=connection).as_sql()


def _in_one_go(statements: list[tuple[str, tuple | None]]) -> list[tuple[str, tuple | None]]:
    """All statements as one text, which PostgreSQL takes in a single exchange."""
    import psycopg

    with psycopg.ClientCursor(connection.connection) as cursor:
        return [(";\n".join(cursor.mogrify(statement, parameters) for statement, parameters in statements), None)]
