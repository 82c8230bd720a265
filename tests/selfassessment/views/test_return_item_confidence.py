"""How well an answer would stand up, always with a reason."""

from selfassessment.models import RequestedItem
from tests.pages import get, leads_to, post, refuses
from tests.selfassessment.asking import ask, given_to

HERE = ("return_item_confidence", "2027", "general-ir3")


def test_it_is_kept_with_its_reason_and_shown(signed_in, northmoor, now):
    given_to(northmoor, ask(northmoor, now).items.get(), northmoor.aisha, now)
    client = signed_in(northmoor.aisha)
    refuses(post(client, *HERE, confidence="low"), "Give the reason for your confidence")
    assert leads_to(post(client, *HERE, confidence="low", reason="Figures are old."), "return_item", *HERE[1:])
    page = get(client, "return_item", *HERE[1:])
    assert "Low: Figures are old." in page.words
    assert "Low confidence" in page.words
    post(client, *HERE, confidence="", reason="")
    assert RequestedItem.objects.get().confidence == ""


def test_only_those_who_answer_it_say_so(signed_in, northmoor, now):
    ask(northmoor, now)
    assert get(signed_in(northmoor.tom), *HERE).status == 403
