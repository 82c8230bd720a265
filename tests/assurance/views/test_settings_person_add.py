"""Adding somebody to the council."""

import pytest

from assurance.models import Event, Membership, User
from assurance.roles import Role
from tests.pages import get, leads_to, post, refuses

GIVEN = {
    "name": "Noor Elahi",
    "email": "noor@northmoor.example",
    "job_title": "Quality officer",
    "roles": ["officer"],
}


def test_it_asks_for_name_address_and_roles(signed_in, callum):
    page = get(signed_in(callum), "settings_person_add")
    assert page.choices("roles") == list(Role.values)
    assert page.has_field("email")
    assert "Reads the round and imports figures" in page.words


def test_somebody_new_is_added_with_their_roles_and_no_password(signed_in, northmoor):
    client = signed_in(northmoor.callum)
    page = post(client, "settings_person_add", **{**GIVEN, "roles": ["officer", "psw"]})
    person = User.objects.get(email="noor@northmoor.example")
    assert leads_to(page, "settings_person", person.pk)
    assert not person.has_usable_password()
    assert set(Membership.objects.filter(person=person).values_list("council", "role")) == {
        (northmoor.council.pk, "officer"),
        (northmoor.council.pk, "psw"),
    }
    assert Event.objects.filter(verb="added the person", actor_name="Callum Reeve").exists()
    assert "Noor Elahi is added. Make a password link below" in get(client, "settings_person", person.pk).words


def test_somebody_known_to_another_council_gets_a_role_here_and_keeps_their_account(
    signed_in, northmoor, westerholme
):
    client = signed_in(northmoor.callum)
    post(
        client, "settings_person_add", **{**GIVEN, "email": "Director@Westerholme.example", "roles": ["lead-member"]}
    )
    person = User.objects.get(email="director@westerholme.example")
    assert person.name == "Stella Stranger"
    assert person.has_usable_password()
    assert Membership.objects.filter(person=person).count() == 2
    assert not User.objects.filter(name="Noor Elahi").exists()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Give the person's name."),
        ("email", "", "Give the person's e-mail address."),
        ("email", "noor", "Give an e-mail address like name@council.gov.uk."),
        ("email", "TOM@northmoor.example", "Somebody with this e-mail address is in your council already."),
        ("roles", [], "Choose at least one role."),
        ("roles", ["king"], "Choose roles from the list."),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_added(signed_in, northmoor, field, value, sentence):
    known = User.objects.count()
    refuses(post(signed_in(northmoor.callum), "settings_person_add", **{**GIVEN, field: value}), sentence, field)
    assert User.objects.count() == known
