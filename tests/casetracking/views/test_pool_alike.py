"""By which attributes a pool should look like the caseload."""

import pytest

from casetracking.forms.telling import AlikeForm
from casetracking.models import Likeness
from tests.pages import get, leads_to, post, refuses

pytestmark = pytest.mark.django_db


def given(page) -> dict:
    selects = [given["name"] for tag, given in page.elements if tag == "select"]
    return {name: "0" for name in selects}


def test_what_matters_is_saved_with_its_weight(signed_in, helen, pool):
    client = signed_in(helen)
    page = get(client, "pool_alike", "2027", pool.slug)
    sent = {**given(page), "gender": "5", "route-of-access": "1"}
    assert leads_to(post(client, "pool_alike", "2027", pool.slug, **sent), "criteria", "2027", "first")
    assert dict(Likeness.objects.values_list("attribute", "weight")) == {"gender": 5, "route-of-access": 1}
    assert "gender, weight 5" in get(client, "criteria", "2027", pool.slug).words


def test_a_weight_that_is_none_is_refused(signed_in, helen, pool):
    client = signed_in(helen)
    sent = {**given(get(client, "pool_alike", "2027", pool.slug)), "gender": "7"}
    refuses(post(client, "pool_alike", "2027", pool.slug, **sent), "Choose one from the list", "gender")


def test_a_weight_from_elsewhere_can_be_kept(northmoor):
    from casetracking.models import Attribute

    gender = Attribute.objects.get(council=None, slug="gender")
    form = AlikeForm({"gender": "7"}, attributes=[gender], weights={"gender": 7})
    assert form.is_valid()
    assert form.weights() == {"gender": 7}
