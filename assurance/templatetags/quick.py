"""Django's `date` and `url`, remembering what they said: the same two hundred answers a page, thousands of times a day.

They stand in the place of the built-in ones in every template (settings, `builtins`) and say exactly the same. A page
with twenty rows of everything asks for some 160 addresses and 90 dates; worked out anew they were a tenth of its time.
"""

import datetime
from functools import lru_cache

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaultfilters import date as date_in_words
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as parse_url
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from assurance.addresses import address_and_html

register = template.Library()

KEPT = 4096  # dates in words, of some hundred bytes


@register.filter(name="date", expects_localtime=True, is_safe=False)
def date(value: datetime.date | datetime.datetime | str | None, format: str | None = None) -> str:
    """A date or time in words, as Django's own filter; a time is in the reader's zone already.

    >>> date(datetime.date(2027, 3, 1), "j F Y")
    '1 March 2027'
    """
    if type(value) is datetime.date:
        return _day_in_words(value, format)
    # Two times that are equal may be told on different clocks: the clock is part of what is asked.
    if type(value) is datetime.datetime:
        return _time_in_words(value, value.tzinfo, value.fold, format)
    return date_in_words(value, format)


@lru_cache(KEPT)
def _day_in_words(value: datetime.date, format: str | None) -> str:
    return date_in_words(value, format)


@lru_cache(KEPT)
def _time_in_words(value: datetime.datetime, zone: datetime.tzinfo | None, fold: int, format: str | None) -> str:
    return date_in_words(value, format)


class RememberedURLNode(URLNode):
    """`{% url %}` that works an address out once for each place and the words in it."""

    def render(self, context: Context) -> str:
        """The address, escaped where the template escapes; NoReverseMatch as from Django's own."""
        name = self.view_name.resolve(context)
        # A name with its namespace may depend on the application that is asked: Django's own sees to these.
        if self.asvar or self.kwargs or ":" in name:
            return super().render(context)
        address, escaped = address_and_html(name, *(str(arg.resolve(context)) for arg in self.args))
        return escaped if context.autoescape else address


@register.tag
def url(parser: Parser, token: Token) -> URLNode:
    """Django's own tag, with a node that remembers."""
    node = parse_url(parser, token)
    return RememberedURLNode(node.view_name, node.args, node.kwargs, node.asvar)


# --- Markup that is the same for everybody --------------------------------------------------------------------------


@register.simple_tag
@lru_cache
def score_tag(score: int | None) -> SafeString:
    """A score from 1 to 4 with its words, or that there is none: templates/components/score_tag.html.

    There are five answers, and a page shows up to thirty. The template escapes what it is given, and is given a number.
    """
    return mark_safe(render_to_string("components/score_tag.html", {"score": score}).strip())  # noqa: S308
