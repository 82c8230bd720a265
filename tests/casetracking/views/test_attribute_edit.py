"""Words and choices of what only the council knows, and retiring it: what was told of people is never lost."""

import pytest

from casetracking.models import Attribute, Criterion
from casetracking.operations.choosing import tell_of_candidate
from tests.pages import get, leads_to, post, refuses

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(signed_in, helen, full):
    """Our attribute without choices, given two by the council."""
    client = signed_in(helen)
    given = {
        "title": "Team",
        "new": "Moor\nCoast",
        "version": get(client, "attribute_edit", "2027", "team").value("version"),
    }
    assert leads_to(post(client, "attribute_edit", "2027", "team", **given), "case_attributes", "2027")
    return client


def own() -> Attribute:
    return Attribute.objects.get(slug="team", council__isnull=False)


def save(client, **given):
    return post(client, "attribute_edit", "2027", "team", **{"title": "Team", "version": own().version, **given})


def test_ours_becomes_the_councils_and_stays_ours_elsewhere(team, northmoor, westerholme):
    assert own().choices == ["moor", "coast"]
    assert own().council == northmoor.council
    assert Attribute.objects.of_council(westerholme.council).get(slug="team").choices == []


def test_a_choice_gets_other_words_another_goes_and_people_keep_it(team, helen, full, person, now):
    tell_of_candidate(pool=full, candidate=person, told={"team": "coast"}, by=helen, at=now)
    save(team, **{"choice-moor": "Moor and dale", "choice-coast": "", "new": "Harbour"})
    held = own()
    assert held.choices == ["moor", "harbour"]
    assert held.in_words("moor") == "Moor and dale"
    assert "Team Coast" in get(team, "candidate", "2027", full.slug, person.reference).words
    form = get(team, "candidate_tell", "2027", full.slug, person.reference)
    assert "Coast" in form.words  # so that saving the form does not lose it
    save(team, **{"choice-moor": "Moor", "choice-harbour": "Harbour", "new": "COAST"})
    assert own().choices == ["moor", "harbour", "coast"]


def test_what_a_criterion_asks_for_stays_until_the_criterion_changes(team, full):
    Criterion.objects.filter(pool=full, number=1).update(conditions=[{"attribute": "team", "values": ["coast"]}])
    refuses(
        save(team, **{"choice-moor": "Moor", "choice-coast": ""}), "asks for “Coast”. Change that criterion", "title"
    )
    assert leads_to(save(team, **{"choice-moor": "", "choice-coast": "Coast"}), "case_attributes", "2027")


def test_a_save_that_comes_late_shows_what_stands(team):
    late = own().version
    save(team, **{"choice-moor": "Moor", "choice-coast": "Sea"})
    page = save(team, version=late, **{"choice-moor": "Mine", "choice-coast": "Coast"})
    refuses(page, "Somebody else changed this", "title", status=409)
    assert "What stands now Team" in page.words
    assert "Moor, Sea" in page.words
    assert page.value("choice-moor") == "Mine"


def test_what_client_level_data_says_is_not_changed_here(signed_in, helen, northmoor):
    assert get(signed_in(helen), "attribute_edit", "2027", "gender").status == 404
