"""Packs of the information return: frozen, made by a worker, noted as sent, their files deleted."""

import datetime
import logging
from collections.abc import Callable, Sequence

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.dateformat import format as date_format

from assurance import guard, history, jobs
from assurance.closing import check_is_open
from assurance.guard import Concern
from assurance.models import Round, User
from assurance.operations.notices import tell
from reports.gathering.pack import freeze_pack, items_in, plan_pack
from reports.gathering.snapshot import Snapshot, sha256_of
from reports.models import Pack
from reports.models.pack import pack_storage
from reports.operations.packing import write_pack
from selfassessment.models import RequestedItem
from selfassessment.operations.return_moves import mark_items_sent
from selfassessment.operations.returns import limits_of
from selfassessment.return_rules import ReturnRefused

log = logging.getLogger("prepare.packs")
JOB_KIND = "make-pack"
MOST_TO_SAY = 500  # characters of how a pack was sent
GONE = (
    "Something in this pack was withdrawn since it was asked for, so it can't be made. What stands today is not lost: "
    "make a new pack."
)


class PackRefused(Exception):
    """Something that can't be done to a pack; the text is the sentence to show."""


@transaction.atomic
def request_pack(*, round: Round, kind: str, by: User, at: datetime.datetime) -> Pack:
    """Freeze what is approved now and ask a worker to put it into a ZIP file; later changes don't alter it."""
    check_is_open(round)
    if kind not in Pack.Kind.values:
        raise PackRefused("Choose what goes into the pack. Nothing was made.")
    # Whoever asks for one holds the round's row until it is stored, so no two take the same number.
    Round.objects.select_for_update(no_key=True).get(pk=round.pk)
    limits = limits_of(round.council_id)
    plan = plan_pack(round=round, kind=kind, limits=limits)
    if not plan.can_be_made:
        raise PackRefused(plan.refusal)
    last = Pack.objects.filter(round=round).aggregate(last=Max("number"))["last"] or 0
    snapshot = freeze_pack(round=round, plan=plan, number=last + 1, limits=limits, at=at)
    pack = Pack(
        round=round, number=last + 1, kind=kind, snapshot=snapshot, snapshot_sha256=sha256_of(snapshot),
        items=len(plan.going), files=len(snapshot["files"]), requested_by=by, requested_at=at,
    )  # fmt: skip
    pack.save()
    pack.job = jobs.enqueue(kind=JOB_KIND, council=round.council, payload={"pack": pack.pk}, by=by, at=at)
    pack.save(update_fields=["job"])
    _tell("asked for", pack, by, at, {"holds": pack.get_kind_display(), "snapshot": pack.snapshot_sha256,
                                      "items": pack.items, "documents": pack.files})  # fmt: skip
    return pack


@transaction.atomic
def retry_pack(*, pack: Pack, by: User, at: datetime.datetime) -> bool:
    """Try again, from the same frozen content, a pack that failed or was stopped; False when there is no need."""
    check_is_open(pack.round)
    again = pack.deleted_at is None and pack.job is not None and jobs.retry(job=pack.job, at=at)
    if again:
        _tell("asked again for", pack, by, at)
    return again


@transaction.atomic
def cancel_pack(*, pack: Pack, by: User, at: datetime.datetime) -> bool:
    """Stop making a pack; False when it is already over."""
    stopped = pack.job is not None and jobs.cancel(job=pack.job, at=at)
    if stopped:
        _tell("stopped", pack, by, at)
    return stopped


def make_pack(handle: jobs.Handle) -> jobs.Commit:
    """The job's work: write the ZIP under this attempt's own name, and hand back how to attach it."""
    handle.progress(1, "Reading what was frozen")
    pack = Pack.objects.filter(pk=handle.payload["pack"]).first()
    if pack is None:
        raise jobs.JobFailed("This pack is no longer there, so it can't be made.")
    if pack.deleted_at:
        raise jobs.JobFailed(GONE)
    if sha256_of(pack.snapshot) != pack.snapshot_sha256:
        raise jobs.JobFailed(
            "The frozen content of this pack has been changed since it was asked for, so it was not made. "
            "Make a new pack, and tell your administrator."
        )
    storage = pack_storage()
    # What killed attempts left, because a gigabyte need not lie there twice; never what a later one has made.
    _remove(storage, _folder(pack), lambda name: _attempt_of(name) < handle.attempt)
    name = f"{_folder(pack)}/{handle.attempt}.zip"
    handle.undo_with(lambda: storage.delete(name))
    stored = storage.save(name, ContentFile(b""))
    if stored != name:
        handle.undo_with(lambda: storage.delete(stored))
    made = write_pack(pack.snapshot, pack.snapshot_sha256, storage, stored, handle.progress)

    def commit() -> None:
        made_at = jobs.Job.objects.values_list("ended_at", flat=True).get(pk=handle.job_id)
        attached = Pack.objects.filter(pk=pack.pk, deleted_at=None).update(
            file=stored, file_sha256=made.sha256, size=made.size, manifest=made.manifest,
            made_at=made_at,
        )  # fmt: skip
        if not attached:
            raise jobs.JobFailed(GONE)  # something in it was withdrawn meanwhile: the file is taken away again
        _tell_asker(pack, "is ready.", made_at)
        transaction.on_commit(lambda: _remove(storage, _folder(pack), lambda n: n != stored.rpartition("/")[2]))

    return commit


def tell_pack_failed(*, payload: dict, sentence: str, at: datetime.datetime) -> None:
    """Tell whoever asked for a pack that it could not be made; why stands on its page."""
    pack = Pack.objects.filter(pk=payload["pack"]).first()
    if pack is not None:
        _tell_asker(pack, "could not be made. Its page says why.", at)


@transaction.atomic
def mark_pack_sent(
    *,
    pack: Pack,
    how: str,
    by: User,
    at: datetime.datetime,
    sent_at: datetime.datetime | None = None,
    confirmed: list[Concern] | None = None,
) -> list[RequestedItem]:
    """Note that just this pack was sent, by whom and how; its items become sent, as they were frozen in it.

    `sent_at` is when that was, where it is not now.
    """
    check_is_open(pack.round)
    held = Pack.objects.select_for_update(no_key=True).get(pk=pack.pk)
    how = " ".join(how.replace("\x00", "").split())
    if not how:
        raise PackRefused("Say how it was sent: a few words are enough. Nothing was changed.")
    if held.is_sent:
        raise PackRefused(f"{held.name} was noted as sent already. Nothing was changed.")
    if held.made_at is None:
        raise PackRefused(f"{held.name} is not made yet, so it can’t have been sent. Nothing was changed.")
    if sent_at is not None:
        _check_when(held, sent_at, at)
    when = sent_at or at
    prints = {item["slug"]: item["print"] for item in items_in(held.snapshot)}
    rows = RequestedItem.objects.filter(information_return__round=pack.round, slug__in=prints)
    items = {pk: prints[slug] for pk, slug in rows.values_list("pk", "slug")}
    if len(items) < len(prints):
        raise PackRefused("An item of this pack is no longer in the return. Make a new pack. Nothing was changed.")
    try:
        sent = mark_items_sent(items=items, pack=held.name, round=pack.round, by=by, at=at, sent_at=when)
    except ReturnRefused as error:
        raise PackRefused(str(error)) from error
    Pack.objects.filter(pk=held.pk).update(sent_at=when, sent_by=by, sent_how=how[:MOST_TO_SAY])
    told = {"how": how, "file": held.file_sha256, "items": len(sent), "when": when.isoformat(timespec="minutes")}
    _tell("marked as sent", held, by, at, told)
    if confirmed:
        _tell(guard.CONFIRMED, held, by, at, guard.told(confirmed))
    return sent


def _check_when(pack: Pack, sent_at: datetime.datetime, now: datetime.datetime) -> None:
    """Refuse a time to come, or one before there was a pack; people type minutes."""
    if sent_at > now:
        raise PackRefused("It can’t have been sent at a time that is still to come. Nothing was changed.")
    if pack.made_at is not None and sent_at < pack.made_at.replace(second=0, microsecond=0):
        made = date_format(timezone.localtime(pack.made_at), "j F Y, H:i")
        raise PackRefused(f"{pack.name} was made on {made}, so it was sent after that. Nothing was changed.")


def later_sent(pack: Pack) -> Pack | None:
    """The latest of the packs made after this one that were noted as sent; None where there is none."""
    later = Pack.objects.in_round(pack.round).filter(number__gt=pack.number)
    return later.exclude(sent_at=None).first()


@transaction.atomic
def delete_pack_file(*, pack: Pack, by: User, at: datetime.datetime) -> None:
    """Delete a pack's file from storage; its manifest, what it held and that it was sent are kept."""
    check_is_open(pack.round)
    if pack.deleted_at is not None:
        raise PackRefused(f"The file of {pack.name} was deleted already. Nothing was changed.")
    _let_go([pack], why=f"Deleted by {by.name}.", by=by, at=at)
    _tell("deleted the file of", pack, by, at, {"file": pack.file_sha256})


def let_files_go(*, packs: Sequence[Pack], why: str, by: User | None, at: datetime.datetime, told: str = "") -> None:
    """Take away the files of packs because something in them was withdrawn; those being made are stopped.

    Whoever asked for each is `told` so, in words that follow its name; nobody where there are none.
    """
    with transaction.atomic():
        _let_go(packs, why=why, by=by, at=at)
        for pack in packs:
            _tell("took away the file of", pack, by, at, {"why": why})
            if told:
                _tell_asker(pack, told, at)


def _let_go(packs: Sequence[Pack], *, why: str, by: User | None, at: datetime.datetime) -> None:
    jobs.cancel_all(jobs=[one.job_id for one in packs if one.job_id is not None], at=at)
    Pack.objects.filter(pk__in=[one.pk for one in packs], deleted_at=None).update(
        file="", deleted_at=at, deleted_by=by, deleted_why=why[:300]
    )
    folders = [_folder(one) for one in packs]

    def remove() -> None:
        for folder in folders:
            _remove(pack_storage(), folder, lambda name: True)

    transaction.on_commit(remove)


def _tell_asker(pack: Pack, said: str, at: datetime.datetime | None) -> None:
    """A notice to whoever asked for a pack of what became of it."""
    if pack.requested_by is not None and at is not None:
        tell(
            people=[pack.requested_by], sentence=f"{pack.name} of the information return {said}", page="pack",
            arguments=[pack.round.slug, pack.reference], council=pack.round.council, round=pack.round, at=at,
        )  # fmt: skip


def _folder(pack: Pack) -> str:
    return f"packs/{pack.reference}"


def _attempt_of(name: str) -> int:
    """Which attempt made a file: storage may add to a name that is taken, never before its number."""
    digits = name.partition(".")[0].partition("_")[0]
    return int(digits) if digits.isdecimal() else 0


def _remove(storage: Storage, folder: str, which: Callable[[str], bool]) -> None:
    """Remove files of a pack by their names."""
    try:
        for name in storage.listdir(folder)[1]:
            if which(name):
                storage.delete(f"{folder}/{name}")
    except FileNotFoundError:
        return  # nothing was ever stored
    except OSError as error:
        log.warning("Files in %s could not be removed: %s", folder, error)


def _tell(verb: str, pack: Pack, by: User | None, at: datetime.datetime, after: Snapshot | None = None) -> None:
    history.record(by=by, at=at, round=pack.round, verb=verb, subject=f"{pack.name} of the information return",
                   after=after)  # fmt: skip
