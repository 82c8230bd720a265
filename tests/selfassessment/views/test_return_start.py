"""Beginning the return: from our starting set, from a spreadsheet, or with an empty list."""

import datetime

import pytest

from assurance.models import Milestone
from selfassessment.models import InformationReturn, RequestedItem
from tests.pages import day, get, leads_to, post, refuses
from tests.selfassessment.asking import ask
from tests.selfassessment.closing import closed

HERE = ("return_start", "2027")


def test_our_starting_set_says_that_it_is_not_the_regulators(signed_in, northmoor):
    page = get(signed_in(northmoor.priya), *HERE)
    assert "Check against your letter." in page.words
    assert "the regulator’s own list is not public" in page.words


def test_the_starting_set_and_the_date_of_the_notification_give_due_dates(signed_in, northmoor):
    day = {"notified_on_day": "7", "notified_on_month": "12", "notified_on_year": "2026"}
    client = signed_in(northmoor.priya)
    assert leads_to(post(client, *HERE, way="set", version="v3", **day), "information_return", "2027")
    items = RequestedItem.objects.in_round(northmoor.round).with_due()
    assert items.count() >= 20
    due = {item.due_with: item.due for item in items}
    assert due["return-first-week"] == datetime.date(2026, 12, 14)
    assert Milestone.objects.get(round=northmoor.round, slug="notification").typed_on == datetime.date(2026, 12, 7)
    assert InformationReturn.objects.get().version == "v3"
    assert set(items.values_list("section", flat=True)) >= {"general", "case-list", "equity", "learning"}


def test_without_a_notification_due_dates_are_not_known_yet(signed_in, northmoor):
    client = signed_in(northmoor.priya)
    post(client, *HERE, way="set")
    page = get(client, "information_return", "2027")
    assert "due dates are not known yet." in page.words
    assert "Give the notification date" in page.words
    assert "due date not known yet" in page.words


def test_typing_leads_to_the_first_item_and_a_spreadsheet_to_choosing_it(signed_in, northmoor):
    client = signed_in(northmoor.priya)
    assert leads_to(post(client, *HERE, way="typing"), "return_item_add", "2027")


def test_a_spreadsheet_leads_to_choosing_it(signed_in, northmoor):
    client = signed_in(northmoor.priya)
    assert leads_to(post(client, *HERE, way="sheet"), "return_import", "2027")


def test_what_is_not_chosen_or_no_date_is_refused_in_a_sentence(signed_in, northmoor):
    client = signed_in(northmoor.priya)
    refuses(post(client, *HERE), "Choose where the items come from.")
    day = {"notified_on_day": "31", "notified_on_month": "2", "notified_on_year": "2027"}
    refuses(post(client, *HERE, way="set", **day), "Give a real date, such as 26 2 2027.")
    assert not InformationReturn.objects.exists()


@pytest.mark.parametrize(("date", "month", "year"), [(31, 12, 9999), (7, 12, 26)])
def test_a_notification_of_another_age_is_refused_in_a_sentence(signed_in, northmoor, date, month, year):
    page = post(signed_in(northmoor.priya), *HERE, way="set", **day("notified_on", date, month, year))
    refuses(page, "Give a date between 2015 and 2099.", "notified_on_day")
    assert not InformationReturn.objects.exists()


def test_a_second_start_leads_to_the_one_that_is_there(signed_in, northmoor, now):
    ask(northmoor, now)
    client = signed_in(northmoor.priya)
    assert leads_to(post(client, *HERE, way="set"), "information_return", "2027")
    assert RequestedItem.objects.count() == 1


def test_an_officer_and_a_closed_round_start_nothing(signed_in, northmoor, now):
    assert get(signed_in(northmoor.aisha), *HERE).status == 403
    closed(northmoor, now)
    page = get(signed_in(northmoor.priya), *HERE)
    assert (page.status, "was closed" in page.words) == (403, True)
    assert post(signed_in(northmoor.priya), *HERE, way="set").status == 403
    assert not InformationReturn.objects.exists()
