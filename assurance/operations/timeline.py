"""The dates of a round's assessment: started from the reviewed set, typed, and worked out anew after each change."""

import datetime
from pathlib import Path

from django.db import transaction

from assurance import history
from assurance.bank_holidays import bank_holidays
from assurance.closing import check_is_open
from assurance.models import Milestone, Round, User
from assurance.reviewed_files import reviewed
from assurance.timeline import Milestone as Step
from assurance.timeline import milestones_from, worked_out

STARTING_SET = Path("timeline") / "starting-set.yaml"
NOTIFICATION = "notification"


class StaleDate(Exception):
    """Somebody else changed the date meanwhile; the text is the sentence to show."""


@transaction.atomic
def start_timeline(
    *, round: Round, by: User | None, at: datetime.datetime, notified_on: datetime.date | None = None
) -> list[Milestone]:
    """Give a round the milestones of the starting set that it lacks; `notified_on` is typed where it is given.

    Where every one of the set was taken out, they are put back. Returns the round's milestones in their order.
    """
    check_is_open(round)
    Round.objects.select_for_update().get(pk=round.pk)  # two people may start it at once
    rows = {row.slug: row for row in Milestone.objects.filter(round=round)}
    steps = starting_set()
    missing = [step for step in steps if step.slug not in rows]
    last = max((row.number for row in rows.values()), default=0)
    Milestone.objects.bulk_create(
        Milestone(
            round=round, number=number, slug=step.slug, title=step.title, basis=step.basis, source=step.source,
            counted_from=step.counted_from, days=step.days, working_days=step.working_days,
        )
        for number, step in enumerate(missing, last + 1)
    )  # fmt: skip
    there = {step.slug for step in steps} & {slug for slug, row in rows.items() if row.removed_at is None}
    back = _put_back(rows, {NOTIFICATION} if there else {step.slug for step in steps})
    if missing or back:
        work_out(round=round)
        history.record(by=by, at=at, round=round, verb="started the timeline of", subject=round.title)
    if notified_on is not None:
        notification = Milestone.objects.get(round=round, slug=NOTIFICATION)
        if notification.typed_on != notified_on:
            type_date(milestone=notification, on=notified_on, by=by, at=at)
    return list(Milestone.objects.in_round(round))


def starting_set() -> list[Step]:
    """The reviewed set of milestones to begin with."""
    return milestones_from(reviewed(STARTING_SET)["milestones"])


def is_started(round: Round) -> bool:
    """Whether a round has, or had, any milestone of the starting set."""
    return Milestone.objects.filter(round=round, slug__in=[step.slug for step in starting_set()]).exists()


def _put_back(rows: dict[str, Milestone], slugs: set[str]) -> int:
    """Put back those that were taken out, and what they are counted from; returns how many."""
    wanted = slugs & set(rows)
    while more := {rows[slug].counted_from for slug in wanted} & set(rows) - wanted:
        wanted |= more
    taken_out = [rows[slug].pk for slug in wanted if rows[slug].removed_at is not None]
    return Milestone.objects.filter(pk__in=taken_out).update(removed_at=None)


@transaction.atomic
def type_date(
    *,
    milestone: Milestone,
    on: datetime.date | None,
    by: User | None,
    at: datetime.datetime,
    version: int | None = None,
) -> None:
    """Type the date of a milestone, or let it be counted again (None); whatever hangs on it follows.

    Raises StaleDate where `version` is given and is no longer the row's.
    """
    check_is_open(milestone.round)
    Round.objects.select_for_update().get(pk=milestone.round_id)
    now = Milestone.objects.get(pk=milestone.pk)
    if version is not None and version != now.version:
        raise StaleDate(
            f"Somebody else changed “{now.title}” while you were typing. Nothing of theirs or yours is lost: "
            "look at the date that stands now, and type yours again if it still holds."
        )
    if now.typed_on == on:
        return
    Milestone.objects.filter(pk=now.pk).update(typed_on=on, on=on, version=now.version + 1)
    work_out(round=milestone.round)
    history.record(
        by=by, at=at, round=milestone.round, verb="changed the date of" if on else "let the service count",
        subject=now.title, before={"date": _said(now.on)}, after={"date": _said(on)},
    )  # fmt: skip


def work_out(*, round: Round) -> None:
    """Work out every date of a round anew and keep what changed; raises TimelineError with the sentence to show."""
    rows = list(Milestone.objects.in_round(round))
    # What has happened is counted from, whatever was typed or estimated before; the typed date itself still stands.
    typed = {row.slug: known for row in rows if (known := row.happened_on or row.typed_on)}
    years = [on.year for on in typed.values()] or [2000]
    dated = worked_out([step_of(row) for row in rows], typed, bank_holidays(min(years) - 1, max(years) + 3))
    changed = []
    for row, one in zip(rows, dated, strict=True):
        if row.on != (holds := row.typed_on or one.on):
            row.on, row.moves = holds, row.moves + 1
            changed.append(row)
    Milestone.objects.bulk_update(changed, ["on", "moves"])


def step_of(row: Milestone) -> Step:
    """A row as the pure rules know it."""
    return Step(
        slug=row.slug, title=row.title, basis=row.basis, source=row.source, counted_from=row.counted_from,
        days=row.days, working_days=row.working_days,
    )  # fmt: skip


def _said(on: datetime.date | None) -> str | None:
    return on.isoformat() if on else None
