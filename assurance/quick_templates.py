"""Django's templates, looking names up and writing values with less ado. They say exactly what Django's say.

A page resolves a thousand names. Django asks each step first as a dictionary, by an exception, and looks each filter's
properties up anew; this was a tenth of every page. What is out of the ordinary is left to Django's own code.
"""

from functools import cache
from html import escape
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.forms import BoundField
from django.template import base
from django.template.base import FilterExpression, Parser, Variable, VariableDoesNotExist, VariableNode
from django.template.context import Context
from django.utils.safestring import SafeData, SafeString, mark_safe
from django.utils.timezone import template_localtime

# Never called by a template, and most of what it meets: whether they are callable need not be asked.
PLAIN = frozenset({str, SafeString, int, bool, type(None), float, list, tuple, dict})
GROUPED = settings.USE_THOUSAND_SEPARATOR  # then a number is more than its digits


def install() -> None:
    """Let every template that is read from now on use these classes."""
    base.Variable, base.FilterExpression, base.VariableNode = (  # type: ignore[misc]
        QuickVariable,
        QuickExpression,
        QuickVariableNode,
    )


class QuickVariable(Variable):
    """A name with its steps, as in `row.action.title`."""

    __slots__ = ("_first", "_steps")

    def __init__(self, var: str) -> None:
        super().__init__(var)
        self._first, *self._steps = self.lookups or ("",)

    def _resolve_lookup(self, context: Context) -> Any:
        first = self._first
        try:
            for names in reversed(context.dicts):
                if first in names:
                    found = names[first]
                    break
            else:
                if hasattr(type(context), first):
                    return super()._resolve_lookup(context)
                raise VariableDoesNotExist("Failed lookup for key [%s] in %r", (first, context))
            if type(found) not in PLAIN and callable(found):
                found = _called(found)
            for step in self._steps:
                kind = type(found)
                if _is_asked_by_name(kind) or (kind is dict and step not in found):
                    found = getattr(found, step)
                else:
                    found = found[step]
                if type(found) not in PLAIN and callable(found):
                    found = _called(found)
        except VariableDoesNotExist:
            raise
        except Exception:  # a place in a list, a property that fails, a call that wants more: Django decides
            return super()._resolve_lookup(context)
        return found


@cache
def _is_asked_by_name(kind: type) -> bool:
    """Whether a step leads to an attribute at once: there is no `[…]`, or it takes no words."""
    return not hasattr(kind, "__getitem__") or issubclass(kind, (str, list, tuple, QuerySet, BoundField))


def _called(found: Any) -> Any:
    """What a template sees of something callable."""
    if getattr(found, "do_not_call_in_templates", False):
        return found
    if getattr(found, "alters_data", False):
        raise LookupError
    return found()


class QuickExpression(FilterExpression):
    """A value and its filters, as in `text|default:"–"`: what each filter wants is found out once."""

    __slots__ = ("_steps",)

    def __init__(self, token: str, parser: Parser) -> None:
        super().__init__(token, parser)
        self._steps = [
            (
                function,
                [(by_name, argument if by_name else mark_safe(argument)) for by_name, argument in arguments],  # noqa: S308
                getattr(function, "expects_localtime", False),
                getattr(function, "needs_autoescape", False),
                getattr(function, "is_safe", False),
            )
            for function, arguments in self.filters
        ]

    def resolve(self, context: Context, ignore_failures: bool = False) -> Any:
        """The value after its filters; for a name that is not there, what the engine says for it, or None."""
        if self.is_var:
            try:
                value = self.var.resolve(context)
            except VariableDoesNotExist:
                if ignore_failures:
                    value = None
                else:
                    value = context.template.engine.string_if_invalid
                    if value:
                        return value % self.var if "%s" in value else value
        else:
            value = self.var
        for function, arguments, local, autoescaped, safe in self._steps:
            given = [argument.resolve(context) if by_name else argument for by_name, argument in arguments]
            if local:
                value = template_localtime(value, context.use_tz)
            filtered = (
                function(value, *given, autoescape=context.autoescape) if autoescaped else function(value, *given)
            )
            value = mark_safe(filtered) if safe and isinstance(value, SafeData) else filtered  # noqa: S308 - as Django
        return value


class QuickVariableNode(VariableNode):
    """`{{ … }}`: words are escaped without asking whether they are a date, a number or a promise."""

    def render(self, context: Context) -> str:
        """The value as HTML."""
        value = self.filter_expression.resolve(context)
        if context.autoescape:
            kind = type(value)
            if kind is SafeString:
                return value
            if kind is str:
                return SafeString(escape(value))
            if kind is int and not GROUPED:
                return str(value)
        return base.render_value_in_context(value, context)
