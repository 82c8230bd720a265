"""What is done with the dates of a timeline, from the operations' side: Christmas and Easter, circles, the plan."""

import datetime

import pytest

from assurance.models import Event, Milestone
from assurance.operations.milestones import (
    MilestoneRefused,
    MilestoneUnlikely,
    Told,
    add_milestone,
    change_milestone,
    fix_plan,
    remove_milestone,
    restore_milestone,
    told_of,
)
from assurance.operations.timeline import StaleDate, start_timeline, starting_set, type_date
from assurance.slips import slip_of
from tests.assurance.dating import NOTIFIED, begun, date_of

pytestmark = pytest.mark.embedded


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def changed(milestone, by, at, version=None, meant="", **parts):
    told = Told(**{**told_of(milestone).__dict__, **parts})
    version = milestone.version if version is None else version
    return change_milestone(milestone=milestone, version=version, told=told, by=by, at=at, meant=meant)


def test_what_has_happened_is_counted_from(northmoor, now):
    dates = begun(northmoor.round, northmoor.priya, now)
    later = datetime.datetime(2027, 6, 2, 9, 0, tzinfo=datetime.UTC)
    changed(dates["draft-report"], northmoor.priya, later, typed_on=day("2027-05-03"), happened_on=day("2027-05-05"))
    assert date_of(northmoor.round, "draft-report") == day("2027-05-03")  # what was typed stands
    assert date_of(northmoor.round, "factual-accuracy") == day("2027-05-19")
    dates["publication"].refresh_from_db()
    changed(dates["publication"], northmoor.priya, later, happened_on=day("2027-06-01"))
    assert date_of(northmoor.round, "publication") == day("2027-06-01")


def test_typing_the_draft_before_easter_moves_the_answer_round_it(northmoor, now):
    dates = begun(northmoor.round, northmoor.priya, now)
    changed(dates["draft-report"], northmoor.priya, now, typed_on=day("2027-03-19"))
    assert date_of(northmoor.round, "factual-accuracy") == day("2027-04-06")


def test_a_date_of_ones_own_is_counted_round_christmas(northmoor, now):
    begun(northmoor.round, northmoor.priya, now)
    told = Told("Steering group", counted_from="notification", working_days=15)
    added = add_milestone(round=northmoor.round, told=told, by=northmoor.priya, at=now)
    assert (added.slug, added.on) == ("steering-group", day("2026-12-30")), "15 working days, Christmas left out"


def test_the_return_notified_before_christmas_is_due_on_christmas_eve(northmoor, now):
    begun(northmoor.round, northmoor.priya, now)
    assert date_of(northmoor.round, "return-third-week") == day("2026-12-24")


def test_letting_it_be_counted_again_brings_the_count_back(northmoor, now):
    dates = begun(northmoor.round, northmoor.priya, now)
    counted = dates["visit"].on
    typed = changed(dates["visit"], northmoor.priya, now, typed_on=day("2027-06-07"))
    assert changed(typed, northmoor.priya, now, typed_on=None).on == counted


def test_another_count_is_an_estimate_of_the_councils_own(northmoor, now):
    dates = begun(northmoor.round, northmoor.priya, now)
    rule = dates["factual-accuracy"]
    saved = changed(rule, northmoor.priya, now, working_days=8)
    assert (saved.basis, saved.source) == ("estimate", "As your council counts it.")
    assert changed(saved, northmoor.priya, now, note="Page 2").basis == "estimate"


def test_a_count_in_a_circle_is_refused_and_nothing_is_saved(northmoor, now):
    dates = begun(northmoor.round, northmoor.priya, now)
    with pytest.raises(MilestoneRefused, match=r"“.+” is counted from itself.*Nothing was saved"):
        changed(dates["second-notification"], northmoor.priya, now, counted_from="visit")
    assert Milestone.objects.get(pk=dates["second-notification"].pk).counted_from == "notification"


@pytest.mark.parametrize("on", ["1999-01-01", "2200-01-01"])
def test_a_year_nobody_means_is_refused(northmoor, now, on):
    dates = begun(northmoor.round, northmoor.priya, now)
    with pytest.raises(MilestoneRefused, match="between 2015 and 2099"):
        changed(dates["visit"], northmoor.priya, now, typed_on=day(on))


def test_what_is_still_to_come_has_not_happened(northmoor, now):
    dates = begun(northmoor.round, northmoor.priya, now)
    with pytest.raises(MilestoneRefused, match=r"That day is still to come.*Nothing was saved"):
        changed(dates["visit"], northmoor.priya, now, happened_on=now.date() + datetime.timedelta(days=2))
    assert Milestone.objects.get(slug="visit").happened_on is None


def test_a_date_before_the_notification_or_years_from_it_is_asked_about_and_nothing_is_saved(northmoor, now):
    dates = begun(northmoor.round, northmoor.priya, now)
    with pytest.raises(MilestoneUnlikely, match="more than 2 years before “Notification”") as asked:
        changed(dates["visit"], northmoor.priya, now, typed_on=day("2020-01-01"))
    assert date_of(northmoor.round, "visit") == dates["visit"].on
    assert date_of(northmoor.round, "feedback") == dates["feedback"].on
    with pytest.raises(MilestoneUnlikely):
        changed(dates["visit"], northmoor.priya, now, typed_on=day("2020-01-02"), meant=str(asked.value))
    changed(dates["visit"], northmoor.priya, now, typed_on=day("2020-01-01"), meant=str(asked.value))
    assert date_of(northmoor.round, "visit") == day("2020-01-01")
    changed(Milestone.objects.get(slug="visit"), northmoor.priya, now, note="Is not asked about again")


def test_a_plan_without_any_date_is_not_fixed(northmoor, now):
    start_timeline(round=northmoor.round, by=northmoor.priya, at=now)
    with pytest.raises(MilestoneRefused, match=r"Give the date of the notification first.*Nothing was changed"):
        fix_plan(round=northmoor.round, by=northmoor.priya, at=now)


def test_a_save_that_comes_too_late_overwrites_nothing(northmoor, now):
    dates = begun(northmoor.round, northmoor.priya, now)
    changed(dates["visit"], northmoor.ruth, now, typed_on=day("2027-06-07"))
    with pytest.raises(StaleDate, match="Somebody else changed “Visit begins”"):
        changed(dates["visit"], northmoor.priya, now, typed_on=day("2027-06-14"))
    assert date_of(northmoor.round, "visit") == day("2027-06-07")


def test_what_moves_after_the_plan_was_fixed_is_counted_in_working_days(northmoor, now):
    from assurance.bank_holidays import bank_holidays

    dates = begun(northmoor.round, northmoor.priya, now)
    assert fix_plan(round=northmoor.round, by=northmoor.priya, at=now) == sum(
        one.on is not None for one in dates.values()
    )
    visit = Milestone.objects.get(pk=dates["visit"].pk)
    on = visit.on + datetime.timedelta(days=7)
    type_date(milestone=visit, on=on, by=northmoor.priya, at=now)
    visit.refresh_from_db()
    assert slip_of(visit.planned_on, visit.on, bank_holidays(2026, 2028)) == 5


def test_a_date_from_which_others_are_counted_stays(northmoor, now):
    dates = begun(northmoor.round, northmoor.priya, now)
    with pytest.raises(MilestoneRefused, match="“Visit begins” stays, because"):
        remove_milestone(milestone=dates["visit"], by=northmoor.priya, at=now)


def test_a_date_is_taken_out_and_put_back_as_it_was(northmoor, now):
    dates = begun(northmoor.round, northmoor.priya, now)
    feedback = dates["feedback"]
    remove_milestone(milestone=feedback, by=northmoor.priya, at=now)
    assert not Milestone.objects.in_round(northmoor.round).filter(slug="feedback").exists()
    assert Milestone.objects.date_of("feedback", northmoor.round).get()["on"], "what is due with it keeps its date"
    restore_milestone(milestone=feedback, by=northmoor.priya, at=now)
    assert Milestone.objects.in_round(northmoor.round).get(slug="feedback").on == feedback.on
    verbs = list(Event.objects.filter(subject="Feedback meeting").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["took out of the timeline", "put back on the timeline"]


def test_own_dates_never_take_a_word_that_is_taken(northmoor, now):
    begun(northmoor.round, northmoor.priya, now)
    slugs = [
        add_milestone(round=northmoor.round, told=Told(title), by=northmoor.priya, at=now).slug
        for title in ("Visit", "Add", "日本")
    ]
    assert slugs == ["visit-2", "add-2", "date"]


def test_a_timeline_of_which_every_date_was_taken_out_is_started_again(northmoor, now):
    whole = set(begun(northmoor.round, northmoor.priya, now))
    Milestone.objects.update(removed_at=now)
    assert set(begun(northmoor.round, northmoor.priya, now)) == whole
    assert date_of(northmoor.round, "notification") == NOTIFIED


def test_a_date_of_ones_own_that_was_first_does_not_stop_the_start(northmoor, now):
    own = add_milestone(round=northmoor.round, told=Told("Visit"), by=northmoor.priya, at=now)
    dates = begun(northmoor.round, northmoor.priya, now)
    assert set(dates) == {step.slug for step in starting_set()} | {own.slug}
    assert dates["visit"].on > NOTIFIED


def test_starting_again_leaves_out_what_was_taken_out(northmoor, now):
    dates = begun(northmoor.round, northmoor.priya, now)
    remove_milestone(milestone=dates["feedback"], by=northmoor.priya, at=now)
    assert "feedback" not in begun(northmoor.round, northmoor.priya, now)
