"""What can't be right in a timetable: doubled people and rooms, days outside the visit, ends before beginnings."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from selfassessment.clashes import Slot, clashes_of

DAY = datetime.datetime(2027, 3, 8, tzinfo=datetime.UTC)
FIRST, LAST = datetime.date(2027, 3, 8), datetime.date(2027, 3, 10)


def slot(key: str, begins: float, ends: float, *, place="", people=(), day=0, before=False, regulator="") -> Slot:
    start = DAY + datetime.timedelta(days=day)
    return Slot(
        key, f"Session {key}", start + datetime.timedelta(hours=begins), start + datetime.timedelta(hours=ends), place,
        tuple((name.casefold(), name) for name in people), regulator, before,
    )  # fmt: skip


def test_one_person_in_two_sessions_at_once_is_named_in_both():
    found = clashes_of([slot("S1", 9, 10, people=["Aisha"]), slot("S2", 9.5, 10.5, people=["Aisha", "Tom"])])
    assert found == {
        "S1": ["Aisha is also in S2 “Session S2”, 9:30 to 10:30."],
        "S2": ["Aisha is also in S1 “Session S1”, 9:00 to 10:00."],
    }


def test_several_people_at_once_are_one_sentence():
    some = [slot("S1", 9, 10, people=["Aisha", "Tom"]), slot("S2", 9, 10, people=["Tom", "Aisha"])]
    assert clashes_of(some)["S1"] == ["Aisha and Tom are also in S2 “Session S2”, 9:00 to 10:00."]


def test_somebody_of_the_regulators_in_two_sessions_at_once_is_named_in_both():
    some = [slot("S1", 9, 10, regulator="Lead assessor and deputy"), slot("S2", 9.5, 10, regulator="lead  assessor")]
    assert clashes_of(some) == {
        "S1": ["Lead assessor of the regulator’s team is also in S2 “Session S2”, 9:30 to 10:00."],
        "S2": ["lead  assessor of the regulator’s team is also in S1 “Session S1”, 9:00 to 10:00."],
    }


def test_people_of_the_regulator_who_are_only_counted_may_be_others_each_time():
    assert not clashes_of([slot(key, 9, 10, regulator="Two assessors") for key in ("S1", "S2")])


def test_one_room_twice_at_once_is_named_whatever_its_capitals_and_spaces():
    found = clashes_of([slot("S1", 9, 10, place="Room  4"), slot("S2", 9, 10, place="room 4 ")])
    assert "is also used by S2" in found["S1"][0]


def test_what_ends_as_the_other_begins_does_not_clash():
    assert not clashes_of([slot("S1", 9, 10, place="4", people=["A"]), slot("S2", 10, 11, place="4", people=["A"])])


def test_parallel_sessions_of_different_people_in_different_rooms_are_fine():
    assert not clashes_of([slot("S1", 9, 10, place="4", people=["A"]), slot("S2", 9, 10, place="7", people=["B"])])


def test_two_without_a_room_do_not_clash():
    assert not clashes_of([slot("S1", 9, 10), slot("S2", 9, 10)])


def test_a_day_outside_the_visit_is_said_but_not_of_what_comes_before_it():
    found = clashes_of([slot("S1", 9, 10, day=3), slot("S2", 9, 10, day=-7, before=True)], FIRST, LAST)
    assert found == {"S1": ["It lies outside the visit, which the timeline has on 8 March 2027 to 10 March 2027."]}


def test_without_a_date_for_the_visit_no_day_is_outside():
    assert not clashes_of([slot("S1", 9, 10, day=300)])


def test_an_end_before_the_beginning_is_said():
    assert clashes_of([slot("S1", 10, 9)]) == {"S1": ["It ends at 9:00, which is not after it begins."]}


def test_times_are_said_as_this_country_has_them_in_summer():
    july = datetime.timedelta(days=120)
    found = clashes_of([slot("S1", 9, 8, day=july.days)])
    assert "It ends at 9:00" in found["S1"][0]


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 5), st.sampled_from("ABC")), max_size=12))
def test_whoever_overlaps_is_told_of_and_nobody_else(drawn):
    """The same answer as comparing every pair."""
    slots = [slot(f"S{n}", b, b + length, people=[who]) for n, (b, length, who) in enumerate(drawn)]
    expected = {
        one.key
        for one in slots
        for other in slots
        if one is not other and one.people == other.people
        and one.starts_at < other.ends_at and other.starts_at < one.ends_at
    }  # fmt: skip
    assert set(clashes_of(slots)) == expected
