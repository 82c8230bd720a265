"""How this room tells the history: verbs, references and counts, never words about anybody."""

import datetime
from typing import Any

from assurance import history
from assurance.guard import CONFIRMED, Concern, told
from assurance.models import User
from casetracking.models import Candidate, Pool


def tell_of_pool(*, pool: Pool, verb: str, by: User | None, at: datetime.datetime, **told: Any) -> None:
    """One line about a pool, known by the word in its address; `told` are before and after, as counts and choices."""
    history.record(by=by, at=at, round=pool.round, verb=verb, subject=f"pool {pool.slug}", of_case_room=True, **told)


def tell_of_person(
    *, pool: Pool, candidate: Candidate, verb: str, by: User | None, at: datetime.datetime, **told: Any
) -> None:
    """One line about a person of a pool, known by their reference alone."""
    subject = f"{candidate.reference} in pool {pool.slug}"
    history.record(by=by, at=at, round=pool.round, verb=verb, subject=subject, of_case_room=True, **told)


def tell_ticked(*, pool: Pool, concerns: list[Concern], by: User, at: datetime.datetime) -> None:
    """That somebody ticked that something found in their words is not personal data: kinds and places, never words."""
    if concerns:
        tell_of_pool(pool=pool, verb=CONFIRMED, by=by, at=at, after=told(concerns))
