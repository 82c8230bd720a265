"""Who does what in a section, how far it is and what can be done with it next."""

from dataclasses import dataclass

from django.utils import timezone

from assurance.access import Access
from assurance.addresses import to_page
from assurance.models import OPENING, QualityStatement, Round
from assurance.roles import Permission
from selfassessment.models import Judgement, Submission
from selfassessment.presenters.due import Due, due_of
from selfassessment.presenters.scores import ChallengeLine, challenge_lines
from selfassessment.presenters.sections import WrittenPart, score_of
from selfassessment.presenters.signing import section_changes
from selfassessment.statuses import OWNER, Move, Status, Turn, moves_from

# The moves that writers make on a page of their own, and what leads there.
WRITERS_MOVES = {
    Move.SUBMIT: "Send for review",
    Move.UNBLOCK: "It is no longer blocked",
    Move.BLOCK: "Mark as blocked",
    Move.TAKE_BACK: "Take back to drafting",
}


@dataclass(frozen=True)
class Act:
    """Something this person can do next: a button, or a link where it is the exception."""

    text: str
    url: str
    is_button: bool


@dataclass(frozen=True)
class Work:
    """How far a section is, and what this person can do with it."""

    status: Status
    turn: Turn
    due: Due | None
    acts: list[Act]
    may_set_due: bool
    shows_review: bool
    asked_to_change: str
    signed_changes: list[str]
    challenges: list[ChallengeLine]


def panel(
    round: Round,
    statement: QualityStatement | None,
    judgement: Judgement | None,
    access: Access,
    parts: list[WrittenPart] | None = None,
) -> dict:
    """What the statement page shows of it, as template context: one query for those who see challenge scores.

    `judgement` comes with its last submission and its sign-off.
    """
    section = statement.slug if statement else OPENING
    status = Status(judgement.status) if judgement else Status.NOT_STARTED
    insider = access.may(Permission.WRITE_STATEMENT, section) or access.may(Permission.REVIEW, section)
    sent = judgement.last_submission if judgement else None
    back = sent is not None and sent.decision == Submission.Decision.CHANGES and OWNER[status] == Turn.WRITERS
    sees_score = statement is not None and access.sees_score_of(section)
    # A challenger finds the scores side by side on a page of their own.
    shows = sees_score and not access.may(Permission.CHALLENGE, section)
    challenged = judgement is not None and shows
    return {
        "work": Work(
            status=status,
            turn=OWNER[status],
            due=due_of(judgement.due_on if judgement else None, round.due_on, status, timezone.localdate()),
            acts=acts_of(round, section, status, access),
            may_set_due=access.may(Permission.ROUND_PEOPLE) and not round.is_closed,
            shows_review=insider,
            asked_to_change=sent.what_to_change if sent and back and insider else "",
            signed_changes=section_changes(judgement, parts or [], access, round.edition.method.scores_categories)
            if judgement
            else [],
            challenges=challenge_lines(judgement, score_of(judgement)) if challenged else [],
        )
    }


def acts_of(round: Round, section: str, status: Status, access: Access) -> list[Act]:
    """What a person may do with a section in this status, the most likely first."""
    acts: list[Act] = []
    moves = moves_from(status)
    here = [round.slug, section]
    if access.may(Permission.REVIEW, section):
        if Move.AGREE in moves:
            acts.append(Act("Review this section", to_page("statement_review", *here), True))
        elif Move.REQUEST_CHANGES in moves:
            acts.append(Act("Ask for changes", to_page("statement_review", *here), False))
    if access.may(Permission.WRITE_STATEMENT, section):
        for move, text in WRITERS_MOVES.items():
            if move in moves:
                again = " again" if move == Move.SUBMIT and status == Status.CHANGES else ""
                is_button = move in {Move.SUBMIT, Move.UNBLOCK}
                acts.append(Act(text + again, to_page("statement_move", *here, move.value), is_button))
    if access.may(Permission.SIGN_OFF) and status == Status.AGREED:
        acts.append(Act("Sign off the round", to_page("round_sign_off", round.slug), False))
    if section != OPENING and access.may(Permission.CHALLENGE, section):
        given = section in access.challenged
        text = "Your challenge score" if given else "Give a challenge score"
        acts.append(Act(text, to_page("statement_challenge", *here), not given))
    return acts
