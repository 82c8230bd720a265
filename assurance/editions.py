"""Reading an edition of the framework, or a set of prompts, from YAML: every error with its line. Pure.

An edition's file holds `edition`, `scoring`, `evidence_categories` and `themes` (each with its `statements`); a
prompt set's file holds `prompt_set`, `parts`, `subtopics` and `guidance`: see assurance/edition_schema.py.
Aliases and tags are refused, and a file is at most 200 kB, so that a hostile file can't grow in memory.
"""

import datetime
import hashlib
import json
from dataclasses import dataclass
from typing import Any

import yaml

from assurance.edition_schema import EDITION_SCHEMA, PROMPTS_SCHEMA

MAX_BYTES = 200_000
STATEMENTS = 9
MOST_PROBLEMS = 50
LONGEST_SENTENCE = 300  # the schema's own sentences repeat the value they are about, however long it is
# These stand where a statement's slug would.
ADDRESSES = frozenset({"opening", "history", "invite", "withdraw", "readiness", "workbook"})


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


_Mixin: Any = object  # its methods call those of the parser it stands before


class _Plain(_Mixin):
    """YAML without aliases and tags; dates and the keys of mappings stay text."""

    def compose_node(self, parent, index):
        """Refuse an alias, which could make a small file endless, and a tag, which could make anything of a value."""
        event = self.peek_event()
        if isinstance(event, yaml.events.AliasEvent):
            raise yaml.MarkedYAMLError(problem="aliases (*name) are not allowed", problem_mark=event.start_mark)
        if getattr(event, "tag", None) is not None:
            raise yaml.MarkedYAMLError(problem=f"tags ({event.tag}) are not allowed", problem_mark=event.start_mark)
        node = super().compose_node(parent, index)
        if isinstance(node, yaml.ScalarNode) and not is_storable(node.value):
            raise yaml.MarkedYAMLError(
                problem="a character that can't be stored stands in this text", problem_mark=node.start_mark
            )
        return node

    def construct_mapping(self, node, deep=False):
        """Read a mapping, refusing a key that stands twice."""
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.MarkedYAMLError(problem="a name must be one word or text", problem_mark=key.start_mark)
            if key.value in seen:
                raise yaml.MarkedYAMLError(problem=f"“{key.value}” stands twice", problem_mark=key.start_mark)
            seen.add(key.value)
        return {str(k): v for k, v in super().construct_mapping(node, deep=deep).items()}


class _PlainLoader(_Plain, yaml.SafeLoader):
    """With the parser in Python, which is there everywhere and whose words are shown when a file can't be read."""


def _quick_loader() -> Any:
    """With the parser in C, in a quarter of the time, where PyYAML has it."""
    if not yaml.__with_libyaml__:
        return _PlainLoader
    from yaml._yaml import CParser
    from yaml.composer import Composer
    from yaml.constructor import SafeConstructor
    from yaml.resolver import Resolver

    class _QuickLoader(_Plain, Composer, CParser, SafeConstructor, Resolver):
        def __init__(self, text: str) -> None:
            CParser.__init__(self, text)
            Composer.__init__(self)
            SafeConstructor.__init__(self)
            Resolver.__init__(self)

    return _QuickLoader


_QuickLoader = _quick_loader()
for _loader in (_PlainLoader, _QuickLoader):
    _loader.yaml_implicit_resolvers = {
        letter: [(tag, rule) for tag, rule in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def _parsed(text: str, kind: Any) -> tuple[yaml.Node | None, Any]:
    """The text as nodes, which know their lines, and as values."""
    loader = kind(text)
    node = loader.get_single_node()
    return node, loader.construct_document(node) if node is not None else None


def _read(text: str) -> tuple[yaml.Node | None, Any]:
    """The same, quickly; what the quick one stumbles over, the other says in its words, the same everywhere."""
    try:
        return _parsed(text, _QuickLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return _parsed(text, _PlainLoader)


def is_storable(text: str) -> bool:
    """Whether a database can hold the text: no NUL character, no half of a pair of code units."""
    return not any(letter == "\x00" or "\ud800" <= letter <= "\udfff" for letter in text)


def read_edition(content: bytes) -> Reading:
    """Read an edition's file; the reading holds either its data or every problem found."""
    return read_checked(content, EDITION_SCHEMA, _edition_rules)


def read_prompt_set(content: bytes) -> Reading:
    """Read a prompt set's file; the reading holds either its data or every problem found."""
    return read_checked(content, PROMPTS_SCHEMA, _prompt_rules)


def read_checked(content: bytes, schema: dict, rules: Any) -> Reading:
    """Read a reviewed file against its schema and the rules a schema can't hold: for files of other rooms too."""
    if len(content) > MAX_BYTES:
        return Reading(None, (Problem(1, f"the file is larger than {MAX_BYTES // 1000} kB, so it was not read"),))
    try:
        text = content.decode("utf-8-sig")
        node, data = _read(text)
    except UnicodeDecodeError:
        return Reading(None, (Problem(1, "the file is not UTF-8 text"),))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        said = ", ".join(words for words in (error.context, error.problem) if words)
        return Reading(None, (Problem(line, f"the YAML can't be read: {said}"),))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        return Reading(None, (Problem(line, "the YAML can't be read: a control character stands here"),))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return Reading(None, (Problem(1, f"the YAML can't be read: {error}"),))
    if node is None or not isinstance(data, dict):
        return Reading(None, (Problem(1, "the file is empty or not a mapping of names to values"),))
    from jsonschema import Draft202012Validator  # here: every process knows of editions, and few read one

    lines = _lines(node)
    found = [
        (tuple(error.absolute_path), _sentence(error)) for error in Draft202012Validator(schema).iter_errors(data)
    ]
    if not found:
        found = rules(data)
    problems = tuple(sorted((Problem(_line_of(lines, path), said) for path, said in found), key=lambda p: p.line))
    if len(problems) > MOST_PROBLEMS:
        rest = f"and {len(problems) - MOST_PROBLEMS:,} more problems from here on"
        problems = (*problems[:MOST_PROBLEMS], Problem(problems[MOST_PROBLEMS].line, rest))
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


def _sentence(error: Any) -> str:
    where = ".".join(str(step) for step in error.absolute_path) or "the file"
    said = f"{where}: {error.message}"
    return said if len(said) <= LONGEST_SENTENCE else f"{said[:LONGEST_SENTENCE]}…"


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
    for path, statement in statements:
        if statement["slug"] in ADDRESSES:
            said = f"a statement can't be called “{statement['slug']}”: the service uses that address itself"
            found.append(((*path, "slug"), said))
    if data["edition"]["slug"] == "load":  # the page for loading an edition stands at that address
        found.append((("edition", "slug"), "an edition can't be called “load”: the service uses that address itself"))
    scoring = data["scoring"]
    found += _repeated([(("scoring", "ratings", i), b["slug"]) for i, b in enumerate(scoring["ratings"])], "rating")
    found += _band_gaps(("scoring", "ratings"), scoring["ratings"])
    if scoring["method"] == "evidence-categories":
        if "statement_bands" not in scoring:
            found.append((("scoring",), "the evidence-categories method needs statement_bands"))
        else:
            found += _band_gaps(("scoring", "statement_bands"), scoring["statement_bands"])
            found += [
                (("scoring", "statement_bands", i, "score"), f"band {i + 1} must give the score {i + 1}")
                for i, band in enumerate(scoring["statement_bands"])
                if band["score"] != i + 1
            ]
    themes = {theme["slug"] for theme in data["themes"]}
    for index, slug in enumerate(scoring["notification"]["except_themes"]):
        if slug not in themes:
            found.append((("scoring", "notification", "except_themes", index), f"there is no theme “{slug}”"))
    return found + _not_a_date(("edition", "published"), data["edition"]["published"])


def _prompt_rules(data: dict) -> list[tuple[tuple, str]]:
    """What the schema can't say: each part's slug once, and a date that exists."""
    found = _repeated([(("parts", i), part["slug"]) for i, part in enumerate(data["parts"])], "part")
    return found + _not_a_date(("prompt_set", "date"), data["prompt_set"]["date"])


def _not_a_date(path: tuple, text: str) -> list[tuple[tuple, str]]:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return [(path, f"“{text}” is not a date")]
    return []


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
                ((*path, index, "from"), f"{kind}: the band starts at {band['from']}, but should start at {expected}")
            )
        if band["to"] < band["from"]:
            found.append(((*path, index, "to"), f"the band ends at {band['to']}, before it starts"))
        expected = band["to"] + 1
    if expected != 101:
        found.append(((*path, len(bands) - 1, "to"), f"the last band ends at {expected - 1}, but should end at 100"))
    return found
