"""Starting a round from an earlier one: each room carries over what is its own, and says what found no place."""

import datetime
from typing import Protocol

from assurance.models import Round, User


class Carrier(Protocol):
    """What a room carries over: an operation that returns one sentence for each thing that has no new home."""

    def __call__(  # noqa: D102 - the class says it
        self, *, round: Round, previous: Round, by: User | None, at: datetime.datetime
    ) -> list[str]: ...


_carriers: list[Carrier] = []


def register(carrier: Carrier) -> None:
    """Let a room carry its rows into a new round, in the transaction that starts it."""
    _carriers.append(carrier)


def carry(round: Round, previous: Round, by: User | None, at: datetime.datetime) -> list[str]:
    """Let every room carry over; returns what has no new home, as sentences."""
    return [sentence for carrier in _carriers for sentence in carrier(round=round, previous=previous, by=by, at=at)]
