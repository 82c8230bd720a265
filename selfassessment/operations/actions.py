"""The action plan: promising something, telling how it goes, ending it."""

import datetime
from dataclasses import dataclass, fields
from typing import Any

from django.db import transaction
from django.db.models import F, Max, QuerySet

from assurance import guard, history
from assurance.closing import check_is_open
from assurance.guard import Concern
from assurance.models import OPENING, Council, Membership, QualityStatement, Round, User
from assurance.operations.notices import tell
from assurance.questions import Question
from assurance.roles import TABLE, Permission
from selfassessment.models import Action, Judgement, ProgressNote
from selfassessment.operations.writing import as_stored, judgement_of

OWNERS = [role.value for role in TABLE[Permission.CHANGE_EVIDENCE]]  # who may have an action: those who can change it


class ActionRefused(Exception):
    """Something that can't be done to an action; the text is the sentence to show."""


class StaleAction(ActionRefused):
    """Somebody else changed the action meanwhile; `current` is what stands now."""

    def __init__(self, current: Action) -> None:
        super().__init__(
            f"Somebody changed {current.reference} while you were here. What you wrote was not saved, and what they "
            "saved was not overwritten. Both stand on this page: put together what should stand, then save again."
        )
        self.current = current


@dataclass(frozen=True)
class Promise:
    """What an action says. `section` is a statement's slug, "opening", or empty where it belongs to no section."""

    what: str
    owner: User | None = None
    due_on: datetime.date | None = None
    priority: str = Action.Priority.MEDIUM
    measure: str = ""
    expected_evidence: str = ""
    source: str = Action.Source.STATEMENT
    source_note: str = ""
    section: str = ""


LABELS = {
    "what": "what", "owner": "owner", "due_on": "due", "priority": "priority", "measure": "measure of success",
    "expected_evidence": "expected evidence", "source": "source", "source_note": "about the source",
    "section": "section", "rag": "how it goes", "rag_reason": "why",
}  # fmt: skip

MOST = {
    "what": 500,
    "measure": 500,
    "expected_evidence": 500,
    "source_note": 300,
}  # characters, as the table has them


def promise_of(action: Action) -> Promise:
    """What an action says now; needs its owner and its judgement's statement selected."""
    said = {f.name: getattr(action, f.name) for f in fields(Promise) if f.name != "section"}
    return Promise(**said, section=action.judgement.section if action.judgement else "")


@transaction.atomic
def add_action(
    *,
    round: Round,
    promise: Promise,
    by: User,
    at: datetime.datetime,
    rag: str = "",
    rag_reason: str = "",
    confirmed: list[Concern] | None = None,
) -> Action:
    """Add an action to the council's plan; its number is the council’s next, and is never given twice."""
    check_is_open(round)
    promise = _checked(round, promise)
    judgement = _judgement(round, promise.section)
    # Whoever adds an action holds the council's row until it is stored, so no two take the same number.
    Council.objects.select_for_update(no_key=True).get(pk=round.council_id)
    last = Action.objects.filter(council_id=round.council_id).aggregate(last=Max("number"))["last"] or 0
    action = Action.objects.create(
        council_id=round.council_id, round=round, number=last + 1, judgement=judgement, rag=rag,
        rag_reason=_with_reason(rag, rag_reason), added_at=at, added_by=by, changed_at=at,
        **{name: getattr(promise, name) for name in _columns()},
    )  # fmt: skip
    _record(round, action, "added the action", by, at, after=_as_plain(promise))
    _tell_confirmed(round, action, confirmed, by, at)
    _tell_owner(round, action, by, at)
    return action


@transaction.atomic
def change_action(
    *,
    round: Round,
    action: Action,
    version: int,
    promise: Promise,
    by: User,
    at: datetime.datetime,
    confirmed: list[Concern] | None = None,
) -> Action:
    """Change what an action says, starting from `version` of it; `round` is the one the person works in."""
    check_is_open(round)
    held = _held(action)
    before = promise_of(held)
    promise = _checked(round, promise, known_owner=held.owner)
    if promise == before:
        return held
    if held.closed_at is not None:
        raise ActionRefused(f"{held.reference} is closed. Open it again, then change it. Nothing was changed.")
    judgement = held.judgement if promise.section == before.section else _judgement(round, promise.section)
    written = Action.objects.filter(pk=held.pk, version=version).update(
        version=F("version") + 1, changed_at=at, judgement=judgement,
        **{name: getattr(promise, name) for name in _columns()},
    )  # fmt: skip
    if not written:
        raise StaleAction(held)
    changed = _held(action)
    was, now = _as_plain(before), _as_plain(promise)
    differs = {name for name in was if was[name] != now[name]}
    _record(
        round, changed, "changed the action", by, at,
        before={n: v for n, v in was.items() if n in differs}, after={n: v for n, v in now.items() if n in differs},
    )  # fmt: skip
    _tell_confirmed(round, changed, confirmed, by, at)
    if promise.owner and promise.owner != before.owner:
        _tell_owner(round, changed, by, at)
    return changed


@transaction.atomic
def tell_progress(
    *,
    round: Round,
    action: Action,
    text: str,
    by: User,
    at: datetime.datetime,
    rag: str = "",
    rag_reason: str = "",
    confirmed: list[Concern] | None = None,
) -> ProgressNote:
    """Tell how an action goes, with a colour and its reason where that changes; no colour leaves the one it has."""
    check_is_open(round)
    held = _held(action)
    _check_open(held)
    text = as_stored(text).strip()
    if not text:
        raise ActionRefused("Say how it goes: a sentence is enough. Nothing was saved.")
    note = ProgressNote.objects.create(action=held, text=text, rag=rag or held.rag, by=by, at=at)
    told: dict[str, object] = {"noted_at": at}
    if rag:
        told |= {"rag": rag, "rag_reason": _with_reason(rag, rag_reason)}
    Action.objects.filter(pk=held.pk).update(**told)
    before = {"how it goes": held.get_rag_display()} if rag else {}
    after = {"how it goes": Action.Rag(rag).label, "why": rag_reason} if rag else {}
    _record(round, held, "gave news of", by, at, before=before, after={"note": text, **after})
    _tell_confirmed(round, held, confirmed, by, at)
    return note


@transaction.atomic
def colour_action(
    *, round: Round, action: Action, was: tuple[str, str], rag: str, rag_reason: str, by: User, at: datetime.datetime
) -> Action:
    """Change only an action's colour and its reason, as a spreadsheet does that came back; none takes it away.

    `was` is the colour and the reason the person has seen. They are their own version, because telling how an action
    goes is no new version of what it promises.
    """
    check_is_open(round)
    held = _held(action)
    _check_open(held)
    reason = _with_reason(rag, rag_reason)
    if (held.rag, held.rag_reason) != (rag, reason):
        seen = Action.objects.filter(pk=held.pk, rag=was[0], rag_reason=was[1])
        if not seen.update(rag=rag, rag_reason=reason):
            raise StaleAction(held)
        _record(
            round, held, "changed the colour of", by, at,
            before={"how it goes": held.get_rag_display(), "why": held.rag_reason},
            after={"how it goes": Action.Rag(rag).label if rag else "", "why": reason},
        )  # fmt: skip
    return _held(action)


@transaction.atomic
def close_action(
    *,
    round: Round,
    action: Action,
    outcome: str,
    note: str,
    by: User,
    at: datetime.datetime,
    confirmed: list[Concern] | None = None,
) -> Action:
    """Close an action as done, or as given up, with a note that says what came of it."""
    check_is_open(round)
    held = _held(action)
    _check_open(held)
    note = as_stored(note).strip()
    if outcome not in {Action.Outcome.DONE, Action.Outcome.DROPPED}:
        raise ActionRefused("Say whether it is done or given up. Nothing was changed.")
    if not note:
        raise ActionRefused("Say in a sentence what came of it. Nothing was changed.")
    Action.objects.filter(pk=held.pk).update(outcome=outcome, closed_at=at, noted_at=at)
    ProgressNote.objects.create(action=held, text=note, rag=held.rag, by=by, at=at)
    said = Action.Outcome(outcome).label.lower()
    _record(round, held, f"closed as {said}", by, at, after={"note": note})
    _tell_confirmed(round, held, confirmed, by, at)
    return _held(action)


@transaction.atomic
def reopen_action(*, round: Round, action: Action, by: User, at: datetime.datetime) -> Action:
    """Open again an action that was closed; its notes stay."""
    check_is_open(round)
    held = _held(action)
    if held.closed_at is None:
        return held
    Action.objects.filter(pk=held.pk).update(outcome="", closed_at=None)
    _record(round, held, "opened again", by, at, before={"was": held.get_outcome_display()})
    return _held(action)


def _held(action: Action) -> Action:
    """The action as it stands, held so that nobody else changes it meanwhile."""
    Action.objects.select_for_update(no_key=True).get(pk=action.pk)
    return Action.objects.select_related("owner", "judgement__statement").get(pk=action.pk)


def _check_open(action: Action) -> None:
    if action.closed_at is not None:
        raise ActionRefused(
            f"{action.reference} was closed as {action.get_outcome_display().lower()} on "
            f"{action.closed_at:%-d %B %Y}. Open it again first. Nothing was saved."
        )


def _checked(round: Round, promise: Promise, *, known_owner: User | None = None) -> Promise:
    """The promise as it is kept; refused without words, and with an owner from elsewhere."""
    texts = {
        n: as_stored(getattr(promise, n)).strip() for n in ("what", "measure", "expected_evidence", "source_note")
    }
    if not texts["what"]:
        raise ActionRefused("Say what will be done. Nothing was saved.")
    for name, text in texts.items():
        most = MOST[name]
        if len(text) > most:
            raise ActionRefused(
                f"“{LABELS[name].capitalize()}” is {len(text):,} characters long; it holds at most {most:,}. "
                "Nothing was saved."
            )
    owner = promise.owner
    if owner is not None and owner != known_owner and not possible_owners(round.council_id).filter(pk=owner.pk):
        raise ActionRefused(f"{owner.name} can’t have an action of this council. Choose somebody else.")
    return Promise(**{f.name: texts.get(f.name, getattr(promise, f.name)) for f in fields(Promise)})


def possible_owners(council_id: int) -> QuerySet[User]:
    """The people of a council who may have an action, by name."""
    members = Membership.objects.filter(council_id=council_id, role__in=OWNERS)
    return User.objects.filter(pk__in=members.values("person_id"), is_active=True).order_by("name", "pk")


def owners_at_hand(council_id: int) -> list[User]:
    """The same, fetched: one query."""
    return _owners.rows(council_id)


@Question
def _owners(council: int) -> QuerySet[User]:
    return possible_owners(council)


def _judgement(round: Round, section: str) -> Judgement | None:
    if not section:
        return None
    if section == OPENING:
        return judgement_of(round=round, statement=None)
    statement = QualityStatement.objects.filter(edition_id=round.edition_id, slug=section).first()
    if statement is None:
        raise ActionRefused("That section belongs to another edition than this round’s. Nothing was saved.")
    return judgement_of(round=round, statement=statement)


def _with_reason(rag: str, reason: str) -> str:
    reason = as_stored(reason).strip()
    if rag and not reason:
        raise ActionRefused("Give the reason for the colour: a sentence is enough. Nothing was saved.")
    return reason if rag else ""


def _columns() -> list[str]:
    return [f.name for f in fields(Promise) if f.name != "section"]


def _as_plain(promise: Promise) -> dict:
    plain = {LABELS[f.name]: getattr(promise, f.name) for f in fields(Promise)}
    plain["owner"] = promise.owner.name if promise.owner else ""
    plain["due"] = promise.due_on.isoformat() if promise.due_on else ""
    plain["priority"] = Action.Priority(promise.priority).label
    plain["source"] = Action.Source(promise.source).label
    return plain


def _record(round: Round, action: Action, verb: str, by: User, at: datetime.datetime, **told: Any) -> None:
    judgement = action.judgement
    history.record(
        by=by, at=at, round=round, verb=verb, subject=f"{action.reference}: {action.what}",
        statement=judgement.statement if judgement else None,
        opening=judgement is not None and judgement.statement_id is None, **told,
    )  # fmt: skip


def _tell_confirmed(
    round: Round, action: Action, confirmed: list[Concern] | None, by: User, at: datetime.datetime
) -> None:
    """What somebody said is not personal data, beside the save it was said for."""
    if confirmed:
        _record(round, action, guard.CONFIRMED, by, at, after=guard.told(confirmed))


def _tell_owner(round: Round, action: Action, by: User, at: datetime.datetime) -> None:
    if action.owner is None or action.owner == by:
        return
    due = f", due {action.due_on:%-d %B %Y}" if action.due_on else ""
    tell(
        people=[action.owner], sentence=f"{by.name} gave you the action {action.reference}{due}", page="action",
        arguments=[round.slug, action.reference], council=round.council, round=round, at=at,
    )  # fmt: skip
