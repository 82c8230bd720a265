"""Putting back an item that was removed."""

from selfassessment.models import RequestedItem
from selfassessment.operations.returns import remove_item
from tests.pages import get, leads_to, post
from tests.selfassessment.asking import ask, one_more

HERE = ("return_item_restore", "2027", "general-ir3")


def removed(northmoor, now):
    item = ask(northmoor, now).items.get()
    remove_item(item=item, round=northmoor.round, by=northmoor.priya, at=now)


def test_it_is_in_the_return_again(signed_in, northmoor, now):
    removed(northmoor, now)
    client = signed_in(northmoor.priya)
    assert leads_to(post(client, *HERE), "return_item", "2027", "general-ir3")
    assert RequestedItem.objects.get().removed_at is None
    post(client, *HERE)
    assert "is in the return already." in get(client, "information_return", "2027").words


def test_it_stays_out_while_another_has_its_reference(signed_in, northmoor, now):
    removed(northmoor, now)
    one_more(northmoor, now, reference="IR3", title="Another")
    client = signed_in(northmoor.priya)
    assert leads_to(post(client, *HERE), "information_return", "2027")
    assert "There is an item “IR3” in this section already." in get(client, "information_return", "2027").words
