"""The visit as its pages show it: the timetable by day with what clashes, one session's log, and the bulletins."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q, QuerySet, prefetch_related_objects
from django.http import QueryDict
from django.utils.timezone import get_current_timezone, localtime

from assurance.models import Milestone, Round, User
from assurance.presenters.both import Both, differing
from assurance.questions import Question
from selfassessment.clashes import Slot, clashes_of
from selfassessment.models import FollowUpRequest, LogEntry, VisitPerson, VisitSession
from selfassessment.models.onsite import who
from selfassessment.operations.bulletins import EVENING, ONE_DAY
from selfassessment.operations.visits import Plan
from selfassessment.presenters.follow_ups import hours_words

VISIT, VISIT_END = "visit", "visit-end"  # the milestones that say on which days the visit is
# Presentation and data session come before its days, and practice runs and talks about it lie anywhere.
BEFORE_THE_VISIT = frozenset({VisitSession.Kind.PRESENTATION, VisitSession.Kind.DATA, VisitSession.Kind.OTHER})
MOST_NAMES, MOST_WARNINGS = 6, 3  # in a list; the session's own page has all
Kind = LogEntry.Kind


@dataclass(frozen=True)
class SessionRow:
    """One session with what stands out about it."""

    session: VisitSession
    warnings: tuple[str, ...] = ()
    logged: int = 0

    @property
    def day(self) -> datetime.date:
        """Its day in this country."""
        return localtime(self.session.starts_at).date()

    @cached_property
    def people(self) -> list[VisitPerson]:
        """Who of ours is there."""
        return list(self.session.people.all())

    @property
    def first_people(self) -> list[VisitPerson]:
        """As many of them as a line of a list has room for."""
        return self.people[:MOST_NAMES]

    @property
    def more_people(self) -> int:
        """How many others there are."""
        return max(0, len(self.people) - MOST_NAMES)

    @property
    def names(self) -> str:
        """Who of ours is there, in words; empty where nobody is named."""
        named = ", ".join(one.name for one in self.first_people)
        return f"{named} and {self.more_people} more" if self.more_people else named

    @property
    def first_warnings(self) -> tuple[str, ...]:
        """As many of its warnings as a list has room for."""
        return self.warnings[:MOST_WARNINGS]

    @property
    def more_warnings(self) -> int:
        """How many others there are."""
        return max(0, len(self.warnings) - MOST_WARNINGS)

    @property
    def is_link(self) -> bool:
        """Whether its place is an address on the web."""
        return self.session.place.startswith(("https://", "http://"))


@dataclass
class Day:
    """A day of the timetable."""

    on: datetime.date
    rows: list[SessionRow] = field(default_factory=list)


@dataclass(frozen=True)
class VisitDays:
    """On which days the timeline has the visit, as far as it is known."""

    first: datetime.date | None = None
    last: datetime.date | None = None


def visit_days(round: Round) -> VisitDays:
    """The visit's days from the timeline: one query."""
    on = dict(_visit_days.tuples(round.pk))
    first = on.get(VISIT)
    return VisitDays(first, max(first, on.get(VISIT_END) or first) if first else None)


@Question
def _visit_days(round: int) -> QuerySet:
    return Milestone.objects.in_round(round).filter(slug__in=[VISIT, VISIT_END]).values_list("slug", "on")


def timetable_of(round: Round) -> list[VisitSession]:
    """A round's sessions in their order, with whom, and how many entries each log has: two queries."""
    sessions = _timetable.rows(round.pk)
    prefetch_related_objects(sessions, who())
    return sessions


@Question
def _timetable(round: int) -> QuerySet[VisitSession]:
    return VisitSession.objects.filter(round=round).with_log_counts().order_by("starts_at", "number")


def rows_of(sessions: Iterable[VisitSession], days: VisitDays) -> list[SessionRow]:
    """Sessions with their warnings; needs people prefetched."""
    sessions = list(sessions)
    slots = [_slot(session) for session in sessions if session.cancelled_at is None]
    found = clashes_of(slots, days.first, days.last)
    return [
        SessionRow(one, tuple(found.get(one.reference, ())), getattr(one, "logged", 0)) for one in sessions
    ]  # fmt: skip


def _slot(session: VisitSession) -> Slot:
    return Slot(
        key=session.reference, title=session.title, starts_at=session.starts_at, ends_at=session.ends_at,
        place=session.place, people=tuple((one.slug, one.name) for one in session.people.all()),
        regulator=session.regulator, before_the_visit=session.kind in BEFORE_THE_VISIT,
    )  # fmt: skip


def both_of(yours: Plan, theirs: Plan) -> list[Both]:
    """What differs between what somebody planned of a session and what stands, in words."""
    return differing(_words_of(yours), _words_of(theirs))


def _words_of(plan: Plan) -> dict[str, str]:
    begins, ends = localtime(plan.starts_at), localtime(plan.ends_at)
    who = [person.name for person in plan.people] + [", ".join(filter(None, one)) for one in plan.others]
    return {
        "What sort of session": VisitSession.Kind(plan.kind).label,
        "Title": plan.title,
        "When": f"{begins.day} {begins:%B %Y}, {begins:%H:%M} to {ends:%H:%M}",
        "Room or link": plan.place,
        "With whom of the regulator’s team": plan.regulator,
        "Who of ours": "\n".join(who),
        "What it is likely about": "\n".join(one.title for one in plan.statements),
    }


def by_day(rows: Iterable[SessionRow]) -> list[Day]:
    """The timetable day by day, each in the order of its times."""
    days: dict[datetime.date, Day] = {}
    for row in sorted(rows, key=lambda row: (row.session.starts_at, row.session.number)):
        days.setdefault(row.day, Day(row.day)).rows.append(row)
    return list(days.values())


@dataclass(frozen=True)
class Filters:
    """What the address of the timetable asks for."""

    mine: bool
    kind: str

    @property
    def any(self) -> bool:
        """Whether anything is left out."""
        return self.mine or bool(self.kind)


def filters_of(asked: QueryDict) -> Filters:
    """Read the filters in an address; anything unknown is left out."""
    kind = asked.get("kind", "")
    return Filters(asked.get("mine") == "yes", kind if kind in VisitSession.Kind.values else "")


def filtered(rows: Sequence[SessionRow], filters: Filters, person: User) -> list[SessionRow]:
    """The rows a timetable under these filters shows."""
    return [
        row
        for row in rows
        if (not filters.mine or any(one.person_id == person.pk for one in row.people))
        and (not filters.kind or row.session.kind == filters.kind)
    ]


# --- Logs and bulletins -----------------------------------------------------------------------------------------------


def grouped(entries: Iterable[LogEntry]) -> list[tuple[str, list[LogEntry]]]:
    """Entries by their kind, in the order of the kinds; kinds without any are left out."""
    by_kind: dict[str, list[LogEntry]] = defaultdict(list)
    for entry in entries:
        by_kind[entry.kind].append(entry)
    return [(kind.label, by_kind[kind]) for kind in Kind if by_kind[kind]]


@dataclass(frozen=True)
class OpenRequest:
    """A follow-up request that waits, with the hours left, or on a day that is over when it was due."""

    request: FollowUpRequest
    left: str
    is_late: bool


@dataclass(frozen=True)
class BulletinPage:
    """What one day's bulletin says, as things stood at its end or stand now."""

    day: datetime.date
    is_today: bool
    is_over: bool
    evening: int
    today: list[SessionRow]
    learned: list[tuple[SessionRow, list[LogEntry]]]
    misconceptions: list[LogEntry]
    promises: list[LogEntry]
    requests: list[OpenRequest]
    tomorrow: list[SessionRow]
    next_day: datetime.date | None

    @property
    def when(self) -> str:
        """The day as sentences end with it: "today", or "on Monday 8 March"."""
        return "today" if self.is_today else f"on {self.day:%A} {self.day.day} {self.day:%B}"

    @property
    def has_anything(self) -> bool:
        """Whether anything happened on the day, or was written down on it."""
        return bool(self.today or self.learned or self.misconceptions or self.promises)


def bulletin_of(round: Round, day: datetime.date, now: datetime.datetime) -> BulletinPage:
    """One day of a visit: its sessions, what was learned, what waits, and who is on next. Four queries.

    Of a day that is over only what was there by its end. What was written down on this day of sessions before it stands
    here too, because it was not yet in the bulletin of theirs.
    """
    begins = datetime.datetime.combine(day, datetime.time(), get_current_timezone())
    ends = datetime.datetime.combine(day + ONE_DAY, datetime.time(), get_current_timezone())
    is_over, until = ends <= now, min(now, ends)
    rows = [SessionRow(_as_it_stood(session, until)) for session in timetable_of(round)]
    today = [row for row in rows if row.day == day]
    planned = [row for row in rows if row.session.added_at <= until and row.session.cancelled_at is None]
    following = min((row.day for row in planned if row.day > day), default=None)
    entries: dict[int, list[LogEntry]] = defaultdict(list)
    of_the_day = Q(session__in=[row.session.pk for row in today])
    late = Q(session__round=round, session__starts_at__lt=begins, at__gte=begins)
    for entry in LogEntry.objects.standing_at(until).filter(of_the_day | late):
        entries[entry.session_id].append(_with_what_became_of_it(entry, until))
    told = [row for row in rows if entries[row.session.pk]]
    everything = [entry for row in told for entry in entries[row.session.pk]]
    plain = {Kind.ASKED, Kind.SAID}
    learned = [(row, [entry for entry in entries[row.session.pk] if entry.kind in plain]) for row in told]
    return BulletinPage(
        day=day,
        is_today=day == localtime(now).date(),
        is_over=is_over,
        evening=EVENING,
        today=today,
        learned=[(row, some) for row, some in learned if some],
        misconceptions=[entry for entry in everything if entry.kind == Kind.MISCONCEPTION],
        promises=[entry for entry in everything if entry.kind == Kind.PROMISE],
        requests=open_requests(round, until, is_over=is_over),
        tomorrow=[row for row in planned if row.day == following],
        next_day=following,
    )


def _as_it_stood(session: VisitSession, until: datetime.datetime) -> VisitSession:
    """A session as it was planned before it was cancelled, where that came later."""
    if session.cancelled_at is not None and session.cancelled_at > until:
        session.cancelled_at, session.cancelled_why = None, ""
    return session


def _with_what_became_of_it(entry: LogEntry, until: datetime.datetime) -> LogEntry:
    """An entry without the action or request that was made of it later."""
    if entry.action is not None and entry.action.added_at > until:
        entry.action = None
    if entry.follow_up is not None and entry.follow_up.added_at > until:
        entry.follow_up = None
    return entry


def open_requests(round: Round, at: datetime.datetime, *, is_over: bool = False) -> list[OpenRequest]:
    """The requests that wait, or waited at a moment that `is_over`, what is due first at the top: one query."""
    waiting = FollowUpRequest.objects.filter(round=round).open_at(at).select_related("owner")
    ordered = sorted(waiting, key=lambda one: (one.due_at is None, one.due_at or one.asked_at, one.number))
    left = when_due if is_over else time_left
    return [OpenRequest(one, left(one.due_at, at), bool(one.due_at and one.due_at < at)) for one in ordered]


def when_due(due: datetime.datetime | None, at: datetime.datetime) -> str:
    """When a request was due, seen from the end of a day that is over; it may have no time set."""
    if due is None:
        return "no time set"
    on = localtime(due)
    return f"{'late: was ' if due < at else ''}due {on.day} {on:%B, %H:%M}"


def time_left(due: datetime.datetime | None, now: datetime.datetime) -> str:
    """How long is left, in the words of the request's own page; it may have no time set."""
    return "no time set" if due is None else hours_words(due, now)
