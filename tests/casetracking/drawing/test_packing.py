"""A draw's numbers as bytes: the same substitutes come out of them as of everybody's values."""

import random
from dataclasses import replace

import pytest

from casetracking.drawing import Alike, Candidate, Condition, Criterion, Rules, opened, packed, substitutes
from casetracking.drawing.problem import problem

RULES = Rules(
    size=12,
    criteria=(
        Criterion("carers", (Condition("carer"),), least=5, hard=True),
        Criterion("under 25", (Condition("age", frozenset({"18-24"})),), most=2, hard=False, weight=3),
    ),
    alike=(Alike("age", 2), Alike("carer", 1)),
    seed=7,
)


def people(many: int = 300) -> list[Candidate]:
    rng = random.Random(4)
    return [
        Candidate(
            f"AAAA-AAAA-{number:04}", rng.choice([0, 0, 0, number % 9 + 1]),
            {"carer": rng.choice([True, False, None]), "age": rng.choice(["18-24", "25-64", "65-or-over", None])},
        )
        for number in range(many)
    ]  # fmt: skip


@pytest.mark.parametrize("apart", [True, False])
def test_the_same_people_take_a_place_at_the_same_cost(apart):
    everybody = people()
    rules = replace(RULES, apart=apart)
    never = frozenset(one.reference for one in everybody[40:60])
    chosen = [one.reference for one in everybody[:12]]
    built = problem(everybody, replace(rules, excluded=never))
    data, shown = packed(built, never), built.shown
    out = frozenset(one.reference for one in everybody[100:150])
    now = replace(rules, locked_out=out, locked_in=frozenset(chosen[:2]))
    of_everybody = substitutes(everybody, replace(now, excluded=never), chosen, chosen[3], most=30)
    of_numbers = substitutes((), now, chosen, chosen[3], most=30, built=opened(data, now, shown))
    assert of_numbers == of_everybody
    assert len(of_numbers) == 30
    assert not {one.reference for one in of_numbers} & (out | never)


def test_nothing_of_what_is_known_of_anybody_stands_in_the_bytes_as_words():
    built = problem(people(), RULES)
    assert b"25-64" not in packed(built, frozenset())


def test_somebody_who_is_not_there_is_not_found():
    built = problem(people(), RULES)
    held = opened(packed(built, frozenset()), RULES, built.shown)
    assert held.places["AAAA-AAAA-0007"] == 7
    for nobody in ("AAAA-AAAA-9999", "0000-0000-0000"):
        with pytest.raises(KeyError):
            held.places[nobody]


def test_people_out_of_order_are_not_packed():
    with pytest.raises(ValueError, match="in the order of their references"):
        packed(problem(people()[::-1], RULES), frozenset())
