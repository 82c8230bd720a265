"""Reaching the states of a visit by the operations people use."""

import datetime
from zoneinfo import ZoneInfo

from assurance.operations.timeline import start_timeline, type_date
from selfassessment.models import LogEntry, VisitSession
from selfassessment.operations.visit_log import log_entry
from selfassessment.operations.visits import Plan, add_session

LONDON = ZoneInfo("Europe/London")
NOTIFIED = datetime.date(2026, 12, 7)
MONDAY = datetime.date(2027, 3, 8)


def moment(day: datetime.date, time: str) -> datetime.datetime:
    """A moment in this country."""
    return datetime.datetime.combine(day, datetime.time.fromisoformat(time), LONDON)


def meet(
    round, by, at, title="Interview with the director", *, day=MONDAY, begins="09:30", ends="10:30", kind="interview",
    **given,
) -> VisitSession:  # fmt: skip
    """A session on the timetable."""
    for name in ("people", "others", "statements"):
        given[name] = tuple(given.get(name, ()))
    plan = Plan(kind=kind, title=title, starts_at=moment(day, begins), ends_at=moment(day, ends), **given)
    return add_session(round=round, plan=plan, by=by, at=at)


def noted(session, by, at, text="Send the list of referrals.", kind="promise", owner=None) -> LogEntry:
    """An entry in a session's log."""
    return log_entry(session=session, kind=kind, text=text, owner=owner, by=by, at=at)


def dated(round, by, at, notified=NOTIFIED, **typed) -> dict:
    """A timeline that has begun, with some dates typed; its milestones by slug."""
    start_timeline(round=round, notified_on=notified, by=by, at=at)
    milestones = {one.slug: one for one in round.milestones.all()}
    for slug, on in typed.items():
        type_date(milestone=milestones[slug.replace("_", "-")], on=on, by=by, at=at)
    return {one.slug: one for one in round.milestones.all()}
