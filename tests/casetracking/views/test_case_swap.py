"""Who could take a case's place, what it would cost, and putting one there."""

import pytest

from casetracking.asking import asked_of
from casetracking.drawing import substitutes
from casetracking.models import Case
from tests.pages import get, leads_to, post, refuses

pytestmark = pytest.mark.django_db


def test_substitutes_are_ranked_with_their_cost(signed_in, helen, cases, full, now):
    reference = cases[0].candidate.reference
    page = get(signed_in(helen), "case_swap", "2027", full.slug, reference)
    asked = asked_of(full, at=now)
    ranked = substitutes(asked.candidates, asked.rules, asked.pooled, reference, most=8)
    assert page.choices("substitute") == [one.reference for one in ranked]
    assert "Costs" in page.words
    assert ranked[0].cost <= ranked[-1].cost


def test_the_one_who_is_chosen_takes_the_place(signed_in, helen, cases, full):
    client, reference = signed_in(helen), cases[0].candidate.reference
    first = get(client, "case_swap", "2027", full.slug, reference).choices("substitute")[0]
    page = post(client, "case_swap", "2027", full.slug, reference, substitute=first, reason="Said no")
    assert leads_to(page, "pool_cases", "2027", "first")
    assert Case.objects.get(candidate__reference=first).standing == "pool"
    assert Case.objects.get(pk=cases[0].pk).standing == "left"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [({"reason": "So."}, "Choose who takes the place"), ({"substitute": "nobody", "reason": "So."}, "from the list")],
)
def test_without_a_choice_nothing_happens(given, sentence, signed_in, helen, cases, full):
    reference = cases[0].candidate.reference
    refuses(post(signed_in(helen), "case_swap", "2027", full.slug, reference, **given), sentence, "substitute")
    assert Case.objects.get(pk=cases[0].pk).standing == "pool"


def test_somebody_who_is_not_in_the_pool_is_not_swapped(signed_in, helen, full, person):
    page = get(signed_in(helen), "case_swap", "2027", full.slug, person.reference)
    assert page.status == 404
    assert "not in the pool" in page.words
