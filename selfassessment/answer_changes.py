"""What changed in an answer since it was approved: what the history keeps of it, and the difference in words. Pure.

>>> from selfassessment.answers import Part
>>> kept = told_parts([Part("p-1", "text", text="One.")])
>>> changes(kept, [Part("p-1", "text", text="One."), Part("p-2", "link", url="https://a.example", text="A page")])
['Added: a public link, A page']
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence

from selfassessment.answers import DOCUMENT, LINK, NOT_HELD, TEXT, WITHIN, Part

NAMES = {
    DOCUMENT: "a document", WITHIN: "covered in another document", LINK: "a public link", TEXT: "words",
    NOT_HELD: "not held",
}  # fmt: skip


def told_parts(parts: Iterable[Part]) -> list[dict[str, str]]:
    """What the history keeps of an approved answer: kinds, documents by number, places and marks, never its words."""
    return [
        {
            "part": NAMES[part.kind],
            "document": part.document.reference if part.document else "",
            "where": part.pointer,
            "mark": _mark(part),
            "file": _content(part),
        }
        for part in parts
    ]


def changes(before: Sequence[Mapping[str, str]], parts: Sequence[Part]) -> list[str]:
    """What was added, taken out and renewed since, a line each; none where the answer is the same."""
    marks, now = [one["mark"] for one in before], [_mark(part) for part in parts]
    known, kept = set(marks), set(now)
    said = [f"Added: {NAMES[part.kind]}, {_what(part)}" for part in parts if _mark(part) not in known]
    said += [f"Taken out: {_named(one)}" for one in before if one["mark"] not in kept]
    files = {one["mark"]: one["file"] for one in before}
    for part in parts:
        if part.document is not None and files.get(_mark(part), _content(part)) != _content(part):
            what = "was withdrawn from the library" if part.is_withdrawn else "has another file"
            said.append(f"{part.document.reference} “{part.document.title}” {what}")
    said = list(dict.fromkeys(said))
    if not said and marks != now:
        said.append("Its parts stand in another order.")
    return said


def _what(part: Part) -> str:
    if part.document is not None:
        where = f", {part.pointer}" if part.pointer else ""
        return f"{part.document.reference} “{part.document.title}”{where}"
    return part.what if len(part.what) <= 120 else f"{part.what[:119]}…"


def _named(one: Mapping[str, str]) -> str:
    return ", ".join(filter(None, [one["part"], one["document"], one["where"]]))


def _mark(part: Part) -> str:
    """The same for the same part of an answer, whatever the file of its document is now."""
    said = [part.kind, part.document.reference if part.document else "", part.pointer, part.url, part.text]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:16]


def _content(part: Part) -> str:
    if part.is_withdrawn:
        return "withdrawn"
    return part.file.sha256[:16] if part.file else part.document.url if part.document else ""
