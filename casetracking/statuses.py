"""How a pooled case moves from drawn to ready for the regulator, and an audit from given to finished: tables of moves.

Pure: plain values only.

>>> MOVES[Move.REFUSE].leads_to
<Status.REFUSED: 'refused'>
>>> [move.value for move in moves_from(Status.ASKED)]
['agree', 'refuse', 'leave']
"""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How far a pooled case is."""

    DRAWN = "drawn"
    SUITABLE = "suitable"
    ASKED = "asked"
    AGREED = "agreed"
    UNSUITABLE = "unsuitable"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LEFT = "left"

    @property
    def label(self) -> str:
        """The status in words."""
        return _LABELS[self][0]

    @property
    def colour(self) -> str:
        """The colour of its tag; the words say the same."""
        return _LABELS[self][1]

    @property
    def is_over(self) -> bool:
        """Whether the case no longer counts towards the pool, and somebody else should take its place."""
        return self in {Status.UNSUITABLE, Status.REFUSED, Status.WITHDRAWN, Status.LEFT}


_LABELS = {
    Status.DRAWN: ("Drawn", "grey"),
    Status.SUITABLE: ("Suitable", "blue"),
    Status.ASKED: ("Asked", "purple"),
    Status.AGREED: ("Agreed", "green"),
    Status.UNSUITABLE: ("Not suitable", "orange"),
    Status.REFUSED: ("Said no", "orange"),
    Status.WITHDRAWN: ("Withdrew", "red"),
    Status.LEFT: ("Taken out", "red"),
}


class Move(StrEnum):
    """What somebody does to a case's status."""

    FIND_SUITABLE = "find-suitable"
    FIND_UNSUITABLE = "find-unsuitable"
    ASK = "ask"
    AGREE = "agree"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    LEAVE = "leave"
    RETURN = "return"


@dataclass(frozen=True)
class Rule:
    """From which statuses a move starts, where it leads, its verb for the history, and whether a reason is needed."""

    starts_from: tuple[Status, ...]
    leads_to: Status
    verb: str
    needs_reason: bool = False


MOVES: dict[Move, Rule] = {
    Move.FIND_SUITABLE: Rule((Status.DRAWN, Status.UNSUITABLE), Status.SUITABLE, "found suitable"),
    Move.FIND_UNSUITABLE: Rule((Status.DRAWN, Status.SUITABLE), Status.UNSUITABLE, "found not suitable", True),
    Move.ASK: Rule((Status.SUITABLE,), Status.ASKED, "asked for consent"),
    Move.AGREE: Rule((Status.ASKED,), Status.AGREED, "recorded consent"),
    Move.REFUSE: Rule((Status.ASKED,), Status.REFUSED, "recorded a refusal"),
    Move.WITHDRAW: Rule((Status.AGREED,), Status.WITHDRAWN, "recorded that consent was withdrawn"),
    Move.LEAVE: Rule(
        (Status.DRAWN, Status.SUITABLE, Status.ASKED, Status.AGREED), Status.LEFT, "took out of the pool", True
    ),
    Move.RETURN: Rule((Status.LEFT, Status.UNSUITABLE), Status.DRAWN, "put back into the pool"),
}


class AuditStatus(StrEnum):
    """How far an audit or a moderation is."""

    GIVEN = "given"
    STARTED = "started"
    FINISHED = "finished"

    @property
    def label(self) -> str:
        """The status in words."""
        return {"given": "Not started", "started": "Under way", "finished": "Finished"}[self.value]


class AuditMove(StrEnum):
    """What somebody does to an audit's status."""

    START = "start"
    FINISH = "finish"
    REOPEN = "reopen"


AUDIT_MOVES: dict[AuditMove, tuple[tuple[AuditStatus, ...], AuditStatus, str]] = {
    AuditMove.START: ((AuditStatus.GIVEN,), AuditStatus.STARTED, "began the audit of"),
    AuditMove.FINISH: ((AuditStatus.STARTED,), AuditStatus.FINISHED, "finished the audit of"),
    AuditMove.REOPEN: ((AuditStatus.FINISHED,), AuditStatus.STARTED, "opened again the audit of"),
}


def moves_from(status: Status) -> list[Move]:
    """What can be done to a case in this status, in the order of the table."""
    return [move for move, rule in MOVES.items() if status in rule.starts_from]


def why_not(move: Move, status: Status) -> str:
    """Why a case in this status can't make this move, as a sentence to show; empty when it can."""
    rule = MOVES[move]
    if status in rule.starts_from:
        return ""
    could = " or ".join(f"“{one.label}”" for one in rule.starts_from)
    return (
        f"This case is “{status.label}”, and only a case that is {could} can become “{rule.leads_to.label}”. "
        "Nothing was changed. Look at the case again: somebody may have been here before you."
    )
