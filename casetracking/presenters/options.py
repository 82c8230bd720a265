"""Hundreds of options of one select, as HTML written once: looping over them would take half of a page's time."""

from collections.abc import Iterable
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

Group = tuple[str, tuple[tuple[str, str], ...]]  # a title with its options: (what is sent, what is said)


def options_of(groups: Iterable[Group], chosen: str = "") -> SafeString:
    """The options with their groups, after an empty one; `chosen` is the one that is selected."""
    written = _written(tuple(groups))
    if not chosen:
        return written
    sent = format_html('value="{}"', chosen)
    return mark_safe(written.replace(sent, f"{sent} selected", 1))  # noqa: S308 - both are escaped above


@lru_cache(maxsize=16)
def _written(groups: tuple[Group, ...]) -> SafeString:
    first = mark_safe('<option value="">Choose</option>')
    return first + format_html_join(
        "\n",
        '<optgroup label="{}">{}</optgroup>',
        ((title, format_html_join("", '<option value="{}">{}</option>', options)) for title, options in groups),
    )
