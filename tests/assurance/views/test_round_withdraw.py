"""Taking an invitation back."""

from assurance.models import Event, Invitation
from tests.pages import get, leads_to, post


def test_whoever_is_no_longer_invited_reads_nothing_more(signed_in, northmoor):
    assert get(signed_in(northmoor.edwin), "self_assessment", "2027").status == 200
    client = signed_in(northmoor.priya)
    assert leads_to(post(client, "round_withdraw", "2027", northmoor.edwin.pk), "round_people", "2027")
    assert "Councillor Edwin Tarn is no longer invited." in get(client, "round_people", "2027").words
    assert Event.objects.filter(verb="withdrew the invitation of", actor_name="Priya Nair").count() == 1
    assert get(signed_in(northmoor.edwin), "self_assessment", "2027").status == 403


def test_somebody_who_is_not_invited_is_not_found(signed_in, northmoor, westerholme):
    client = signed_in(northmoor.priya)
    for person in [northmoor.tom, westerholme.director]:
        assert post(client, "round_withdraw", "2027", person.pk).status == 404
    assert Invitation.objects.count() == 2


def test_withdrawing_twice_is_told_once(signed_in, northmoor):
    client = signed_in(northmoor.priya)
    post(client, "round_withdraw", "2027", northmoor.edwin.pk)
    assert post(client, "round_withdraw", "2027", northmoor.edwin.pk).status == 404
    assert Event.objects.filter(verb="withdrew the invitation of").count() == 1
