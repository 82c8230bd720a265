"""Telling people something: one notice each, read or not."""

import datetime
from collections.abc import Iterable

from django.db import transaction

from assurance.models import Council, Notice, Round, User


@transaction.atomic
def tell(
    *,
    people: Iterable[User],
    sentence: str,
    page: str,
    arguments: list[str],
    council: Council,
    at: datetime.datetime,
    fragment: str = "",
    round: Round | None = None,
) -> list[Notice]:
    """Tell people something, each once. `page` is a URL name with its arguments; the sentence quotes nobody."""
    return Notice.objects.bulk_create(
        Notice(
            person=person,
            council=council,
            round=round,
            sentence=sentence[:300],
            page={"name": page, "arguments": arguments, "fragment": fragment},
            at=at,
        )
        for person in {person.pk: person for person in people}.values()
    )


@transaction.atomic
def mark_read(*, person: User, council: Council, at: datetime.datetime, notices: list[int] | None = None) -> int:
    """Mark notices of a person as read: those given by number, or all; returns how many were unread."""
    unread = Notice.objects.filter(person=person, council=council).unread()
    if notices is not None:
        unread = unread.filter(pk__in=notices)
    return unread.update(seen_at=at)
