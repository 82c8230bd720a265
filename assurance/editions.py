"""Reading an edition of the framework, or a set of prompts, from YAML: every error with its line. Pure.

An edition's file holds `edition`, `scoring`, `evidence_categories` and `themes` (each with its `statements`); a prompt
set's file holds `prompt_set`, `parts`, `subtopics` and `guidance`. The schemas below say exactly what is allowed.
Aliases and tags are refused, and a file is at most 200 kB, so that a hostile file can't grow in memory.
"""

import datetime
import hashlib
import json
from dataclasses import dataclass
from typing import Any

import yaml
from jsonschema import Draft202012Validator

MAX_BYTES = 200_000
STATEMENTS = 9
SLUG = {"type": "string", "pattern": r"^[a-z0-9][a-z0-9-]*$", "maxLength": 50}
TEXT = {"type": "string", "minLength": 1}
TITLE = {"type": "string", "minLength": 1, "maxLength": 200}


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a file, and the line (from 1) where it stands."""

    line: int
    sentence: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.sentence}"


@dataclass(frozen=True)
class Reading:
    """What a file holds, or what is wrong with it; `sha256` is of the content, whatever its layout."""

    data: dict[str, Any] | None
    problems: tuple[Problem, ...]
    sha256: str = ""


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
                "published": {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
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
                "date": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
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
                }
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


class _PlainLoader(yaml.SafeLoader):
    """YAML without aliases; dates and the keys of mappings stay text."""

    def compose_node(self, parent, index):
        """Refuse an alias, which could make a small file endless."""
        if self.check_event(yaml.events.AliasEvent):
            mark = self.peek_event().start_mark
            raise yaml.MarkedYAMLError(problem="aliases (*name) are not allowed", problem_mark=mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node, deep=False):
        """Read a mapping, refusing a key that stands twice."""
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.MarkedYAMLError(problem=f"“{key.value}” stands twice", problem_mark=key.start_mark)
            seen.add(key.value)
        return {str(k): v for k, v in super().construct_mapping(node, deep=deep).items()}


_PlainLoader.yaml_implicit_resolvers = {
    letter: [(tag, rule) for tag, rule in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_edition(content: bytes) -> Reading:
    """Read an edition's file; the reading holds either its data or every problem found."""
    return _read(content, EDITION_SCHEMA, _edition_rules)


def read_prompt_set(content: bytes) -> Reading:
    """Read a prompt set's file; the reading holds either its data or every problem found."""
    return _read(content, PROMPTS_SCHEMA, lambda data: [])


def _read(content: bytes, schema: dict, rules) -> Reading:
    if len(content) > MAX_BYTES:
        return Reading(None, (Problem(1, f"the file is larger than {MAX_BYTES // 1000} kB, so it was not read"),))
    try:
        text = content.decode("utf-8-sig")
        node = yaml.compose(text, _PlainLoader)
        data = yaml.load(text, _PlainLoader)
    except UnicodeDecodeError:
        return Reading(None, (Problem(1, "the file is not UTF-8 text"),))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return Reading(None, (Problem(line, f"the YAML can't be read: {error.problem}"),))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return Reading(None, (Problem(1, f"the YAML can't be read: {error}"),))
    if node is None or not isinstance(data, dict):
        return Reading(None, (Problem(1, "the file is empty or not a mapping of names to values"),))
    lines = _lines(node)
    found = [
        (tuple(error.absolute_path), _sentence(error)) for error in Draft202012Validator(schema).iter_errors(data)
    ]
    if not found:
        found = rules(data)
    problems = tuple(sorted((Problem(_line_of(lines, path), said) for path, said in found), key=lambda p: p.line))
    if problems:
        return Reading(None, problems)
    canonical = json.dumps(data, sort_keys=True, ensure_ascii=False).encode()
    return Reading(data, (), hashlib.sha256(canonical).hexdigest())


def _lines(node: yaml.Node) -> dict[tuple, int]:
    """Map each path into the document to its line, from 1."""
    found: dict[tuple, int] = {}

    def walk(node: yaml.Node, path: tuple) -> None:
        found.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                found[(*path, key.value)] = key.start_mark.line + 1
                walk(value, (*path, key.value))
        elif isinstance(node, yaml.SequenceNode):
            for index, value in enumerate(node.value):
                walk(value, (*path, index))

    walk(node, ())
    return found


def _line_of(lines: dict[tuple, int], path: tuple) -> int:
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _sentence(error) -> str:
    where = ".".join(str(step) for step in error.absolute_path) or "the file"
    return f"{where}: {error.message}"


def _edition_rules(data: dict) -> list[tuple[tuple, str]]:
    """What the schema can't say: nine statements, each slug once, bands without gap or overlap."""
    found: list[tuple[tuple, str]] = []
    statements = [
        (("themes", t, "statements", s), statement)
        for t, theme in enumerate(data["themes"])
        for s, statement in enumerate(theme["statements"])
    ]
    if len(statements) != STATEMENTS:
        extra = statements[STATEMENTS][0] if len(statements) > STATEMENTS else ("themes",)
        found.append((extra, f"an edition has {STATEMENTS} quality statements; this file has {len(statements)}"))
    found += _repeated([(path, s["slug"]) for path, s in statements], "statement")
    found += _repeated([(("themes", i), t["slug"]) for i, t in enumerate(data["themes"])], "theme")
    found += _repeated(
        [(("evidence_categories", i), c["slug"]) for i, c in enumerate(data["evidence_categories"])], "category"
    )
    if any(s["slug"] == "opening" for _, s in statements):
        found.append((("themes",), "a statement can't be called “opening”: the opening section has that address"))
    scoring = data["scoring"]
    found += _band_gaps(("scoring", "ratings"), scoring["ratings"])
    if scoring["method"] == "evidence-categories":
        if "statement_bands" not in scoring:
            found.append((("scoring",), "the evidence-categories method needs statement_bands"))
        else:
            found += _band_gaps(("scoring", "statement_bands"), scoring["statement_bands"])
    themes = {theme["slug"] for theme in data["themes"]}
    for index, slug in enumerate(scoring["notification"]["except_themes"]):
        if slug not in themes:
            found.append((("scoring", "notification", "except_themes", index), f"there is no theme “{slug}”"))
    try:
        datetime.date.fromisoformat(data["edition"]["published"])
    except ValueError:
        found.append((("edition", "published"), f"“{data['edition']['published']}” is not a date"))
    return found


def _repeated(slugs: list[tuple[tuple, str]], kind: str) -> list[tuple[tuple, str]]:
    seen: set[str] = set()
    found = []
    for path, slug in slugs:
        if slug in seen:
            found.append(((*path, "slug"), f"the {kind} “{slug}” stands twice"))
        seen.add(slug)
    return found


def _band_gaps(path: tuple, bands: list[dict]) -> list[tuple[tuple, str]]:
    """Bands must follow each other upwards from 25 (all scores 1) to 100 without a gap or an overlap."""
    found = []
    expected = 25
    for index, band in enumerate(bands):
        if band["from"] != expected:
            kind = "a gap" if band["from"] > expected else "an overlap"
            found.append(
                ((*path, index, "from"), f"{kind}: the band starts at {band['from']}, but should at {expected}")
            )
        if band["to"] < band["from"]:
            found.append(((*path, index, "to"), f"the band ends at {band['to']}, before it starts"))
        expected = band["to"] + 1
    if expected != 101:
        found.append(((*path, len(bands) - 1, "to"), f"the last band ends at {expected - 1}, but should at 100"))
    return found
