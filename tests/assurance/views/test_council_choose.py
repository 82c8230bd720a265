"""A person with roles in two councils changes which of them they see."""

import pytest

from assurance.operations.people import add_person
from assurance.roles import Role
from tests.pages import get, leads_to, post


@pytest.fixture
def both(northmoor, westerholme, now):
    """Ruth is director of Northmoor and lead member of Westerholme."""
    return add_person(
        council=westerholme.council, email=northmoor.ruth.email, name="", roles=[Role.LEAD_MEMBER], by=None, at=now
    )


def test_somebody_in_two_councils_changes_to_the_other(signed_in, both):
    client = signed_in(both)
    assert "Northmoor Council (you are here)" in get(client, "home").words
    assert leads_to(post(client, "council_choose", council="westerholme"), "home")
    page = get(client, "home")
    assert "You now see Westerholme Council." in page.words
    assert "Westerholme Council (you are here)" in page.words


def test_the_way_back_is_there_also_where_nothing_may_be_read(signed_in, both):
    """A lead member who is not invited finds no round in Westerholme."""
    client = signed_in(both)
    post(client, "council_choose", council="westerholme")
    page = get(client, "home")
    assert "Nothing waits for you here at the moment." in page.words
    assert "See Northmoor Council" in page.words
    post(client, "council_choose", council="northmoor")
    assert "Northmoor Council (you are here)" in get(client, "home").words


def test_the_choice_is_remembered(signed_in, both, client):
    post(signed_in(both), "council_choose", council="westerholme")
    client.logout()
    assert "Westerholme Council (you are here)" in get(signed_in(both), "home").words


@pytest.mark.parametrize("council", ["westerholme", "atlantis", "", "<b>x</b>"])
def test_a_council_one_does_not_belong_to_can_not_be_chosen(signed_in, ruth, westerholme, council):
    page = post(signed_in(ruth), "council_choose", council=council)
    assert page.status == 403
    ruth.refresh_from_db()
    assert ruth.chosen_council is None


def test_somebody_in_one_council_is_offered_no_other(signed_in, ruth, westerholme):
    assert "Your councils" not in get(signed_in(ruth), "home").words
