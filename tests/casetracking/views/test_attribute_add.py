"""Something of the council's own: told by hand, filtered by, asked for."""

import pytest

from casetracking.models import Attribute
from tests.pages import get, leads_to, post, refuses

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def test_a_choice_is_told_filtered_by_and_asked_for(signed_in, helen, full, person):
    client = signed_in(helen)
    given = {"title": "Neighbourhood", "kind": "choice", "new": "St Mary’s & Dock\nMoor_Edge"}
    assert leads_to(post(client, "attribute_add", "2027", **given), "case_attributes", "2027")
    made = Attribute.objects.get(slug="own-neighbourhood")
    assert made.choices == ["st-marys-dock", "moor-edge"]
    post(client, "candidate_tell", "2027", full.slug, person.reference, **{made.slug: "st-marys-dock"})
    assert "Neighbourhood St Mary’s & Dock" in get(client, "candidate", "2027", full.slug, person.reference).words
    found = get(client, "candidates", "2027", full.slug, **{"is": f"{made.slug}:st-marys-dock"})
    assert "1 person under these filters" in found.words
    assert "Neighbourhood: St Mary’s & Dock" in get(client, "criterion_add", "2027", full.slug).words


def test_a_number_and_a_yes_or_no_are_told(signed_in, helen, full, person):
    client = signed_in(helen)
    post(client, "attribute_add", "2027", title="Days on our list", kind="number")
    post(client, "attribute_add", "2027", title="in", kind="yes/no")  # a word of the database
    told = {"own-days-on-our-list": "40", "own-in": "yes"}
    post(client, "candidate_tell", "2027", full.slug, person.reference, **told)
    person.refresh_from_db()
    assert person.told == {"own-days-on-our-list": 40, "own-in": True}
    asked = {"is": ["own-days-on-our-list:28", "own-in:yes"]}
    assert "1 person under these filters" in get(client, "candidates", "2027", full.slug, **asked).words


@pytest.mark.parametrize(
    ("given", "sentence", "field"),
    [
        ({"title": "", "kind": "number"}, "Give it a name", "title"),
        ({"title": "complaint", "kind": "yes/no"}, "There is an attribute called “complaint” already", "title"),
        ({"title": "Ward", "kind": "choice", "new": " \n"}, "Give at least one choice", "new"),
        ({"title": "Ward", "kind": "choice", "new": "A\nnot recorded"}, "it is always possible", "new"),
        ({"title": "Ward", "kind": "choice", "new": "A\n" + "b" * 61}, "60 characters", "new"),
        ({"title": "Ward", "kind": "choice", "new": "\n".join(map(str, range(61)))}, "60 values at most", "title"),
        ({"title": "Ward", "kind": "choice", "new": "SW1A 1AA"}, "a postcode", "new"),
        ({"title": "Ward"}, "Say what is known of each person", "kind"),
    ],
)
def test_what_can_be_none_is_refused_with_its_sentence(given, sentence, field, signed_in, helen, northmoor):
    refuses(post(signed_in(helen), "attribute_add", "2027", **given), sentence, field)
    assert not Attribute.objects.filter(council=northmoor.council).exists()
