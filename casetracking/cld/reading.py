"""A CLD file, chunk by chunk into a process of its own, and what comes back. Pure.

    with reading.roll_up(key=key) as rolling:
        for chunk in upload.chunks():
            rolling.feed(chunk)
        extract = rolling.extract()
    for profile in extract.profiles():
        ...

No byte of the file is kept here or anywhere on a disk. The process has a limit on memory and time, writes no file,
leaves no core dump and names nobody in an error. What it answers is pseudonymised personal data: a keyed reference for
each person, with attributes.
"""

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from assurance import bounded
from assurance.bounded import MEGABYTE, Limits, Refused
from casetracking.cld import dates
from casetracking.cld.attributes import Attribute, Value
from casetracking.cld.signs import LENGTH

__all__ = ["Extract", "Finder", "Profile", "Refused", "Roll", "find_again", "key_list", "roll_up", "rolled_up"]

TOO_LARGE = "The file holds more than can be read here. Import it from the command line, which may use more memory."
TOO_SLOW = "The file took too long to arrive or to read, so reading stopped. Nothing of it was kept. Try again."
# By name: this process has no need of what the other one loads.
ROLL_UP, KEY_LIST = "casetracking.cld.child:roll_up", "casetracking.cld.child:key_list"
LIMITS = Limits(memory=1200 * MEGABYTE, seconds=60, patience=900)
CHUNK = MEGABYTE


@dataclass(frozen=True)
class Profile:
    """One person: keyed reference, group of people who belong together (0 for alone), values by attribute's slug.

    A value is True or False, a choice's slug, a whole number, or None for "not recorded".
    """

    reference: str
    group: int
    values: dict[str, Value]


@dataclass(frozen=True)
class Block:
    """Some people as they came: references joined, groups and columns packed."""

    references: bytes
    groups: bytes
    columns: list[bytes]


@dataclass(frozen=True)
class Extract:
    """What a file says: its period, everybody's attributes, and what was found wrong with it.

    `counts` are faults and other counts by slug; `unmapped` values by column;
    `councils` the codes the file names, with rows; `missing` columns by name; `strange` how many columns are not CLD's.
    """

    people: int
    start: date
    end: date
    derived: tuple[date, date] | None
    councils: dict[str, int]
    missing: tuple[str, ...]
    strange: int
    unmapped: list[dict[str, Any]]
    counts: dict[str, int]
    events: dict[str, int]
    attributes: tuple[Attribute, ...]
    blocks: list[Block] = field(repr=False, default_factory=list)

    def profiles(self) -> Iterator[Profile]:
        """Everybody, in the order of references."""
        slugs = [attribute.slug for attribute in self.attributes]
        for block in self.blocks:
            written = block.references.decode("ascii")
            groups = memoryview(block.groups).cast("i")
            columns = [a.values(packed) for a, packed in zip(self.attributes, block.columns, strict=True)]
            for place, (group, *values) in enumerate(zip(groups, *columns, strict=True)):
                reference = written[place * LENGTH : (place + 1) * LENGTH]
                yield Profile(reference, group, dict(zip(slugs, values, strict=True)))


class Roll:
    """A file on its way into the process that reads it."""

    def __init__(self, child: bounded.Child) -> None:
        self._child = child

    def feed(self, chunk: bytes) -> bool:
        """Hand over a part; False when the process wants no more, and `extract` will say why."""
        return self._child.feed(chunk)

    def extract(self) -> Extract:
        """What the whole file says, once all of it is handed over; raises Refused with a sentence."""
        self._child.finish()
        with _in_our_words():
            frames = self._child.frames()
            head = next(frames)
            blocks = [Block(**frame) for frame in frames]
        kinds = ("request", "assessment", "service", "review")
        return Extract(
            people=head["people"],
            start=dates.day(head["period"][0]),
            end=dates.day(head["period"][1]),
            derived=(dates.day(head["derived"][0]), dates.day(head["derived"][1])) if head["derived"] else None,
            councils=head["councils"],
            missing=head["missing"],
            strange=head["strange"],
            unmapped=head["unmapped"],
            counts=head["counts"],
            events=dict(zip(kinds, head["events"], strict=True)),
            attributes=tuple(Attribute(*one) for one in head["attributes"]),
            blocks=blocks,
        )


@contextlib.contextmanager
def _in_our_words() -> Iterator[None]:
    try:
        yield
    except Refused as why:
        said = {bounded.TOO_MUCH: TOO_LARGE, bounded.TOO_SLOW: TOO_SLOW}.get(str(why), str(why))
        raise Refused(said) from None


@contextlib.contextmanager
def roll_up(*, key: bytes, as_at: date | None = None, limits: Limits = LIMITS) -> Iterator[Roll]:
    """A process that waits for a file and rolls it up under this key of the council; it ends with the block."""
    told = {"key": key, "as_at": as_at.isoformat() if as_at else None}
    with bounded.streaming(ROLL_UP, limits, **told) as child:
        yield Roll(child)


def rolled_up(chunks: Iterable[bytes], *, key: bytes, as_at: date | None = None, limits: Limits = LIMITS) -> Extract:
    """The same for a file whose chunks are at hand."""
    with roll_up(key=key, as_at=as_at, limits=limits) as roll:
        for chunk in chunks:
            if not roll.feed(chunk):
                break
        return roll.extract()


class Finder:
    """A file on its way into the process that finds people again."""

    def __init__(self, child: bounded.Child) -> None:
        self._child = child

    def feed(self, chunk: bytes) -> bool:
        """Hand over a part; False when the process wants no more, and `blocks` will say why."""
        return self._child.feed(chunk)

    def blocks(self) -> Iterator[list[tuple[str, str]]]:
        """(reference, local ID) of everybody, thousands at a time, once the whole file is handed over."""
        self._child.finish()
        with _in_our_words():
            yield from self._child.frames()


@contextlib.contextmanager
def find_again(*, key: bytes, limits: Limits = LIMITS) -> Iterator[Finder]:
    """A process that waits for a file and lists who is in it, for one download; it ends with the block."""
    with bounded.streaming(KEY_LIST, limits, key=key) as child:
        yield Finder(child)


def key_list(chunks: Iterable[bytes], *, key: bytes, limits: Limits = LIMITS) -> Iterator[tuple[str, str]]:
    """(reference, local ID) of everybody in the file, in the order of references: for a download, never to be stored.

    A person with several local IDs stands there with each. One without any stands there as "NHS:" and their number.
    """
    with find_again(key=key, limits=limits) as finder:
        for chunk in chunks:
            if not finder.feed(chunk):
                break
        for block in finder.blocks():
            yield from block
