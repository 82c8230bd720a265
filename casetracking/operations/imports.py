"""What a file said, into a pool: candidates under references, counts, and nothing that names anybody."""

import datetime
import itertools
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db import transaction

from assurance.models import Council, User
from casetracking.cld.reading import Block, Extract
from casetracking.models import Attribute, Candidate, Import, Pool, ReferenceKey
from casetracking.operations.keys import keep_key
from casetracking.operations.pools import PoolRefused
from casetracking.operations.telling import tell_of_pool
from casetracking.words import as_written

BATCH = 2_000
RELEASE_1 = "release-1"  # how many client types and outcomes were in the wording of Release 1
# Not drawn, so not kept: children, and people only known because a carer's row names them.
LEFT_OUT = {"age-band": "under-18", "person-role": "linked-carer"}


class ImportRefused(Exception):
    """A file that was not taken; the text is the sentence to show."""


class OlderFile(ImportRefused):
    """A file older than the pool's; whoever gives it may say that it is meant."""


def check_council(council: Council, named: dict[str, int]) -> None:
    """Raises ImportRefused where a file names another council and not this one; `named` are its LA codes with rows.

    An invented council has no code, so its files are taken whatever they say.
    """
    own = council.area.cassr_code.strip()
    codes = {code.strip().lstrip("0"): rows for code, rows in named.items() if code.strip()}
    if not own or not codes or own.lstrip("0") in codes:
        return
    told = ", ".join(sorted(codes_of(named))[:5]) or "none of the country’s"
    raise ImportRefused(
        f"This is another council’s file: its LA Code is {told}, and {council.name}’s is {own}. Nothing of it was "
        "kept. Give your own council’s file. If the code is wrong in it, put it right where the file is made."
    )


def codes_of(named: dict[str, int]) -> dict[str, int]:
    """Rows by LA code; what is no number of a council may be anything in a shifted row, and is not told."""
    return {code: rows for code, rows in named.items() if len(code) <= 4 and code.isdigit()}


def latest_cld(pool: Pool) -> Import | None:
    """The Client Level Data file a pool's people are described by."""
    return pool.imports.filter(kind=Import.Kind.CLD).order_by("-number").first()


def check_period(pool: Pool, ends_on: datetime.date) -> None:
    """Raises OlderFile where a period ends before that of the pool's latest file."""
    latest = latest_cld(pool)
    if latest is not None and latest.ends_on is not None and ends_on < latest.ends_on:
        raise OlderFile(
            f"This file is older than the one the pool has: its period ends on {ends_on:%-d %B %Y}, and that of the "
            f"pool’s latest file on {latest.ends_on:%-d %B %Y}. Nothing was changed."
        )


@transaction.atomic
def take_extract(
    *,
    pool: Pool,
    extract: Extract,
    held: ReferenceKey | None,
    secret: bytes,
    by: User | None,
    at: datetime.datetime,
    as_at: datetime.date | None = None,
    older: bool = False,
    seconds: float = 0.0,
) -> Import:
    """Put the people of a file into a pool: who was there before is brought up to date, who is not in it goes.

    Who was locked, pooled or told something about stays, marked as no longer in the file; so does who is known from the
    council's own spreadsheet alone. `held` is the
    council's key, None where `secret` is a new one that is kept with this. `older`: also a file older than the pool's.
    """
    pool = Pool.objects.select_for_update(of=("self",)).select_related("round__council__area").get(pk=pool.pk)
    if pool.purged_at is not None:
        raise PoolRefused(f"This pool was purged on {pool.purged_at:%-d %B %Y}. Start another one.")
    check_council(pool.round.council, extract.councils)
    if not older:
        check_period(pool, extract.end)
    if held is None:
        held = keep_key(council=pool.round.council, secret=secret, by=by, at=at)
    elif not ReferenceKey.objects.filter(pk=held.pk, destroyed_at=None).exists():
        raise ImportRefused(
            "The council’s reference key was destroyed while the file was read. Nothing of it was kept. Send it again: "
            "people then get new references."
        )
    attributes = list(Attribute.objects.filter(council=None).exclude(place=None).order_by("place"))
    Candidate.objects.filter(pool=pool, from_sheet=False).update(in_file=False)
    profile: dict[str, Counter] = {attribute.slug: Counter() for attribute in extract.attributes}
    kept = 0
    for rows in _batches(_candidates(pool, extract, attributes, profile)):
        Candidate.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["pool", "reference"],
            update_fields=["group", "values", "in_file", "from_sheet"],
        )  # fmt: skip
        kept += len(rows)
    gone = Candidate.objects.filter(pool=pool, in_file=False, from_sheet=False, lock=None, case=None, told={})
    gone.delete()
    pool.as_at, pool.facts = as_at or extract.end, pool.facts + 1
    pool.save(update_fields=["as_at", "facts"])
    counts = {slug: count for slug, count in extract.counts.items() if count}
    made = Import.objects.create(
        pool=pool, number=pool.imports.count() + 1, key=held, at=at, by=by,
        starts_on=extract.start, ends_on=extract.end,
        shown_from=extract.derived[0] if extract.derived else None,
        shown_to=extract.derived[1] if extract.derived else None,
        release=_release(extract.counts), rows=extract.counts.get("rows", 0), people=kept,
        left_out=extract.people - kept, counts=counts, events=extract.events, unmapped=extract.unmapped,
        councils=codes_of(extract.councils), missing=list(extract.missing), strange=extract.strange,
        seconds=round(seconds, 2),
        profile={slug: _plain(counter) for slug, counter in profile.items()},
    )  # fmt: skip
    tell_of_pool(
        pool=pool, verb="imported Client Level Data into the", by=by, at=at, after={"rows": made.rows, "people": kept}
    )
    return made


def _release(counts: dict[str, int]) -> str:
    """In whose wording the file is: a row has two values that tell, its type of person and its outcome."""
    old, rows = counts.get(RELEASE_1, 0), counts.get("rows", 0)
    if not old:
        return "2"
    return "1" if old >= 0.9 * rows else "1 and 2"


def _candidates(
    pool: Pool, extract: Extract, attributes: list[Attribute], profile: dict[str, Counter]
) -> Iterator[Candidate]:
    """Everybody who may be drawn, each value at its attribute's place; counts into `profile` on the way."""
    place_of = {attribute.slug: attribute.place for attribute in attributes if attribute.place is not None}
    width = max(place_of.values(), default=-1) + 1
    known = [(column, place_of[attribute.slug]) for column, attribute in enumerate(extract.attributes)]
    empty: list[Any] = [None] * width
    for block in extract.blocks:
        columns, wanted = _columns(extract, block)
        for attribute, values in zip(extract.attributes, columns, strict=True):
            profile[attribute.slug].update(itertools.compress(values, wanted))
        references = block.references.decode("ascii")
        size = len(references) // len(wanted) if wanted else 0
        groups = memoryview(block.groups).cast("i")
        for row, (keep, group, *values) in enumerate(zip(wanted, groups, *columns, strict=True)):
            if keep:
                placed = empty.copy()
                for column, place in known:
                    placed[place] = values[column]
                reference = references[row * size : (row + 1) * size]
                yield Candidate(pool=pool, reference=reference, group=group, values=placed)


def _columns(extract: Extract, block: Block) -> tuple[list[list], list[bool]]:
    """A block's values, attribute by attribute, and who of it may be drawn."""
    columns = [list(a.values(packed)) for a, packed in zip(extract.attributes, block.columns, strict=True)]
    telling = [
        [value != LEFT_OUT[attribute.slug] for value in values]
        for attribute, values in zip(extract.attributes, columns, strict=True)
        if attribute.slug in LEFT_OUT
    ]
    return columns, [all(one) for one in zip(*telling, strict=True)]


def _batches(candidates: Iterator[Candidate]) -> Iterator[list[Candidate]]:
    while rows := list(itertools.islice(candidates, BATCH)):
        yield rows


def _plain(counter: Counter) -> dict[str, int]:
    """Values as words, so that JSON can have them for keys."""
    plain: dict[str, int] = {}
    for value, people in counter.most_common():
        plain[as_written(value)] = plain.get(as_written(value), 0) + people
    return plain
