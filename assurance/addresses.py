"""Where pages stand. An address is worked out once for each page and the words in it, and remembered."""

from functools import lru_cache

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.html import conditional_escape

KEPT = 4096  # addresses, of some hundred bytes


def to_page(name: str, *words: object) -> str:
    """The address of a page, as Django's reverse gives it; NoReverseMatch where there is none."""
    return address_and_html(name, *map(str, words))[0]


def address_of(name: str, *words: object, fragment: str = "") -> str:
    """Where a page stands; empty where this installation has no such page."""
    try:
        address = to_page(name, *words)
    except NoReverseMatch:
        return ""
    return f"{address}#{fragment}" if fragment else address


def address_and_html(name: str, *words: str) -> tuple[str, str]:
    """The address of a page and the same as HTML."""
    return _remembered(name, words, settings.ROOT_URLCONF, get_script_prefix())


@lru_cache(KEPT)
def _remembered(name: str, words: tuple[str, ...], urlconf: str, prefix: str) -> tuple[str, str]:
    address = reverse(name, args=words, urlconf=urlconf)
    return address, str(conditional_escape(address))
