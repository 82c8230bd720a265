"""The dates as a file for calendars, read back by the library and line by line."""

import datetime

import pytest
from icalendar import Calendar

from assurance.calendars import Entry, entries_of
from assurance.ical import as_ical
from assurance.models import CalendarFeed
from assurance.operations.calendar_feeds import close_feed, feed_of, open_feed
from assurance.operations.people import set_roles
from assurance.operations.timeline import type_date
from tests.assurance.dating import begun
from tests.selfassessment.visiting import meet

pytestmark = pytest.mark.embedded
AT = datetime.datetime(2026, 12, 7, 12, 0, tzinfo=datetime.UTC)


def events(content: bytes) -> list:
    return [one for one in Calendar.from_ical(content).walk() if one.name == "VEVENT"]


def written(*entries: Entry) -> bytes:
    return as_ical(title="2027", place="2027.northmoor", entries=entries, at=AT)


def test_a_day_is_a_whole_day_that_ends_with_the_next():
    content = written(Entry("milestone-visit", "Visit begins", on=datetime.date(2027, 3, 8)))
    assert b"DTSTART;VALUE=DATE:20270308\r\nDTEND;VALUE=DATE:20270309\r\n" in content
    assert b"DTSTAMP:20261207T120000Z" in content
    assert b"UID:milestone-visit.2027.northmoor@prepare-for-assessment" in content.replace(b"\r\n ", b"")


def test_a_session_in_summer_is_in_utc():
    from zoneinfo import ZoneInfo

    start = datetime.datetime(2027, 7, 5, 9, 30, tzinfo=ZoneInfo("Europe/London"))
    content = written(Entry("session-1", "Interview", starts_at=start, ends_at=start + datetime.timedelta(hours=1)))
    assert b"DTSTART:20270705T083000Z\r\n" in content
    assert b"DTEND:20270705T093000Z\r\n" in content


def test_long_titles_are_folded_and_signs_escaped():
    title = "Bürger’s forum; rooms 1, 2 \\ 3\n" + "and so on " * 20
    content = written(Entry("a", title, on=datetime.date(2027, 3, 8)))
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert b"\\;" in content
    assert str(events(content)[0]["SUMMARY"]).split() == title.split()


def test_how_a_date_was_counted_and_moved_is_said(northmoor, now):
    begun(northmoor.round, northmoor.priya, now)
    access = feed_of(open_feed(round=northmoor.round, by=northmoor.priya, at=now))[1]
    by_title = {one.title: one.note for one in entries_of(northmoor.round, access)}
    said = by_title["Return, items due in three weeks"]
    assert said.startswith("Estimate: 21 days after “Notification”, brought forward to")
    assert by_title["Notification"] == ""
    content = written(Entry("a", "A", on=datetime.date(2027, 3, 8), note="21 days after “Notification”"))
    assert str(events(content)[0]["DESCRIPTION"]) == "21 days after “Notification”"


def test_an_estimate_is_tentative_and_says_so_until_somebody_types_it(northmoor, now):
    dates = begun(northmoor.round, northmoor.priya, now)
    access = feed_of(open_feed(round=northmoor.round, by=northmoor.priya, at=now))[1]

    def shown(slug: str) -> tuple[str, str]:
        found = events(written(*entries_of(northmoor.round, access)))
        one = next(event for event in found if event["UID"].startswith(f"milestone-{slug}."))
        return str(one["STATUS"]), str(one["SUMMARY"])

    assert shown("notification") == ("CONFIRMED", "Notification")
    assert shown("visit") == ("TENTATIVE", f"Estimate: {dates['visit'].title}")
    type_date(milestone=dates["visit"], on=datetime.date(2027, 3, 8), by=northmoor.priya, at=now)
    assert shown("visit") == ("CONFIRMED", dates["visit"].title)


def test_a_date_by_rule_is_as_certain_as_what_it_is_counted_from(northmoor, now):
    dates = begun(northmoor.round, northmoor.priya, now)
    access = feed_of(open_feed(round=northmoor.round, by=northmoor.priya, at=now))[1]

    def comments() -> Entry:
        found = entries_of(northmoor.round, access)
        return next(one for one in found if one.uid == "milestone-factual-accuracy")

    draft = dates["draft-report"]
    assert comments().estimate
    assert comments().note.startswith(f"By rule, but “{draft.title}” is an estimate: 10 working days after")
    type_date(milestone=draft, on=datetime.date(2027, 6, 1), by=northmoor.priya, at=now)
    assert not comments().estimate
    assert comments().note.startswith("10 working days after")


def test_a_cancelled_session_says_so():
    start = AT + datetime.timedelta(days=1)
    content = written(Entry("session-1", "Interview", starts_at=start, ends_at=start, cancelled=True, changes=2))
    assert b"STATUS:CANCELLED" in content
    assert b"SUMMARY:Cancelled: Interview" in content
    assert b"SEQUENCE:2" in content


def test_a_date_that_follows_another_is_the_later_one_for_calendars_too(northmoor, now):
    notification = begun(northmoor.round, northmoor.priya, now)["notification"]
    access = feed_of(open_feed(round=northmoor.round, by=northmoor.priya, at=now))[1]

    def changes() -> dict[str, int]:
        return {one.uid: one.changes for one in entries_of(northmoor.round, access)}

    before = changes()
    type_date(milestone=notification, on=datetime.date(2026, 12, 14), by=northmoor.priya, at=now)
    after = changes()
    assert after["milestone-visit"] > before["milestone-visit"]
    assert after["milestone-notification"] > before["milestone-notification"]


def test_identifiers_stay_the_same_and_are_one_of_a_kind(northmoor, now):
    begun(northmoor.round, northmoor.priya, now)
    meet(northmoor.round, northmoor.priya, now)
    access = feed_of(open_feed(round=northmoor.round, by=northmoor.priya, at=now))[1]
    first, second = ([str(e["UID"]) for e in events(written(*entries_of(northmoor.round, access)))] for _ in range(2))
    assert first == second
    assert len(set(first)) == len(first) > 10


def test_sessions_stand_only_in_calendars_of_people_who_see_the_visit(northmoor, now):
    begun(northmoor.round, northmoor.priya, now)
    meet(northmoor.round, northmoor.priya, now, "Interview of the director")
    seen = {}
    for who in (northmoor.aisha, northmoor.edwin):
        round, access = feed_of(open_feed(round=northmoor.round, by=who, at=now))
        seen[who.name] = "Interview of the director" in {one.title for one in entries_of(round, access)}
    assert seen == {"Aisha Rahman": True, "Councillor Edwin Tarn": False}


def test_an_address_is_kept_as_a_hash_and_the_next_one_ends_it(northmoor, now):
    first = open_feed(round=northmoor.round, by=northmoor.aisha, at=now)
    assert first not in str(CalendarFeed.objects.values())
    second = open_feed(round=northmoor.round, by=northmoor.aisha, at=now)
    assert feed_of(first) is None
    assert feed_of(second)[0] == northmoor.round
    assert close_feed(round=northmoor.round, by=northmoor.aisha, at=now)
    assert feed_of(second) is None
    assert not close_feed(round=northmoor.round, by=northmoor.aisha, at=now)


def test_whoever_has_left_the_council_finds_nothing(northmoor, now):
    token = open_feed(round=northmoor.round, by=northmoor.tom, at=now)
    set_roles(council=northmoor.council, person=northmoor.tom, roles=[], by=northmoor.callum, at=now)
    assert feed_of(token) is None
