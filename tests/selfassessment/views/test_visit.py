"""The timetable of the visit: by day, with warnings, filters, briefings and bulletins."""

import datetime

from selfassessment.operations.visits import cancel_session
from tests.pages import get
from tests.selfassessment.visiting import MONDAY, dated, meet, noted

HERE = ("visit", "2027")
TUESDAY = MONDAY + datetime.timedelta(days=1)


def test_without_sessions_it_says_what_to_do_first(signed_in, northmoor):
    page = get(signed_in(northmoor.priya), *HERE)
    assert "No session is planned yet" in page.words
    assert "/2027/visit/add/" in page.links
    assert "/2027/visit/add/" not in get(signed_in(northmoor.aisha), *HERE).links


def test_sessions_stand_by_day_with_who_where_and_with_whom(signed_in, northmoor, now):
    round, priya = northmoor.round, northmoor.priya
    dated(round, priya, now, visit=MONDAY)
    meet(round, priya, now, day=TUESDAY, title="The second day")
    meet(round, priya, now, people=[northmoor.aisha], others=[("Carers’ forum", "Chair")], place="Room 4",
         regulator="Lead assessor")  # fmt: skip
    page = get(signed_in(northmoor.aisha), *HERE)
    for words in [
        "The visit is from Monday 8 March to Wednesday 10 March 2027. 2 sessions are planned.",
        "Monday 8 March 2027", "09:30 to 10:30", "Aisha Rahman", "Carers’ forum, Chair", "Room 4", "With Lead assessor",
    ]:  # fmt: skip
        assert words in page.words, words
    assert page.words.index("Monday 8 March 2027") < page.words.index("Tuesday 9 March 2027")
    assert "/2027/visit/people/carers-forum/" in page.links


def test_clashes_are_named_at_the_top(signed_in, northmoor, now):
    for number in range(2):
        meet(northmoor.round, northmoor.priya, now, f"Number {number}", people=[northmoor.aisha], place="Room 4")
    page = get(signed_in(northmoor.aisha), *HERE)
    assert "2 sessions to look at" in page.words
    assert "Aisha Rahman is also in S2 “Number 1”, 9:30 to 10:30." in page.words
    assert "“Room 4” is also used by S1 “Number 0”" in page.words


def test_a_cancelled_session_stays_struck_out_and_clashes_with_nothing(signed_in, northmoor, now):
    first, _ = (meet(northmoor.round, northmoor.priya, now, place="Room 4") for _ in range(2))
    cancel_session(session=first, why="Ill", by=northmoor.priya, at=now)
    page = get(signed_in(northmoor.aisha), *HERE)
    assert "Cancelled" in page.words
    assert "to look at" not in page.words
    assert "1 session is planned" in page.words


def test_filters_stay_in_the_address(signed_in, northmoor, now):
    meet(northmoor.round, northmoor.priya, now, "Mine", people=[northmoor.aisha])
    meet(northmoor.round, northmoor.priya, now, "Theirs", kind="drop-in")
    client = signed_in(northmoor.aisha)
    mine = get(client, *HERE, mine="yes")
    assert "1 session under these filters" in mine.words
    assert "Theirs" not in mine.words
    assert "Mine" not in get(client, *HERE, kind="drop-in").words.partition("S2: Theirs")[2].partition("Briefings")[0]
    assert "No session is like that" in get(client, *HERE, kind="data").words
    assert "2 sessions" in get(client, *HERE, kind="nonsense").words


def test_days_that_have_been_have_a_bulletin_and_logs_are_counted(signed_in, northmoor, now):
    session = meet(northmoor.round, northmoor.priya, now, day=datetime.date(2026, 3, 9))
    noted(session, northmoor.priya, now)
    page = get(signed_in(northmoor.aisha), *HERE)
    assert "/2027/visit/bulletin/2026-03-09/" in page.links
    assert "1 in the log" in page.words


def test_lead_members_do_not_see_it_and_another_council_finds_nothing(signed_in, northmoor, stranger):
    assert signed_in(northmoor.edwin).get("/2027/visit/").status_code == 403
    assert signed_in(stranger).get("/2027/visit/").status_code == 404
