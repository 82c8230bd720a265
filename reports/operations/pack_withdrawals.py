"""What is withdrawn does not live on in a pack: words typed by people, and the bytes of withdrawn documents."""

import datetime
from collections.abc import Collection, Iterator
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils.dateformat import format as date_format
from django.utils.timezone import localtime

from assurance.forgetting import Eyes, Found
from assurance.models import Council, User
from assurance.passages import Passage
from assurance.roles import Permission
from reports.models import Pack
from reports.operations.packs import MOST_TO_SAY, let_files_go

WHAT = (
    "pack of the information return, whose file is deleted",
    "packs of the information return, whose files are deleted",
)
DELETED = "was deleted, because a document in it was withdrawn. Make it again."
STOPPED = "was stopped before it was made, because a document in it was withdrawn. Ask for it again."
WORDS = "Words in it were withdrawn, because they could identify somebody."


def find_packs(*, council: Council, passage: Passage, eyes: Eyes) -> Iterator[Found]:
    """The packs of a council that hold the words, in whatever round, and whether this person may read each."""
    for pack in _holding(council, passage):
        seen = eyes.in_round(pack.round_id).may(Permission.RETURN_ALL)
        yield Found(what=WHAT, round=pack.round_id, where="", seen=seen, common=False, reference=pack.name)


@transaction.atomic
def withdraw_packs(*, council: Council, passage: Passage, by: User, at: datetime.datetime) -> None:
    """Take the words out of what packs of a council hold, and delete their files; that a pack was sent stays."""
    found = list(_holding(council, passage))
    for pack in found:
        Pack.objects.filter(pk=pack.pk).update(
            snapshot=passage.taken_out_of_value(pack.snapshot),
            manifest=passage.taken_out_of(pack.manifest),
            sent_how=passage.taken_out_of(pack.sent_how, limit=MOST_TO_SAY),
        )
    if kept := [pack for pack in found if pack.deleted_at is None]:
        let_files_go(packs=kept, why=WORDS, by=by, at=at)


def find_copies(*, council: int, round: int, stored: Collection[str]) -> list[str]:
    """The packs that go when documents are withdrawn, in sentences; one of another round than `round` names it."""
    return [_goes(pack, round) for pack in _not_sent_with(council, stored)]


def let_copies_go(*, council: int, stored: str, named: str, at: datetime.datetime) -> int:
    """A document was withdrawn: delete the files of packs that hold it and were not sent; a sent one says so.

    Whoever asked for such a pack is told. Returns how many went.
    """
    found = _not_sent_with(council, [stored])
    why = f"{named} was withdrawn from the evidence library."
    for said, packs in (
        (DELETED, [one for one in found if one.made_at is not None]),
        (STOPPED, [one for one in found if one.made_at is None]),
    ):
        if packs:
            let_files_go(packs=packs, why=why, by=None, at=at, told=said)
    return len(found)


def _not_sent_with(council: int, stored: Collection[str]) -> list[Pack]:
    """The packs of a council that hold one of these files, were not sent and are not deleted: one query."""
    packs = Pack.objects.filter(round__council=council, sent_at=None, deleted_at=None)
    holds = reduce(or_, (Q(said__contains=f'"{one}"') for one in stored))
    found = packs.alias(said=Cast("snapshot", TextField())).filter(holds)
    rows = found.select_related("round__council", "requested_by").defer("snapshot", "manifest")
    return list(rows.order_by("round", "number"))


def _goes(pack: Pack, round: int) -> str:
    where = "" if pack.round_id == round else f" of {pack.round.title}"
    if pack.made_at is None:
        return f"{pack.name}{where}, asked for on {_day(pack.requested_at)}, is not made: ask for it again."
    return f"{pack.name}{where}, made on {_day(pack.made_at)}, is deleted: make it again."


def _day(at: datetime.datetime) -> str:
    return date_format(localtime(at), "j F Y, H:i")


def _holding(council: Council, passage: Passage) -> Iterator[Pack]:
    packs = Pack.objects.filter(round__council=council).select_related("round")
    if passage.needle:
        packs = packs.alias(said=Cast("snapshot", TextField())).filter(
            Q(said__icontains=passage.needle)
            | Q(manifest__icontains=passage.needle)
            | Q(sent_how__icontains=passage.needle)
        )
    for pack in packs.order_by("pk").iterator(chunk_size=5):
        if passage.stands_anywhere_in([pack.snapshot, pack.manifest, pack.sent_how]):
            yield pack
