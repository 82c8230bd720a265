"""Moving a section from status to status: who has it next, what was said with it, and who is told.

Every act holds the section's row, as saving does, so that nothing is written between the look and the move; and the
UPDATE itself asks for the status again. What may be done stands in the table of moves: see statuses.py.
"""

import datetime

from django.db import transaction
from django.db.models import F

from assurance import history
from assurance.guard import Concern, sentence
from assurance.models import QualityStatement, Round, User
from assurance.roles import Role
from selfassessment import guard, signing
from selfassessment.models import Judgement, PartText, Revision, Submission
from selfassessment.operations.carried import confirm_everything_carried
from selfassessment.operations.telling import tell_about_round, tell_about_section
from selfassessment.operations.writing import as_stored, judgement_of
from selfassessment.rules import (
    MoveRefused,
    check_can_agree,
    check_can_move,
    check_can_submit,
    check_nothing_unconfirmed,
    everything_agreed,
    standing,
)
from selfassessment.slots import Slot
from selfassessment.statuses import MOVES, Move, Status
from selfassessment.turns import REVIEWERS, WRITERS, holders_of, people_of, title_of

LONGEST = {Move.BLOCK: 500, Move.REQUEST_CHANGES: 4000, Move.TAKE_BACK: 2000, Move.REOPEN: 2000, Move.SUBMIT: 2000}


class ReadAgain(MoveRefused):
    """The text is no longer the one that was read, so it was not agreed."""


# --- The acts --------------------------------------------------------------------------------------------------------


@transaction.atomic
def block_section(
    *, round: Round, statement: QualityStatement | None, blocked_on: str, by: User, at: datetime.datetime
) -> Judgement:
    """Say that a section can't go on, and on what it waits; the programme managers are told."""
    held = hold(round=round, statement=statement)
    said = _words(Move.BLOCK, blocked_on)
    _move(held, Move.BLOCK, by, at, blocked_on=said, after={"blocked on": said})
    sentence = f"{by.name} marked “{title_of(statement)}” as blocked."
    _tell(held, holders_of(round, Role.PROGRAMME_MANAGER), sentence, "statement", by, at)
    return held


@transaction.atomic
def unblock_section(
    *, round: Round, statement: QualityStatement | None, by: User, at: datetime.datetime
) -> Judgement:
    """Say that nothing stands in the way of a section any more: it is being drafted again."""
    held = hold(round=round, statement=statement)
    _move(held, Move.UNBLOCK, by, at, before={"blocked on": held.blocked_on})
    sentence = f"“{title_of(statement)}” is no longer blocked, says {by.name}."
    _tell(held, people_of(round, statement, WRITERS), sentence, "statement", by, at)
    return held


@transaction.atomic
def submit_section(
    *, round: Round, statement: QualityStatement | None, by: User, at: datetime.datetime, note: str = ""
) -> Submission:
    """Hand a section to its reviewers, or to the programme managers where it has none. What stands is sealed."""
    held = hold(round=round, statement=statement)
    check_can_submit(held)
    _check_nothing_personal(round, statement, WRITERS_MEND)
    note = _words(Move.SUBMIT, note)
    _move(held, Move.SUBMIT, by, at, after={"note": note} if note else {})
    seal(judgement=held)
    submission = Submission.objects.create(judgement=held, by=by, at=at, note=note)
    reviewers = people_of(round, statement, REVIEWERS) or holders_of(round, Role.PROGRAMME_MANAGER)
    _tell(held, reviewers, f"{by.name} sent “{title_of(statement)}” for review.", "statement_review", by, at)
    return submission


WRITERS_MEND = "Open the section to write, take it out or tick that it is not personal data, and send it again."
REVIEWERS_MEND = "Ask for changes: those who write it take it out, or tick that it is not personal data."


def _check_nothing_personal(round: Round, statement: QualityStatement | None, mend: str) -> None:
    """Refuse while something looks like personal data that nobody has said is none."""
    by_title: dict[str, list[Concern]] = {}
    for concern in guard.standing(round, statement):
        by_title.setdefault(concern.label, []).append(concern)
    if by_title:
        found = "; ".join(f"“{title}”: {sentence(concerns)}" for title, concerns in by_title.items())
        raise MoveRefused(f"Something here looks like personal data ({found}). {mend} Nothing was changed.")


@transaction.atomic
def take_back_section(
    *, round: Round, statement: QualityStatement | None, why: str, by: User, at: datetime.datetime
) -> Judgement:
    """Take a section back to drafting, saying why, from its reviewers or after it was agreed."""
    held = hold(round=round, statement=statement)
    check_can_move(held, Move.TAKE_BACK)
    why = _words(Move.TAKE_BACK, why)
    _move(held, Move.TAKE_BACK, by, at, after={"why": why})
    _decide(held, Submission.Decision.TAKEN_BACK, by, at)
    told = [*people_of(round, statement, REVIEWERS), *people_of(round, statement, WRITERS)]
    _tell(held, told, f"{by.name} took “{title_of(statement)}” back to drafting.", "statement", by, at)
    return held


@transaction.atomic
def request_changes(
    *, round: Round, statement: QualityStatement | None, what_to_change: str, by: User, at: datetime.datetime
) -> Submission:
    """Send a section back to its writers with what has to change; they see it until they send it again."""
    held = hold(round=round, statement=statement)
    check_can_move(held, Move.REQUEST_CHANGES)
    said = _words(Move.REQUEST_CHANGES, what_to_change)
    _move(held, Move.REQUEST_CHANGES, by, at, after={"what to change": said})
    decided = _decide(held, Submission.Decision.CHANGES, by, at, what_to_change=said)
    sentence = f"{by.name} asked for changes to “{title_of(statement)}”."
    _tell(held, people_of(round, statement, WRITERS), sentence, "statement", by, at)
    return decided


@transaction.atomic
def agree_section(
    *,
    round: Round,
    statement: QualityStatement | None,
    seen: str,
    by: User,
    at: datetime.datetime,
    still_holds: bool = False,
) -> Submission:
    """Agree exactly the text that was read: `seen` is the stamp of its versions. What stands is sealed and locked.

    What was carried over from an earlier round and nobody has confirmed is confirmed by it: asked for by `still_holds`.
    """
    held = hold(round=round, statement=statement)
    check_can_agree(held, by)
    _check_is_what_was_read(held, seen)
    _check_nothing_personal(round, statement, REVIEWERS_MEND)
    if still_holds:
        confirm_everything_carried(judgement=held, by=by, at=at)
    else:
        check_nothing_unconfirmed(held)
    _move(held, Move.AGREE, by, at)
    seal(judgement=held)
    decided = _decide(held, Submission.Decision.AGREED, by, at)
    _tell(
        held, people_of(round, statement, WRITERS), f"{by.name} agreed “{title_of(statement)}”.", "statement", by, at
    )
    if everything_agreed(round):
        tell_about_round(
            people=holders_of(round, Role.DIRECTOR),
            sentence=f"Every section of “{round.title}” is agreed. It waits for your sign-off.",
            page="round_sign_off",
            round=round,
            by=by,
            at=at,
        )
    return decided


# --- What the acts are made of ---------------------------------------------------------------------------------------


def hold(*, round: Round, statement: QualityStatement | None) -> Judgement:
    """The section's row, held until the transaction ends as saving a text holds it; begun if nobody has yet."""
    begun = judgement_of(round=round, statement=statement)
    held = Judgement.objects.select_for_update(no_key=True).get(pk=begun.pk)
    held.round, held.statement = round, statement
    return held


def seal(*, judgement: Judgement) -> None:
    """Close the newest revision of each text: something refers to it, so nothing is added to it any more."""
    texts = PartText.objects.filter(judgement=judgement)
    Revision.objects.filter(part_text__in=texts, version=F("part_text__version"), sealed=False).update(sealed=True)


def _move(
    held: Judgement,
    move: Move,
    by: User,
    at: datetime.datetime,
    *,
    blocked_on: str = "",
    before: dict | None = None,
    after: dict | None = None,
) -> None:
    check_can_move(held, move)
    rule, was = MOVES[move], Status(held.status)
    moved = Judgement.objects.filter(pk=held.pk, status__in=rule.starts_from).update(
        status=rule.leads_to, blocked_on=blocked_on, status_at=at, status_by=by
    )
    if not moved:  # where rows can't be held, somebody else was first
        check_can_move(Judgement.objects.get(pk=held.pk), move)
        raise MoveRefused(
            "Somebody moved this section at the same moment. Nothing was changed: look, then try again."
        )
    held.status, held.blocked_on, held.status_at, held.status_by = rule.leads_to, blocked_on, at, by
    history.record(
        by=by,
        at=at,
        round=held.round,
        statement=held.statement,
        opening=held.statement_id is None,
        verb=rule.verb,
        subject=title_of(held.statement),
        before={"status": was.label, **(before or {})},
        after={"status": rule.leads_to.label, **(after or {})},
    )


def _words(move: Move, said: str) -> str:
    """What was said with a move, as it is kept: not empty where something has to be said, and not too long."""
    said, question = as_stored(said).strip(), MOVES[move].must_say
    if question and not said:
        raise MoveRefused(f"{question} Say it in a sentence or two; nothing was changed.")
    if len(said) > LONGEST[move]:
        raise MoveRefused(
            f"What you wrote is {len(said):,} characters long. Keep it under {LONGEST[move]:,}; nothing was changed."
        )
    return said


def _check_is_what_was_read(held: Judgement, seen: str) -> None:
    changed = signing.changed_since(seen, standing(held))
    if not changed:
        return
    texts = PartText.objects.filter(judgement=held).select_related("part", "i_statement", "changed_by")
    names = {Slot(t.part, t.i_statement).key: (Slot(t.part, t.i_statement).title, t.changed_by) for t in texts}
    known = [names[key] for key in changed if key in names]
    who = next((person.name for _, person in known if person), "Somebody")
    what = ", ".join(f"“{title}”" for title, _ in known) or "the text"
    raise ReadAgain(
        f"{who} changed {what} while you were reading, so nothing was agreed. "
        "Read what stands here now, then decide again."
    )


def _decide(
    held: Judgement, decision: Submission.Decision, by: User, at: datetime.datetime, what_to_change: str = ""
) -> Submission:
    """Write down what became of the newest submission; an agreed one may still come back."""
    newest = Submission.objects.filter(judgement=held).order_by("-at", "-pk").first()
    submission = newest or Submission(judgement=held, at=at)
    submission.decision, submission.decided_by, submission.decided_at = decision, by, at
    submission.what_to_change = what_to_change
    submission.save()
    return submission


def _tell(held: Judgement, people: list[User], sentence: str, page: str, by: User, at: datetime.datetime) -> None:
    tell_about_section(
        people=people, sentence=sentence, page=page, round=held.round, statement=held.statement, by=by, at=at
    )
