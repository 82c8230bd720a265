"""Which dates can't be as they stand, and which are more likely a slip of the keys."""

import datetime

import pytest

from assurance.date_order import ORDER, Dated, impossible, newly_unlikely, unlikely
from assurance.operations.timeline import starting_set

DAY = datetime.date(2027, 3, 8)
ONE = datetime.timedelta(days=1)
NOTIFIED = Dated("notification", "Notification", datetime.date(2026, 12, 7))


@pytest.mark.parametrize(("first", "then", "same_day"), ORDER)
def test_each_two_dates_are_warned_of_the_wrong_way_round(first, then, same_day):
    def said(earlier, later):
        return impossible([Dated(first, "First", earlier), Dated(then, "Then", later)])

    assert said(DAY, DAY + ONE) == said(DAY, None) == said(None, DAY) == []
    assert said(DAY + ONE, DAY) == [
        "“First” (9 March 2027) is later than “Then” (8 March 2027), and has to come before it."
    ]
    assert bool(said(DAY, DAY)) != same_day


def test_every_date_it_names_is_in_the_starting_set():
    known = {step.slug for step in starting_set()}
    assert {slug for first, then, _ in ORDER for slug in (first, then)} <= known


def test_what_lies_far_from_the_notification_is_unlikely():
    def odd(on, **given):
        return unlikely([NOTIFIED, Dated("visit", "Visit", on, **given)])

    assert "would be before “Notification” (7 December 2026)" in odd(datetime.date(2026, 12, 6))["visit"]
    assert "more than 2 years before" in odd(datetime.date(2020, 1, 1))["visit"]
    assert "more than 2 years after" in odd(datetime.date(2029, 1, 1))["visit"]
    assert odd(NOTIFIED.on) == odd(datetime.date(2028, 12, 7)) == odd(None) == {}


def test_what_a_council_added_may_lie_before_the_notification_but_not_years_before():
    own = Dated("steering-group", "Steering group", datetime.date(2026, 3, 2), ours=True)
    assert unlikely([NOTIFIED, own]) == {}
    assert unlikely([NOTIFIED, Dated("x", "X", datetime.date(2016, 3, 2), ours=True)])
    assert unlikely([own]) == {}, "nothing is far from a notification nobody knows"


def test_what_was_odd_before_is_not_asked_about_again():
    before = {"a": "A is odd."}
    assert newly_unlikely(before, {"a": "A is odd.", "b": "B is odd."}, "a") == ["B is odd."]
    assert newly_unlikely(before, {"a": "A is odder."}, "a") == ["A is odder."]
    assert newly_unlikely({}, {"a": "A is odd.", "b": "B is odd."}, "b") == ["B is odd.", "A is odd."]
