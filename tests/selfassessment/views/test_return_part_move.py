"""Giving a part of an answer another place."""

from selfassessment.models import AnswerPart
from tests.pages import get, leads_to, post
from tests.selfassessment.asking import answered, ask, given_to

ITEM = ("return_item", "2027", "general-ir3")


def test_the_others_close_up(signed_in, northmoor, now):
    item = given_to(northmoor, ask(northmoor, now).items.get(), northmoor.aisha, now)
    first, *_ = [answered(northmoor, item, now, text=f"Part {n}.") for n in (1, 2, 3)]
    client = signed_in(northmoor.aisha)
    here = ("return_part_move", "2027", "general-ir3", first.reference)
    assert leads_to(post(client, *here, place="3"), *ITEM)
    assert [part.text for part in AnswerPart.objects.of_item(item)] == ["Part 2.", "Part 3.", "Part 1."]
    post(client, *here, place="99")
    assert AnswerPart.objects.of_item(item).last().text == "Part 1."
    for nonsense in ("", "x", "0", "-1"):
        post(client, *here, place=nonsense)
        assert "Say which place it should have" in get(client, *ITEM).words
    assert post(signed_in(northmoor.tom), *here, place="1").status == 403
