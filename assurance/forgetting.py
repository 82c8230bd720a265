"""Forgetting words that were withdrawn for personal data, wherever a council keeps words: what was found, who may
look there, and the rooms upstairs that keep texts of their own.

A room registers two functions: `find` says where the words stand, `forget` takes them out inside the transaction of
the act. Both are called by keyword.
"""

import datetime
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from assurance.access import Access, access_of
from assurance.models import Council, Round, User
from assurance.roles import Permission

DOCUMENT = ("document, which is taken back", "documents, which are taken back")


@dataclass(frozen=True)
class Found:
    """One place where the words stand.

    `what` names one and several of its kind, such as ("document", "documents"). `where` is the section's title, or
    the shelf outside any round. `seen`: the person who asks may look there; `common`: so may everybody who reads the
    history.
    """

    what: tuple[str, str]
    round: int | None
    where: str
    seen: bool
    common: bool
    reference: str = ""


class Eyes:
    """What one person may look at in a council. Two queries, and one or two for each round asked about."""

    def __init__(self, person: User, council: Council) -> None:
        self.person = person
        self.access = access_of(person, council)
        self._council = council
        self.rounds = {round.pk: round for round in Round.objects.filter(council=council)}
        self._accesses: dict[int, Access] = {}

    def in_round(self, round: int) -> Access:
        """What they may do in a round."""
        if round not in self._accesses:
            self._accesses[round] = access_of(self.person, self._council, self.rounds[round])
        return self._accesses[round]

    def may(self, permission: Permission) -> bool:
        """Whether they have a permission everywhere in the council."""
        return self.access.may(permission)

    def see_scores(self, round: int | None, section: str) -> bool:
        """Whether they may see a section's score, or without a section every score of the round."""
        if round not in self.rounds:
            return False
        access = self.in_round(round)
        return access.sees_all_scores or bool(section and access.sees_score_of(section))


@dataclass(frozen=True)
class Keeper:
    """Where a room keeps texts."""

    find: Callable[..., Iterable[Found]]  # council, passage, eyes
    forget: Callable[..., None]  # council, passage, by, at


_keepers: dict[str, Keeper] = {}


def register(name: str, keeper: Keeper) -> None:
    """Add a room's texts; called once for each name in AppConfig.ready()."""
    _keepers[name] = keeper


def keepers() -> list[Keeper]:
    """Everything that must forget, in a fixed order."""
    return [_keepers[name] for name in sorted(_keepers)]


# --- Copies of files --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Copies:
    """Where a room upstairs keeps copies of files: which of them go with a file is said before it is withdrawn."""

    find: Callable[..., list[str]]  # council and round (their numbers), stored: a sentence for each copy
    let_go: Callable[..., int]  # council, stored, named, at: how many went


_copies: list[Copies] = []


def register_copies(copies: Copies) -> None:
    """Let a room upstairs take away its copies of a file that is withdrawn, in the transaction of that act."""
    _copies.append(copies)


def copies_of(*, council: int, round: int, stored: Collection[str]) -> list[str]:
    """What goes with files that are `stored` so, in sentences for somebody who works in a round; none without files."""
    return (
        [said for one in _copies for said in one.find(council=council, round=round, stored=stored)] if stored else []
    )


def let_copies_go(*, council: int, stored: str, named: str, at: datetime.datetime) -> int:
    """A file is withdrawn from where it is `stored`: whoever keeps a copy that may still go takes it away too.

    Returns how many copies went.
    """
    return sum(one.let_go(council=council, stored=stored, named=named, at=at) for one in _copies)
