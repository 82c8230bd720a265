"""Filters that put things into words for the templates."""

from functools import lru_cache

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from assurance.cited import as_at, words_in
from assurance.identifiers import Kind
from assurance.prose import as_html

register = template.Library()
CLASSES = {
    "paragraph": "govuk-body",
    "bullets": "govuk-list govuk-list--bullet",
    "numbers": "govuk-list govuk-list--number",
    "link": "govuk-link",
}


@register.filter
def prose(text: str, top: int = 0) -> SafeString:
    """A part's text set out; `top` is the level of its first heading where it stands under the page's own headings."""
    return mark_safe(as_html(text, **CLASSES, top=top))  # noqa: S308


@register.filter
@lru_cache(maxsize=512)
def as_items(prompts: tuple[str, ...]) -> SafeString:
    """A council's prompts as items of a list; remembered, because every page of a statement shows the same.

    Only for what the service asks. What people answer is not to be kept in a process.
    """
    return format_html_join("\n", "<li>{}</li>", ((prompt,) for prompt in prompts))


@register.filter
def word_count(text: str) -> int:
    """How many words a text has, as people read it."""
    return words_in(text)


@register.filter
def without_stop(text: str) -> str:
    """What somebody said, for the middle of a sentence that ends with a full stop of its own."""
    return text.rstrip().rstrip(".")


@register.filter
def figures_as_at(text: str) -> str:
    """When the figures cited in a text were taken, as a sentence; empty where none is."""
    return as_at(text)


@register.filter
def duration(seconds: int) -> str:
    """Seconds as people say it: "8 seconds", "2 minutes 5 seconds"."""
    minutes, rest = divmod(int(seconds), 60)
    said = [f"{minutes} minute{'s' if minutes != 1 else ''}"] if minutes else []
    if rest or not minutes:
        said.append(f"{rest} second{'s' if rest != 1 else ''}")
    return " ".join(said)


@register.filter
def file_size(size: int) -> str:
    """Bytes as people say it: "310 kB", "1.2 MB"."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} kB"


@register.filter
def item(mapping: dict, key):
    """The value under a key, for templates."""
    return mapping.get(key, "")


@register.filter
def finding_label(kind: str) -> str:
    """What the personal-data guard found, to begin a line: "NHS number"."""
    label = Kind(kind).label if kind in set(Kind) else kind
    return label[:1].upper() + label[1:]
