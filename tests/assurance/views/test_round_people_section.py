"""Giving one section to an owner and contributors."""

import pytest

from assurance.access import access_of
from assurance.models import Assignment, Event
from tests.pages import get, leads_to, post, refuses


def given_to(northmoor, slug: str | None) -> set[tuple[str, str]]:
    found = (
        Assignment.objects.filter(round=northmoor.round, statement__slug=slug)
        if slug
        else (Assignment.objects.filter(round=northmoor.round, statement=None))
    )
    return {(a.person.name, a.kind) for a in found}


def test_it_offers_those_who_may_write_and_nobody_else(signed_in, northmoor, westerholme):
    page = get(signed_in(northmoor.priya), "round_people_section", "2027", "assessing-needs")
    offered = page.choices("contributors")
    writers = {northmoor.aisha, northmoor.tom, northmoor.priya, northmoor.ruth, northmoor.helen}
    assert set(offered) == {str(person.pk) for person in writers}


def test_a_statement_gets_an_owner_and_contributors_who_may_then_write(signed_in, northmoor):
    client = signed_in(northmoor.priya)
    page = post(
        client, "round_people_section", "2027", "governance", owner=northmoor.tom.pk,
        contributors=[northmoor.helen.pk, northmoor.tom.pk],
    )  # fmt: skip
    assert leads_to(page, "round_people", "2027")
    assert given_to(northmoor, "governance") == {("Tom Birkett", "owner"), ("Helen Sowerby", "contributor")}
    event = Event.objects.filter(verb="assigned", section="governance").get()
    assert event.after == {"owner": "Tom Birkett", "contributors": ["Helen Sowerby"], "reviewers": []}
    assert access_of(northmoor.tom, northmoor.council, northmoor.round).owned == {"governance"}
    assert get(signed_in(northmoor.tom), "statement_score", "2027", "governance").status == 200


def test_the_opening_section_is_given_in_the_same_way(signed_in, northmoor):
    post(signed_in(northmoor.priya), "round_people_section", "2027", "opening", owner=northmoor.aisha.pk)
    assert given_to(northmoor, None) == {("Aisha Rahman", "owner")}


def test_a_section_may_be_taken_from_everybody(signed_in, northmoor):
    post(signed_in(northmoor.priya), "round_people_section", "2027", "assessing-needs", owner="")
    assert given_to(northmoor, "assessing-needs") == set()
    assert get(signed_in(northmoor.aisha), "statement_write", "2027", "assessing-needs").status == 403


@pytest.mark.parametrize("who", ["edwin", "meilin", "callum", "stranger"])
def test_somebody_who_may_not_write_can_not_be_given_a_section(signed_in, northmoor, westerholme, who):
    person = westerholme.director if who == "stranger" else northmoor.people[who]
    page = post(
        signed_in(northmoor.priya), "round_people_section", "2027", "assessing-needs", owner=person.pk,
        contributors=[person.pk],
    )  # fmt: skip
    refuses(page, "Choose somebody from the list.", "owner")
    refuses(page, "Choose people from the list.", "contributors")
    assert ("Aisha Rahman", "owner") in given_to(northmoor, "assessing-needs")


def test_a_statement_of_another_edition_is_not_found(signed_in, priya):
    assert get(signed_in(priya), "round_people_section", "2027", "no-such-statement").status == 404
