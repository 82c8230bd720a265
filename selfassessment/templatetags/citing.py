"""Texts with the figures they cite marked where something is wrong with them."""

from collections.abc import Sequence

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from assurance.cited import Found
from assurance.prose import as_html
from assurance.templatetags.wording import CLASSES
from selfassessment.cited_figures import Placed
from selfassessment.claims import State
from selfassessment.points import plain, shortened

register = template.Library()
NAMED = 60  # characters by which a button that is only heard says what it is about


@register.simple_tag
def cited_prose(text: str, claims: Sequence[Placed] | str, top: int = 0, acts: bool = False) -> SafeString:
    """A part's text set out, with a visible mark at each figure that is stale, contradicted or broken.

    `claims` are those of this text in their order; empty for readers who see the sentence and no more. With `acts` a
    button after each bullet and paragraph makes an action of it.
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

    return mark_safe(as_html(text, **CLASSES, top=top, figure=figure, after=act_button if acts else None))  # noqa: S308


def act_button(typed: str) -> str:
    """The button that makes an action of a point; nothing where no words are left of it."""
    point = plain(typed)
    if not point:
        return ""
    return format_html(
        ' <button type="submit" class="app-button-link app-plan__make" name="draft" value="{}">Make an action'
        '<span class="govuk-visually-hidden"> of: {}</span></button>',
        point,
        shortened(point, NAMED),
    )
