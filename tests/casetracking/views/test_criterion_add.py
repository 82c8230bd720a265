"""Adding a criterion."""

import pytest

from casetracking.models import Criterion
from tests.pages import get, leads_to, post, refuses

pytestmark = pytest.mark.django_db
GIVEN = {"name": "an advocate", "part1": "advocate:yes", "least": "2", "hard": "soft", "weight": "4", "either": "all"}


def test_a_criterion_is_added(signed_in, helen, pool):
    client = signed_in(helen)
    last = Criterion.objects.filter(pool=pool).count()
    assert leads_to(post(client, "criterion_add", "2027", pool.slug, **GIVEN), "criteria", "2027", "first")
    held = Criterion.objects.get(pool=pool, number=last + 1)
    assert (held.name, held.least, held.most, held.hard, held.weight) == ("an advocate", 2, None, False, 4)
    assert held.conditions == [{"attribute": "advocate", "values": [True]}]
    assert held.edition == ""
    assert "At least 2 with an advocate" in get(client, "criteria", "2027", pool.slug).words


def test_several_conditions_and_numbers_are_taken(signed_in, helen, pool):
    said = {**GIVEN, "part2": "wait-to-service-days:>28", "part3": "gender:female", "either": "any", "most": "9"}
    post(signed_in(helen), "criterion_add", "2027", pool.slug, **said)
    held = Criterion.objects.filter(pool=pool).order_by("number").last()
    assert held.either
    assert held.conditions == [
        {"attribute": "advocate", "values": [True]},
        {"attribute": "wait-to-service-days", "least": 28},
        {"attribute": "gender", "values": ["female"]},
    ]


@pytest.mark.parametrize(
    ("wrong", "sentence", "field"),
    [
        ({"name": ""}, "Say what it is about", "name"),
        ({"part1": ""}, "Choose who counts", "part1"),
        ({"part1": "gender:other-word"}, "Choose one from the list", "part1"),
        ({"least": ""}, "Say at least or at most how many", "least"),
        ({"least": "5", "most": "4"}, "can’t be less than", "most"),
        ({"least": "many"}, "Give a whole number", "least"),
        ({"weight": "0"}, "from 1 to 100", "weight"),
        ({"name": "Ring 0191 498 0733"}, "looks like it holds a phone number", "name"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(wrong, sentence, field, signed_in, helen, pool):
    before = Criterion.objects.count()
    refuses(post(signed_in(helen), "criterion_add", "2027", pool.slug, **{**GIVEN, **wrong}), sentence, field)
    assert Criterion.objects.count() == before


def test_what_no_pool_can_meet_is_said_at_once(signed_in, helen, pool):
    client, count = signed_in(helen), Criterion.objects.count()
    many = post(client, "criterion_add", "2027", pool.slug, **{**GIVEN, "least": "51"})
    refuses(many, "The pool has 50 cases. Give 50 or fewer.", "least")
    both = {**GIVEN, "part1": "gender:female", "part2": "gender:male"}
    refuses(
        post(client, "criterion_add", "2027", pool.slug, **both), "Nobody is both. “Gender” has one value", "either"
    )
    assert Criterion.objects.count() == count
    either = post(client, "criterion_add", "2027", pool.slug, **{**both, "either": "any"})
    assert leads_to(either, "criteria", "2027", "first")
