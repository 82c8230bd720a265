"""Secret addresses of calendars: opened for one person and one round, closed again, and looked up by their hash."""

import datetime
import hashlib
import secrets

from django.db import transaction

from assurance import history
from assurance.access import Access, access_of
from assurance.models import CalendarFeed, Round, User
from assurance.roles import Permission

BYTES = 32  # of chance in an address: nobody guesses it


class FeedThere(Exception):
    """An address was made or taken back meanwhile; the text is the sentence to show."""


@transaction.atomic
def open_feed(*, round: Round, by: User, at: datetime.datetime, seen: str | None = None) -> str:
    """Make the address at which this person's calendar finds the round; the one they had before stops working.

    Returns its secret word, which is shown once and kept nowhere. `seen` is the stamp of the address they knew of
    (empty for none): a press that comes twice, or a page loaded again, raises FeedThere and leaves the address alone.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two presses at once come one after the other
    if seen is not None and seen != stamp_of(CalendarFeed.objects.filter(round=round, person=by).first()):
        raise FeedThere(
            "Your address was made or taken back since this page was opened, so nothing was changed: an address that "
            "you have copied still works."
        )
    token = secrets.token_urlsafe(BYTES)
    CalendarFeed.objects.filter(round=round, person=by).delete()
    CalendarFeed.objects.create(round=round, person=by, token_sha256=_hash(token), opened_at=at)
    history.record(by=by, at=at, round=round, verb="opened a calendar address for", subject=round.title)
    return token


def stamp_of(feed: CalendarFeed | None) -> str:
    """What tells one address of a person from the next, without the address; empty for none."""
    return feed.token_sha256[:16] if feed else ""


@transaction.atomic
def close_feed(*, round: Round, by: User, at: datetime.datetime) -> bool:
    """Take back this person's address, so that whoever still has it finds nothing; False when there was none."""
    closed, _ = CalendarFeed.objects.filter(round=round, person=by).delete()
    if closed:
        history.record(by=by, at=at, round=round, verb="closed the calendar address for", subject=round.title)
    return bool(closed)


def feed_of(token: str) -> tuple[Round, Access] | None:
    """The round a secret word leads to and what its person may see there today; None when it leads nowhere (any more).

    Somebody who has left the council, or is no longer invited, finds nothing.
    """
    found = CalendarFeed.objects.filter(token_sha256=_hash(token), person__is_active=True)
    feed = found.select_related("person", "round__council").first()
    if feed is None:
        return None
    access = access_of(feed.person, feed.round.council, feed.round)
    return (feed.round, access) if access.may(Permission.READ_ROUND) else None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
