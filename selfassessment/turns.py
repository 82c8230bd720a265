"""Who has a section, and what it is called: whom to tell when it moves."""

from collections.abc import Iterable

from assurance.models import OPENING, OPENING_TITLE, Assignment, QualityStatement, Round, User
from assurance.roles import Role

WRITERS = (Assignment.Kind.OWNER, Assignment.Kind.CONTRIBUTOR)
REVIEWERS = (Assignment.Kind.REVIEWER,)


def title_of(statement: QualityStatement | None) -> str:
    """What a section is called."""
    return statement.title if statement else OPENING_TITLE


def section_of(statement: QualityStatement | None) -> str:
    """A section's word in addresses."""
    return statement.slug if statement else OPENING


def people_of(round: Round, statement: QualityStatement | None, kinds: Iterable[Assignment.Kind]) -> list[User]:
    """Who was given a section of a round to write or to review."""
    given = Assignment.objects.filter(round=round, statement=statement, kind__in=list(kinds))
    return [assignment.person for assignment in given.select_related("person")]


def owners_of(round: Round) -> list[User]:
    """Everybody who has a section of the round, each once."""
    return list(User.objects.filter(assignments__round=round, assignments__kind=Assignment.Kind.OWNER).distinct())


def holders_of(round: Round, role: Role) -> list[User]:
    """Who holds a role in the round's council, and can still sign in."""
    held = User.objects.filter(memberships__council_id=round.council_id, memberships__role=role, is_active=True)
    return list(held.distinct())
