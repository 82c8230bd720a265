"""Parts of forms: a date in three boxes, and what Django would set with three templates each."""

from collections.abc import Mapping
from html import escape
from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
SHORTEST = 3  # letters of a month's name: fewer would do for two of them


class DayInput(forms.SelectDateWidget):
    """A date in three boxes, as every form of the service asks for one: the month as a number or by its name."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """What was typed, the month's name read as its number."""
        field = self.month_field % name
        if field not in data:
            return super().value_from_datadict(data, files, name)
        typed = {one % name: data.get(one % name) for one in (self.day_field, self.month_field, self.year_field)}
        return super().value_from_datadict(typed | {field: month_number(typed[field])}, files, name)


def month_number(typed: str | None) -> str | None:
    """A month's name, whole or cut short, as its number; anything else as it was typed.

    >>> [month_number(typed) for typed in ("December", " dec. ", "Sept", "7", "ma", "")]
    ['12', '12', '9', '7', 'ma', '']
    """
    word = (typed or "").strip().rstrip(".").casefold()
    if len(word) < SHORTEST:
        return typed
    return next((str(number) for number, month in enumerate(MONTHS, 1) if month.startswith(word)), typed)


class Hidden(forms.HiddenInput):
    """A hidden field, written out at once: a page to write in holds three beside every text, some sixty in all."""

    def render(self, name: str, value, attrs: dict | None = None, renderer: BaseRenderer | None = None) -> SafeString:
        """The same element as Django's, its attributes escaped; a value that is None or empty is left out."""
        said = self.format_value(value)
        shown = {"type": "hidden", "name": name} | ({} if said is None else {"value": said})
        return format_html("<input{}>", flatatt(shown | self.build_attrs(self.attrs, attrs)))


def hidden_boxes(*fields: BoundField) -> SafeString:
    """Hidden fields with nothing about them but name, id and value, one after the other."""
    return SafeString("".join(map(_hidden_box, fields)))


def _hidden_box(field: BoundField) -> str:
    value = field.value()
    held = "" if value is None or value == "" else f' value="{escape(str(value))}"'
    return f'<input type="hidden" name="{escape(field.html_name)}"{held} id="{escape(field.auto_id)}">'
