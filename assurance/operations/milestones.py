"""The milestones of a round beyond their dates: how they are counted, own ones, what happened, the plan."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Max
from django.db.models.functions import Coalesce
from django.utils.text import slugify
from django.utils.timezone import localtime

from assurance import guard, history
from assurance.closing import check_is_open
from assurance.date_order import Dated, newly_unlikely, unlikely
from assurance.guard import Concern
from assurance.models import Milestone, Round, User
from assurance.operations.timeline import StaleDate, starting_set, step_of, work_out
from assurance.timeline import ESTIMATE, TYPED, TimelineError, check

FIRST, LAST = datetime.date(2015, 1, 1), datetime.date(2099, 12, 31)
MOST_DAYS = 1_000  # in either direction: nearly three years
STILL_TO_COME = "That day is still to come. Give the day it happened, or leave it empty until it has."
OUR_COUNT = "As your council counts it."
WORDS_OF_PAGES = frozenset({"add", "calendar", "file", "fix", "start"})  # they follow a timeline's address


class MilestoneRefused(Exception):
    """Something that can't be done to a date; the text is the sentence to show."""


class MilestoneUnlikely(MilestoneRefused):
    """A date that is more likely a slip of the keys: it is kept once somebody says that it is meant."""


@dataclass(frozen=True)
class Told:
    """What is said of a milestone. Without `typed_on` it is counted, where `counted_from` names another one."""

    title: str
    typed_on: datetime.date | None = None
    counted_from: str = ""
    days: int = 0
    working_days: int | None = None
    happened_on: datetime.date | None = None
    note: str = ""


LABELS = {
    "title": "title", "typed_on": "date", "counted_from": "counted from", "days": "days",
    "working_days": "working days", "happened_on": "happened on", "note": "note",
}  # fmt: skip


def told_of(milestone: Milestone) -> Told:
    """What is said of a milestone now."""
    return Told(**{name: getattr(milestone, name) for name in LABELS})


@transaction.atomic
def add_milestone(
    *, round: Round, told: Told, by: User, at: datetime.datetime, confirmed: list[Concern] | None = None,
    meant: str = "",
) -> Milestone:  # fmt: skip
    """Add a date of the council's own at the end of a round's list.

    Raises MilestoneUnlikely for one far from the notification, unless `meant` is the sentence it was asked with.
    """
    _hold(round)
    _check(told, at)
    before = _unlikely(round)
    everything = Milestone.objects.filter(round=round)
    taken = set(everything.values_list("slug", flat=True)) | WORDS_OF_PAGES
    taken |= {step.slug for step in starting_set()}  # which may come later
    milestone = Milestone.objects.create(
        round=round, number=(everything.aggregate(last=Max("number"))["last"] or 0) + 1,
        slug=_free_slug(told.title, taken), basis=ESTIMATE if told.counted_from else TYPED,
        source="Added by your council.", on=told.typed_on, **vars(told),
    )  # fmt: skip
    _work_out(round)
    _ask_once(before, round, milestone.slug, meant)
    milestone.refresh_from_db()
    history.record(
        by=by, at=at, round=round, verb="added to the timeline", subject=told.title, after=_plain(told_of(milestone))
    )
    _tell_confirmed(milestone, confirmed, by, at)
    return milestone


@transaction.atomic
def change_milestone(
    *,
    milestone: Milestone,
    version: int,
    told: Told,
    by: User,
    at: datetime.datetime,
    confirmed: list[Concern] | None = None,
    meant: str = "",
) -> Milestone:
    """Change what is said of a date and how it is counted, starting from `version` of it; what hangs on it follows.

    Raises StaleDate when somebody else saved first, MilestoneRefused when it can't be counted so, and MilestoneUnlikely
    where a date comes to lie before the notification or far from it, unless `meant` is the sentence it was asked with.
    """
    round = milestone.round
    _hold(round)
    _check(told, at)
    unlikely_before = _unlikely(round)
    now = Milestone.objects.get(pk=milestone.pk)
    before = told_of(now)
    if told == before:
        return now
    changed: dict[str, object] = dict(vars(told))
    if _count(told) != _count(before):
        changed |= {"basis": ESTIMATE if told.counted_from else TYPED, "source": OUR_COUNT}
    if told.typed_on is not None:
        changed["on"] = told.typed_on  # the constraint wants both at once
    written = Milestone.objects.filter(pk=now.pk, version=version).update(version=F("version") + 1, **changed)
    if not written:
        raise StaleDate(
            f"Somebody else changed “{now.title}” while you were here. What they saved stands, and what you typed is "
            "still in the form: look at the date that holds now, and save again if yours is right."
        )
    _work_out(round)
    _ask_once(unlikely_before, round, now.slug, meant)
    was, is_now = _plain(before), _plain(told)
    differs = [name for name in was if was[name] != is_now[name]]
    history.record(
        by=by, at=at, round=round, verb="changed on the timeline", subject=told.title,
        before={name: was[name] for name in differs}, after={name: is_now[name] for name in differs},
    )  # fmt: skip
    _tell_confirmed(now, confirmed, by, at)
    now.refresh_from_db()
    return now


@transaction.atomic
def remove_milestone(*, milestone: Milestone, by: User, at: datetime.datetime) -> None:
    """Take a date out of the timeline; it can be put back. One from which others are counted has to stay."""
    _hold(milestone.round)
    hanging = Milestone.objects.in_round(milestone.round).filter(counted_from=milestone.slug)
    if titles := list(hanging.values_list("title", flat=True)):
        raise MilestoneRefused(
            f"“{milestone.title}” stays, because {' and '.join(f'“{title}”' for title in titles[:3])} "
            f"{'is' if len(titles) == 1 else 'are'} counted from it. Count {'that' if len(titles) == 1 else 'those'} "
            "from another date first. Nothing was changed."
        )
    if Milestone.objects.filter(pk=milestone.pk, removed_at=None).update(removed_at=at, version=F("version") + 1):
        history.record(by=by, at=at, round=milestone.round, verb="took out of the timeline", subject=milestone.title)


@transaction.atomic
def restore_milestone(*, milestone: Milestone, by: User, at: datetime.datetime) -> None:
    """Put back a date that was taken out, as it was; counted anew where it is counted."""
    _hold(milestone.round)
    there = Milestone.objects.in_round(milestone.round)
    if milestone.counted_from and not there.filter(slug=milestone.counted_from).exists():
        raise MilestoneRefused(
            f"“{milestone.title}” is counted from a date that was taken out too. Put that back first. "
            "Nothing was changed."
        )
    if Milestone.objects.filter(pk=milestone.pk).exclude(removed_at=None).update(removed_at=None):
        _work_out(milestone.round)
        history.record(by=by, at=at, round=milestone.round, verb="put back on the timeline", subject=milestone.title)


@transaction.atomic
def fix_plan(*, round: Round, by: User, at: datetime.datetime) -> int:
    """Keep every date as it stands now as the plan; later ones are shown against it. Returns how many there are."""
    _hold(round)
    rows = Milestone.objects.in_round(round)
    before = _planned(round)
    if not rows.exclude(happened_on=None, on=None).exists():
        raise MilestoneRefused(
            "There is no plan to fix yet, because not one date is known. Give the date of the notification first: the "
            "others are counted from it. Nothing was changed."
        )
    rows.update(planned_on=Coalesce("happened_on", "on"))  # what is over is no slip
    fixed = len(_planned(round))
    history.record(
        by=by, at=at, round=round, verb="fixed the plan of", subject=round.title, before=before or None,
        after=_planned(round),
    )  # fmt: skip
    return fixed


def _planned(round: Round) -> dict[str, str]:
    dates = Milestone.objects.in_round(round).exclude(planned_on=None).values_list("title", "planned_on")
    return {title: on.isoformat() for title, on in dates}


def _hold(round: Round) -> None:
    check_is_open(round)
    Round.objects.select_for_update(no_key=True).get(pk=round.pk)


def _check(told: Told, at: datetime.datetime) -> None:
    if not told.title.strip():
        raise MilestoneRefused("Give the date a title. Nothing was saved.")
    for on in (told.typed_on, told.happened_on):
        if on is not None and not FIRST <= on <= LAST:
            raise MilestoneRefused(f"Give a date between {FIRST.year} and {LAST.year}. Nothing was saved.")
    if told.happened_on is not None and told.happened_on > localtime(at).date():
        raise MilestoneRefused(f"{STILL_TO_COME} Nothing was saved.")
    if max(abs(told.days), abs(told.working_days or 0)) > MOST_DAYS:
        raise MilestoneRefused(f"Count at most {MOST_DAYS:,} days. Nothing was saved.")


def _unlikely(round: Round) -> dict[str, str]:
    """Dates of a round that lie far from its notification: one query."""
    known = {step.slug for step in starting_set()}
    return unlikely(
        [
            Dated(one.slug, one.title, one.happened_on or one.on, ours=one.slug not in known)
            for one in Milestone.objects.in_round(round)
        ]
    )


def _ask_once(before: dict[str, str], round: Round, changed: str, meant: str) -> None:
    """Ask about dates that lie far from the notification only since this change; takes the change back by raising."""
    found = newly_unlikely(before, _unlikely(round), changed)
    if not found:
        return
    more = f" So would {len(found) - 1} more." if len(found) > 1 else ""
    sentence = (
        f"{found[0]}{more} Nothing is saved yet. Change the date, or say at the end of the form that it is meant."
    )
    if meant != sentence:
        raise MilestoneUnlikely(sentence)


def _count(told: Told) -> tuple[str, int, int | None]:
    return (told.counted_from, told.days, told.working_days)


def _work_out(round: Round) -> None:
    try:
        check([step_of(row) for row in Milestone.objects.in_round(round)])
        work_out(round=round)
    except TimelineError as error:
        raise MilestoneRefused(f"{error} Count it from another date. Nothing was saved.") from error


def _free_slug(title: str, taken: set[str]) -> str:
    word = slugify(title)[:40].strip("-") or "date"
    return next(slug for slug in (word, *(f"{word}-{n}" for n in range(2, 1_000))) if slug not in taken)


def _plain(told: Told) -> dict:
    plain = {LABELS[name]: value for name, value in vars(told).items()}
    return {name: value.isoformat() if isinstance(value, datetime.date) else value for name, value in plain.items()}


def _tell_confirmed(milestone: Milestone, confirmed: list[Concern] | None, by: User, at: datetime.datetime) -> None:
    """What somebody said is not personal data, beside the save it was said for."""
    if confirmed:
        history.record(
            by=by, at=at, round=milestone.round, verb=guard.CONFIRMED, subject=milestone.title,
            after=guard.told(confirmed),
        )  # fmt: skip
