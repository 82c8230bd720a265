"""How a section moves from not started to signed off: a table of moves, and whose turn it is in each status.

Pure: plain values only. The diagram in docs/statuses.md is generated from these tables.

>>> MOVES[Move.SUBMIT].leads_to
<Status.READY: 'ready-for-review'>
>>> [move.value for move in moves_from(Status.AGREED)]
['request-changes', 'take-back', 'sign-off']
"""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How far a section is."""

    NOT_STARTED = "not-started"
    DRAFTING = "drafting"
    BLOCKED = "blocked"
    READY = "ready-for-review"
    CHANGES = "changes-requested"
    AGREED = "agreed"
    SIGNED_OFF = "signed-off"

    @property
    def label(self) -> str:
        """The status in words."""
        return self.value.replace("-", " ").capitalize()

    @property
    def colour(self) -> str:
        """The colour of its tag; the words say the same."""
        return _COLOURS[self]


_COLOURS = {
    Status.NOT_STARTED: "grey",
    Status.DRAFTING: "blue",
    Status.BLOCKED: "red",
    Status.READY: "purple",
    Status.CHANGES: "orange",
    Status.AGREED: "turquoise",
    Status.SIGNED_OFF: "green",
}


class Turn(StrEnum):
    """Whose turn it is."""

    WRITERS = "writers"
    REVIEWERS = "reviewers"
    DIRECTOR = "director"
    NOBODY = "nobody"


class Move(StrEnum):
    """What somebody does to a section's status."""

    START = "start"
    BLOCK = "block"
    UNBLOCK = "unblock"
    SUBMIT = "submit"
    TAKE_BACK = "take-back"
    REQUEST_CHANGES = "request-changes"
    AGREE = "agree"
    SIGN_OFF = "sign-off"
    REOPEN = "reopen"


@dataclass(frozen=True)
class Rule:
    """From which statuses a move starts, where it leads, whose move it is, and what has to be said with it."""

    starts_from: tuple[Status, ...]
    leads_to: Status
    whose: Turn
    verb: str  # in officers' words, past tense, for the history
    must_say: str = ""  # what the person has to say, as a question; empty: nothing


MOVES: dict[Move, Rule] = {
    Move.START: Rule((Status.NOT_STARTED,), Status.DRAFTING, Turn.WRITERS, "started"),
    Move.BLOCK: Rule(
        (Status.NOT_STARTED, Status.DRAFTING, Status.CHANGES),
        Status.BLOCKED,
        Turn.WRITERS,
        "marked as blocked",
        "What is it blocked on?",
    ),
    Move.UNBLOCK: Rule((Status.BLOCKED,), Status.DRAFTING, Turn.WRITERS, "unblocked"),
    Move.SUBMIT: Rule((Status.DRAFTING, Status.CHANGES), Status.READY, Turn.WRITERS, "sent for review"),
    Move.REQUEST_CHANGES: Rule(
        (Status.READY, Status.AGREED),
        Status.CHANGES,
        Turn.REVIEWERS,
        "asked for changes to",
        "What has to change?",
    ),
    Move.AGREE: Rule((Status.READY,), Status.AGREED, Turn.REVIEWERS, "agreed"),
    Move.TAKE_BACK: Rule(
        (Status.READY, Status.AGREED),
        Status.DRAFTING,
        Turn.WRITERS,
        "took back to drafting",
        "Why do you take it back?",
    ),
    Move.SIGN_OFF: Rule((Status.AGREED,), Status.SIGNED_OFF, Turn.DIRECTOR, "signed off"),
    Move.REOPEN: Rule((Status.SIGNED_OFF,), Status.AGREED, Turn.DIRECTOR, "reopened", "Why do you reopen it?"),
}

OWNER: dict[Status, Turn] = {
    Status.NOT_STARTED: Turn.WRITERS,
    Status.DRAFTING: Turn.WRITERS,
    Status.BLOCKED: Turn.WRITERS,
    Status.READY: Turn.REVIEWERS,
    Status.CHANGES: Turn.WRITERS,
    Status.AGREED: Turn.DIRECTOR,
    Status.SIGNED_OFF: Turn.NOBODY,
}

# Text can be written while it is being drafted and while somebody reviews it; what was agreed or signed is locked.
OPEN_FOR_WRITING = frozenset({Status.NOT_STARTED, Status.DRAFTING, Status.BLOCKED, Status.READY, Status.CHANGES})


def moves_from(status: Status) -> list[Move]:
    """The moves that start from a status, in the table's order."""
    return [move for move, rule in MOVES.items() if status in rule.starts_from]


def why_not(move: Move, status: Status) -> str | None:
    """Why a move can't be made from a status, as a sentence; None when it can."""
    rule = MOVES[move]
    if status in rule.starts_from:
        return None
    wanted = " or ".join(s.label.lower() for s in rule.starts_from)
    return (
        f"This section is now “{status.label.lower()}”; that can only be done while it is {wanted}. "
        "Somebody may have moved it meanwhile. Nothing was changed."
    )
