"""Who could take a case's place, what it would cost, and putting one there."""

import pytest

from casetracking.asking import asked_of
from casetracking.drawing import Criterion, Substitute, substitutes
from casetracking.drawing.problem import HARD
from casetracking.models import Attribute, Candidate, Case
from casetracking.operations.choosing import lock_candidate
from casetracking.operations.listing import take_choice
from casetracking.presenters.drawing import _cost
from tests.casetracking.auditing import give
from tests.pages import get, leads_to, post, refuses

pytestmark = pytest.mark.django_db


def test_substitutes_are_ranked_with_their_cost(signed_in, helen, cases, full, now):
    reference = cases[0].candidate.reference
    page = get(signed_in(helen), "case_swap", "2027", full.slug, reference)
    asked = asked_of(full, at=now)
    ranked = substitutes(asked.candidates, asked.rules, asked.pooled, reference, most=8)
    assert page.choices("substitute") == [one.reference for one in ranked]
    assert "The pool would be as good as with this person" in page.words or "points" in page.words
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


def test_a_second_swap_of_the_same_case_says_that_the_person_left(signed_in, helen, cases, full):
    client, reference = signed_in(helen), cases[0].candidate.reference
    first, second = get(client, "case_swap", "2027", full.slug, reference).choices("substitute")[:2]
    post(client, "case_swap", "2027", full.slug, reference, substitute=first, reason="Said no")
    page = post(client, "case_swap", "2027", full.slug, reference, substitute=second, reason="Said no")
    assert leads_to(page, "case", "2027", "first", reference)
    assert "has left the pool already" in get(client, "case", "2027", full.slug, reference).words
    assert not Case.objects.filter(candidate__reference=second, standing="pool").exists()


def test_each_person_offered_is_told_by_what_is_asked_and_can_be_looked_at(signed_in, helen, cases, full):
    page = get(signed_in(helen), "case_swap", "2027", full.slug, cases[0].candidate.reference)
    first = page.choices("substitute")[0]
    person = Candidate.objects.get(reference=first)
    for attribute in Attribute.objects.known_as("age-band", "gender"):
        assert attribute.in_words(attribute.value_of(person)) in page.words
    assert f"/2027/cases/first/candidates/{first}/" in page.links


def test_a_cost_is_said_in_words():
    asked = {"a carer": Criterion("a carer", (), least=3, hard=False, weight=2)}
    said = [
        _cost(Substitute("A", cost, changes), asked)
        for cost, changes in [
            (0, ()),
            (200, (("a carer", 3, 2),)),
            (-200, (("a carer", 2, 3),)),
            (30, (("gender: female", 2, 1),)),
            (HARD, (("a carer", 3, 2),)),
        ]
    ]
    assert said == [
        "The pool would be as good as with this person",
        "One case too few for ‘a carer’ (200 points)",
        "Better by 200 points: one case nearer to ‘a carer’",
        "A little further from the caseload’s proportions (30 points)",
        "One case too few for ‘a carer’",
    ]


def test_what_ends_with_the_swap_is_said_before_it(signed_in, helen, marcin, listed, full, now):
    case = listed[0]
    take_choice(pool=full, stage="chosen", references=[case.candidate.reference], by=helen, at=now)
    lock_candidate(pool=full, candidate=case.candidate, side="in", reason="A good example.", by=helen, at=now)
    give(case, marcin, helen, now)
    for page in ("case_swap", "case_leave"):
        words = get(signed_in(helen), page, "2027", full.slug, case.candidate.reference).words
        assert "The regulator has chosen to track this person’s case." in words, page
        assert "Somebody keeps this person in, and that ends: “A good example.”" in words, page
        assert "1 audit of it is not finished." in words, page
    untouched = get(signed_in(helen), "case_leave", "2027", full.slug, listed[1].candidate.reference).words
    assert "The regulator has chosen" not in untouched
