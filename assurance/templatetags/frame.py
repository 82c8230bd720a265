"""Parts of the frame that stands around every page, written in Python because every page has them."""

from collections.abc import Iterable
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_LIST = "govuk-service-navigation"


@register.filter
def menu_items(items: Iterable[Any]) -> SafeString:
    """The parts of the service as items of a list; each has `text`, `url` and `current`."""
    return mark_safe("\n".join(map(_menu_item, items)))  # noqa: S308 - each is escaped


def _menu_item(item: Any) -> str:
    text, url = escape(item.text), escape(item.url)
    if not item.current:
        return f'<li class="{_LIST}__item"><a class="{_LIST}__link" href="{url}">{text}</a></li>'
    return (
        f'<li class="{_LIST}__item {_LIST}__item--active"><a class="{_LIST}__link" href="{url}" aria-current="page">'
        f'<strong class="{_LIST}__active-fallback">{text}</strong></a></li>'
    )
