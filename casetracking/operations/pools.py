"""Pools: starting one, changing it, purging everything about people in it."""

import datetime
import re
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from assurance.models import Round, User
from casetracking.models import (
    Answer,
    Audit,
    Candidate,
    Case,
    CaseDocument,
    Consent,
    Contact,
    Decision,
    DrawnFrom,
    HeldSheet,
    Import,
    Lock,
    Milestone,
    Pool,
    ReferenceKey,
    Reflection,
    Theme,
)
from casetracking.operations.keys import destroy_key
from casetracking.operations.reference import give_starting_criteria
from casetracking.operations.telling import tell_of_pool
from casetracking.words import count_of

# Words of this room's own pages, which no pool may take.
RESERVED = frozenset("add audits attributes key summary tools".split())
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
LONGEST_SLUG = 50
KEPT_FOR = datetime.timedelta(days=365)  # a pool's people, unless the council says otherwise
LATEST = datetime.timedelta(days=3 * 365)


class PoolRefused(Exception):
    """Something that can't be done to a pool; the text is the sentence to show."""


class StalePool(PoolRefused):
    """Somebody else changed the pool meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody else changed this pool while you were here. Yours was not saved and theirs stands. Look at it "
            "below, then save again if it should be as you have it."
        )


def check_slug(slug: str) -> None:
    """Raises PoolRefused for a word that can't stand in an address."""
    if not SLUG.match(slug) or len(slug) > LONGEST_SLUG:
        raise PoolRefused(
            f"“{slug}” can’t be a short address. Use small letters, figures and hyphens, at most {LONGEST_SLUG}, such "
            "as first-pool. Nothing was changed."
        )
    if slug in RESERVED:
        raise PoolRefused(
            f"“{slug}” is the address of one of this room’s own pages. Choose another. Nothing was changed."
        )


@transaction.atomic
def start_pool(
    *,
    round: Round,
    slug: str,
    name: str,
    by: User | None,
    at: datetime.datetime,
    size: int = 50,
    purge_on: datetime.date | None = None,
) -> Pool:
    """Start a pool in a round, with our starting criteria, which the council checks against its letter."""
    check_slug(slug)
    Round.objects.select_for_update(no_key=True).get(pk=round.pk)
    if Pool.objects.filter(round=round, slug=slug).exists():
        raise PoolRefused(f"This round has a pool at “{slug}” already. Choose another short address.")
    purge_on = purge_on or at.date() + KEPT_FOR
    _check(name, size, purge_on, at)
    pool = Pool.objects.create(
        round=round, slug=slug, name=name.strip(), size=size, purge_on=purge_on, made_at=at, made_by=by
    )
    give_starting_criteria(pool=pool)
    after = {"size": size, "purge on": purge_on.isoformat()}
    tell_of_pool(pool=pool, verb="started the", by=by, at=at, after=after)
    return pool


@transaction.atomic
def change_pool(
    *,
    pool: Pool,
    version: int,
    name: str,
    size: int,
    purge_on: datetime.date,
    apart: bool,
    by: User,
    at: datetime.datetime,
) -> Pool:
    """Change a pool's name, its size, when it is purged and whether people who belong together are kept apart."""
    _check_open(pool)
    if purge_on != pool.purge_on or size != pool.size:
        _check(name, size, purge_on, at)
    before = {"size": pool.size, "purge on": pool.purge_on.isoformat(), "apart": pool.apart}
    after = {"size": size, "purge on": purge_on.isoformat(), "apart": apart}
    changed = Pool.objects.filter(pk=pool.pk, version=version).update(
        name=name.strip(), size=size, purge_on=purge_on, apart=apart, version=F("version") + 1
    )
    if not changed:
        raise StalePool
    tell_of_pool(pool=pool, verb="changed the", by=by, at=at, before=before, after=after)
    return Pool.objects.select_related("round__council").get(pk=pool.pk)


def _check(name: str, size: int, purge_on: datetime.date, at: datetime.datetime) -> None:
    if not name.strip():
        raise PoolRefused("Give the pool a name. Nothing was changed.")
    if not 1 <= size <= 500:
        raise PoolRefused("A pool has from 1 to 500 cases. Nothing was changed.")
    if not at.date() <= purge_on <= at.date() + LATEST:
        raise PoolRefused(
            "The day of the purge can’t have passed, and can be three years away at most. Nothing was changed."
        )


def _check_open(pool: Pool) -> None:
    if pool.purged_at is not None:
        raise PoolRefused(f"This pool was purged on {pool.purged_at:%-d %B %Y}. Start another one.")


# --- The purge -------------------------------------------------------------------------------------------------------

_NOT_SHARED = "themes that were not shared"
# What a purge destroys, in the words of its dry run, and how each row leads to its pool.
_GONE: dict[str, tuple[type[Model], str]] = {
    "candidates": (Candidate, "pool"),
    "cases": (Case, "pool"),
    "records of consent": (Consent, "case__pool"),
    "lines of contact logs": (Contact, "case__pool"),
    "pointers to documents": (CaseDocument, "case__pool"),
    "reflective logs": (Reflection, "case__pool"),
    "lines of chronologies": (Milestone, "case__pool"),
    "audits and moderations": (Audit, "case__pool"),
    "answers in audits": (Answer, "audit__case__pool"),
    _NOT_SHARED: (Theme, "pool"),
    "locks": (Lock, "pool"),
    "decisions with their reasons": (Decision, "pool"),
    "spreadsheets that wait to be taken": (HeldSheet, "pool"),
}


_ONE = {
    "candidates": "candidate", "cases": "case", "records of consent": "record of consent",
    "lines of contact logs": "line of a contact log", "pointers to documents": "pointer to a document",
    "reflective logs": "reflective log", "lines of chronologies": "line of a chronology",
    "audits and moderations": "audit or moderation", "answers in audits": "answer in an audit",
    _NOT_SHARED: "theme that was not shared", "locks": "lock",
    "decisions with their reasons": "decision with its reason",
    "spreadsheets that wait to be taken": "spreadsheet that waits to be taken",
}  # fmt: skip


def gone_in_words(counts: dict[str, int]) -> list[str]:
    """What a purge would destroy, as its page says it: "2 locks", "1 reflective log"."""
    return [count_of(count, _ONE[what], what) for what, count in counts.items() if count]


def what_would_go(pool: Pool) -> dict[str, int]:
    """How much of each kind a purge would destroy: the dry run, in one query."""
    only = {_NOT_SHARED: {"shared_at": None}}
    counted = [
        Coalesce(Subquery(_counted(model, path, only.get(what, {}))), 0) for what, (model, path) in _GONE.items()
    ]
    found = Pool.objects.filter(pk=pool.pk).values_list(*counted).get()
    return dict(zip(_GONE, found, strict=True))


def _counted(model: type[Model], path: str, only: dict[str, Any]) -> QuerySet:
    rows = model._default_manager.filter(**{path: OuterRef("pk")}, **only).order_by()
    return rows.values(path).annotate(n=Count("pk")).values("n")


def key_would_go(pool: Pool) -> bool:
    """Whether no other pool of the council holds people under its key, so that the purge destroys the key too."""
    council = pool.round.council_id
    others = Candidate.objects.filter(pool__round__council=council).exclude(pool=pool)
    return ReferenceKey.objects.filter(council=council, destroyed_at=None).exists() and not others.exists()


@transaction.atomic
def purge_pool(*, pool: Pool, by: User | None, at: datetime.datetime) -> dict[str, int]:
    """Destroy everything about people in a pool, and the key where no other pool needs it; counts stay."""
    held = Pool.objects.select_for_update().get(pk=pool.pk)
    if held.purged_at is not None:
        return held.kept
    counts = what_would_go(pool)
    last_use = key_would_go(pool)
    Audit.objects.filter(case__pool=pool).delete()
    Candidate.objects.filter(pool=pool).delete()  # and with them cases, consents, locks and all that hangs on them
    pool.decisions.all().delete()
    pool.themes.filter(shared_at=None).delete()
    HeldSheet.objects.filter(pool=pool).delete()
    DrawnFrom.objects.filter(pool=pool).delete()
    pool.draws.update(chosen=[], reserves=[], rules={}, conflict=None)
    Import.objects.filter(pool=pool).update(unmapped=[])
    held.purged_at, held.kept = at, counts
    held.save(update_fields=["purged_at", "kept"])
    if last_use:
        destroy_key(council=pool.round.council, by=by, at=at)
    tell_of_pool(pool=pool, verb="purged the", by=by, at=at, after=counts)
    return counts


def purge_what_is_due(*, at: datetime.datetime) -> int:
    """Purge every pool whose day has come, as the service itself; returns how many."""
    due = Pool.objects.due_for_purge(at.date()).select_related("round__council")
    for pool in due:
        purge_pool(pool=pool, by=None, at=at)
    return len(due)
