"""Taking an item out of the return, with its answer kept."""

from selfassessment.models import AnswerPart, RequestedItem
from selfassessment.views import return_items
from tests.pages import get, leads_to, post
from tests.selfassessment.asking import answered, ask

HERE = ("return_item_remove", "2027", "general-ir3")


def test_it_is_off_the_board_and_its_answer_is_kept(signed_in, northmoor, now):
    item = ask(northmoor, now).items.get()
    answered(northmoor, item, now)
    client = signed_in(northmoor.priya)
    assert leads_to(post(client, *HERE), "information_return", "2027")
    assert RequestedItem.objects.get().removed_at is not None
    assert AnswerPart.objects.count() == 1
    assert "is removed, with its answer kept." in get(client, "information_return", "2027").words
    page = get(client, "return_item", "2027", "general-ir3")
    assert page.status == 404
    assert "It was removed" in page.words
    assert post(client, *HERE).status == 404


def test_a_second_press_is_told_that_it_was_removed_already(signed_in, northmoor, now, monkeypatch):
    item = ask(northmoor, now).items.get()
    monkeypatch.setattr(return_items, "find_item", lambda *_given: item)  # both presses found it in the return
    client = signed_in(northmoor.priya)
    for _press in range(2):
        assert leads_to(post(client, *HERE), "information_return", "2027")
    assert "was removed already. Nothing was changed." in get(client, "information_return", "2027").words


def test_an_officer_removes_nothing(signed_in, northmoor, now):
    ask(northmoor, now)
    assert post(signed_in(northmoor.aisha), *HERE).status == 403
    assert RequestedItem.objects.get().removed_at is None
