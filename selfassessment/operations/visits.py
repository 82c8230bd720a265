"""The timetable of a visit: sessions added, changed, cancelled and put back."""

import datetime
from dataclasses import dataclass, fields
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.text import slugify

from assurance import guard, history
from assurance.closing import check_is_open
from assurance.guard import Concern
from assurance.models import Membership, QualityStatement, Round, User
from selfassessment.models import VisitPerson, VisitSession
from selfassessment.operations.writing import as_stored

MOST = {"title": 200, "place": 300, "regulator": 200}
WORDS_OF_PAGES = frozenset({"add", "briefing", "bulletin", "cancel", "edit", "log", "people", "restore"})


class VisitRefused(Exception):
    """Something that can't be done to the timetable or a log; the text is the sentence to show."""


class StaleSession(VisitRefused):
    """Somebody else changed the session meanwhile; `current` is what stands now."""

    def __init__(self, current: VisitSession) -> None:
        super().__init__(
            f"Somebody changed {current.reference} while you were here. What you typed was not saved and is still in "
            "the form; what they saved stands. Look at the session in another window, then save again."
        )
        self.current = current


@dataclass(frozen=True)
class Plan:
    """What is planned of a session. `others` are people without an account: each a name and a role."""

    kind: str
    title: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    place: str = ""
    regulator: str = ""
    people: tuple[User, ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    statements: tuple[QualityStatement, ...] = ()


COLUMNS = ("kind", "title", "starts_at", "ends_at", "place", "regulator")


@transaction.atomic
def add_session(
    *, round: Round, plan: Plan, by: User, at: datetime.datetime, confirmed: list[Concern] | None = None
) -> VisitSession:
    """Put a session on the timetable; its number is the round's next. What clashes is warned of, not refused."""
    check_is_open(round)
    plan = _checked(round, plan)
    Round.objects.select_for_update(no_key=True).get(pk=round.pk)  # so that no two take the same number
    last = VisitSession.objects.filter(round=round).aggregate(last=Max("number"))["last"] or 0
    session = VisitSession.objects.create(
        round=round, number=last + 1, added_at=at, added_by=by, **{name: getattr(plan, name) for name in COLUMNS}
    )
    _connect(session, plan)
    _record(session, "put on the timetable", by, at, after=_plain(plan))
    _tell_confirmed(session, confirmed, by, at)
    return session


@transaction.atomic
def change_session(
    *,
    session: VisitSession,
    version: int,
    plan: Plan,
    by: User,
    at: datetime.datetime,
    confirmed: list[Concern] | None = None,
) -> VisitSession:
    """Change what is planned of a session, starting from `version` of it."""
    check_is_open(session.round)
    held = _held(session)
    before = plan_of(held)
    plan = _checked(session.round, plan, known=before.people)
    if plan == before:
        return held
    written = VisitSession.objects.filter(pk=held.pk, version=version).update(
        version=F("version") + 1, **{name: getattr(plan, name) for name in COLUMNS}
    )
    if not written:
        raise StaleSession(held)
    changed = _held(session)
    _connect(changed, plan)
    was, now = _plain(before), _plain(plan)
    differs = [name for name in was if was[name] != now[name]]
    _record(
        changed, "changed the session", by, at,
        before={name: was[name] for name in differs}, after={name: now[name] for name in differs},
    )  # fmt: skip
    _tell_confirmed(changed, confirmed, by, at)
    return changed


@transaction.atomic
def cancel_session(
    *, session: VisitSession, why: str, by: User, at: datetime.datetime, confirmed: list[Concern] | None = None
) -> None:
    """Cancel a session with the reason; it stays on the timetable, struck out, with its log."""
    check_is_open(session.round)
    why = as_stored(why).strip()[:300]
    if not why:
        raise VisitRefused("Say why it is cancelled: a few words are enough. Nothing was changed.")
    cancelled = VisitSession.objects.filter(pk=session.pk, cancelled_at=None)
    if cancelled.update(cancelled_at=at, cancelled_why=why, version=F("version") + 1):
        _record(session, "cancelled the session", by, at, after={"why": why})
        _tell_confirmed(session, confirmed, by, at)


@transaction.atomic
def restore_session(*, session: VisitSession, by: User, at: datetime.datetime) -> None:
    """Put a cancelled session back on the timetable, as it was planned."""
    check_is_open(session.round)
    cancelled = VisitSession.objects.filter(pk=session.pk).exclude(cancelled_at=None)
    if cancelled.update(cancelled_at=None, cancelled_why="", version=F("version") + 1):
        _record(session, "put back the session", by, at, before={"why": session.cancelled_why})


def plan_of(session: VisitSession) -> Plan:
    """What is planned of a session now."""
    meeting = list(session.people.select_related("person").order_by("name", "pk"))
    return Plan(
        **{name: getattr(session, name) for name in COLUMNS},
        people=tuple(sorted((one.person for one in meeting if one.person), key=lambda person: person.pk)),
        others=tuple((one.name, one.role) for one in meeting if one.person is None),
        statements=tuple(session.statements.order_by("number")),
    )


def _held(session: VisitSession) -> VisitSession:
    VisitSession.objects.select_for_update(no_key=True).get(pk=session.pk)
    return VisitSession.objects.select_related("round").get(pk=session.pk)


def _checked(round: Round, plan: Plan, known: tuple[User, ...] = ()) -> Plan:
    """The plan as it is kept: trimmed, each person once, in a fixed order; refused with people from elsewhere.

    `known` are in it already: they stay though they left the council.
    """
    texts = {name: as_stored(getattr(plan, name)).strip() for name in MOST}
    if not texts["title"]:
        raise VisitRefused("Give the session a title. Nothing was saved.")
    for name, text in texts.items():
        if len(text) > MOST[name]:
            raise VisitRefused(f"Keep the {name} to {MOST[name]} characters or fewer. Nothing was saved.")
    own = set(Membership.objects.filter(council=round.council_id).values_list("person_id", flat=True))
    if strangers := [person.name for person in plan.people if person.pk not in own and person not in known]:
        raise VisitRefused(f"{strangers[0]} has no role in this council. Type the name instead. Nothing was saved.")
    others = {" ".join(name.split()).casefold(): (" ".join(name.split()), role.strip()) for name, role in plan.others}
    others.pop("", None)
    return Plan(
        **{one.name: getattr(plan, one.name) for one in fields(Plan)}
        | texts
        | {
            "people": tuple(sorted(set(plan.people), key=lambda person: person.pk)),
            "others": tuple(sorted(others.values())),
            "statements": tuple(sorted(set(plan.statements), key=lambda one: one.number)),
        }
    )


def _connect(session: VisitSession, plan: Plan) -> None:
    """The people and statements of a session; somebody is one row in a round, however many sessions they are in."""
    known = list(VisitPerson.objects.filter(round=session.round_id))
    by_account = {one.person_id: one for one in known if one.person_id}
    by_name = {one.name.casefold(): one for one in known if not one.person_id}
    taken = {one.slug for one in known} | WORDS_OF_PAGES

    def meeting(name: str, role: str, person: User | None) -> VisitPerson:
        there = by_account.get(person.pk) if person else by_name.get(name.casefold())
        if there is not None:
            if role and there.role != role:
                VisitPerson.objects.filter(pk=there.pk).update(role=role)
            return there
        word = slugify(name)[:50].strip("-") or "person"
        slug = next(slug for slug in (word, *(f"{word}-{n}" for n in range(2, 10_000))) if slug not in taken)
        taken.add(slug)
        return VisitPerson.objects.create(
            round_id=session.round_id, slug=slug, person=person, name=name[:120], role=role[:120]
        )

    session.people.set(
        [meeting(person.name, person.job_title, person) for person in plan.people]
        + [meeting(name, role, None) for name, role in plan.others]
    )
    session.statements.set(plan.statements)


def _plain(plan: Plan) -> dict:
    who = [person.name for person in plan.people] + [", ".join(filter(None, one)) for one in plan.others]
    return {
        "kind": VisitSession.Kind(plan.kind).label,
        "title": plan.title,
        "begins": plan.starts_at.isoformat(),
        "ends": plan.ends_at.isoformat(),
        "place": plan.place,
        "with": plan.regulator,
        "who": who,
        "statements": [statement.title for statement in plan.statements],
    }


def _record(session: VisitSession, verb: str, by: User, at: datetime.datetime, **told: Any) -> None:
    history.record(
        by=by, at=at, round=session.round, verb=verb, subject=f"{session.reference}: {session.title}", **told
    )


def _tell_confirmed(session: VisitSession, confirmed: list[Concern] | None, by: User, at: datetime.datetime) -> None:
    """What somebody said is not personal data, beside the save it was said for."""
    if confirmed:
        _record(session, guard.CONFIRMED, by, at, after=guard.told(confirmed))
