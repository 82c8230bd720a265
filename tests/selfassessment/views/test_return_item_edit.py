"""Changing what an item asks and where it stands in the list; two at once lose nothing."""

from selfassessment.models import RequestedItem
from selfassessment.operations.returns import Asked, place_item, remove_item
from tests.pages import day, get, leads_to, post, refuses
from tests.selfassessment.asking import ask, one_more

HERE = ("return_item_edit", "2027", "general-ir1")


def three(northmoor, now):
    ask(northmoor, now, *(Asked("general", f"IR{n}", f"Item {n}") for n in (1, 2, 3)))


def filled(page, **changed) -> dict:
    names = ["reference", "title", "wording", "version", "place", "placed", "kind"]
    return {"section": "general", **{name: page.value(name) for name in names}, **changed}


def order() -> list[str]:
    return list(RequestedItem.objects.filter(removed_at=None).order_by("number").values_list("reference", flat=True))


def test_what_is_changed_is_saved_and_the_address_stays(signed_in, northmoor, now):
    three(northmoor, now)
    client = signed_in(northmoor.priya)
    sent = post(client, *HERE, **filled(get(client, *HERE), title="Complaints", reference="IR1a", section="equity"))
    assert leads_to(sent, "return_item", "2027", "general-ir1")
    item = RequestedItem.objects.get(slug="general-ir1")
    assert (item.title, item.reference, item.section, item.version) == ("Complaints", "IR1a", "equity", 2)


def test_another_place_moves_the_others_up(signed_in, northmoor, now):
    three(northmoor, now)
    client = signed_in(northmoor.priya)
    post(client, *HERE, **filled(get(client, *HERE), place="3"))
    assert order() == ["IR2", "IR3", "IR1"]
    page = get(client, *HERE)
    assert page.value("place") == "3"
    refuses(post(client, *HERE, **filled(page, place="9")), "Give a number from 1 to 3.")


def test_a_place_nobody_changed_moves_nothing(signed_in, northmoor, now):
    three(northmoor, now)
    last = ("return_item_edit", "2027", "general-ir3")
    client = signed_in(northmoor.priya)
    page = get(client, *last)
    first = RequestedItem.objects.get(slug="general-ir1")
    remove_item(item=first, round=northmoor.round, by=northmoor.ruth, at=now)
    assert post(client, *last, **filled(page, title="Without a typo")).status == 302
    added = one_more(northmoor, now)
    assert order() == ["IR2", "IR3", added.reference]
    page = get(client, *last)
    second = RequestedItem.objects.get(slug="general-ir2")
    place_item(item=second, round=northmoor.round, place=3, by=northmoor.ruth, at=now)
    post(client, *last, **filled(page, title="Without another"))
    assert order() == ["IR3", added.reference, "IR2"]


def test_a_stale_save_overwrites_nothing_and_shows_both(signed_in, northmoor, now):
    three(northmoor, now)
    mine = get(signed_in(northmoor.ruth), *HERE)
    priya = signed_in(northmoor.priya)
    post(priya, *HERE, **filled(get(priya, *HERE), title="Priya's words", **day("due_on", 1, 3, 2027)))
    ruth = signed_in(northmoor.ruth)
    page = post(ruth, *HERE, **filled(mine, title="Ruth's words"))
    refuses(page, "Somebody changed “General, IR1 Priya's words” while you were here.", status=409)
    for words in ["Title: two answers", "What stands now", "Priya's words", "Due on: two answers", "1 March 2027"]:
        assert words in page.words, words
    assert page.value("title") == "Ruth's words"
    assert RequestedItem.objects.get(slug="general-ir1").title == "Priya's words"
    assert post(ruth, *HERE, **filled(page, title="Both")).status == 302
    assert RequestedItem.objects.get(slug="general-ir1").title == "Both"


def test_an_officer_changes_nothing_and_another_round_has_no_such_item(signed_in, northmoor, now):
    three(northmoor, now)
    assert get(signed_in(northmoor.aisha), *HERE).status == 403
    assert get(signed_in(northmoor.priya), "return_item_edit", "2027", "general-ir77").status == 404
