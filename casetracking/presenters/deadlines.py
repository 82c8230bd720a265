"""The days of a pool and of audits as pages show them: on the pool's own, and on the home page of who has to act."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Min, Q

from assurance.access import Access
from assurance.addresses import to_page
from assurance.models import Round, User
from assurance.roles import Permission
from casetracking.deadlines import DAYS, Deadline
from casetracking.models import Audit, Pool
from casetracking.operations.deadlines import deadlines_at
from casetracking.statuses import AuditStatus
from casetracking.words import count_of

LATE, DUE = ("Late", "red"), ("Due", "yellow")


def deadlines_of(pool: Pool, today: datetime.date) -> list[Deadline]:
    """The days of a pool that are set and the day of its purge, the next first."""
    purge = Deadline("Everything about people is destroyed", pool.purge_on, (pool.purge_on - today).days)
    return sorted([*deadlines_at(pool, today), purge], key=lambda one: one.on)


@dataclass(frozen=True)
class Item:
    """One thing to do, for reports/work_items.html."""

    title: str
    address: str
    tag: str
    colour: str
    hint: str


def work_in_room(round: Round, access: Access, person: User, today: datetime.date) -> tuple[list[Item], list[Item]]:
    """What is late and what waits for somebody in the case room: one query for each of its two permissions."""
    late: list[Item] = []
    waiting: list[Item] = []
    if access.may(Permission.CASES_CURATE):
        for pool in Pool.objects.filter(round=round, purged_at=None).only("name", "slug", "steps_done", *DAYS):
            for one in deadlines_at(pool, today):
                if one.is_overdue or one.is_soon:
                    address = to_page("pool_dates", round.slug, pool.slug)
                    hint = f"{pool.name} · {'was due' if one.is_overdue else 'due'} on {one.on:%-d %B %Y}, {one.told}"
                    (late if one.is_overdue else waiting).append(
                        Item(one.what, address, *(LATE if one.is_overdue else DUE), hint)
                    )
    if access.may(Permission.CASES_AUDIT):
        for slug, name, cases, first, overdue in _to_audit(round, person, today):
            address = to_page("pool_audits", round.slug, slug)
            until = f" · first due on {first:%-d %B %Y}" if first else ""
            hint = f"{name}{until}{f' · {overdue} late' if overdue else ''}"
            item = Item(f"{count_of(cases, 'case')} to audit", address, *(LATE if overdue else DUE), hint)
            (late if overdue else waiting).append(item)
    return late, waiting


def _to_audit(round: Round, person: User, today: datetime.date):
    audits = Audit.objects.wanted().filter(case__pool__round=round, case__pool__purged_at=None, auditor=person)
    by_pool = audits.exclude(status=AuditStatus.FINISHED).order_by().values("case__pool__slug", "case__pool__name")
    counted = by_pool.annotate(n=Count("pk"), first=Min("due_on"), late=Count("pk", filter=Q(due_on__lt=today)))
    return counted.order_by("first").values_list("case__pool__slug", "case__pool__name", "n", "first", "late")
