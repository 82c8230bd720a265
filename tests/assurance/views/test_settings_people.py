"""Everybody with a role in the council."""

from django.urls import reverse

from assurance.operations.people import add_person, set_roles
from assurance.roles import Role
from tests.pages import get


def test_it_lists_who_belongs_to_the_council_with_their_roles(signed_in, northmoor, now):
    set_roles(
        council=northmoor.council,
        person=northmoor.tom,
        roles=[Role.OFFICER, Role.AUDITOR],
        by=northmoor.callum,
        at=now,
    )
    page = get(signed_in(northmoor.callum), "settings_people")
    assert "10 people in Northmoor Council." in page.words
    assert "Tom Birkett tom@northmoor.example Officer, Practice auditor" in page.words
    assert reverse("settings_person", args=[northmoor.tom.pk]) in page.links


def test_nobody_of_another_council_is_listed_nor_their_roles_there(signed_in, northmoor, westerholme, now):
    add_person(council=westerholme.council, email=northmoor.tom.email, name="", roles=[Role.AUDITOR], by=None, at=now)
    page = get(signed_in(northmoor.callum), "settings_people")
    assert "Stella Stranger" not in page.words
    assert "Tom Birkett tom@northmoor.example Officer Add" not in page.words
    assert "tom@northmoor.example Officer, Practice auditor" not in page.words


def test_more_than_fifty_go_on_on_a_second_page(signed_in, northmoor, now):
    for number in range(45):
        add_person(
            council=northmoor.council, email=f"o{number}@northmoor.example", name=f"Officer {number:02}",
            roles=[Role.OFFICER], by=None, at=now,
        )  # fmt: skip
    client = signed_in(northmoor.callum)
    first, second = get(client, "settings_people"), client.get(reverse("settings_people"), {"page": 2})
    assert "?page=2" in first.links
    assert "Yvonne Marchbanks" not in first.words
    assert "Yvonne Marchbanks" in second.content.decode()
    assert client.get(reverse("settings_people"), {"page": "nonsense"}).status_code == 200


def test_a_name_with_marks_in_it_is_shown_as_it_is(signed_in, northmoor, now):
    add_person(
        council=northmoor.council, email="x@northmoor.example", name="<img src=x> O'Neill", job_title="<b>Boss</b>",
        roles=[Role.OFFICER], by=None, at=now,
    )  # fmt: skip
    page = get(signed_in(northmoor.callum), "settings_people")
    assert "<img src=x> O'Neill" in page.words
    assert "<b>Boss</b>" in page.words
    assert not [given for tag, given in page.elements if tag == "img"]
