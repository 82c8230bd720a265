"""Questions that nearly every page asks of the database: the SQL is composed once, the answer is fetched each time.

Django composes the SQL of a queryset anew for every request. For a round with everything its frame shows that took 3.8
of 4.8 ms of processor time, at every address; the database needed 0.2 ms. A page has 30.
"""

from collections.abc import Callable, Hashable, Iterable
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler
from django.utils.functional import cached_property

KEPT = 1024  # questions with their values: some people times their rounds, each of a few kilobytes


class Question:
    """A queryset made from a few values that are the same again and again, such as a person and a round.

    Stands above the function that makes it, as a decorator.

    `made(*values)` gives the queryset; it must depend on nothing but the values, name the same columns whatever they
    are, and prefetch nothing. A value that moves by itself, such as today, is one of them.
    """

    def __init__(self, made: Callable[..., QuerySet]) -> None:
        self.made = made
        self._shape: _Shape | None = None
        self._composed = lru_cache(KEPT)(self._compose)

    def rows(self, *values: Hashable) -> list[Any]:
        """What the queryset gives for these values: instances, with what it selects and annotates."""
        found = self._fetched(values)
        return self._shape.instances(found) if found and self._shape else []

    def tuples(self, *values: Hashable) -> list[tuple]:
        """The same for a queryset of values_list()."""
        found = self._fetched(values)
        return [tuple(row) for row in self._shape.converted(found)] if found and self._shape else []

    def _fetched(self, values: tuple[Hashable, ...]) -> list[tuple]:
        """What the database says, on the connection of this thread; nothing is asked when nothing can be found."""
        composed = self._composed(*values)
        if composed is None:
            return []
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(*composed)
            return cursor.fetchall()

    def _compose(self, *values: Hashable) -> tuple[str, tuple] | None:
        """The SQL and its parameters; how its columns become instances is the same for all values and kept once."""
        compiler = self.made(*values).query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            composed = compiler.as_sql()
        except EmptyResultSet:
            return None
        self._shape = self._shape or _Shape(compiler)
        return composed


class _Shape:
    """How the columns of a question become values and instances: as Django's ModelIterable does, worked out once."""

    def __init__(self, compiler: SQLCompiler) -> None:
        self._compiler = compiler
        columns = [column for column, *_ in compiler.select[: compiler.col_count]]
        self._converters = list(compiler.get_converters(columns).items())

    @cached_property
    def _instance(self) -> tuple:
        """The model, where its own columns stand, their names, its related ones, and its annotations."""
        select, info = self._compiler.select, self._compiler.klass_info
        own = slice(info["select_fields"][0], info["select_fields"][-1] + 1)
        names = [column.target.attname for column, *_ in select[own]]
        related = get_related_populators(info, select, DEFAULT_DB_ALIAS)
        return info["model"], own, names, related, list((self._compiler.annotation_col_map or {}).items())

    def converted(self, rows: Iterable[tuple]) -> Iterable[Any]:
        """The rows with what fields and the database's own ways make of their columns."""
        return self._convert(rows) if self._converters else rows

    def _convert(self, rows: Iterable[tuple]) -> Iterable[list]:
        connection = connections[DEFAULT_DB_ALIAS]
        for row in map(list, rows):
            for place, (converters, column) in self._converters:
                for converter in converters:
                    row[place] = converter(row[place], column, connection)
            yield row

    def instances(self, rows: Iterable[tuple]) -> list[Any]:
        """An instance for each row, with its related ones and annotations."""
        model, own, names, related, annotations = self._instance
        made = []
        for row in self.converted(rows):
            one = model.from_db(DEFAULT_DB_ALIAS, names, row[own])
            for relation in related:
                relation.populate(row, one)
            for name, place in annotations:
                setattr(one, name, row[place])
            made.append(one)
        return made
