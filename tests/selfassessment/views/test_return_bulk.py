"""Giving out and chasing several items at once."""

from django.utils import timezone

from assurance.models import Notice
from selfassessment.models import RequestedItem
from tests.pages import get, post
from tests.selfassessment.asking import ask, given_to, one_more

HERE = ("return_bulk", "2027")


def test_the_ticked_items_are_given_to_somebody_who_is_told_once(signed_in, northmoor, now):
    ask(northmoor, now)
    one_more(northmoor, now)
    client = signed_in(northmoor.priya)
    sent = post(
        client, *HERE, do="give", owner=northmoor.tom.pk, item=["general-ir3", "general-ir9"], asked="late=yes"
    )
    assert sent.response["Location"] == "/2027/return/?late=yes"
    assert set(RequestedItem.objects.values_list("owner__email", flat=True)) == {northmoor.tom.email}
    assert Notice.objects.get().sentence == "Priya Nair gave you 2 items of the return."
    assert "2 items are now Tom Birkett’s." in get(client, "information_return", "2027").words


def test_they_can_be_given_to_nobody(signed_in, northmoor, now):
    ask(northmoor, now)
    given_to(northmoor, RequestedItem.objects.get(), northmoor.tom, now)
    post(signed_in(northmoor.priya), *HERE, do="give", owner="nobody", item=["general-ir3"])
    assert RequestedItem.objects.get().owner is None


def test_owners_are_asked_once_each_and_it_is_noted_when(signed_in, northmoor, now):
    ask(northmoor, now)
    more = [one_more(northmoor, now, reference=f"IR{n}") for n in (5, 6)]
    for item in more:
        given_to(northmoor, item, northmoor.tom, now)
    Notice.objects.all().delete()
    client = signed_in(northmoor.priya)
    post(client, *HERE, do="chase", item=["general-ir3", "general-ir5", "general-ir6"])
    assert Notice.objects.get().sentence == "Priya Nair asks how far you are with 2 items of the return."
    assert RequestedItem.objects.exclude(chased_at=None).count() == 2
    said = get(client, "information_return", "2027").words
    assert "1 person was asked about 2 items. 1 of those ticked has no owner or no answer due." in said


def test_whoever_was_asked_already_is_not_asked_again_and_that_is_said(signed_in, northmoor, now):
    ask(northmoor, now)
    for reference, person in [("IR5", northmoor.tom), ("IR6", northmoor.aisha)]:
        given_to(northmoor, one_more(northmoor, now, reference=reference), person, now)
    Notice.objects.all().delete()
    client = signed_in(northmoor.priya)
    post(client, *HERE, do="chase", item=["general-ir5"])
    at = timezone.localtime(RequestedItem.objects.get(slug="general-ir5").chased_at)
    post(client, *HERE, do="chase", item=["general-ir5", "general-ir3"])
    page = get(client, "information_return", "2027")
    said = f"Nobody was asked again. 1 person was asked already at {at:%H:%M} about 1 of the items. 1 of those ticked"
    assert f"{said} has no owner yet: give it to somebody first. Nothing was changed." in page.words
    assert Notice.objects.count() == 1
    post(client, *HERE, do="chase", item=["general-ir5", "general-ir6"])
    said = get(client, "information_return", "2027").words
    assert f"1 person was asked about 1 item. 1 person was asked already at {at:%H:%M} about 1 of the items." in said
    assert "no owner or no answer due" not in said
    assert Notice.objects.count() == 2


def test_nothing_ticked_or_nobody_chosen_changes_nothing_and_says_so(signed_in, northmoor, westerholme, now):
    ask(northmoor, now)
    client = signed_in(northmoor.priya)
    for given, said in [
        ({"owner": northmoor.tom.pk}, "No item was ticked, so nothing was changed."),
        ({"item": "general-ir3"}, "Choose who gets the ticked items."),
        ({"item": "general-ir3", "owner": westerholme.director.pk}, "Choose somebody from the list."),
        ({"item": "general-ir3", "owner": "x"}, "Choose somebody from the list."),
        ({"item": "general-ir3", "do": "chase"}, "Nobody was asked. 1 of those ticked has no owner yet: give it to"),
        ({"item": "general-ir3", "owner": "nobody"}, "The ticked items were nobody’s already. Nothing was changed."),
    ]:
        post(client, *HERE, **given)
        page = get(client, "information_return", "2027")
        assert said in page.words, given
        assert "notification-banner--success" not in page.html, given
    assert RequestedItem.objects.get().owner is None


def test_an_officer_gives_out_nothing(signed_in, northmoor, now):
    ask(northmoor, now)
    assert post(signed_in(northmoor.aisha), *HERE, item="general-ir3", owner=northmoor.aisha.pk).status == 403
