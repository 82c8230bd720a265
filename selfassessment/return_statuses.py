"""How an item of the information return moves from not started to sent: moves, and whose turn it is. Pure.

>>> RETURN_MOVES[ReturnMove.APPROVE].leads_to
<ItemStatus.APPROVED: 'approved'>
"""

from dataclasses import dataclass
from enum import StrEnum


class ItemStatus(StrEnum):
    """How far an item is."""

    NOT_STARTED = "not-started"
    DRAFTING = "drafting"
    WITH_REVIEWER = "with-reviewer"
    APPROVED = "approved"
    SENT = "sent"
    QUERIED = "queried"

    @property
    def label(self) -> str:
        """The status in words."""
        return self.value.replace("-", " ").capitalize()

    @property
    def colour(self) -> str:
        """The colour of its tag; the words say the same."""
        return _COLOURS[self]


_COLOURS = {
    ItemStatus.NOT_STARTED: "grey",
    ItemStatus.DRAFTING: "blue",
    ItemStatus.WITH_REVIEWER: "purple",
    ItemStatus.APPROVED: "turquoise",
    ItemStatus.SENT: "green",
    ItemStatus.QUERIED: "orange",
}


class ItemTurn(StrEnum):
    """Whose turn it is."""

    ANSWERERS = "answerers"
    APPROVERS = "approvers"
    SENDERS = "senders"
    NOBODY = "nobody"


class ReturnMove(StrEnum):
    """What somebody does to an item's status."""

    START = "start"
    SUBMIT = "submit"
    TAKE_BACK = "take-back"
    REQUEST_CHANGES = "request-changes"
    APPROVE = "approve"
    SEND = "send"
    QUERY = "query"


@dataclass(frozen=True)
class ReturnRule:
    """From which statuses a move starts, where it leads, whose move it is, and what has to be said with it."""

    starts_from: tuple[ItemStatus, ...]
    leads_to: ItemStatus
    whose: ItemTurn
    verb: str  # in officers' words, past tense, for the history
    must_say: str = ""  # what the person has to say, as a question; empty: nothing


RETURN_MOVES: dict[ReturnMove, ReturnRule] = {
    ReturnMove.START: ReturnRule(
        (ItemStatus.NOT_STARTED,), ItemStatus.DRAFTING, ItemTurn.ANSWERERS, "started answering"
    ),
    ReturnMove.SUBMIT: ReturnRule(
        # From approved where the answer changed since: then it has to be approved again.
        (ItemStatus.DRAFTING, ItemStatus.QUERIED, ItemStatus.APPROVED),
        ItemStatus.WITH_REVIEWER,
        ItemTurn.ANSWERERS,
        "sent for approval",
    ),
    ReturnMove.TAKE_BACK: ReturnRule(
        # What was sent can be put right: it is approved again, and a later pack sends what changed.
        (ItemStatus.WITH_REVIEWER, ItemStatus.APPROVED, ItemStatus.SENT),
        ItemStatus.DRAFTING,
        ItemTurn.ANSWERERS,
        "took back to drafting",
        "Why do you take it back?",
    ),
    ReturnMove.REQUEST_CHANGES: ReturnRule(
        (ItemStatus.WITH_REVIEWER, ItemStatus.APPROVED),
        ItemStatus.DRAFTING,
        ItemTurn.APPROVERS,
        "asked for changes to",
        "What has to change?",
    ),
    ReturnMove.APPROVE: ReturnRule(
        # Approved again when it was changed since, or queried by the regulator and answered as it stands.
        (ItemStatus.WITH_REVIEWER, ItemStatus.APPROVED),
        ItemStatus.APPROVED,
        ItemTurn.APPROVERS,
        "approved",
    ),
    ReturnMove.SEND: ReturnRule((ItemStatus.APPROVED, ItemStatus.SENT), ItemStatus.SENT, ItemTurn.SENDERS, "sent"),
    ReturnMove.QUERY: ReturnRule(
        (ItemStatus.SENT,),
        ItemStatus.QUERIED,
        ItemTurn.SENDERS,
        "noted a query about",
        "What does the regulator ask?",
    ),
}

OWNER: dict[ItemStatus, ItemTurn] = {
    ItemStatus.NOT_STARTED: ItemTurn.ANSWERERS,
    ItemStatus.DRAFTING: ItemTurn.ANSWERERS,
    ItemStatus.WITH_REVIEWER: ItemTurn.APPROVERS,
    ItemStatus.APPROVED: ItemTurn.SENDERS,
    ItemStatus.SENT: ItemTurn.NOBODY,
    ItemStatus.QUERIED: ItemTurn.ANSWERERS,
}


def moves_from(status: ItemStatus) -> list[ReturnMove]:
    """The moves that start from a status, in the table's order."""
    return [move for move, rule in RETURN_MOVES.items() if status in rule.starts_from]
