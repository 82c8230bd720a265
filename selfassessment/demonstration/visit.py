"""Northmoor's timeline, a practice run that is over, and the two days of the regulator's visit."""

import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from assurance import demo
from assurance.models import Milestone, Round, User
from assurance.operations.milestones import Told, add_milestone, fix_plan
from assurance.operations.timeline import NOTIFICATION, start_timeline, type_date
from selfassessment.models import LogEntry, VisitSession
from selfassessment.operations.visit_log import entry_to_action, entry_to_follow_up, log_entry
from selfassessment.operations.visits import Plan, add_session, cancel_session

LONDON = ZoneInfo("Europe/London")
TUESDAY, FRIDAY = 1, 4


def load_visit() -> None:
    """Write the demonstration's timeline and visit; does nothing when there is a session already."""
    data = demo.content("northmoor-visit")
    round = Round.objects.with_setting().get(slug=demo.content()["round"]["slug"], council=demo.council())
    if VisitSession.objects.filter(round=round).exists():
        return
    people = {person["key"]: demo.person(person["key"]) for person in demo.content()["people"]}
    first = _timeline(round, data, people["priya"])
    statements = {one.slug: one for one in round.edition.statements.all()}
    for entry in data["sessions"]:
        _session(round, entry, first, people, statements)


def _timeline(round: Round, data: dict, manager: User) -> datetime.date:
    """The round's dates, fixed as a plan; then the visit is told to be some days later than that. Its first day."""
    today = timezone.localdate()
    begun = demo.days_ago(-data["notified"])
    known = Milestone.objects.in_round(round).filter(slug=NOTIFICATION).exclude(typed_on=None).exists()
    notified = None if known else _working(today + datetime.timedelta(days=data["notified"]))
    dates = {one.slug: one for one in start_timeline(round=round, notified_on=notified, by=manager, at=begun)}
    for own in data["milestones"]:
        told = Told(own["title"], counted_from=own["from"], working_days=own["working_days"], note=own["note"])
        add_milestone(round=round, told=told, by=manager, at=begun)
    fix_plan(round=round, by=manager, at=begun)
    visit = dates["visit"]
    visit.refresh_from_db()
    day = (visit.on or today) + datetime.timedelta(days=2)
    day += datetime.timedelta(days=(TUESDAY - day.weekday()) % 7)
    type_date(milestone=visit, on=day, by=manager, at=demo.days_ago(3))
    return day


def _working(day: datetime.date) -> datetime.date:
    """The day itself, or the Friday before a weekend."""
    return day - datetime.timedelta(days=max(0, day.weekday() - FRIDAY))


def _session(round: Round, entry: dict, first: datetime.date, people: dict[str, User], statements: dict) -> None:
    manager = people["priya"]
    start = timezone.localdate() if entry.get("from_today") else first
    day = _working(start + datetime.timedelta(days=entry["day"]))
    moments = [
        datetime.datetime.combine(day, datetime.time.fromisoformat(entry[edge]), LONDON)
        for edge in ("begins", "ends")
    ]
    plan = Plan(
        kind=entry["kind"], title=entry["title"], starts_at=moments[0], ends_at=moments[1], place=entry["place"],
        regulator=entry["regulator"], people=tuple(people[key] for key in entry.get("people", [])),
        others=tuple((name, role) for name, role in entry.get("others", [])),
        statements=tuple(statements[slug] for slug in entry.get("statements", []) if slug in statements),
    )  # fmt: skip
    session = add_session(round=round, plan=plan, by=manager, at=demo.days_ago(8))
    if why := entry.get("cancelled"):
        cancel_session(session=session, why=why, by=manager, at=demo.days_ago(2))
    for said in entry.get("log", []):
        _log(session, said, moments[1], people)


def _log(session: VisitSession, said: dict, at: datetime.datetime, people: dict[str, User]) -> None:
    by, owner = people[said["by"]], people.get(said.get("owner", ""))
    entry: LogEntry = log_entry(session=session, kind=said["kind"], text=said["text"], owner=owner, by=by, at=at)
    if said.get("action"):
        entry_to_action(entry=entry, by=by, at=at)
    if said.get("follow_up"):
        entry_to_follow_up(entry=entry, by=by, at=at)
