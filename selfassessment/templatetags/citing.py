"""Texts with the figures they cite marked where something is wrong with them."""

from collections.abc import Sequence

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from assurance.cited import Found
from assurance.prose import as_html
from selfassessment.cited_figures import Placed
from selfassessment.claims import State

register = template.Library()

_CLASSES = {
    "paragraph": "govuk-body",
    "bullets": "govuk-list govuk-list--bullet",
    "numbers": "govuk-list govuk-list--number",
    "link": "govuk-link",
}


@register.simple_tag
def cited_prose(text: str, claims: Sequence[Placed] | str, top: int = 0) -> SafeString:
    """A part's text set out, with a visible mark at each figure that is stale, contradicted or broken.

    `claims` are those of this text in their order; empty for readers who see the sentence and no more.
    """
    waiting = iter([one for one in claims or () if not isinstance(one, str)])

    def figure(one: Found) -> str:
        placed = next(waiting, None)
        said = escape(one.shown)
        if placed is None or placed.is_settled or placed.claim is None:
            return f'<span class="app-cited">{said}</span>'
        state = placed.claim.state
        colour = "yellow" if state is State.STALE else "orange"
        return (
            f'<mark class="app-cited app-cited--{state.value}">{said}</mark> '
            f'<strong class="govuk-tag govuk-tag--{colour} app-cited__tag">{escape(state.label)}</strong>'
        )

    return mark_safe(as_html(text, **_CLASSES, top=top, figure=figure))  # noqa: S308
