"""The dates of an assessment: presets, what people typed, Christmas and Easter, and sets that can't be worked out."""

import datetime
import json
from io import StringIO

import pytest
import yaml
from django.conf import settings
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from assurance.bank_holidays import bank_holidays
from assurance.date_order import Dated, impossible
from assurance.timeline import Milestone, TimelineError, check, milestones_from, worked_out
from assurance.workingdays import is_working_day
from tests.assurance import bank_holidays as by_rule

CONTENT = yaml.safe_load((settings.FIXTURES_DIR / "timeline" / "starting-set.yaml").read_text(encoding="utf-8"))
SET = milestones_from(CONTENT["milestones"])
BANK = bank_holidays(2024, 2034)
days = st.dates(datetime.date(2025, 1, 1), datetime.date(2031, 1, 1))


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def dates(**typed: str) -> dict[str, datetime.date | None]:
    given = {slug.replace("_", "-"): day(text) for slug, text in typed.items()}
    return {one.milestone.slug: one.on for one in worked_out(SET, given, BANK)}


def test_the_calendar_library_knows_the_bank_holidays_that_the_rules_give():
    on_weekdays = {holiday for holiday in bank_holidays(2026, 2033) if holiday.weekday() < 5}
    assert on_weekdays == by_rule.bank_holidays(range(2026, 2034))


def test_a_notification_in_december_has_its_three_weeks_end_before_christmas():
    """Three weeks from 7 December is Monday the 28th, Boxing Day's substitute; the working day before is the 24th."""
    worked = dates(notification="2026-12-07")
    assert (worked["return-first-week"], worked["return-third-week"]) == (day("2026-12-14"), day("2026-12-24"))


def test_ten_working_days_from_the_draft_go_round_easter():
    assert dates(notification="2026-12-07", draft_report="2027-03-19")["factual-accuracy"] == day("2027-04-06")


def test_fifteen_working_days_from_publication_go_round_christmas_and_new_year():
    assert dates(publication="2026-12-14")["rating-review"] == day("2027-01-07")


def test_what_is_typed_wins_and_what_hangs_on_it_follows():
    worked = dates(notification="2026-12-07", visit="2027-06-07")
    assert worked["visit"] == day("2027-06-07")
    assert worked["data-session"] == day("2027-05-28"), "31 May is a bank holiday, so the Friday before"
    assert worked["second-notification"] == day("2027-03-01"), "what it is counted from does not follow backwards"


def test_without_a_notification_only_what_can_be_known_is_dated():
    assert [slug for slug, on in dates(publication="2027-06-14").items() if on] == [
        "draft-report", "factual-accuracy", "publication", "rating-review",
    ]  # fmt: skip


def test_how_each_date_came_about_is_said():
    said = {one.milestone.slug: one.said for one in worked_out(SET, {"notification": day("2026-12-07")}, BANK)}
    assert said["notification"] == "typed"
    assert said["visit"] == "estimate"
    assert said["rating-review"] == "by rule"
    assert said["ten-cases"] == "not known yet"


def test_only_what_the_regulator_says_is_called_a_rule_and_every_date_has_a_source():
    assert [one.slug for one in SET if one.basis == "rule"] == ["factual-accuracy", "rating-review"]
    assert all(one.source for one in SET)
    assert "Check" in CONTENT["note"]


@given(days)
def test_the_starting_set_gives_a_plan_in_a_possible_order_from_every_day(start):
    """The answer about the draft has 10 working days, and the report comes after it, Christmas or not."""
    worked = worked_out(SET, {"notification": start}, BANK)
    assert impossible([Dated(one.milestone.slug, one.milestone.title, one.on) for one in worked]) == []


@given(days)
def test_every_date_that_is_worked_out_is_a_working_day(start):
    for one in worked_out(SET, {"notification": start}, BANK):
        assert one.on is None or one.typed or is_working_day(one.on, BANK)


@given(days, st.integers(-200, 200))
def test_a_preset_in_calendar_days_is_never_later_than_its_days(start, count):
    last = Milestone("last", "Last", "estimate", counted_from="first", days=count)
    first = Milestone("first", "First", "typed")
    on = worked_out([last, first], {"first": start}, BANK)[0].on
    assert on is not None
    assert 0 <= (start + datetime.timedelta(days=count) - on).days <= 5


@pytest.mark.parametrize(
    ("milestones", "sentence"),
    [
        ([Milestone("a", "A", "typed"), Milestone("a", "B", "typed")], "the same name in addresses"),
        ([Milestone("a", "A", "guess")], "has the basis “guess”"),
        ([Milestone("a", "A", "rule", counted_from="b")], "counted from “b”, which is not there"),
        ([Milestone("a", "A", "rule", counted_from="a")], "“A” is counted from itself"),
        (
            [Milestone("a", "A", "rule", counted_from="b"), Milestone("b", "B", "rule", counted_from="a")],
            "“A” is counted from itself, by way of “B”",
        ),
    ],
)
def test_a_set_that_can_not_be_worked_out_says_why(milestones, sentence):
    with pytest.raises(TimelineError, match=sentence):
        check(milestones)


def test_a_date_for_a_milestone_that_is_not_there_is_refused():
    with pytest.raises(TimelineError, match="no milestone “easter”"):
        worked_out(SET, {"easter": day("2027-03-28")}, BANK)


def asked(*arguments: str) -> str:
    out = StringIO()
    call_command("timeline", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_prints_the_dates_as_json_with_their_sources():
    answer = json.loads(asked("--notified", "2026-12-07", "--on", "draft-report=2027-03-19", "--json"))
    by_slug = {one["milestone"]: one for one in answer["dates"]}
    assert by_slug["factual-accuracy"]["date"] == "2027-04-06"
    assert by_slug["draft-report"]["how"] == "typed"
    assert "brought forward" in by_slug["return-third-week"]["counted"]
    assert by_slug["improvement-plan"]["date"] is None
    assert "Check every date" in answer["note"]


def test_the_command_prints_the_dates_as_words():
    words = asked("--notified", "2026-12-07")
    assert "Return, items due in three weeks" in words
    assert (
        "Thu 24 Dec 2026  estimate: 21 days after “Notification”, brought forward to the last working day before, "
        "because Monday 28 December 2026 is a bank holiday"
    ) in words
    assert "Mon 14 Dec 2026  estimate: 7 days after “Notification”\n" in words


def test_the_command_warns_of_an_order_that_can_not_be():
    given = ["--notified", "2026-12-07", "--on", "publication=2027-05-03"]
    sentence = "“Factual accuracy answer due”"
    assert "has to come before it." in asked(*given, "--on", "draft-report=2027-04-26")
    told = json.loads(asked(*given, "--on", "draft-report=2027-04-26", "--json"))
    assert told["warnings"][0].startswith(sentence)
    assert json.loads(asked("--notified", "2026-12-07", "--json"))["warnings"] == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--notified", "7/12/2026"], "“7/12/2026” is not a date"),
        (["--notified", "2026-12-07", "--on", "visit"], "no milestone with its date"),
        (["--notified", "2026-12-07", "--on", "easter=2027-03-28"], "no milestone “easter”"),
    ],
)
def test_the_command_says_what_it_can_not_read(arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        asked(*arguments)
