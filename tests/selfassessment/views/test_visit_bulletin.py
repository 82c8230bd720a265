"""The bulletin of a day."""

import datetime

import pytest

from selfassessment.operations.follow_ups import add_follow_up
from tests.pages import get
from tests.selfassessment.visiting import MONDAY, meet, noted

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
        "Monday 8 March 2027", "1 session today", "What was asked: How long do people wait?",
        "They took the longest wait", "Nobody has it yet", "Send the list of referrals. S1 · Tom Birkett has it",
        "Next: Wednesday 10 March", "Interview with the PSW Helen Sowerby",
    ]:  # fmt: skip
        assert words in page.words, words


def test_open_requests_say_how_many_hours_are_left(signed_in, northmoor, now):
    hour = datetime.timedelta(hours=1)
    for due in (now + 5.5 * hour, now - 2.5 * hour, None):
        add_follow_up(
            round=northmoor.round, asked_by="Lead assessor", asked_at=now - 9 * hour, what="The rota", due_at=due,
            owner=None, by=northmoor.priya, at=now,
        )  # fmt: skip
    words = get(signed_in(northmoor.tom), *HERE).words
    assert "3 follow-up requests open" in words
    assert words.index("2 hours late") < words.index("In 5 hours") < words.index("No time set")


def test_a_day_without_sessions_says_so(signed_in, northmoor):
    words = get(signed_in(northmoor.tom), *HERE).words
    assert "No session was on the timetable for this day." in words
    assert "No further session is planned." in words


@pytest.mark.parametrize("day", ["today", "2027-02-30", "20270308x"])
def test_what_is_no_day_is_not_found(signed_in, northmoor, day):
    assert signed_in(northmoor.tom).get(f"/2027/visit/bulletin/{day}/").status_code == 404
