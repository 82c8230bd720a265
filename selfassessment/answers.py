"""What answers an item of the information return, and the fingerprint of it. Pure.

>>> policy = Part("p-1", "document", document=Document(7, "E7", "Policy", "document"), file=File("a.pdf", 10, "ab"))
>>> answer_print([policy]) == answer_print([policy, policy])
False
"""

import datetime
import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from selfassessment.file_names import SHORTEST
from selfassessment.public_addresses import why_not_public

DOCUMENT, WITHIN, LINK, TEXT, NOT_HELD = "document", "within", "link", "text", "not-held"
OF_DOCUMENTS = frozenset({DOCUMENT, WITHIN})  # the parts that name something in the evidence library
HELD = OF_DOCUMENTS | {LINK}  # what is sent or pointed to, which nobody has who says “not held”


class File(NamedTuple):
    """The newest revision of a document that may be sent: checked, and confirmed where something was found."""

    name: str
    size: int
    sha256: str
    stored: str = ""
    media_type: str = ""
    reference: str = ""
    findings: tuple[tuple[str, str], ...] = ()  # kind and place of what looks like personal data, confirmed


class Document(NamedTuple):
    """An item of the evidence library, as an answer names it."""

    pk: int
    reference: str
    title: str
    kind: str
    url: str = ""
    sensitivity: str = ""
    withdrawn_at: datetime.datetime | None = None
    people: frozenset[int] = frozenset()  # who may open it when it is restricted: its owner, and who added it


class Part(NamedTuple):
    """One part of an answer. `waits` when a newer revision of its file is still being checked or asked about.

    `asks` is what was found in that revision and nobody has answered: kind and place of each. `stopped` when its check
    has failed, so that it waits until somebody tries again.
    """

    reference: str
    kind: str
    pointer: str = ""
    url: str = ""
    text: str = ""
    document: Document | None = None
    file: File | None = None
    waits: bool = False
    by: int | None = None
    number: int = 0
    asks: tuple[tuple[str, str], ...] = ()
    stopped: bool = False

    @property
    def is_web_page(self) -> bool:
        """Whether what it names in the library is a link, of which no file is kept."""
        return self.document is not None and self.document.kind == LINK

    @property
    def is_withdrawn(self) -> bool:
        """Whether its document was taken out of the library."""
        return self.document is not None and self.document.withdrawn_at is not None

    @property
    def lacks_file(self) -> bool:
        """Whether it names a document of which no file can be sent."""
        wants = self.document is not None and self.document.kind == "document" and not self.is_withdrawn
        return wants and self.file is None

    @property
    def what(self) -> str:
        """What it is, in words; "Carers’ strategy (E7), section 4"."""
        if self.document is not None:
            named = f"{self.document.title} ({self.document.reference})"
            return f"{named}, {self.pointer}" if self.pointer else named
        return self.text if self.kind != LINK else (self.text or self.url)


def answer_print(parts: Iterable[Part]) -> str:
    """The fingerprint of an answer: what is said, in its order, with the content of the files; empty for no answer.

    A document's title is left out: to name it better changes nothing that is sent.
    """
    said = [
        [
            part.kind,
            part.document.reference if part.document else "",
            "withdrawn" if part.is_withdrawn else part.file.sha256 if part.file else "",
            part.document.url if part.document else "",
            part.pointer,
            part.url,
            part.text,
        ]
        for part in parts
    ]
    if not said:
        return ""
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def lacking(parts: Sequence[Part]) -> list[str]:
    """What keeps an answer from being approved, in sentences; none when it can be."""
    if not parts:
        return ["It has no answer yet. Add a document, a link, words, or say why it is not held."]
    said = []
    for part in parts:
        if part.is_withdrawn and part.document is not None:
            said.append(
                f"{part.document.reference} “{part.document.title}” was withdrawn from the evidence library. "
                "Take it out of the answer, or put another document in its place."
            )
        elif part.lacks_file and part.document is not None:
            said.append(f"The file of {part.document.reference} “{part.document.title}” {_not_there(part)}.")
        elif why := _leads_inside(part):
            said.append(why)
    if goes_against({part.kind for part in parts}):
        said.append(NOT_HELD_AND_HELD)
    return said


def _leads_inside(part: Part) -> str:
    if part.is_web_page and part.document is not None and not part.is_withdrawn:
        return why_not_public(part.document.url)
    return why_not_public(part.url) if part.kind == LINK else ""


def _not_there(part: Part) -> str:
    if part.asks:
        return "waits for somebody to look at what was found in it, and to say whether it may stay"
    if part.stopped:
        return "could not be checked: open the document and try again"
    return "is still being checked" if part.waits else "is missing"


NOT_HELD_AND_HELD = (
    "It says “not held”, and names a document or a link. Take one of the two out; what is missing in a document can be "
    "said in words."
)


def goes_against(kinds: Collection[str]) -> bool:
    """Whether an answer of parts of these kinds says that something is not held, and sends it.

    >>> goes_against({"not-held", "text"}), goes_against({"not-held", "link"})
    (False, True)
    """
    return NOT_HELD in kinds and not HELD.isdisjoint(kinds)


def beyond_limits(parts: Iterable[Part], *, name_length: int, file_bytes: int | None) -> list[str]:
    """Which files are larger or have longer names than the council allows, in sentences.

    >>> file = File("a" * 30 + ".pdf", 5_000_000, "ab")
    >>> part = Part("p-1", "document", document=Document(7, "E7", "Policy", "document"), file=file)
    >>> len(beyond_limits([part], name_length=20, file_bytes=1_000_000))
    2
    """
    said = []
    for part in parts:
        if part.kind not in OF_DOCUMENTS or part.file is None:  # the pack holds the file of both
            continue
        if file_bytes is not None and part.file.size > file_bytes:
            said.append(
                f"“{part.file.name}” is {megabytes(part.file.size)}; your limit for a file is {megabytes(file_bytes)}."
            )
        if len(part.file.name) > name_length:
            said.append(
                f"“{part.file.name}” has a name of {len(part.file.name)} characters; your limit is {name_length}."
                + (" A pack gives it a shorter one." if len(part.file.name) > SHORTEST else "")
            )
    return list(dict.fromkeys(said))  # two places in one document are one file


def megabytes(size: int) -> str:
    """A size in words.

    >>> megabytes(3_500_000), megabytes(900)
    ('3.5 MB', '1 kB')
    """
    if size >= 1_000_000:
        return f"{size / 1_000_000:.1f}".removesuffix(".0") + " MB"
    return f"{max(1, round(size / 1000))} kB"
