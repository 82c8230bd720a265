"""Adding an item by hand."""

import datetime

from selfassessment.models import RequestedItem
from tests.pages import get, leads_to, post, refuses
from tests.selfassessment.asking import ask, fresh

HERE = ("return_item_add", "2027")
GIVEN = {"section": "equity", "reference": "IR3", "title": "Groups at risk", "kind": "list"}


def test_an_item_serves_its_statement_and_follows_the_timeline(signed_in, northmoor, now):
    ask(northmoor, now, notified_on=datetime.date(2026, 12, 7))
    client = signed_in(northmoor.priya)
    sent = post(client, *HERE, **GIVEN, due_with="return-third-week")
    assert leads_to(sent, "return_item", "2027", "equity-ir3")
    item = fresh(RequestedItem.objects.get(slug="equity-ir3"))
    assert [one.slug for one in item.statements.all()] == ["equity"]
    assert (item.kind, vars(item)["due"]) == ("list", datetime.date(2026, 12, 24))


def test_a_date_of_its_own_wins(signed_in, northmoor, now):
    ask(northmoor, now, notified_on=datetime.date(2026, 12, 7))
    day = {"due_on_day": "4", "due_on_month": "1", "due_on_year": "2027"}
    post(signed_in(northmoor.priya), *HERE, **GIVEN, due_with="return-third-week", **day)
    assert vars(fresh(RequestedItem.objects.get(slug="equity-ir3")))["due"] == datetime.date(2027, 1, 4)


def test_a_reference_is_given_once_in_a_section_and_again_in_another(signed_in, northmoor, now):
    ask(northmoor, now)
    client = signed_in(northmoor.priya)
    refuses(
        post(client, *HERE, **(GIVEN | {"section": "general", "reference": "ir 3"})),
        "There is an item “ir 3” in this section already.",
    )
    post(client, *HERE, **GIVEN)
    assert RequestedItem.objects.count() == 2


def test_what_is_missing_is_said_and_what_was_typed_stays(signed_in, northmoor, now):
    ask(northmoor, now)
    page = post(signed_in(northmoor.priya), *HERE, **(GIVEN | {"section": "", "reference": ""}))
    refuses(page, "Choose a section.")
    refuses(page, "Give the reference, such as IR3.")
    assert page.value("title") == "Groups at risk"


def test_what_looks_like_personal_data_is_asked_about_first(signed_in, northmoor, now):
    ask(northmoor, now)
    page = post(signed_in(northmoor.priya), *HERE, **GIVEN, wording="NHS number 943 476 5919")
    refuses(page, "This looks like it holds an NHS number")
    assert RequestedItem.objects.count() == 1


def test_the_section_may_come_in_the_address(signed_in, northmoor, now):
    page = get(signed_in(northmoor.priya), *HERE, section="equity")
    assert ("option", {"value": "equity", "selected": ""}) in page.elements
    assert get(signed_in(northmoor.aisha), *HERE).status == 403
