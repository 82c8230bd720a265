"""A session is put on the timetable."""

import pytest
from django.utils.timezone import localtime

from assurance.models import User
from selfassessment.models import VisitSession
from tests.pages import day, get, leads_to, post, refuses
from tests.selfassessment.visiting import MONDAY, dated, meet

HERE = ("visit_add", "2027")


def filled(**changed) -> dict:
    return {
        "kind": "interview", "title": "Interview with the director", "begins": "9:30", "ends": "10.15",
        **day("day", 8, 3, 2027), **changed,
    }  # fmt: skip


def test_everything_given_is_kept(signed_in, northmoor):
    client = signed_in(northmoor.priya)
    given = filled(
        place="Room 4", regulator="Lead assessor", people=[northmoor.aisha.pk, northmoor.ruth.pk],
        others="Carers’ forum, Chair\nOccupational therapists", statements=["equity"],
    )  # fmt: skip
    assert leads_to(post(client, *HERE, **given), "visit_session", "2027", "S1")
    page = get(client, "visit_session", "2027", "S1")
    for words in [
        "Monday 8 March 2027, 09:30 to 10:15", "Room 4", "Lead assessor", "Aisha Rahman", "Ruth Calloway",
        "Carers’ forum , Chair", "Occupational therapists", "Equity in experience and outcomes",
    ]:  # fmt: skip
        assert words.replace(" ,", ",") in page.words.replace(" ,", ","), words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("9", "09:00"), ("14.00", "14:00"), ("2pm", "14:00"), ("12am", "00:00"), ("2:30 p.m.", "14:30")],
)
def test_times_are_read_as_people_type_them(signed_in, northmoor, typed, meant):
    post(signed_in(northmoor.priya), *HERE, **filled(begins=typed, ends="23:45"))
    assert f"{localtime(VisitSession.objects.get().starts_at):%H:%M}" == meant


@pytest.mark.parametrize(
    ("changed", "sentence", "field"),
    [
        ({"title": " "}, "Give the session a title.", "title"),
        ({"begins": "25:00"}, "Give a real time, such as 9:30 or 2pm.", "begins"),
        ({"begins": "noon"}, "Give a real time, such as 9:30 or 2pm.", "begins"),
        ({"ends": ""}, "Say when it ends.", "ends"),
        ({"people": ["999999"]}, "Choose people from the list.", ""),
        (day("day", 30, 2, 2027), "Give a real date, such as 8 3 2027.", "day_day"),
        (day("day", 8, 3, 1027), "Give a date between 2015 and 2099.", "day_day"),
        ({"others": "x" * 121}, "Line 1 is too long", "others"),
    ],
)
def test_what_can_not_be_taken_is_said_and_stays_on_the_page(signed_in, northmoor, changed, sentence, field):
    page = post(signed_in(northmoor.priya), *HERE, **filled(**changed))
    refuses(page, sentence, field)
    assert page.value("ends") == changed.get("ends", "10.15")
    assert not VisitSession.objects.exists()


def test_what_clashes_is_kept_and_warned_of(signed_in, northmoor, now):
    meet(northmoor.round, northmoor.priya, now, "First", people=[northmoor.aisha])
    client = signed_in(northmoor.priya)
    assert leads_to(post(client, *HERE, **filled(people=[northmoor.aisha.pk])), "visit_session", "2027", "S2")
    assert "Aisha Rahman is also in S1 “First”, 9:30 to 10:30." in get(client, "visit_session", "2027", "S2").words


@pytest.mark.parametrize("ends", ["9:00", "9:30"])
def test_an_end_that_is_not_after_the_beginning_is_refused(signed_in, northmoor, ends):
    page = post(signed_in(northmoor.priya), *HERE, **filled(begins="9:30", ends=ends))
    refuses(page, f"It would end at 0{ends}, which is not after it begins (09:30). Give a later time.", "ends")
    assert not VisitSession.objects.exists()


def test_beside_those_who_can_not_open_the_visit_it_says_how_they_get_their_briefing(signed_in, northmoor):
    page = get(signed_in(northmoor.priya), *HERE)
    told = {
        given["aria-describedby"]: given["value"] for tag, given in page.elements
        if given.get("name") == "people" and given.get("aria-describedby")
    }  # fmt: skip
    barred = {northmoor.edwin.pk, *(one.pk for one in User.objects.filter(memberships__role="system-admin"))}
    assert {str(pk) for pk in barred} <= set(told.values())
    assert str(northmoor.aisha.pk) not in told.values()
    assert page.words.count("Can’t open the visit’s pages here: give them their briefing as a PDF.") == len(told)


def test_the_day_of_the_visit_is_filled_in(signed_in, northmoor, now):
    dated(northmoor.round, northmoor.priya, now, visit=MONDAY)
    page = get(signed_in(northmoor.priya), *HERE)
    assert (page.value("day_day"), page.value("day_month"), page.value("day_year")) == ("8", "3", "2027")


def test_what_looks_like_personal_data_is_asked_about(signed_in, northmoor):
    page = post(signed_in(northmoor.priya), *HERE, **filled(title="About 943 476 5919"))
    refuses(page, "This looks like it holds an NHS number", "title")
    assert not VisitSession.objects.exists()
