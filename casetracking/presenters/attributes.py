"""What may be known of a candidate, as its page lists it."""

from dataclasses import dataclass

from casetracking.models import Attribute
from casetracking.models.candidates import CHOICE, NUMBER
from casetracking.operations.reference import COUNCIL
from casetracking.presenters.candidates import PARTS


@dataclass(frozen=True)
class Line:
    """One attribute: its values in words, and whether it is the council's own."""

    attribute: Attribute
    values: str
    own: bool


@dataclass(frozen=True)
class Listed:
    """Everything that may be known: what only the council knows, what was retired, what the data say, by part."""

    told: list[Line]
    retired: list[Line]
    parts: list[tuple[str, list[Line]]]


def listed(attributes: list[Attribute]) -> Listed:
    """Attributes in order, with those retired, as their page shows them."""
    told, retired = [], []
    parts: list[tuple[str, list[Line]]] = []
    for one in attributes:
        line = Line(one, values_of(one), one.council_id is not None)
        if one.source == COUNCIL:
            (told if one.retired_at is None else retired).append(line)
            continue
        if one.slug in PARTS or not parts:
            parts.append((PARTS.get(one.slug, "The person"), []))
        parts[-1][1].append(line)
    return Listed(told, retired, parts)


def values_of(attribute: Attribute) -> str:
    """What its values are, in words."""
    if attribute.kind == CHOICE:
        return ", ".join(attribute.in_words(choice) for choice in attribute.choices) or "No choices yet"
    return "A whole number" if attribute.kind == NUMBER else "Yes or no"
