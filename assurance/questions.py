"""Questions that nearly every page asks of the database: the SQL is composed once, the answer is fetched each time.

Django composes the SQL of a queryset anew for every request. For a round with everything its frame shows that took 3.8
of 4.8 ms of processor time, at every address; the database needed 0.2 ms. A page has 30.
"""

import copy
from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.models.query import ModelIterable
from django.db.models.sql.compiler import SQLCompiler

KEPT = 1024  # questions with their values: some people times their rounds, each of a few kilobytes


class Question:
    """A queryset made from a few values that are the same again and again, such as a person and a round.

    Stands above the function that makes it, as a decorator.

    `made(*values)` gives the queryset; it must depend on nothing but the values, name the same columns whatever they
    are, and prefetch nothing. A value that moves by itself, such as today, is one of them.
    """

    def __init__(self, made: Callable[..., QuerySet]) -> None:
        self.made = made
        self._shape: SQLCompiler | None = None
        self._composed = lru_cache(KEPT)(self._compose)

    def rows(self, *values: Hashable) -> list[Any]:
        """What the queryset gives for these values: instances, with what it selects and annotates."""
        compiler = self._compiler(values)
        # ModelIterable asks a queryset for no more than _Asked has.
        return [] if compiler is None else list(ModelIterable(_Asked(compiler)))  # type: ignore[arg-type]

    def tuples(self, *values: Hashable) -> list[tuple]:
        """The same for a queryset of values_list()."""
        compiler = self._compiler(values)
        return [] if compiler is None else list(compiler.results_iter(tuple_expected=True))

    def _compiler(self, values: tuple[Hashable, ...]) -> SQLCompiler | None:
        """A compiler of one's own with the SQL for these values; None when nothing can be found with them."""
        composed = self._composed(*values)
        if composed is None or self._shape is None:
            return None
        compiler = copy.copy(self._shape)
        compiler.connection = connections[DEFAULT_DB_ALIAS]  # each thread has its own
        compiler.as_sql = lambda *args, **kwargs: composed  # type: ignore[method-assign]
        return compiler

    def _compose(self, *values: Hashable) -> tuple[str, tuple] | None:
        """The SQL and its parameters; how its columns become instances is the same for all values and kept once."""
        compiler = self.made(*values).query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            composed = compiler.as_sql()
        except EmptyResultSet:
            return None
        self._shape = self._shape or compiler
        return composed


class _Asked:
    """What Django's ModelIterable wants to know of a queryset."""

    db = DEFAULT_DB_ALIAS
    _known_related_objects: dict = {}

    def __init__(self, compiler: SQLCompiler) -> None:
        self._compiler = compiler
        self.query = self

    def get_compiler(self, using: str) -> SQLCompiler:
        """The compiler that is done already."""
        return self._compiler
