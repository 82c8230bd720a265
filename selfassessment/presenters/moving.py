"""What the pages say on which a section is moved on."""

from dataclasses import dataclass

from assurance.models import User
from selfassessment.models import Judgement
from selfassessment.rules import (
    NOTHING_CARRIED,
    Carried,
    MoveRefused,
    carried_over,
    check_can_agree,
    check_can_move,
    check_can_submit,
)
from selfassessment.statuses import Move, Status


@dataclass(frozen=True)
class MovePage:
    """A page with one question: its heading, what will happen, the words on its button, and what is said when done."""

    heading: str
    explains: str
    button: str
    done: str


PAGES = {
    Move.SUBMIT.value: MovePage(
        "Send for review",
        "The reviewers are told. You can still write while they read, and take the section back.",
        "Send for review",
        "“{title}” is with its reviewers. They have been told.",
    ),
    Move.BLOCK.value: MovePage(
        "Mark as blocked",
        "The programme manager is told. You can still write in it.",
        "Mark as blocked",
        "“{title}” is marked as blocked. The programme manager has been told.",
    ),
    Move.UNBLOCK.value: MovePage(
        "It is no longer blocked",
        "The section goes back to drafting.",
        "It is no longer blocked",
        "“{title}” is being drafted again.",
    ),
    Move.TAKE_BACK.value: MovePage(
        "Take back to drafting",
        "Its text can be changed again, and it has to be reviewed again before it can be agreed.",
        "Take back to drafting",
        "“{title}” is being drafted again. Its reviewers have been told.",
    ),
}


def reason_against(move: Move, judgement: Judgement) -> str:
    """Why a move can't be made now, as a sentence; empty when it can."""
    if judgement.pk is None and move == Move.SUBMIT:
        return "Nothing is written in this section yet. Write at least one part, then send it for review."
    try:
        if move == Move.SUBMIT:
            check_can_submit(judgement)
        else:
            check_can_move(judgement, move)
    except MoveRefused as error:
        return str(error)
    return ""


@dataclass(frozen=True)
class Review:
    """What a reviewer can decide: `is_open` for anything at all, and why the section can't be agreed where it can't."""

    is_open: bool
    is_ready: bool
    may_agree: bool
    against: str
    carried: Carried = NOTHING_CARRIED


def review_of(judgement: Judgement, person: User) -> Review:
    """Whether a person can agree a section or ask for changes: three queries, for who wrote it and what came along."""
    status = Status(judgement.status)
    is_open = status in {Status.READY, Status.AGREED}
    against = ""
    if status == Status.READY:
        try:
            check_can_agree(judgement, person)
        except MoveRefused as error:
            against = str(error)
    may_agree = status == Status.READY and not against
    carried = carried_over(judgement) if may_agree else NOTHING_CARRIED
    return Review(is_open, status == Status.READY, may_agree, against, carried)
