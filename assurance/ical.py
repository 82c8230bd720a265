"""Dates as an iCalendar file (RFC 5545): the only importer of the library that writes it."""

import datetime
from collections.abc import Iterable

from assurance.calendars import Entry

MEDIA_TYPE = "text/calendar; charset=utf-8"
SERVICE = "prepare-for-assessment"
ONE = datetime.timedelta(days=1)


def as_ical(*, title: str, place: str, entries: Iterable[Entry], at: datetime.datetime) -> bytes:
    """A calendar with these entries; `place` (a council and its round) makes their identifiers one of a kind."""
    from icalendar import Calendar  # here: no other page needs it in memory
    from icalendar import Event as Shown

    calendar = Calendar()
    calendar.add("prodid", f"-//{SERVICE}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval;value=duration", "PT4H")
    for entry in entries:
        event = Shown()
        event.add("uid", f"{entry.uid}.{place}@{SERVICE}")
        event.add("dtstamp", at.astimezone(datetime.UTC))
        event.add("sequence", entry.changes)
        event.add("summary", f"{_said_before(entry)}{entry.title}")
        if entry.note:
            event.add("description", entry.note)
        event.add("status", _status(entry))
        if entry.on is not None:
            event.add("dtstart", entry.on)
            event.add("dtend", entry.on + ONE)
            event.add("transp", "TRANSPARENT")
        elif entry.starts_at is not None:
            event.add("dtstart", entry.starts_at.astimezone(datetime.UTC))
            if entry.ends_at is not None and entry.ends_at > entry.starts_at:
                event.add("dtend", entry.ends_at.astimezone(datetime.UTC))
        calendar.add_component(event)
    return calendar.to_ical()


def _said_before(entry: Entry) -> str:
    """What stands before a title, because many calendars show nothing else."""
    if entry.cancelled:
        return "Cancelled: "
    return "Estimate: " if entry.estimate else ""


def _status(entry: Entry) -> str:
    if entry.cancelled:
        return "CANCELLED"
    return "TENTATIVE" if entry.estimate else "CONFIRMED"
