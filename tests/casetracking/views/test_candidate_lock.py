"""Keeping somebody in or out."""

import pytest

from casetracking.models import Attribute, Lock
from tests.pages import get, leads_to, post, refuses

pytestmark = pytest.mark.django_db


def test_a_decision_is_saved_and_shown_with_its_reason(signed_in, helen, full, person):
    client = signed_in(helen)
    page = post(client, "candidate_lock", "2027", full.slug, person.reference, side="out", reason="Not well enough")
    assert leads_to(page, "candidate", "2027", "first", person.reference)
    words = get(client, "candidate", "2027", full.slug, person.reference).words
    assert "Kept out: Not well enough Helen Sowerby" in words
    assert "Helen Sowerby locked out" in words


@pytest.mark.parametrize(
    ("given", "sentence", "field"),
    [
        ({"reason": "So."}, "Say whether to keep this person in or out", "side"),
        ({"side": "in"}, "Give the reason", "reason"),
        ({"side": "in", "reason": "NHS 943 476 5919"}, "looks like it holds an NHS number", "reason"),
    ],
)
def test_what_is_missing_is_said(given, sentence, field, signed_in, helen, full, person):
    refuses(post(signed_in(helen), "candidate_lock", "2027", full.slug, person.reference, **given), sentence, field)
    assert not Lock.objects.exists()


def test_who_is_in_the_pool_is_swapped_instead(signed_in, helen, cases, full):
    reference = cases[0].candidate.reference
    page = post(signed_in(helen), "candidate_lock", "2027", full.slug, reference, side="out", reason="So.")
    refuses(page, "This can’t be decided", "side")


def test_who_is_in_the_pool_is_told_so_before_a_reason_is_typed(signed_in, helen, cases, full):
    page = get(signed_in(helen), "candidate_lock", "2027", full.slug, cases[0].candidate.reference)
    assert "This person is in the pool." in page.words
    assert page.choices("side") == ["in"]


def test_nobody_who_has_died_is_kept_in(signed_in, helen, full, person):
    place = Attribute.objects.get(council=None, slug="died").place
    person.values[place] = True
    person.save()
    page = post(signed_in(helen), "candidate_lock", "2027", full.slug, person.reference, side="in", reason="Known")
    refuses(page, "It is recorded that this person has died")
    assert not Lock.objects.exists()


def test_two_who_belong_together_are_kept_in_with_a_word(signed_in, helen, full):
    one, two = full.candidates.filter(in_file=True).order_by("reference")[:2]
    full.candidates.filter(pk__in=[one.pk, two.pk]).update(group=77)
    client = signed_in(helen)
    post(client, "candidate_lock", "2027", full.slug, one.reference, side="in", reason="Known")
    assert "belongs together" not in get(client, "candidate", "2027", full.slug, one.reference).words
    post(client, "candidate_lock", "2027", full.slug, two.reference, side="in", reason="Known too")
    words = get(client, "candidate", "2027", full.slug, two.reference).words
    assert f"{two.reference} belongs together with {one.reference}, who is in the pool or kept in too." in words
