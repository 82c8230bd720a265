"""What the file of a checklist may hold, and reading it: every error with its line. Pure."""

from assurance.edition_schema import DATE, SLUG, TEXT, TITLE
from assurance.editions import Reading, read_checked

ADDRESSES = frozenset({"add"})  # stands where a checklist's slug would

_ITEM = {
    "type": "object",
    "properties": {"slug": SLUG, "text": {**TEXT, "maxLength": 300}, "help": {"type": "string", "maxLength": 1000}},
    "required": ["slug", "text"],
    "additionalProperties": False,
}
SCHEMA = {
    "type": "object",
    "properties": {
        "checklist": {
            "type": "object",
            "properties": {
                "slug": SLUG,
                "title": TITLE,
                "purpose": TEXT,
                "source": TEXT,
                "date": DATE,
                "licence": TEXT,
                "note": {"type": "string"},
            },
            "required": ["slug", "title", "purpose", "source", "date", "licence"],
            "additionalProperties": False,
        },
        "items": {"type": "array", "items": _ITEM, "minItems": 1, "maxItems": 100},
    },
    "required": ["checklist", "items"],
    "additionalProperties": False,
}


def read_checklist(content: bytes) -> Reading:
    """Read a checklist's file; the reading holds either its data or every problem found."""
    return read_checked(content, SCHEMA, _rules)


def _rules(data: dict) -> list[tuple[tuple, str]]:
    """What the schema can't say: each item's slug once, and no slug that an address of ours has."""
    found: list[tuple[tuple, str]] = []
    seen: set[str] = set()
    for number, item in enumerate(data["items"]):
        if item["slug"] in seen:
            found.append((("items", number, "slug"), f"the item “{item['slug']}” stands twice"))
        seen.add(item["slug"])
    if data["checklist"]["slug"] in ADDRESSES:
        said = f"a checklist can't be called “{data['checklist']['slug']}”: the service uses that address itself"
        found.append((("checklist", "slug"), said))
    return found
