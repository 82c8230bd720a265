"""The pool beside the caseload, as bars. In Python, because a page has thirty of them."""

from math import floor
from typing import Protocol

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


class Shares(Protocol):
    """A value's share of the pool and of the caseload, each out of 100."""

    share: float
    of_caseload: float


@register.filter
def sides(side: Shares, drawn: bool) -> SafeString:
    """Both shares in words, then as bars, the pool's above; the caseload's alone where nobody is `drawn`.

    >>> from types import SimpleNamespace
    >>> sides(SimpleNamespace(share=12.5, of_caseload=8.0), True)[:17]
    '13% beside 8.0%<s'
    """
    words, bar = "", ""
    if drawn:
        words = f"{floor(side.share + 0.5)}% beside "
        bar = f'<rect width="{side.share:.1f}" height="8" fill="#1d70b8"></rect>'
    return mark_safe(  # noqa: S308 - numbers only
        f'{words}{side.of_caseload:.1f}%<svg class="app-sides" viewBox="0 0 100 18" preserveAspectRatio="none" '
        f'aria-hidden="true" focusable="false">{bar}<rect x="0.25" y="9.5" width="{side.of_caseload:.1f}" height="8" '
        'fill="#ffffff" stroke="#0b0c0c" stroke-width="1" vector-effect="non-scaling-stroke"></rect></svg>'
    )
