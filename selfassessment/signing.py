"""What a director puts a name to, as plain values, its hash, and what is no longer as it was signed. Pure.

The contents hold versions and hashes, not words: words that are withdrawn elsewhere must not live on here.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

FORM = 1  # raised when the shape of the contents changes; earlier sign-offs keep theirs


@dataclass(frozen=True)
class Text:
    """What stands in one slot: see slots.py for its key."""

    key: str
    version: int
    text: str


@dataclass(frozen=True)
class Given:
    """A section's score."""

    value: int
    reason: str
    confidence: str = ""
    categories: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Cited:
    """That an item of evidence, known by its number, backs the section or one I statement of it.

    `says` is what the item itself says: its title, address, quotation and who said it, and its newest file's hash.
    """

    evidence: int
    pointer: str
    shows: str
    i_statement: int | None = None
    says: tuple[str, ...] = ()


@dataclass(frozen=True)
class Promised:
    """An action of the section, known by its number; `owner` is a row number, so that no name is kept."""

    number: int
    what: str
    owner: int | None
    due_on: str
    priority: str
    measure: str
    expected_evidence: str
    dropped: bool = False


@dataclass(frozen=True)
class Section:
    """One section as it stands at a moment."""

    slug: str
    texts: tuple[Text, ...] = ()
    score: Given | None = None
    citations: tuple[Cited, ...] = ()
    actions: tuple[Promised, ...] = ()


class Kind(StrEnum):
    """What sort of thing has changed."""

    TEXT = "text"
    SCORE = "score"
    EVIDENCE = "evidence"
    ACTION = "action"


class How(StrEnum):
    """What became of it."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Change:
    """One thing that is not as it was signed. `what` is a slot's key, or E or A with a number; empty for a score.

    The versions are those of a text: as signed, and as it stands; None where there was or is none.
    """

    section: str
    kind: Kind
    how: How
    what: str = ""
    details: tuple[str, ...] = ()
    signed_version: int | None = None
    version: int | None = None


def contents_of(*, round: str, edition: str, sections: Iterable[Section]) -> dict:
    """Everything that is signed, as plain JSON values: only what the hash is made of."""
    return {
        "form": FORM,
        "round": round,
        "edition": edition,
        "sections": {section.slug: _section(section) for section in sections},
    }


def canonical(contents: Mapping) -> str:
    """The contents as JSON in exactly one way: names in order, no spaces, letters as they are.

    >>> canonical({"b": 1, "a": "é"})
    '{"a":"é","b":1}'
    """
    return json.dumps(contents, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256_of(contents: Mapping) -> str:
    """The fingerprint of what is signed."""
    return _hash(canonical(contents))


def changes(signed: Mapping, now: Mapping) -> list[Change]:
    """What is not as it was signed, in the order of the sections as they stand."""
    slugs = [*now["sections"], *(slug for slug in signed["sections"] if slug not in now["sections"])]
    nothing = _section(Section(""))
    return [
        change
        for slug in slugs
        for change in section_changes(slug, signed["sections"].get(slug, nothing), now["sections"].get(slug, nothing))
    ]


def section_changes(slug: str, signed: Mapping, now: Mapping) -> list[Change]:
    """What is not as it was signed in one section. A text that reads again as it did is not changed."""
    found = [
        Change(slug, Kind.TEXT, _how(was, stands), key, (), was and was["version"], stands and stands["version"])
        for key, was, stands in _pairs(signed["texts"], now["texts"])
        if (was and was["sha256"]) != (stands and stands["sha256"])
    ]
    if signed["score"] != now["score"]:
        found.append(Change(slug, Kind.SCORE, _how(signed["score"], now["score"])))
    before, after = _by_evidence(signed["citations"]), _by_evidence(now["citations"])
    found += [
        Change(slug, Kind.EVIDENCE, _how(was, stands), f"E{number}")
        for number, was, stands in _pairs(before, after)
        if was != stands
    ]
    found += [
        Change(slug, Kind.ACTION, _how(was, stands), f"A{number}", _details(was, stands))
        for number, was, stands in _pairs(signed["actions"], now["actions"])
        if was != stands
    ]
    return found


def stamp(versions: Mapping[str, int]) -> str:
    """Which versions somebody has read, short enough for a form.

    >>> stamp({"summary": 3, "strengths": 1})
    'strengths:1 summary:3'
    """
    return " ".join(f"{key}:{version}" for key, version in sorted(versions.items()))


def changed_since(stamped: str, versions: Mapping[str, int]) -> list[str]:
    """The slots whose version is not the one that was read.

    >>> changed_since("strengths:1 summary:3", {"summary": 4, "strengths": 1, "evidence": 1})
    ['evidence', 'summary']
    """
    read = dict(part.rpartition(":")[::2] for part in stamped.split())
    now = {key: str(version) for key, version in versions.items()}
    return sorted(key for key in read.keys() | now.keys() if read.get(key) != now.get(key))


# What people call the parts of an action that are signed.
_ACTION_PARTS = {
    "what": "what it says",
    "owner": "its owner",
    "due_on": "its due date",
    "priority": "its priority",
    "measure": "how you will tell that it worked",
    "expected_evidence": "the evidence it expects",
    "dropped": "whether it was given up",
}


def _section(section: Section) -> dict:
    return {
        "texts": {t.key: {"version": t.version, "sha256": _hash(t.text)} for t in section.texts},
        "score": _score(section.score) if section.score else None,
        "citations": sorted(
            (
                {
                    "evidence": c.evidence,
                    "i_statement": c.i_statement,
                    "pointer_sha256": _hash(c.pointer),
                    "shows_sha256": _hash(c.shows),
                    "item_sha256": _hash(canonical({"says": c.says})),
                }
                for c in section.citations
            ),
            key=lambda citation: (citation["evidence"], canonical(citation)),
        ),
        "actions": {
            str(a.number): {
                "what": _hash(a.what),
                "owner": a.owner,
                "due_on": a.due_on,
                "priority": a.priority,
                "measure": _hash(a.measure),
                "expected_evidence": _hash(a.expected_evidence),
                "dropped": a.dropped,
            }
            for a in section.actions
        },
    }


def _score(given: Given) -> dict:
    return {
        "value": given.value,
        "reason_sha256": _hash(given.reason),
        "confidence": given.confidence,
        "categories": dict(given.categories),
    }


def _by_evidence(citations: list[dict]) -> dict[int, Counter]:
    """What each item backs: the same item may be cited several times, and in whatever order."""
    found: dict[int, Counter] = defaultdict(Counter)
    for citation in citations:
        found[citation["evidence"]][canonical(citation)] += 1
    return found


def _pairs(before: Mapping, after: Mapping) -> list[tuple]:
    """Each name with what it was and is, in the order of what is there now; None where it was or is not there."""
    keys = [*after, *(key for key in before if key not in after)]
    return [(key, before.get(key), after.get(key)) for key in keys]


def _how(was: object, stands: object) -> How:
    if not was:
        return How.ADDED
    return How.CHANGED if stands else How.REMOVED


def _details(was: Mapping | None, stands: Mapping | None) -> tuple[str, ...]:
    if was is None or stands is None:
        return ()
    return tuple(words for part, words in _ACTION_PARTS.items() if was[part] != stands[part])


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
