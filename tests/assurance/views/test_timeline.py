"""What happens when, how we know it, and what has moved."""

import datetime

import pytest

from assurance.models import Milestone
from assurance.operations.milestones import fix_plan, remove_milestone
from assurance.operations.timeline import type_date
from tests.assurance.dating import begun
from tests.pages import get

HERE = ("timeline", "2027")


def test_without_dates_it_says_what_to_do_first_to_those_who_may(signed_in, northmoor):
    page = get(signed_in(northmoor.priya), *HERE)
    assert "There is no timeline yet" in page.words
    assert "/2027/timeline/start/" in page.links
    assert "/2027/timeline/start/" not in get(signed_in(northmoor.aisha), *HERE).links


@pytest.fixture
def dates(northmoor, now):
    return begun(northmoor.round, northmoor.priya, now, now.date() - datetime.timedelta(days=1))


def test_each_date_says_how_it_came_about_and_that_it_is_to_be_checked(signed_in, northmoor, dates):
    page = get(signed_in(northmoor.aisha), *HERE)
    for words in [
        "Check every date against your letter", "Typed", "By rule", "Estimate", "Not known yet",
        "10 working days after “Draft report arrives”", "49 days after “Second notification”",
        f"{len(dates)} dates in their order",
    ]:  # fmt: skip
        assert words in page.words, words


def test_a_date_moved_off_a_day_off_says_why(signed_in, northmoor, now):
    begun(northmoor.round, northmoor.priya, now)
    words = get(signed_in(northmoor.aisha), *HERE).words
    assert (
        "21 days after “Notification”, brought forward to the last working day before, because Monday 28 December 2026 "
        "is a bank holiday"
    ) in words
    assert "7 days after “Notification” LGA guide" in words, "and one that was not moved does not"


def test_dates_in_an_impossible_order_are_warned_of(signed_in, northmoor, now):
    dates = begun(northmoor.round, northmoor.priya, now)
    assert "has to come before it" not in get(signed_in(northmoor.aisha), *HERE).words
    type_date(milestone=dates["second-notification"], on=datetime.date(2026, 12, 1), by=northmoor.priya, at=now)
    words = get(signed_in(northmoor.aisha), *HERE).words
    assert (
        "“Notification” (7 December 2026) is later than “Second notification” (1 December 2026), and has to come before"
    ) in words


def test_the_next_date_is_named_with_the_days_to_it_also_in_the_frame(signed_in, northmoor, dates):
    page = get(signed_in(northmoor.aisha), *HERE)
    days = (Milestone.objects.get(pk=dates["return-first-week"].pk).on - datetime.date.today()).days  # noqa: DTZ011
    assert f"in {days} days" in page.words
    assert f"Return, items due in one week: {days} days" in page.words


def test_the_frame_names_the_self_assessment_where_that_is_due_first(signed_in, northmoor, now):
    begun(northmoor.round, northmoor.priya, now, now.date() + datetime.timedelta(days=200))
    assert "Self-assessment due: 90 days" in get(signed_in(northmoor.aisha), *HERE).words


def test_the_picture_has_a_title_and_stands_twice_for_wide_and_narrow(signed_in, northmoor, dates):
    page = get(signed_in(northmoor.aisha), *HERE)
    assert page.html.count('role="img"') == 2
    assert page.html.count('id="dates-title"') == 1


def test_against_a_fixed_plan_what_moved_is_said_in_working_days(signed_in, northmoor, dates, now):
    assert "Against the plan" not in get(signed_in(northmoor.aisha), *HERE).words
    fix_plan(round=northmoor.round, by=northmoor.priya, at=now)
    visit = Milestone.objects.get(pk=dates["visit"].pk)
    type_date(milestone=visit, on=visit.on + datetime.timedelta(days=7), by=northmoor.priya, at=now)
    page = get(signed_in(northmoor.aisha), *HERE)
    assert "working days later than planned" in page.words
    assert "As planned" in page.words


def test_only_those_who_run_the_return_are_offered_to_change_it(signed_in, northmoor, dates, now):
    remove_milestone(milestone=dates["feedback"], by=northmoor.priya, at=now)
    officer, manager = (get(signed_in(who), *HERE) for who in (northmoor.aisha, northmoor.priya))
    assert officer.acts == [a for a in officer.acts if "/timeline/" not in a]
    assert {"/2027/timeline/fix/", "/2027/timeline/feedback/restore/"} <= set(manager.acts)
    assert "/2027/timeline/visit/" in manager.links
    assert "/2027/timeline/visit/" not in officer.links


def test_an_invited_lead_member_reads_it_and_another_council_finds_nothing(signed_in, northmoor, dates, stranger):
    assert get(signed_in(northmoor.edwin), *HERE).status == 200
    assert signed_in(stranger).get("/2027/timeline/").status_code == 404
