"""Changing a council's own checklist; ours can only be read."""

import pytest

from selfassessment.models import Checklist, ChecklistAnswer
from selfassessment.operations.checklists import ItemWords, save_checklist
from tests.pages import get, leads_to, post
from tests.selfassessment.promising import answer

HERE = ("settings_checklist", "before-scrutiny")


@pytest.fixture
def own(northmoor, now) -> Checklist:
    items = [ItemWords(None, "Is it short?"), ItemWords(None, "Is it honest?")]
    return save_checklist(
        council=northmoor.council, checklist=None, title="Before scrutiny", purpose="", items=items,
        by=northmoor.callum, at=now,
    )  # fmt: skip


def given(page, **changed) -> dict:
    names = ["title", "purpose", "text-item-1", "text-item-2", "more"]
    return {name: page.value(name) for name in names} | {k.replace("_", "-"): v for k, v in changed.items()}


def test_words_change_answers_stay_and_hidden_items_are_not_asked(signed_in, northmoor, own, now):
    answer(northmoor.round, "before-scrutiny", "item-1", "yes", northmoor.aisha, now)
    client = signed_in(northmoor.callum)
    changed = given(get(client, *HERE), text_item_1="Is it short enough?", hide_item_2="on", more="Is it ours?")
    assert leads_to(post(client, *HERE, **changed), "settings_checklists")
    page = get(signed_in(northmoor.aisha), "checklist", "2027", "before-scrutiny")
    assert "1. Is it short enough?" in page.words
    assert "Is it honest?" not in page.words
    assert "2. Is it ours?" in page.words
    assert ChecklistAnswer.objects.get().item.slug == "item-1"
    assert own.items.count() == 3


def test_a_hidden_list_is_not_asked(signed_in, northmoor, own):
    client = signed_in(northmoor.callum)
    post(client, *HERE, **given(get(client, *HERE), retired="on"))
    assert get(signed_in(northmoor.aisha), "checklist", "2027", "before-scrutiny").status == 404
    assert "Your council’s own, hidden" in get(signed_in(northmoor.callum), "settings_checklists").words


def test_ours_is_read_and_not_changed(signed_in, callum):
    page = get(signed_in(callum), "settings_checklist", "nine-tips")
    assert "can’t be changed here" in page.words
    assert not page.has_field("title")
    post(signed_in(callum), "settings_checklist", "nine-tips", title="Mine now")
    assert Checklist.objects.get(slug="nine-tips").title == "Nine tips for a self-assessment"


def test_another_councils_list_is_not_there(signed_in, westerholme, own, now):
    from assurance.operations.people import set_roles
    from assurance.roles import Role

    director = westerholme.director
    set_roles(council=westerholme.council, person=director, roles=[Role.SYSTEM_ADMIN], by=None, at=now)
    assert get(signed_in(director), *HERE).status == 404
