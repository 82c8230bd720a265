"""The log of a session: what was asked, said, to be put right and promised, and what is made of it with one press."""

import datetime
from typing import Any

from django.db import transaction

from assurance import guard, history
from assurance.closing import check_is_open
from assurance.guard import Concern
from assurance.models import Round, User
from assurance.operations.notices import tell
from selfassessment.models import Action, FollowUpRequest, LogEntry, VisitSession
from selfassessment.operations import actions, follow_ups
from selfassessment.operations.drafting import can_take_back, take_back_action
from selfassessment.operations.return_chasing import possible_answerers
from selfassessment.operations.visits import VisitRefused
from selfassessment.operations.writing import as_stored
from selfassessment.points import shortened

LONGEST = 4_000  # characters of an entry
REGULATOR = "The regulator’s team"


@transaction.atomic
def log_entry(
    *,
    session: VisitSession,
    kind: str,
    text: str,
    owner: User | None,
    by: User,
    at: datetime.datetime,
    confirmed: list[Concern] | None = None,
) -> LogEntry:
    """Keep one thing from a session, with who has to do something about it; they are told."""
    check_is_open(session.round)
    text = as_stored(text).strip()
    if not text:
        raise VisitRefused("Write what was said: the box is empty. Nothing was saved.")
    if len(text) > LONGEST:
        raise VisitRefused(f"This is {len(text):,} characters long. Keep it to {LONGEST:,}. Nothing was saved.")
    council = session.round.council_id
    if owner is not None and not possible_answerers(council).filter(pk=owner.pk).exists():
        raise VisitRefused(f"{owner.name} can’t have it, because they don’t see the visit. Choose somebody else.")
    entry = LogEntry.objects.create(session=session, kind=kind, text=text, owner=owner, by=by, at=at)
    _record(entry, "logged in", by, at, after={"kind": entry.get_kind_display(), "text": text})
    if confirmed:
        _record(entry, guard.CONFIRMED, by, at, after=guard.told(confirmed))
    if owner is not None and owner != by:
        what = "a promise" if kind == LogEntry.Kind.PROMISE else "something"
        tell(
            people=[owner], sentence=f"{by.name} gave you {what} from {session.reference} of the visit",
            page="visit_session", arguments=[session.round.slug, session.reference], fragment=entry.reference,
            council=session.round.council, round=session.round, at=at,
        )  # fmt: skip
    return entry


@transaction.atomic
def remove_entry(*, entry: LogEntry, by: User, at: datetime.datetime) -> None:
    """Take an entry out of the log; it can be put back. What was made of it stays."""
    check_is_open(entry.session.round)
    if LogEntry.objects.filter(pk=entry.pk, removed_at=None).update(removed_at=at):
        _record(entry, "took an entry out of", by, at, before={"text": entry.text})


@transaction.atomic
def restore_entry(*, entry: LogEntry, by: User, at: datetime.datetime) -> None:
    """Put back an entry that was taken out of the log."""
    check_is_open(entry.session.round)
    if LogEntry.objects.filter(pk=entry.pk).exclude(removed_at=None).update(removed_at=None):
        _record(entry, "put back an entry in", by, at, after={"text": entry.text})


@transaction.atomic
def entry_to_action(*, entry: LogEntry, by: User, at: datetime.datetime) -> tuple[Action, bool]:
    """Make an action of what was promised or has to be put right, with the entry's owner, about its statement.

    Returns the action and whether it is new: a second press makes no second action.
    """
    held = _held(entry)
    if held.action is not None and held.action.closed_at is None:
        return held.action, False
    round, session = held.session.round, held.session
    about = list(session.statements.all()[:2])
    owners = actions.possible_owners(round.council_id)
    promise = actions.Promise(
        what=shortened(held.text, actions.MOST["what"]),
        owner=owners.filter(pk=held.owner_id).first() if held.owner_id else None,
        source=Action.Source.OTHER,
        source_note=shortened(f"The regulator’s visit, {session.reference}: {session.title}", 300),
        section=about[0].slug if len(about) == 1 else "",
    )
    added = actions.add_action(round=round, promise=promise, by=by, at=at)
    LogEntry.objects.filter(pk=held.pk).update(action=added)
    _record(held, "made an action from the log of", by, at, after={"action": added.reference})
    return added, True


@transaction.atomic
def entry_to_follow_up(*, entry: LogEntry, by: User, at: datetime.datetime) -> tuple[FollowUpRequest, bool]:
    """Make a follow-up request of what was asked or promised; returns it and whether it is new."""
    held = _held(entry)
    if held.follow_up is not None and held.follow_up.closed_at is None:
        return held.follow_up, False
    round = held.session.round
    owners = possible_answerers(round.council_id)
    added = follow_ups.add_follow_up(
        round=round, asked_by=(held.session.regulator or REGULATOR)[:120], asked_at=held.at, what=held.text,
        due_at=None, owner=owners.filter(pk=held.owner_id).first() if held.owner_id else None, by=by, at=at,
    )  # fmt: skip
    LogEntry.objects.filter(pk=held.pk).update(follow_up=added)
    _record(held, "made a follow-up request from the log of", by, at, after={"request": added.reference})
    return added, True


@transaction.atomic
def undo_entry(*, entry: LogEntry, what: str, by: User, at: datetime.datetime) -> str:
    """Take back the action or the follow-up request (`what`) that was made of an entry; returns its number.

    Refused with a sentence once somebody has worked on it.
    """
    held = _held(entry)
    if what == "action" and held.action is not None:
        take_back_action(round=held.session.round, action=held.action, by=by, at=at)
        LogEntry.objects.filter(pk=held.pk).update(action=None)
        return held.action.reference
    if what == "follow-up" and held.follow_up is not None:
        asked = held.follow_up
        if asked.version > 1 or asked.parts.exists():
            raise VisitRefused(
                f"Somebody has worked on {asked.reference} already, so it can’t simply be taken back. End it on its "
                "own page and say why. Nothing was changed."
            )
        follow_ups.drop_follow_up(
            request=asked, note=f"Taken back: made from the log of {held.session.reference} by mistake.", by=by, at=at
        )
        LogEntry.objects.filter(pk=held.pk).update(follow_up=None)
        return asked.reference
    raise VisitRefused("There is nothing to take back any more. Nothing was changed.")


def can_undo_action(action: Action | None, by: User) -> bool:
    """Whether the action made of an entry can still be taken back by this person."""
    return action is not None and can_take_back(action, by)


def may_log(session: VisitSession, person: User, *, runs_all: bool) -> bool:
    """Whether this person may write in a session's log: who was there, and those who run the visit."""
    return runs_all or any(one.person_id == person.pk for one in session.people.all())


def _held(entry: LogEntry) -> LogEntry:
    LogEntry.objects.select_for_update(no_key=True).get(pk=entry.pk)
    held = LogEntry.objects.select_related("session__round__council", "action", "follow_up").get(pk=entry.pk)
    check_is_open(held.session.round)
    if held.removed_at is not None:
        raise VisitRefused("That entry was taken out of the log. Put it back first. Nothing was changed.")
    return held


def _record(entry: LogEntry, verb: str, by: User, at: datetime.datetime, **told: Any) -> None:
    session = entry.session
    round: Round = session.round
    history.record(by=by, at=at, round=round, verb=verb, subject=f"{session.reference}: {session.title}", **told)
