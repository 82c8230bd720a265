"""The attributes of a form's widgets, as the GOV.UK pack writes them. In Python, because a page has hundreds."""

from collections.abc import Mapping

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# What the pack writes itself, and what GOV.UK pages do without: the browser's own checks, maxlength (it cuts pasted
# text silently) and placeholders.
LEFT_OUT = frozenset(
    {"id", "class", "required", "placeholder", "maxlength", "minlength", "cols", "data-max-length",
     "aria-describedby", "aria-invalid"}
)  # fmt: skip
OF_NUMBERS = frozenset({"min", "max", "step"})  # the pack asks for numbers in a box for text


@register.filter
def attributes(attrs: Mapping[str, object], typed: str = "") -> SafeString:
    """A widget's attributes but for those the pack writes itself; `typed` is the type of an input.

    >>> attributes({"rows": 5, "required": True, "autofocus": True, "title": 'a "b"', "disabled": False})
    ' rows="5" autofocus title="a &quot;b&quot;"'
    """
    left_out = LEFT_OUT | OF_NUMBERS if typed == "number" else LEFT_OUT
    written = [
        format_html(" {}", name) if value is True else format_html(' {}="{}"', name, str(value))
        for name, value in attrs.items()
        if value is not False and name not in left_out
    ]
    return mark_safe("".join(written))  # noqa: S308 - each was escaped
