"""Clears up after a test that really committed: every table holds again what it held when the database was ready.

Django would empty all tables and load their rows back one by one, which is two seconds of a processor for each such
test. Here only tables that a test has changed are emptied, and what stood in them goes back in one statement each.
"""

from django.apps import apps
from django.db import connection, models, transaction
from django.test import TransactionTestCase

from tests.keeping import inserts


class AsReady:
    """What stands in each table now, and how it is put back."""

    def __init__(self) -> None:
        known = [model for model in apps.get_models(include_auto_created=True) if _has_a_table(model)]
        self.rows = {model: _rows(model) for model in known}
        self.statements = {
            model: inserts(model, list(model._base_manager.all())) for model, rows in self.rows.items() if rows
        }

    def put_back(self) -> None:
        """All tables as they stood; whoever is still at work in one of them is waited for."""
        quote = connection.ops.quote_name
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":  # SQLite locks the whole file
                cursor.execute(f"LOCK TABLE {', '.join(quote(model._meta.db_table) for model in self.rows)}")
            changed = self.changed()
            for model in changed:
                cursor.execute(f"DELETE FROM {quote(model._meta.db_table)}")
            for model in changed:
                for statement, parameters in self.statements.get(model, []):
                    cursor.execute(statement, parameters)

    def changed(self) -> list[type[models.Model]]:
        """The models whose rows are not those that were there."""
        return [model for model, rows in self.rows.items() if _rows(model) != rows]


def clear_up_after_commits() -> None:
    """From now on tests that commit leave the database as it stands now."""
    ready = AsReady()
    TransactionTestCase._fixture_teardown = lambda test: ready.put_back()


def _has_a_table(model: type[models.Model]) -> bool:
    return model._meta.managed and not model._meta.proxy


def _rows(model: type[models.Model]) -> list[tuple]:
    table, key = map(connection.ops.quote_name, (model._meta.db_table, model._meta.pk.column))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY {key}")
        return cursor.fetchall()
