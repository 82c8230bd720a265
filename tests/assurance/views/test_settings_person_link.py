"""A one-time link with which a person chooses their password. How it is used: tests/house/test_sign_in.py."""

from assurance.models import Event
from assurance.operations.people import add_person, set_roles
from assurance.roles import Role
from tests.conftest import PASSWORD
from tests.pages import get, leads_to, post


def test_it_shows_a_link_to_pass_on(signed_in, northmoor):
    page = post(signed_in(northmoor.callum), "settings_person_link", northmoor.aisha.pk)
    assert page.heading == "A password link for Aisha Rahman"
    assert "http://testserver/accounts/password/reset/key/" in page.words
    assert "works once and for three days" in page.words


def test_no_browser_or_proxy_keeps_the_page(signed_in, northmoor):
    page = post(signed_in(northmoor.callum), "settings_person_link", northmoor.aisha.pk)
    assert "no-store" in page.response["Cache-Control"]


def test_history_tells_who_made_it_but_not_the_link_and_the_password_stays(signed_in, northmoor):
    page = post(signed_in(northmoor.callum), "settings_person_link", northmoor.aisha.pk)
    key = page.words.partition("/reset/key/")[2].split("/")[0].partition("-")[2]
    assert len(key) > 20
    assert Event.objects.filter(verb="made a password link for", actor_name="Callum Reeve").count() == 1
    assert not [event for event in Event.objects.all() if key in f"{event.subject}{event.before}{event.after}"]
    northmoor.aisha.refresh_from_db()
    assert northmoor.aisha.check_password(PASSWORD)


def test_no_link_is_made_for_somebody_of_another_council(signed_in, northmoor, westerholme):
    assert post(signed_in(northmoor.callum), "settings_person_link", westerholme.director.pk).status == 404


def test_another_councils_director_can_not_be_taken_over_by_adding_them_here(signed_in, northmoor, westerholme, now):
    """Whoever holds roles in two councils has one account: neither administrator gets a key to both."""
    stella = add_person(
        council=northmoor.council, email="director@westerholme.example", name="", roles=[Role.OFFICER],
        by=northmoor.callum, at=now,
    )  # fmt: skip
    client = signed_in(northmoor.callum)
    page = post(client, "settings_person_link", stella.pk)
    assert leads_to(page, "settings_person", stella.pk)
    assert "/reset/key/" not in page.html
    words = get(client, "settings_person", stella.pk).words
    assert "Stella Stranger also belongs to another council, so no link was made." in words


def test_somebody_who_left_the_other_council_gets_a_link_again(signed_in, northmoor, westerholme, now):
    set_roles(council=westerholme.council, person=northmoor.tom, roles=[Role.OFFICER], by=None, at=now)
    set_roles(council=westerholme.council, person=northmoor.tom, roles=[], by=None, at=now)
    page = post(signed_in(northmoor.callum), "settings_person_link", northmoor.tom.pk)
    assert page.heading == "A password link for Tom Birkett"
