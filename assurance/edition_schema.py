"""What the file of an edition, or of a set of prompts, may hold: two schemas, read by assurance/editions.py. Pure."""

SLUG = {"type": "string", "pattern": r"^[a-z0-9][a-z0-9-]*\Z", "maxLength": 50}
DATE = {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z"}
TEXT = {"type": "string", "minLength": 1}
TITLE = {"type": "string", "minLength": 1, "maxLength": 200}


def _object(required: dict, optional: dict | None = None) -> dict:
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


def _list(items: dict, least: int = 0, most: int | None = None) -> dict:
    schema = {"type": "array", "items": items, "minItems": least}
    return schema if most is None else {**schema, "maxItems": most}


SOURCE = _object({"title": TEXT, "url": TEXT}, {"note": {"type": "string"}})
PERCENT = {"type": "integer", "minimum": 0, "maximum": 100}
SCORE = {"type": "integer", "minimum": 1, "maximum": 4}
ALIASES = _list(_object({"title": TITLE, "where": TEXT}))

EDITION_SCHEMA = _object(
    {
        "edition": _object(
            {
                "slug": SLUG,
                "title": TITLE,
                "published": DATE,
                "publisher": TITLE,
                "sources": _list(SOURCE, 1),
            },
            {"dating_note": {"type": "string"}, "licence": {"type": "string"}},
        ),
        "scoring": _object(
            {
                "method": {"enum": ["direct", "evidence-categories"]},
                "rounding": {"const": "up"},
                "score_words": _object({"1": TEXT, "2": TEXT, "3": TEXT, "4": TEXT}),
                "ratings": _list(_object({"slug": SLUG, "title": TITLE, "from": PERCENT, "to": PERCENT}), 1),
                "notification": _object(
                    {"score": SCORE, "except_themes": _list(SLUG)}, {"note": {"type": "string"}, "source": SOURCE}
                ),
            },
            {
                "rounding_note": {"type": "string"},
                "statement_bands": _list(_object({"score": SCORE, "from": PERCENT, "to": PERCENT}), 4, 4),
            },
        ),
        "evidence_categories": _list(_object({"slug": SLUG, "title": TITLE}), 1),
        "themes": _list(
            _object(
                {
                    "slug": SLUG,
                    "title": TITLE,
                    "statements": _list(
                        _object(
                            {
                                "slug": SLUG,
                                "title": TITLE,
                                "text": TEXT,
                                "source": SOURCE,
                                "i_statements": _list(_object({"text": TEXT, "source": SOURCE})),
                            },
                            {
                                "aliases": ALIASES,
                                "care_act": _list(_object({"sections": TEXT, "title": TEXT})),
                            },
                        ),
                        1,
                    ),
                },
                {"aliases": ALIASES},
            ),
            1,
        ),
    }
)

PROMPTS_SCHEMA = _object(
    {
        "prompt_set": _object(
            {
                "slug": SLUG,
                "title": TITLE,
                "editions": _list(SLUG, 1),
                "source": TEXT,
                "date": DATE,
            },
            {"licence": {"type": "string"}, "note": {"type": "string"}},
        ),
        "parts": _list(
            _object(
                {
                    "slug": SLUG,
                    "title": {**TITLE, "maxLength": 120},
                    "scope": {"enum": ["statement", "opening"]},
                    "help": {"type": "string"},
                    "word_guide": {"type": "integer", "minimum": 1, "maximum": 3000},
                },
                {"per_i_statement": {"type": "boolean"}, "optional": {"type": "boolean"}},
            ),
            1,
        ),
        "subtopics": {
            "type": "object",
            "additionalProperties": _list(_object({"title": TITLE, "prompts": _list(TEXT)})),
        },
    },
    {"guidance": {"type": "object", "additionalProperties": TEXT}},
)
