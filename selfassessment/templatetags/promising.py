"""Filters for pages that turn words into actions."""

from django import template

from selfassessment.points import points_of

register = template.Library()


@register.filter
def points(text: str) -> list[str]:
    """The single points of a text, each of which can become an action."""
    return points_of(text)
