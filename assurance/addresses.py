"""Addresses of pages that may not be there."""

from django.urls import NoReverseMatch, reverse


def address_of(name: str, *arguments: str, fragment: str = "") -> str:
    """Where a page stands; empty where this installation has no such page."""
    try:
        address = reverse(name, args=arguments)
    except NoReverseMatch:
        return ""
    return f"{address}#{fragment}" if fragment else address
