"""The days of a pool: setting them, saying which step is done, telling people of what comes and what is late."""

import datetime
from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import F, QuerySet

from assurance.models import Membership, User
from assurance.operations.notices import tell
from assurance.roles import Role
from casetracking.deadlines import DAYS, STEPS, Deadline, deadlines
from casetracking.models import CaseDocument, Pool
from casetracking.operations.pools import StalePool
from casetracking.operations.telling import tell_of_pool


@transaction.atomic
def set_dates(
    *,
    pool: Pool,
    version: int,
    days: Mapping[str, datetime.date | None],
    done: Collection[str],
    by: User,
    at: datetime.datetime,
) -> Pool:
    """Say when each step of a pool is due (None: open) and which are done; `days` by field, `done` by slug.

    Documents that are due on the day that is changed are due on the new one.
    """
    held = Pool.objects.select_for_update(of=("self",)).select_related("round__council").get(pk=pool.pk)
    if held.version != version or held.purged_at is not None:
        raise StalePool
    before = held.documents_due_on
    for field in DAYS:
        setattr(held, field, days.get(field))
    held.steps_done = {
        step.slug: held.steps_done.get(step.slug) or at.date().isoformat() for step in STEPS if step.slug in done
    }
    held.version += 1
    held.save(update_fields=[*DAYS, "steps_done", "version"])
    if held.documents_due_on != before:
        follow = CaseDocument.objects.filter(case__pool=held, due_on=before)
        follow.update(due_on=held.documents_due_on)
    tell_of_pool(pool=held, verb="set the dates of the", by=by, at=at, after={"done": sorted(held.steps_done)})
    return held


def mark_done(*, pool: Pool, step: str, at: datetime.datetime) -> None:
    """Note that a step is done because the act that makes it so was recorded; part of that act, which is told."""
    if step not in pool.steps_done:
        pool.steps_done[step] = at.date().isoformat()
        Pool.objects.filter(pk=pool.pk).update(steps_done=pool.steps_done, version=F("version") + 1)


def deadlines_at(pool: Pool, today: datetime.date) -> list[Deadline]:
    """The steps of a pool that have a day."""
    return deadlines({field: getattr(pool, field) for field in DAYS}, pool.steps_done, today)


def tell_of_deadlines(*, at: datetime.datetime) -> int:
    """Tell principal social workers of steps that come within a week or are overdue, each once; returns how many."""
    told = 0
    for pk in Pool.objects.filter(purged_at=None).exclude(**dict.fromkeys(DAYS, None)).values_list("pk", flat=True):
        told += _tell_of_one(pk, at)
    return told


@transaction.atomic
def _tell_of_one(pk: int, at: datetime.datetime) -> int:
    pool = Pool.objects.select_for_update(of=("self",)).select_related("round__council").get(pk=pk)
    due = [one for one in deadlines_at(pool, at.date()) if one.is_soon or one.is_overdue]
    new = [one for one in due if pool.steps_told.get(one.step) != _sign(one)]
    if not new:
        return 0
    people = [held.person for held in _curators(pool)]
    for one in new:
        when = f"was due on {one.on:%-d %B}" if one.is_overdue else f"is due on {one.on:%-d %B}"
        tell(
            people=people, sentence=f"{pool.name}: “{one.what}” {when}", page="pool_dates",
            arguments=[pool.round.slug, pool.slug], council=pool.round.council, round=pool.round, at=at,
        )  # fmt: skip
    pool.steps_told = {**pool.steps_told, **{one.step: _sign(one) for one in new}}
    pool.save(update_fields=["steps_told"])
    return len(new)


def _sign(one: Deadline) -> str:
    """What was told of a step: another day, or lateness, is told anew."""
    return f"{'late' if one.is_overdue else 'soon'} {one.on.isoformat()}"


def _curators(pool: Pool) -> QuerySet[Membership]:
    held = Membership.objects.filter(council=pool.round.council_id, role=Role.PSW, person__is_active=True)
    return held.select_related("person")
