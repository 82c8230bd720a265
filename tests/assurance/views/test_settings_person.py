"""One person's roles in the council."""

from assurance.access import access_of
from assurance.models import Assignment, Event, Membership
from assurance.operations.people import set_roles
from assurance.roles import Role
from tests.pages import get, leads_to, post, refuses


def roles_of(person) -> set[str]:
    return set(Membership.objects.filter(person=person).values_list("role", flat=True))


def checked(page) -> set[str]:
    return {given["value"] for tag, given in page.elements if given.get("name") == "roles" and "checked" in given}


def test_it_shows_the_roles_somebody_holds(signed_in, northmoor):
    page = get(signed_in(northmoor.callum), "settings_person", northmoor.aisha.pk)
    assert page.heading == "Aisha Rahman"
    assert checked(page) == {"officer"}


def test_new_roles_take_the_place_of_the_old(signed_in, northmoor):
    client = signed_in(northmoor.callum)
    page = post(client, "settings_person", northmoor.tom.pk, roles=["data-admin", "auditor"])
    assert leads_to(page, "settings_people")
    assert roles_of(northmoor.tom) == {"data-admin", "auditor"}
    event = Event.objects.filter(verb="changed the roles of").latest("pk")
    assert (event.before, event.after) == (["Officer"], ["Practice auditor", "Data administrator"])
    assert access_of(northmoor.tom, northmoor.council).roles == {Role.DATA_ADMIN, Role.AUDITOR}


def test_somebody_without_any_role_leaves_the_council_and_their_statements_become_free(signed_in, northmoor):
    client = signed_in(northmoor.callum)
    post(client, "settings_person", northmoor.aisha.pk)
    assert roles_of(northmoor.aisha) == set()
    assert not Assignment.objects.filter(person=northmoor.aisha).exists()
    assert "Aisha Rahman no longer belongs to your council." in get(client, "settings_people").words
    assert get(client, "settings_person", northmoor.aisha.pk).status == 404


def test_the_last_system_administrator_keeps_that_role(signed_in, northmoor):
    page = post(signed_in(northmoor.callum), "settings_person", northmoor.callum.pk, roles=["officer"])
    refuses(page, "Callum Reeve is the only system administrator of Northmoor Council.", "roles")
    assert roles_of(northmoor.callum) == {"system-admin"}


def test_a_role_that_does_not_exist_is_refused(signed_in, northmoor):
    page = post(signed_in(northmoor.callum), "settings_person", northmoor.tom.pk, roles=["officer", "<b>king</b>"])
    refuses(page, "Choose roles from the list.", "roles")
    assert roles_of(northmoor.tom) == {"officer"}


def test_another_councils_person_is_not_found(signed_in, northmoor, westerholme):
    client = signed_in(northmoor.callum)
    assert get(client, "settings_person", westerholme.director.pk).status == 404
    assert post(client, "settings_person", westerholme.director.pk, roles=["officer"]).status == 404
    assert roles_of(westerholme.director) == {"director"}


def test_roles_in_another_council_are_neither_shown_nor_changed(signed_in, northmoor, westerholme, now):
    set_roles(council=westerholme.council, person=northmoor.tom, roles=[Role.DIRECTOR], by=None, at=now)
    client = signed_in(northmoor.callum)
    assert checked(get(client, "settings_person", northmoor.tom.pk)) == {"officer"}
    post(client, "settings_person", northmoor.tom.pk, roles=["auditor"])
    assert roles_of(northmoor.tom) == {"auditor", "director"}
