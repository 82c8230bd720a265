"""Telling people that a section or a round moved: each by one notice that quotes nobody."""

import datetime
from collections.abc import Iterable

from assurance.models import QualityStatement, Round, User
from assurance.operations.notices import tell
from selfassessment.turns import section_of


def tell_about_section(
    *,
    people: Iterable[User],
    sentence: str,
    page: str,
    round: Round,
    statement: QualityStatement | None,
    by: User,
    at: datetime.datetime,
) -> None:
    """Tell people about a section, except whoever did it; the page is one with round and section in its address."""
    tell(
        people=[person for person in people if person.pk != by.pk],
        sentence=sentence,
        page=page,
        arguments=[round.slug, section_of(statement)],
        council=round.council,
        round=round,
        at=at,
    )


def tell_about_round(
    *, people: Iterable[User], sentence: str, page: str, round: Round, by: User, at: datetime.datetime
) -> None:
    """Tell people about the whole round, except whoever did it; the page is one with the round in its address."""
    tell(
        people=[person for person in people if person.pk != by.pk],
        sentence=sentence,
        page=page,
        arguments=[round.slug],
        council=round.council,
        round=round,
        at=at,
    )
