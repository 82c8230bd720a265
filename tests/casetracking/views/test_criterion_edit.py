"""Changing a criterion."""

import itertools

import pytest

from casetracking.forms.drawing import as_sent, condition_from, initial_of
from casetracking.models import Criterion
from tests.pages import get, leads_to, post, refuses

pytestmark = pytest.mark.django_db


def sent(held: Criterion, **other) -> dict:
    return {name: str(v) for name, v in {**initial_of(held), **other}.items() if v is not None}


def test_a_changed_one_of_ours_becomes_the_councils(signed_in, helen, pool):
    client = signed_in(helen)
    assert "check against your letter" in get(client, "criterion_edit", "2027", pool.slug, 2).words
    held = Criterion.objects.get(pool=pool, number=2)
    assert leads_to(
        post(client, "criterion_edit", "2027", pool.slug, 2, **sent(held, least=20)), "criteria", "2027", "first"
    )
    held.refresh_from_db()
    assert (held.least, held.version, held.edition, held.source) == (20, 2, "", "Changed by the council")


def test_a_save_that_comes_late_changes_nothing(signed_in, helen, pool):
    client = signed_in(helen)
    held = Criterion.objects.get(pool=pool, number=2)
    post(client, "criterion_edit", "2027", pool.slug, 2, **sent(held, least=20))
    page = post(client, "criterion_edit", "2027", pool.slug, 2, **sent(held, least=30))
    refuses(page, "Somebody else changed this criterion")
    assert Criterion.objects.get(pool=pool, number=2).least == 20


def test_saving_what_is_there_asks_for_the_same_people(pool):
    """Every criterion of ours can be said by the form, and means the same after it was saved unchanged."""
    from casetracking.asking import condition_of, criterion_of

    values = [
        {
            "direct-payment": payment, "transition": yes, "possible-transition": maybe, "months-since-activity": months,
            "support-setting": setting, "funding-status": funding, "self-funds": yes,
        }
        for payment, yes, maybe, months, setting, funding in itertools.product(
            ("none", "part", "full", None), (True, False), (True, None), (6, 7, None), ("nursing", "prison"),
            ("full-cost", "joint"),
        )
    ]  # fmt: skip
    for held in Criterion.objects.filter(pool=pool):
        before = criterion_of(held)
        parts = as_sent(held)
        assert parts is not None, held.name
        said = initial_of(held)
        conditions = tuple(condition_of(condition_from(part)) for part in parts)
        after = type(before)(before.name, conditions, before.least, before.most, either=said["either"] == "any")
        assert [before.meets(one) for one in values] == [after.meets(one) for one in values], held.name


def test_one_that_says_more_than_the_form_is_warned_of(signed_in, helen, pool):
    Criterion.objects.filter(pool=pool, number=2).update(
        conditions=[{"attribute": "wait-to-service-days", "least": 5, "most": 9}]
    )
    assert "says more than this form can" in get(signed_in(helen), "criterion_edit", "2027", pool.slug, 2).words


def test_one_that_is_not_there_is_not_found(signed_in, helen, pool):
    assert get(signed_in(helen), "criterion_edit", "2027", pool.slug, 99).status == 404
