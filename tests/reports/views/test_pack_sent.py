"""Noting that a pack was sent."""

from assurance.guard import CONFIRMED
from assurance.models import Event
from reports.models import Pack
from selfassessment.models import RequestedItem
from selfassessment.operations.return_moves import take_back_item
from tests.pages import get, leads_to, post, refuses
from tests.reports.packing import approved_item, made_pack
from tests.selfassessment.closing import closed


def test_it_says_what_will_happen_and_does_it(signed_in, northmoor, now):
    approved_item(northmoor, now)
    pack = made_pack(northmoor, now)
    client = signed_in(northmoor.ruth)
    here = ("pack_sent", "2027", pack.reference)
    assert "Its item becomes “sent”" in get(client, *here).words
    refuses(post(client, *here, how=" "), "Say how it was sent: a few words are enough.", "how")
    assert leads_to(post(client, *here, how="By the portal"), "pack", "2027", pack.reference)
    assert "Pack 1 is noted as sent, and 1 item is sent with it." in get(client, "pack", "2027", pack.reference).words
    assert RequestedItem.objects.get().status == "sent"


def test_what_was_ticked_is_told_in_the_history(signed_in, northmoor, now):
    approved_item(northmoor, now)
    here = ("pack_sent", "2027", made_pack(northmoor, now).reference)
    client = signed_in(northmoor.ruth)
    page = post(client, *here, how="By mail to 943 476 5919")
    refuses(page, "This looks like it holds an NHS number", "how")
    seen = page.value("not_personal_data_seen")
    post(client, *here, how="By mail to 943 476 5919", not_personal_data="on", not_personal_data_seen=seen)
    assert "NHS number" in str(Event.objects.get(verb=CONFIRMED).after)


def test_what_changed_since_is_said_and_was_sent_nonetheless(signed_in, northmoor, now):
    item = approved_item(northmoor, now)
    pack = made_pack(northmoor, now)
    take_back_item(item=item, round=northmoor.round, why="It is wrong", by=northmoor.aisha, at=now)
    client = signed_in(northmoor.ruth)
    post(client, "pack_sent", "2027", pack.reference, how="By the portal")
    said = (
        "Pack 1 is noted as sent, and 0 items are sent with it. 1 changed since it was packed and stays as it stands."
    )
    assert said in get(client, "pack", "2027", pack.reference).words
    assert Pack.objects.get().sent_at is not None


def test_nothing_of_a_closed_round_is_noted_as_sent(signed_in, northmoor, now):
    approved_item(northmoor, now)
    pack = made_pack(northmoor, now)
    closed(northmoor, now)
    client = signed_in(northmoor.ruth)
    assert get(client, "pack_sent", "2027", pack.reference).status == 403
    assert post(client, "pack_sent", "2027", pack.reference, how="By mail").status == 403
    assert Pack.objects.get().sent_at is None
