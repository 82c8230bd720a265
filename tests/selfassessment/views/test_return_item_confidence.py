"""How well an answer would stand up, always with a reason."""

from selfassessment.models import RequestedItem
from selfassessment.operations.answering import say_confidence
from tests.pages import get, leads_to, post, refuses
from tests.selfassessment.asking import ask, given_to

HERE = ("return_item_confidence", "2027", "general-ir3")


def opened(client) -> dict:
    """What the form carries when it is opened."""
    return {"seen": get(client, *HERE).value("seen")}


def test_it_is_kept_with_its_reason_and_shown(signed_in, northmoor, now):
    given_to(northmoor, ask(northmoor, now).items.get(), northmoor.aisha, now)
    client = signed_in(northmoor.aisha)
    refuses(post(client, *HERE, **opened(client), confidence="low"), "Give the reason for your confidence")
    said = post(client, *HERE, **opened(client), confidence="low", reason="Figures are old.")
    assert leads_to(said, "return_item", *HERE[1:])
    page = get(client, "return_item", *HERE[1:])
    assert "Low: Figures are old." in page.words
    assert "Low confidence" in page.words
    post(client, *HERE, **opened(client), confidence="", reason="")
    assert RequestedItem.objects.get().confidence == ""


def test_a_save_that_comes_too_late_overwrites_nothing(signed_in, northmoor, now):
    item = ask(northmoor, now).items.get()
    client = signed_in(northmoor.priya)
    mine = opened(client)
    say_confidence(
        item=item, round=northmoor.round, confidence="low", reason="Figures are old.", by=northmoor.ruth, at=now
    )
    page = post(client, *HERE, **mine, confidence="high", reason="All is there.")
    refuses(page, "while you were here: it is “Low: Figures are old.” now. Yours was not saved.", status=409)
    assert page.value("reason") == "All is there."
    assert RequestedItem.objects.get().confidence == "low"
    assert post(client, *HERE, seen=page.value("seen"), confidence="high", reason="All is there.").status == 302
    assert RequestedItem.objects.get().confidence == "high"


def test_only_those_who_answer_it_say_so(signed_in, northmoor, now):
    ask(northmoor, now)
    assert get(signed_in(northmoor.tom), *HERE).status == 403
