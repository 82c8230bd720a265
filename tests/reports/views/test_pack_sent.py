"""Noting that a pack was sent."""

import datetime

from django.utils import timezone

from assurance.guard import CONFIRMED
from assurance.models import Event
from reports.models import Pack
from selfassessment.models import RequestedItem
from tests.pages import get, leads_to, post, refuses
from tests.reports.packing import approved_item, made_pack, sent_pack
from tests.selfassessment.asking import answered, approved, taken_back
from tests.selfassessment.closing import closed


def at(moment: datetime.datetime) -> dict:
    """A moment as the form has it."""
    here = timezone.localtime(moment)
    parts = {f"sent_on_{part}": getattr(here, part) for part in ("day", "month", "year")}
    return {**parts, "sent_time": f"{here:%H:%M}"}


def just_now() -> dict:
    return at(timezone.now())


def test_it_says_what_will_happen_and_does_it(signed_in, northmoor, now):
    approved_item(northmoor, now)
    pack = made_pack(northmoor, now)
    client = signed_in(northmoor.ruth)
    here = ("pack_sent", "2027", pack.reference)
    assert "Its item becomes “sent”" in get(client, *here).words
    refuses(post(client, *here, how=" ", **just_now()), "Say how it was sent: a few words are enough.", "how")
    assert leads_to(post(client, *here, how="By the portal", **just_now()), "pack", "2027", pack.reference)
    assert "Pack 1 is noted as sent, and 1 item is sent with it." in get(client, "pack", "2027", pack.reference).words
    assert RequestedItem.objects.get().status == "sent"


def test_what_was_ticked_is_told_in_the_history(signed_in, northmoor, now):
    approved_item(northmoor, now)
    here = ("pack_sent", "2027", made_pack(northmoor, now).reference)
    client = signed_in(northmoor.ruth)
    page = post(client, *here, how="By mail to 943 476 5919", **just_now())
    refuses(page, "This looks like it holds an NHS number", "how")
    seen = page.value("not_personal_data_seen")
    post(
        client,
        *here,
        how="By mail to 943 476 5919",
        not_personal_data="on",
        not_personal_data_seen=seen,
        **just_now(),
    )
    assert "NHS number" in str(Event.objects.get(verb=CONFIRMED).after)


def test_what_changed_since_is_said_and_was_sent_nonetheless(signed_in, northmoor, now):
    item = approved_item(northmoor, now)
    pack = made_pack(northmoor, now)
    taken_back(northmoor, item, now, why="It is wrong")
    client = signed_in(northmoor.ruth)
    post(client, "pack_sent", "2027", pack.reference, how="By the portal", **just_now())
    said = (
        "Pack 1 is noted as sent, and 0 items are sent with it. 1 changed since it was packed and stays as it stands."
    )
    assert said in get(client, "pack", "2027", pack.reference).words
    assert Pack.objects.get().sent_at is not None


def test_several_that_changed_since_are_spoken_of_as_several(signed_in, northmoor, now):
    items = [approved_item(northmoor, now, reference=reference) for reference in ("IR1", "IR2")]
    pack = made_pack(northmoor, now)
    for item in items:
        taken_back(northmoor, item, now, why="It is wrong")
    client = signed_in(northmoor.ruth)
    post(client, "pack_sent", "2027", pack.reference, how="By the portal", **just_now())
    said = "2 changed since they were packed and stay as they stand."
    assert said in get(client, "pack", "2027", pack.reference).words


def test_nothing_of_a_closed_round_is_noted_as_sent(signed_in, northmoor, now):
    approved_item(northmoor, now)
    pack = made_pack(northmoor, now)
    closed(northmoor, now)
    client = signed_in(northmoor.ruth)
    assert get(client, "pack_sent", "2027", pack.reference).status == 403
    assert post(client, "pack_sent", "2027", pack.reference, how="By mail").status == 403
    assert Pack.objects.get().sent_at is None


def test_when_it_was_sent_is_said_and_is_never_to_come(signed_in, northmoor, now):
    approved_item(northmoor, now)
    pack = made_pack(northmoor, now)
    Pack.objects.update(made_at=now - datetime.timedelta(days=2))
    client, here = signed_in(northmoor.ruth), ("pack_sent", "2027", pack.reference)
    before = just_now()
    filled = get(client, *here).value("sent_time")
    assert filled in {before["sent_time"], just_now()["sent_time"]}  # a minute may end meanwhile
    tomorrow, too_early = at(now + datetime.timedelta(days=1)), at(now - datetime.timedelta(days=3))
    refuses(post(client, *here, how="By mail", **tomorrow), "This is still to come.", "sent_on_day")
    refuses(post(client, *here, how="By mail", **too_early), "so it was sent after that. Nothing was changed.")
    yesterday = now - datetime.timedelta(days=1)
    assert leads_to(post(client, *here, how="By mail", **at(yesterday)), "pack", "2027", pack.reference)
    when = yesterday.replace(second=0, microsecond=0)
    assert (Pack.objects.get().sent_at, RequestedItem.objects.get().sent_at) == (when, when)


def test_an_older_pack_noted_after_a_newer_one_is_asked_about_once(signed_in, northmoor, now):
    item = approved_item(northmoor, now)
    older = made_pack(northmoor, now)
    taken_back(northmoor, item, now, why="More.")
    answered(northmoor, item, now, text="And more.")
    held = approved(northmoor, item, now)
    sent_pack(northmoor, timezone.now())
    Pack.objects.filter(pk=older.pk).update(made_at=now - datetime.timedelta(days=2))
    client, here = signed_in(northmoor.ruth), ("pack_sent", "2027", older.reference)
    assert "Pack 2, which is newer, was noted as sent on" in get(client, *here).words
    yesterday = at(now - datetime.timedelta(days=1))
    refuses(post(client, *here, how="By mail", **yesterday), "Tick that this pack was sent too", "older")
    assert leads_to(post(client, *here, how="By mail", older="on", **yesterday), "pack", "2027", older.reference)
    last = RequestedItem.objects.get()
    assert (last.status, last.sent_print) == ("sent", held.approved_print)  # what was sent last stands
    assert last.sent_at > now - datetime.timedelta(hours=1)
