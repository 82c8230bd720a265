"""A council's own spreadsheet: held while somebody looks at what it would change, then taken into a pool."""

import base64
import datetime
import itertools
import json
import os
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from assurance.models import Council, User
from assurance.passages import Passage
from casetracking import sealing
from casetracking.models import Attribute, Candidate, HeldSheet, Import, Pool, ReferenceKey, SheetColumn
from casetracking.operations.keys import keep_key
from casetracking.operations.telling import tell_of_pool
from casetracking.sheet.planning import Known, Plan, plan
from casetracking.sheet.reading import Sheet
from casetracking.words import as_written

HELD_FOR = datetime.timedelta(hours=12)
BATCH = 1_000


class SheetRefused(Exception):
    """A spreadsheet that can't be taken; the text is the sentence to show."""


GONE = (
    "This spreadsheet is no longer waiting here: it was taken, thrown away, or a later one was given. Nothing was "
    "changed now. Look at the pool, and give the file again if it is missing there."
)
OTHER_KEY = (
    "The council’s reference key was destroyed or made since this spreadsheet was read, so its references lead "
    "nowhere. Nothing was changed. Give the file again."
)
PURGED = "This pool was purged. Nothing was changed. Start another one."
NOBODY = "Nobody in this spreadsheet would be added or changed, so there was nothing to take."


@dataclass(frozen=True)
class Choices:
    """What somebody decided at the preview: whether new people come in, and whether those of an earlier sheet who are
    not in this one go."""

    add: bool = True
    drop: bool = False


def remembered(council: Council) -> dict[str, str]:
    """What the council has said its columns mean, by the marks of their headings."""
    return dict(SheetColumn.objects.filter(council=council).values_list("mark", "means"))


@transaction.atomic
def hold_sheet(
    *,
    pool: Pool,
    sheet: Sheet,
    key: ReferenceKey | None,
    secret: bytes,
    attributes: list[Attribute],
    by: User,
    at: datetime.datetime,
) -> HeldSheet:
    """Keep what a spreadsheet said, sealed and for hours, in the place of an earlier one of the same person."""
    found = plan(sheet.taken, _known(pool, attributes), _placed(attributes))
    before = Candidate.objects.filter(pool=pool, from_sheet=True, in_file=True).values_list("reference", flat=True)
    people = Candidate.objects.filter(pool=pool).count()
    shown = {
        "columns": [[one.letters, one.heading, one.means] for one in sheet.columns if one.heading],
        "rows": sheet.rows, "counts": sheet.counts, "problems": sheet.problems, "unknown": sheet.unknown,
        "left_out": sheet.left_out, "new": len(found.new), "changed": len(found.changed), "same": found.same,
        "stands": found.stands, "strange": len(found.strange), "strange_rows": found.strange[:10],
        "missing": sum(reference not in found.seen for reference in before), "people": people,
    }  # fmt: skip
    rows = {
        "rows": sheet.taken,
        "columns": [[one.mark, one.means] for one in sheet.columns],
        "secret": None if key else base64.b64encode(secret).decode("ascii"),
        "refused": sheet.counts,
    }
    HeldSheet.objects.filter(pool=pool, by=by).delete()
    return HeldSheet.objects.create(
        pool=pool, by=by, key=key, mark=os.urandom(8).hex(), rows=_sealed(rows), shown=_sealed(shown), at=at,
        expires_at=at + HELD_FOR,
    )  # fmt: skip


def shown_of(held: HeldSheet) -> dict[str, Any]:
    """What the preview tells."""
    return _opened(held.shown)


def holds_words(held: HeldSheet, passage: Passage) -> bool:
    """Whether words that have to go stand in what is held of a spreadsheet, or can't be ruled out."""
    try:
        return passage.stands_anywhere_in(shown_of(held))
    except sealing.Unreadable:
        return True


@transaction.atomic
def take_sheet(
    *, pool: Pool, mark: str, choices: Choices, attributes: list[Attribute], by: User, at: datetime.datetime
) -> Import:
    """Take the spreadsheet somebody has looked at into the pool, and forget what was held of it.

    What is taken is worked out anew, as the pool stands now. What the columns mean is remembered.
    """
    pool = Pool.objects.select_for_update(of=("self",)).select_related("round__council").get(pk=pool.pk)
    held = HeldSheet.objects.of_person(pool, by, at).select_for_update(of=("self",)).filter(mark=mark).first()
    if held is None:
        raise SheetRefused(GONE)
    if pool.purged_at is not None:
        raise SheetRefused(PURGED)
    said = _opened(held.rows)
    key = _key_of(held, said, by, at)
    rows = [(row, reference, typed, values) for row, reference, typed, values in said["rows"]]
    found = plan(rows, _known(pool, attributes), _placed(attributes))
    new = found.new if choices.add else {}
    dropped = _without(pool, found) if choices.drop else 0
    if not (new or found.changed or dropped):
        raise SheetRefused(NOBODY)
    _write(pool, found, new, attributes)
    SheetColumn.objects.bulk_create(
        [SheetColumn(council=pool.round.council, mark=mark, means=means or "") for mark, means in said["columns"]],
        update_conflicts=True, unique_fields=["council", "mark"], update_fields=["means"],
    )  # fmt: skip
    pool.as_at, pool.facts = pool.as_at or at.date(), pool.facts + 1
    pool.save(update_fields=["as_at", "facts"])
    counts = {
        "new": len(new), "changed": len(found.changed), "same": found.same, "not added": len(found.new) - len(new),
        "dropped": dropped, "stands": found.stands, "strange": len(found.strange), **said["refused"],
    }  # fmt: skip
    made = Import.objects.create(
        pool=pool, number=pool.imports.count() + 1, key=key, kind=Import.Kind.SHEET, at=at, by=by, rows=len(rows),
        people=Candidate.objects.filter(pool=pool, in_file=True).count(),
        counts={what: n for what, n in counts.items() if n}, unmapped=_not_understood(held),
        profile=_profile(pool, attributes),
    )  # fmt: skip
    held.delete()
    after = {name: counts[name] for name in ("new", "changed", "dropped")}
    tell_of_pool(pool=pool, verb="took a spreadsheet into the", by=by, at=at, after=after)
    return made


@transaction.atomic
def throw_sheet_away(*, pool: Pool, by: User, at: datetime.datetime) -> bool:
    """Forget what was held of somebody's spreadsheet; False where nothing was."""
    gone, _ = HeldSheet.objects.filter(pool=pool, by=by).delete()
    if gone:
        tell_of_pool(pool=pool, verb="threw away a spreadsheet for the", by=by, at=at)
    return bool(gone)


def forget_old_sheets(*, at: datetime.datetime) -> int:
    """Destroy what was held too long, as the service itself; returns how many."""
    gone, _ = HeldSheet.objects.filter(expires_at__lte=at).delete()
    return gone


def _not_understood(held: HeldSheet) -> list[dict[str, Any]]:
    """The cells that were none of their column's values, as the preview told them.

    A heading may hold anything, so a column is known by its letters and what it means.
    """
    told = shown_of(held)
    means = {letters: meaning for letters, _, meaning in told["columns"]}
    return [
        {"column": letters, "means": means[letters], "rows": rows, "values": values, "where": where}
        for letters, rows, values, where in told["unknown"]
    ]


def _key_of(held: HeldSheet, said: dict[str, Any], by: User, at: datetime.datetime) -> ReferenceKey:
    """The key these references were made with, which is kept now where it came with the sheet."""
    council = held.pool.round.council
    if said["secret"]:
        if ReferenceKey.objects.filter(council=council, destroyed_at=None).exists():
            raise SheetRefused(OTHER_KEY)
        return keep_key(council=council, secret=base64.b64decode(said["secret"]), by=by, at=at)
    key = ReferenceKey.objects.filter(pk=held.key_id or 0, destroyed_at=None).first()
    if key is None:
        raise SheetRefused(OTHER_KEY)
    return key


def _placed(attributes: list[Attribute]) -> frozenset[str]:
    return frozenset(one.slug for one in attributes if one.place is not None)


def _known(pool: Pool, attributes: list[Attribute]) -> dict[str, Known]:
    """What is known of everybody in the pool: two queries."""
    people = Candidate.objects.filter(pool=pool)
    known = {ref: Known(told) for ref, told in people.filter(from_sheet=False).values_list("reference", "told")}
    placed = [(one.slug, one.place) for one in attributes if one.place is not None]
    rows = people.filter(from_sheet=True).values_list("reference", "told", "values")
    for reference, told, values in rows:
        of_data = {
            slug: values[place]
            for slug, place in placed
            if place is not None and place < len(values) and values[place] is not None
        }
        known[reference] = Known(told, of_data)
    return known


def _write(pool: Pool, found: Plan, new: dict[str, Known], attributes: list[Attribute]) -> None:
    place_of = {one.slug: one.place for one in attributes if one.place is not None}
    width = max((place for place in place_of.values() if place is not None), default=-1) + 1

    def candidate(reference: str, known: Known) -> Candidate:
        values: list[Any] = [None] * width
        for slug, value in (known.values or {}).items():
            values[place_of[slug]] = value
        from_sheet = known.values is not None
        return Candidate(pool=pool, reference=reference, values=values, told=known.told, from_sheet=from_sheet)

    of_sheet = new | {ref: known for ref, known in found.changed.items() if known.values is not None}
    of_data = {ref: known for ref, known in found.changed.items() if known.values is None}
    for people, fields in ((of_sheet, ["values", "told", "in_file"]), (of_data, ["told"])):
        for some in _batches(people):
            Candidate.objects.bulk_create(
                [candidate(reference, known) for reference, known in some], update_conflicts=True,
                unique_fields=["pool", "reference"], update_fields=fields,
            )  # fmt: skip
    back = Candidate.objects.filter(pool=pool, from_sheet=True, in_file=False)
    back.filter(reference__in=[ref for ref in back.values_list("reference", flat=True) if ref in found.seen]).update(
        in_file=True
    )


def _batches(people: dict[str, Known]) -> Iterator[list[tuple[str, Known]]]:
    items = iter(people.items())
    while some := list(itertools.islice(items, BATCH)):
        yield some


def _without(pool: Pool, found: Plan) -> int:
    """Who came with an earlier sheet and is not in this one goes; who is decided about stays, marked so."""
    before = Candidate.objects.filter(pool=pool, from_sheet=True, in_file=True)
    missing = [row for row in before.values_list("pk", "reference") if row[1] not in found.seen]
    for start in range(0, len(missing), BATCH):
        some = Candidate.objects.filter(pk__in=[pk for pk, _ in missing[start : start + BATCH]])
        some.update(in_file=False)
        some.filter(lock=None, case=None).delete()
    return len(missing)


def _profile(pool: Pool, attributes: list[Attribute]) -> dict[str, dict[str, int]]:
    """How many people of the pool have each value of each attribute."""
    rows = list(Candidate.objects.filter(pool=pool, in_file=True).values_list("values", "told"))
    profile = {}
    for one in attributes:
        place = one.place
        if place is None:
            counted = Counter(told.get(one.slug) for _, told in rows)
        else:
            counted = Counter(values[place] if place < len(values) else None for values, _ in rows)
        profile[one.slug] = {as_written(value): people for value, people in counted.most_common()}
    return profile


def _sealed(value: Any) -> str:
    return sealing.seal(zlib.compress(json.dumps(value, separators=(",", ":")).encode()))


def _opened(sealed: str) -> Any:
    return json.loads(zlib.decompress(sealing.opened(sealed)))
