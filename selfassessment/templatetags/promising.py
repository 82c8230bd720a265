"""Filters for pages that turn words into actions."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from assurance.prose import as_html
from assurance.templatetags.wording import CLASSES
from selfassessment.points import plain, shortened

register = template.Library()
NAMED = 60  # characters by which a button that is only heard says what it is about


@register.filter
def prose_with_acts(text: str, top: int = 0) -> SafeString:
    """A part's text set out, with a button after each bullet and paragraph that makes an action of it."""
    return mark_safe(as_html(text, **CLASSES, top=top, after=_button))  # noqa: S308


def _button(typed: str) -> str:
    point = plain(typed)
    if not point:
        return ""
    return format_html(
        ' <button type="submit" class="app-button-link app-plan__make" name="draft" value="{}">Make an action'
        '<span class="govuk-visually-hidden"> of: {}</span></button>',
        point,
        shortened(point, NAMED),
    )
