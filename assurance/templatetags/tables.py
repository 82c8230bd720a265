"""The rows of long tables, as the GOV.UK pack writes them. In Python, because a table of councils has 153."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

CELL, NUMBER = "govuk-table__cell", "govuk-table__cell govuk-table__cell--numeric"


@register.filter
def council_rows(rows: Iterable, margins: bool) -> SafeString:
    """A row for each council: place, name, figure, margin where there are any, and what it is compared as.

    >>> from types import SimpleNamespace
    >>> row = SimpleNamespace(place="1", name="A & B", figure="61.7%", margin="± 4.9", mark="")
    >>> "<th scope=\\"row\\" class=\\"govuk-table__header\\">A &amp; B</th>" in council_rows([row], False)
    True
    """
    written = []
    for row in rows:
        margin = f'<td class="{NUMBER}">{escape(row.margin)}</td>' if margins else ""
        picked = " app-picked" if row.mark else ""
        written.append(
            f'<tr class="govuk-table__row{picked}"><td class="{NUMBER}">{escape(row.place)}</td>'
            f'<th scope="row" class="govuk-table__header">{escape(row.name)}</th>'
            f'<td class="{NUMBER}">{escape(row.figure)}</td>{margin}<td class="{CELL}">{escape(row.mark)}</td></tr>'
        )
    return mark_safe("".join(written))  # noqa: S308 - each was escaped
