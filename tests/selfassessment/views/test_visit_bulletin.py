"""The bulletin of a day."""

import datetime

import pytest
from django.utils import timezone

from selfassessment.operations.follow_ups import add_follow_up, drop_follow_up
from selfassessment.operations.visit_log import entry_to_action, remove_entry
from selfassessment.operations.visits import cancel_session
from tests.pages import get
from tests.selfassessment.visiting import MONDAY, meet, moment, noted

ONE_DAY = datetime.timedelta(days=1)

HERE = ("visit_bulletin", "2027", "2027-03-08")


def test_it_gathers_the_day_and_says_who_is_on_next(signed_in, northmoor, now):
    round, priya = northmoor.round, northmoor.priya
    session = meet(round, priya, now, people=[northmoor.aisha])
    meet(
        round, priya, now, "Interview with the PSW", day=MONDAY + datetime.timedelta(days=2), people=[northmoor.helen]
    )
    noted(session, northmoor.aisha, now, "How long do people wait?", kind="asked")
    noted(session, northmoor.aisha, now, "They took the longest wait for the middle one.", kind="misconception")
    noted(session, northmoor.aisha, now, owner=northmoor.tom)
    page = get(signed_in(northmoor.tom), *HERE)
    for words in [
        "Monday 8 March 2027", "1 session on Monday 8 March", "What was asked: How long do people wait?",
        "They took the longest wait", "Nobody has it yet", "Send the list of referrals. S1 · Tom Birkett has it",
        "Next: Wednesday 10 March", "Interview with the PSW Helen Sowerby",
    ]:  # fmt: skip
        assert words in page.words, words


def test_open_requests_say_how_many_hours_are_left(signed_in, northmoor, now):
    hour = datetime.timedelta(hours=1)
    for due in (now + 5.5 * hour, now - 2.5 * hour, None):
        add_follow_up(
            round=northmoor.round, asked_by="Lead assessor", asked_at=now - 9 * hour, what=f"The rota, {due}",
            due_at=due, owner=None, by=northmoor.priya, at=now,
        )  # fmt: skip
    words = get(signed_in(northmoor.tom), *HERE).words
    assert "3 follow-up requests open" in words
    assert words.index("2 hours late") < words.index("In 5 hours") < words.index("No time set")


def test_the_bulletin_of_a_day_that_is_over_is_that_days(signed_in, northmoor, now):
    """What came later stands in the bulletin of the day it came."""
    round, priya, aisha = northmoor.round, northmoor.priya, northmoor.aisha
    day = timezone.localdate(now) - ONE_DAY
    then, before = moment(day, "17:00"), moment(day - ONE_DAY, "09:00")
    session = meet(round, priya, before, day=day, people=[aisha])
    off = meet(round, priya, before, "Data session", day=day)
    asked = {"round": round, "asked_by": "Lead assessor", "owner": None, "by": priya}
    early = add_follow_up(
        asked_at=then, what="The rota", due_at=moment(day, "16:00") + 3 * ONE_DAY, at=then, **asked
    )  # fmt: skip
    kept = noted(session, aisha, then, "A promise of that day.")
    taken_out = noted(session, aisha, then, "Taken out the day after.")
    remove_entry(entry=taken_out, by=aisha, at=now)
    noted(session, aisha, now, "A promise of the day after.")
    entry_to_action(entry=kept, by=priya, at=now)
    drop_follow_up(request=early, note="They have it.", by=priya, at=now)
    add_follow_up(asked_at=now, what="Asked too late", due_at=None, at=now, **asked)
    meet(round, priya, now, "Planned later", day=MONDAY)
    cancel_session(session=off, why="Ill", by=priya, at=now)
    client = signed_in(northmoor.tom)
    words = get(client, "visit_bulletin", "2027", day.isoformat()).words
    due = day + 3 * ONE_DAY
    for there in [
        "As things stood at the end of that day", f"2 sessions on {day:%A} {day.day} {day:%B}",
        "A promise of that day.", "The rota", "Taken out the day after.",
        "1 follow-up request open at the end of that day",
        f"Due {due.day} {due:%B}, 16:00", "No further session was planned.",
    ]:  # fmt: skip
        assert there in words, there
    for later in ["A promise of the day after.", "action A", "Asked too late", "Planned later", "Cancelled", "In 3"]:
        assert later not in words, later
    words = get(client, "visit_bulletin", "2027", timezone.localdate(now).isoformat()).words
    assert "A promise of the day after. S1" in words
    assert "A promise of that day." not in words


def test_only_the_bulletin_of_today_says_today(signed_in, northmoor, now):
    today = timezone.localdate(now)
    client = signed_in(northmoor.tom)
    for day in (today - ONE_DAY, today, today + 3 * ONE_DAY):
        meet(northmoor.round, northmoor.priya, now, day=day)
        words = get(client, "visit_bulletin", "2027", day.isoformat()).words
        when = "today" if day == today else f"on {day:%A} {day.day} {day:%B}"
        for said in ("1 session {}", "Nobody noted a misconception {}.", "Nothing was promised {}."):
            assert said.format(when) in words
        empty = "Nothing was in the log by the end" if day < today else f"No session {when} has anything in its log"
        assert empty in words
        assert ("today" in words) == (day == today)


def test_page_and_timetable_say_when_it_comes(signed_in, northmoor, now):
    meet(northmoor.round, northmoor.priya, now)
    client = signed_in(northmoor.tom)
    assert "finds this in their inbox from 18:00 on this day" in get(client, *HERE).words
    assert "finds it in their inbox from 18:00 on that day" in get(client, "visit", "2027").words


def test_a_day_without_sessions_says_so(signed_in, northmoor):
    words = get(signed_in(northmoor.tom), *HERE).words
    assert "No session was on the timetable for this day." in words
    assert "No further session is planned." in words


@pytest.mark.parametrize("day", ["today", "2027-02-30", "20270308x"])
def test_what_is_no_day_is_not_found(signed_in, northmoor, day):
    assert signed_in(northmoor.tom).get(f"/2027/visit/bulletin/{day}/").status_code == 404
