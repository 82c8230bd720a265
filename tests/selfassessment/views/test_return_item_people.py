"""Who answers an item, and who helps."""

from assurance.models import Membership, Notice
from selfassessment.models import RequestedItem
from selfassessment.operations import return_chasing
from selfassessment.operations.return_chasing import name_contributors
from selfassessment.operations.returns import remove_item
from selfassessment.return_rules import ReturnRefused
from selfassessment.views import return_items
from tests.pages import get, leads_to, post, refuses
from tests.selfassessment.asking import ask, given_to

HERE = ("return_item_people", "2027", "general-ir3")


def opened(client) -> dict:
    """What the form carries when it is opened."""
    return {"seen": get(client, *HERE).value("seen")}


def test_owner_and_helpers_are_kept_and_told(signed_in, northmoor, now):
    ask(northmoor, now)
    client = signed_in(northmoor.priya)
    sent = post(
        client,
        *HERE,
        **opened(client),
        owner=northmoor.aisha.pk,
        contributors=[northmoor.tom.pk, northmoor.meilin.pk],
    )
    assert leads_to(sent, "return_item", "2027", "general-ir3")
    item = RequestedItem.objects.get()
    assert item.owner == northmoor.aisha
    assert set(item.contributors.all()) == {northmoor.tom, northmoor.meilin}
    assert {notice.person for notice in Notice.objects.all()} == {northmoor.aisha, northmoor.tom, northmoor.meilin}
    page = get(client, "return_item", "2027", "general-ir3")
    assert "Aisha Rahman With Mei Lin Foster, Tom Birkett" in page.words


def test_only_people_who_may_answer_can_have_it(signed_in, northmoor, westerholme, now):
    ask(northmoor, now)
    client = signed_in(northmoor.priya)
    for person in (northmoor.edwin, northmoor.marcin, westerholme.director):
        refuses(post(client, *HERE, **opened(client), owner=person.pk), "Choose somebody from the list.")
    assert RequestedItem.objects.get().owner is None


def test_when_one_half_is_refused_the_other_is_not_kept(signed_in, northmoor, now, monkeypatch):
    ask(northmoor, now)

    def refuse(**_given) -> None:
        raise ReturnRefused("Tom can’t answer items any more.")

    monkeypatch.setattr(return_chasing, "name_contributors", refuse)
    client = signed_in(northmoor.priya)
    page = post(client, *HERE, **opened(client), owner=northmoor.aisha.pk, contributors=[northmoor.tom.pk])
    refuses(page, "Tom can’t answer items any more.", status=409)
    assert RequestedItem.objects.get().owner is None
    assert not Notice.objects.exists()


def test_an_item_removed_meanwhile_is_given_to_nobody(signed_in, northmoor, now, monkeypatch):
    item = ask(northmoor, now).items.get()
    monkeypatch.setattr(return_items, "find_item", lambda *_given: item)
    remove_item(item=item, round=northmoor.round, by=northmoor.ruth, at=now)
    client = signed_in(northmoor.priya)
    page = post(client, *HERE, **opened(client), owner=northmoor.aisha.pk)
    refuses(page, "was removed from the return. Nothing was saved.", status=409)


def test_somebody_who_left_is_not_dropped_by_saving_something_else(signed_in, northmoor, now):
    item = given_to(northmoor, ask(northmoor, now).items.get(), northmoor.tom, now)
    name_contributors(item=item, round=northmoor.round, people=[northmoor.meilin], by=northmoor.priya, at=now)
    Membership.objects.filter(person__in=[northmoor.tom, northmoor.meilin]).delete()
    client = signed_in(northmoor.priya)
    page = get(client, *HERE)
    assert "Tom Birkett" in page.words
    helpers = [northmoor.meilin.pk, northmoor.aisha.pk]
    assert post(client, *HERE, **opened(client), owner=northmoor.tom.pk, contributors=helpers).status == 302
    kept = RequestedItem.objects.get()
    assert kept.owner == northmoor.tom
    assert set(kept.contributors.all()) == {northmoor.meilin, northmoor.aisha}


def test_a_save_that_comes_too_late_takes_nobody_out(signed_in, northmoor, now):
    item = ask(northmoor, now).items.get()
    client = signed_in(northmoor.priya)
    mine = opened(client)
    given_to(northmoor, item, northmoor.aisha, now)
    page = post(client, *HERE, **mine, owner=northmoor.tom.pk)
    refuses(page, "while you were here: it is with Aisha Rahman now. Nothing was saved.", status=409)
    assert RequestedItem.objects.get().owner == northmoor.aisha
    assert post(client, *HERE, seen=page.value("seen"), owner=northmoor.tom.pk).status == 302
    assert RequestedItem.objects.get().owner == northmoor.tom


def test_an_officer_gives_nothing_out(signed_in, northmoor, now):
    ask(northmoor, now)
    assert get(signed_in(northmoor.aisha), *HERE).status == 403
