"""The only door to Event: every operation tells here what was done, beside the act and in the same transaction.

What is told is never changed, with one exception: words withdrawn because they could identify somebody, and those of
evidence that was withdrawn, are taken out of what it quotes, such as the reason of a score. That something was said,
when and by whom, stays.
"""

import datetime
import operator
from collections.abc import Collection, Iterable
from functools import reduce
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from assurance.models import Council, Event, QualityStatement, Round, User
from assurance.models.framework import OPENING
from assurance.models.history import CASE_ROOM
from assurance.passages import WITHDRAWN, Passage

_ABOUT_PEOPLE = (
    "assigned", "added the person", "changed the roles of", "made a password link for", "invited",
    "withdrew the invitation of",
)  # fmt: skip
_NOT_TYPED = frozenset({"part", "version", "score", "categories", "confidence", "owner", "kind", "format", "answer"})


def record(
    *,
    by: User | None,
    at: datetime.datetime,
    verb: str,
    subject: str,
    council: Council | None = None,
    round: Round | None = None,
    statement: QualityStatement | None = None,
    opening: bool = False,
    before: Any = None,
    after: Any = None,
    about_scores: bool = False,
    of_case_room: bool = False,
) -> Event:
    """Add one event: who did what to which subject, and what it was before and is now.

    `by` is None for what the service does itself. `before` and `after` are plain JSON values. What is `of_case_room`
    is read there and nowhere else.
    """
    event = Event(
        at=at,
        actor_id=by.pk if by else None,
        actor_name=by.name if by else "The service",
        council_id=council.pk if council else (round.council_id if round else None),
        round_id=round.pk if round else None,
        section=CASE_ROOM if of_case_room else statement.slug if statement else (OPENING if opening else ""),
        verb=verb,
        subject=subject[:300],
        before=before,
        after=after,
        about_scores=about_scores,
    )
    event.save()
    return event


Sections = Collection[tuple[int, str]]  # each a round's number and a section's slug


def quoting(*, council: Council, passage: Passage, sections: Sections | None = None) -> list[Event]:
    """The lines of a council's history that quote the words, in whatever round or section, or in some `sections` only.

    What nobody typed is left alone: a colleague who was given something or a role stays named, and so do the
    parts, numbers and choices that pages look up by their names.
    """
    events: QuerySet[Event] = QuerySet(Event).filter(council_id=council.pk).exclude(verb__in=_ABOUT_PEOPLE)
    if passage.needle:
        said = {f"{name}_said": Cast(name, TextField()) for name in ("before", "after")}
        holds = [Q(**{f"{name}__icontains": passage.needle}) for name in ("subject", *said)]
        events = events.alias(**said).filter(reduce(operator.or_, holds))
    quoted = events.order_by("pk").iterator(chunk_size=200)
    return [
        e
        for e in quoted
        if (sections is None or (e.round_id, e.section) in sections)
        and passage.stands_anywhere_in([e.subject, _typed(e.before), _typed(e.after)])
    ]


def forget(*, council: Council, passage: Passage, sections: Sections | None = None) -> None:
    """Take words out of what a council's history quotes; called by the act that withdraws them."""
    events = quoting(council=council, passage=passage, sections=sections)
    for event in events:
        event.subject = passage.taken_out_of(event.subject, limit=300)
        event.before, event.after = _without(event.before, passage), _without(event.after, passage)
    _store(events)


def _typed(told: Any) -> Any:
    return {k: v for k, v in told.items() if k not in _NOT_TYPED} if isinstance(told, dict) else told


def _without(told: Any, passage: Passage) -> Any:
    return (
        {**told, **passage.taken_out_of_value(_typed(told))}
        if isinstance(told, dict)
        else (passage.taken_out_of_value(told))
    )


def forget_told(*, council: Council, subject: str, names: Iterable[str]) -> None:
    """Take what some lines say under these names out of them: those whose subject begins so, such as "E3 ".

    Called by the act that deletes the thing itself, when no words are given that could be looked for.
    """
    names, events = frozenset(names), []
    told: QuerySet[Event] = QuerySet(Event).filter(council_id=council.pk, subject__startswith=subject)
    for event in told:
        before, after = _emptied(event.before, names), _emptied(event.after, names)
        if (before, after) != (event.before, event.after):
            event.before, event.after = before, after
            events.append(event)
    _store(events)


def _emptied(told: Any, names: frozenset[str]) -> Any:
    if not isinstance(told, dict):
        return told
    return {name: WITHDRAWN if value and name in names else value for name, value in told.items()}


def _store(events: list[Event]) -> None:
    everything: QuerySet[Event] = QuerySet(Event)  # its own manager refuses: history is append-only
    everything.bulk_update(events, ["subject", "before", "after"], batch_size=100)
