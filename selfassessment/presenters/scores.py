"""Scores beside each other: the team's own, a challenger's, and last round's."""

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet

from assurance.access import Access
from assurance.models import Assignment, QualityStatement, Round, User
from assurance.questions import Question
from selfassessment.models import ChallengeScore, Confidence, Judgement, Score


@dataclass(frozen=True)
class ChallengeLine:
    """What a challenger gave, and in words how it differs from the team's own."""

    name: str
    value: int
    reason: str
    at: datetime.datetime
    difference: str
    given_again: bool


def challenge_lines(judgement: Judgement, own: Score | None) -> list[ChallengeLine]:
    """The challenge scores of a statement, the first given first, each beside the team's own: one query."""
    return [
        ChallengeLine(
            name=name,
            value=value,
            reason=reason,
            at=at,
            difference=difference(own.value if own else None, value),
            given_again=version > 1,
        )
        for name, value, reason, at, version in _challenges.tuples(judgement.pk)
    ]


@Question
def _challenges(judgement: int) -> QuerySet:
    given = ChallengeScore.objects.filter(judgement=judgement).order_by("at")
    return given.values_list("by__name", "value", "reason", "at", "version")


def difference(own: int | None, challenge: int) -> str:
    """How a challenge score differs from the team's own, as a sentence.

    >>> difference(3, 2)
    'One lower than our own.'
    >>> difference(None, 2)
    'We have not scored this ourselves yet.'
    """
    if own is None:
        return "We have not scored this ourselves yet."
    if own == challenge:
        return "The same as our own."
    apart = {1: "One", 2: "Two", 3: "Three"}[abs(own - challenge)]
    return f"{apart} {'lower' if challenge < own else 'higher'} than our own."


@dataclass(frozen=True)
class LastScore:
    """What the same statement was scored in the round before."""

    round_title: str
    value: int
    reason: str
    confidence: str
    at: datetime.datetime


def last_rounds_score(
    round: Round, statement: QualityStatement, judgement: Judgement | None, access: Access, person: User
) -> LastScore | None:
    """The score of the round before, for somebody who sees both; at most two queries, none in a first round.

    The section it was carried over from says which; otherwise the statement with the same word or name.
    """
    if round.previous_id is None:
        return None
    if judgement is not None and judgement.carried_from_id:
        before = _scored.tuples(round.council_id, judgement.carried_from_id, None, None)
    else:
        scored = QualityStatement.objects.filter(judgement__round=round.previous_id, judgement__score__isnull=False)
        alike = [one for one in scored.order_by("number") if same_statement(one, statement)]
        same = next((one for one in alike if one.slug == statement.slug), next(iter(alike), None))
        before = _scored.tuples(round.council_id, None, round.previous_id, same.pk) if same else []
    found = next(iter(before), None)
    if found is None or not _saw(*found[:3], access, person):
        return None
    title, value, reason, confidence, at = found[3:]
    return LastScore(title, value, reason, Confidence(confidence).label if confidence else "", at)


@Question
def _scored(council: int, section: int | None, round: int | None, statement: int | None) -> QuerySet:
    """The score of a section, known by itself or by its round and statement."""
    at = {"judgement": section} if section else {"judgement__round": round, "judgement__statement": statement}
    return Score.objects.filter(**at, judgement__round__council=council).values_list(
        "judgement__round", "judgement__statement", "judgement__statement__slug",
        "judgement__round__title", "value", "reason", "confidence", "changed_at",
    )  # fmt: skip


def same_statement(one: QualityStatement, other: QualityStatement) -> bool:
    """Whether two editions ask the same, perhaps under another name: by word, title or what else they go by."""
    return one.slug == other.slug or bool(_names(one) & _names(other))


def _names(statement: QualityStatement) -> set[str]:
    return {statement.title.casefold(), *(alias["title"].casefold() for alias in statement.aliases)}


def _saw(before: int, statement: int, section: str, access: Access, person: User) -> bool:
    """Whether a person may see a score of a round before, by their numbers: by role, or where they had the section."""
    if Access(roles=access.roles).sees_all_scores:
        return True
    writes = [Assignment.Kind.OWNER, Assignment.Kind.CONTRIBUTOR]
    had = Assignment.objects.filter(round=before, statement=statement, person=person, kind__in=writes).exists()
    assigned = frozenset({section}) if had else frozenset()
    return Access(roles=access.roles, assigned=assigned).sees_score_of(section)
