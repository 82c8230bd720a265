"""A stream of CLD into blocks of profiles, or into the list that finds the people again. Pure.

Runs in the process that `reading` starts. What it yields holds no identifier: codes, counts and keyed references, in
the order of the references, which says nothing of the order of the file.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from typing import Any, BinaryIO

import numpy as np

from assurance.bounded_child import Refused
from casetracking.cld import events, identity, pathway, profiles, references, streaming, support, unmapped
from casetracking.cld.columns import Columns

BLOCK = 20_000  # people told of at a time
NOBODY = "No row of the file has a local ID or an NHS number, so there is nobody to tell of."
SHARED = "Two people of this file have the same reference under this key. Make a new key and try again."
NHS_ONLY = b"NHS:"  # in front of the number of a person without a local ID, so that it is nobody's local ID


def _read(stream: BinaryIO, key: bytes) -> tuple[streaming.Read, identity.People]:
    read = streaming.read(stream, partial(references.hashed, key=key))
    people = identity.of_rows(read.columns["local"], read.columns["nhs"], read.local_ids[0])
    if not people.count:
        raise Refused(NOBODY)
    return read, people


def _known_by(read: streaming.Read, people: identity.People, key: bytes) -> tuple[np.ndarray, dict[int, bytes]]:
    """Each person's reference; and, by person, what stands for the local ID of those who have none.

    A person with several local IDs is known by the one that was given first: the shortest, then the smallest. A person
    without any is known by their NHS number.
    """
    owner, (_, hashes, ids) = people.owner, read.local_ids
    known = np.zeros(people.count, np.uint64)
    known[owner] = hashes
    several = np.bincount(owner, minlength=people.count) > 1
    first: dict[int, tuple[int, bytes, int]] = {}
    for place in np.flatnonzero(several[owner]):
        text, who = ids[place].as_py(), int(owner[place])
        first[who] = min(first.get(who, (len(text), text, int(place))), (len(text), text, int(place)))
    for who, (_, _, at_first) in first.items():
        known[who] = hashes[at_first]
    has_id = np.zeros(people.count, bool)
    has_id[owner] = True
    rows = np.flatnonzero((people.person >= 0) & ~has_id[np.maximum(people.person, 0)])
    without, begin = np.unique(people.person[rows], return_index=True)
    numbers = {
        int(who): NHS_ONLY + b"%d" % read.columns["nhs"][rows[n]] for who, n in zip(without, begin, strict=True)
    }
    if numbers:
        known[without] = references.hashed(list(numbers.values()), key)
    if len(np.unique(known)) != people.count:
        raise Refused(SHARED)
    return references.written(known), numbers


def key_list(stream: BinaryIO, key: bytes) -> Iterator[list[tuple[str, str]]]:
    """Blocks of (reference, local ID), in the order of references. For one download; never to be stored."""
    read, people = _read(stream, key)
    known, numbers = _known_by(read, people, key)
    owners = np.r_[people.owner, np.array(list(numbers), np.int64)]
    order = np.argsort(known[owners], kind="stable")
    ids, others = read.local_ids[2], list(numbers.values())
    for begun in range(0, len(order), BLOCK):
        block = []
        for place in order[begun : begun + BLOCK]:
            raw = ids[place].as_py() if place < len(ids) else others[place - len(ids)]
            block.append((known[owners[place]].decode(), streaming.decoded(raw)))
        yield block


def roll_up(stream: BinaryIO, key: bytes, as_at: str | None = None) -> Iterator[dict[str, Any]]:
    """First what the file is like, then blocks of people: references, groups and a packed column for each attribute."""
    read, people = _read(stream, key)
    known, _ = _known_by(read, people, key)
    window = events.window(read, date.fromisoformat(as_at) if as_at else None)
    not_known = unmapped.told(read.unmapped, read.names)
    links = [read.columns.pop(f"linked_{place}") for place in (1, 2, 3)]
    label, by_row, named = identity.linked(people, read.local_ids[0], links, read.columns.pop("household"))
    del links
    read.local_ids = (read.local_ids[0], read.local_ids[1], None)
    without_id = int((read.columns.pop("local") == 0).sum())
    read.columns.pop("nhs")
    place_of = np.full(read.rows, -1)
    table = events.table(read, people, window)
    place_of[table.columns.pop("row")] = np.arange(len(table.person))
    out = Columns(people.count)
    profiles.add_details(table, out)
    # The two halves of the rest need nothing of each other, and numpy lets two of them run at once.
    ways = Columns(people.count)
    with ThreadPoolExecutor(1) as beside:
        other = beside.submit(pathway.add_pathway, table, ways)
        support.add_support(table, out)
        support.add_carers(table, out, place_of[by_row], named)
        other.result()
    out.join(ways)
    order = np.argsort(known, kind="stable")
    groups = _groups(label, order)
    counts = read.counts + table.counts
    counts["several-local-ids"] = people.several
    counts["no-nhs-number"] = people.unnumbered
    counts["dummy-nhs-numbers"] = people.dummies
    counts["rows-without-local-id"] = without_id
    yield {
        "people": people.count,
        "period": (int(window.start), int(window.end)),
        "derived": window.derived,
        "councils": dict(read.councils),
        "missing": read.missing,
        "strange": read.strange,
        "unmapped": not_known,
        "counts": {slug: int(count) for slug, count in counts.items()},
        "events": np.bincount(table["event"][table.kept], minlength=5)[1:5].tolist(),
        "attributes": [(a.slug, a.kind, a.choices) for a in out.attributes],
    }
    for begun in range(0, people.count, BLOCK):
        places = order[begun : begun + BLOCK]
        yield {
            "references": known[places].tobytes(),
            "groups": groups[places].astype("<i4").tobytes(),
            "columns": [out.codes[a.slug][places].tobytes() for a in out.attributes],
        }


def _groups(label: np.ndarray, order: np.ndarray) -> np.ndarray:
    """A number from 1 for each group of at least two people, in the order of references; 0 for who is alone."""
    sizes = np.bincount(label, minlength=len(label))
    linked = order[sizes[label[order]] > 1]
    _, first = np.unique(label[linked], return_index=True)
    number = np.zeros(len(label), np.int64)
    number[label[linked][np.sort(first)]] = np.arange(1, len(first) + 1)
    return number[label]
