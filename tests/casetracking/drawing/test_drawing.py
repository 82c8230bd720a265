"""The draw against brute force on small pools: its optimum is the true one, and what it calls impossible is."""

import random
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casetracking.drawing import (
    Alike,
    Candidate,
    Condition,
    Criterion,
    Rules,
    choosing,
    coverage,
    draw,
    reserves,
    substitutes,
)

VALUES = {"carer": [True, False, None], "band": ["young", "old", None], "wait": [None, 0, 5, 40]}


@st.composite
def pools(draw_from):
    number = draw_from(st.integers(2, 9))
    return [
        Candidate(
            f"R{n}",
            draw_from(st.integers(0, 2)),
            {name: draw_from(st.sampled_from(values)) for name, values in VALUES.items()},
        )
        for n in range(number)
    ]


conditions = st.one_of(
    st.builds(Condition, st.just("carer"), st.sampled_from([frozenset({True}), frozenset({False, None})])),
    st.builds(Condition, st.just("band"), st.sampled_from([frozenset({"young"}), frozenset({"old", None})])),
    st.builds(Condition, st.just("wait"), st.just(frozenset()), st.sampled_from([0, 5]), st.sampled_from([None, 5])),
)


@st.composite
def criteria(draw_from):
    least = draw_from(st.one_of(st.none(), st.integers(0, 4)))
    most = draw_from(st.one_of(st.none(), st.integers(0, 3))) if least is None else None
    asked = tuple(draw_from(st.lists(conditions, min_size=1, max_size=2)))
    return Criterion(
        f"criterion {draw_from(st.integers(0, 10**6))}",
        asked,
        least,
        most,
        hard=draw_from(st.booleans()),
        weight=draw_from(st.integers(1, 4)),
        either=draw_from(st.booleans()),
    )


@st.composite
def drawn_rules(draw_from, people):
    names = [one.reference for one in people]
    locked_in = frozenset(draw_from(st.sets(st.sampled_from(names), max_size=1)))
    return Rules(
        size=draw_from(st.integers(1, min(5, len(people)))),
        criteria=tuple(draw_from(st.lists(criteria(), max_size=4, unique_by=lambda c: c.name))),
        alike=tuple(draw_from(st.sampled_from([(), (Alike("carer", 2),), (Alike("band"), Alike("wait", 3))]))),
        locked_in=locked_in,
        locked_out=frozenset(draw_from(st.sets(st.sampled_from(names), max_size=2))) - locked_in,
        apart=draw_from(st.booleans()),
        seed=draw_from(st.integers(1, 9)),
    )


def price(people, rules, chosen) -> int | None:
    """What a pool costs, told from the definition; None where a hard rule is broken."""
    names = {one.reference for one in chosen}
    groups = [one.group for one in chosen if one.group]
    if not rules.locked_in <= names or names & (rules.locked_out | rules.excluded):
        return None
    if rules.apart and len(groups) != len(set(groups)):
        return None
    total = 0
    for c in rules.criteria:
        have = sum(
            (any if c.either else all)(x.meets(one.values[x.attribute]) for x in c.conditions) for one in chosen
        )
        off = max(0, (c.least or 0) - have, have - (99 if c.most is None else c.most))
        if off and c.hard:
            return None
        total += 0 if c.hard else off * c.weight * 100
    for alike in rules.alike:
        for value in VALUES[alike.attribute]:
            held = sum(one.values[alike.attribute] is value or one.values[alike.attribute] == value for one in people)
            have = sum(one.values[alike.attribute] == value for one in chosen)
            total += alike.weight * abs(have * 100 - round(100 * rules.size * held / len(people)))
    return total


def best(people, rules) -> int | None:
    prices = [price(people, rules, chosen) for chosen in combinations(people, rules.size)]
    return min((p for p in prices if p is not None), default=None)


@settings(max_examples=150)
@given(st.data())
def test_the_optimum_is_the_true_one_and_impossible_is_impossible(data):
    people = data.draw(pools())
    rules = data.draw(drawn_rules(people))
    true = best(people, rules)
    told = []
    found = draw(people, rules, first=told.append)
    if true is None:
        assert found.chosen == ()
        assert found.conflict is not None
        assert irreducible(people, rules, found.conflict)
        return
    chosen = [one for one in people if one.reference in found.chosen]
    assert len(found.chosen) == rules.size == len(chosen)
    assert price(people, rules, chosen) == found.objective == true
    assert found.proved
    assert found.gap == 0
    assert all(first.objective >= true for first in told)
    assert draw(people, rules) == found, "the same seed gives the same pool"


def irreducible(people, rules, conflict) -> bool:
    """The set named can't be met, and without any one of its parts it can."""
    parts = [*conflict.criteria, *conflict.rules]

    def possible(kept) -> bool:
        asked = [part for part in kept if isinstance(part, Criterion)]
        return None is not best(
            people,
            replace(
                rules,
                criteria=tuple(asked),
                alike=(),
                locked_in=rules.locked_in if "the people locked in" in kept else frozenset(),
                locked_out=rules.locked_out if "the people locked out" in kept else frozenset(),
                apart=rules.apart and "one person of each linked group" in kept,
            ),
        )

    assert conflict.sentences
    return not possible(parts) and all(possible([p for p in parts if p is not part]) for part in parts)


def person(number: int, *, group: int = 0, **values) -> Candidate:
    return Candidate(f"R{number:02}", group, values)


TEN = [person(n, carer=n < 3, band="old" if n % 2 else "young") for n in range(10)]
CARERS = Criterion("an unpaid carer", (Condition("carer"),), least=4)


def test_what_would_make_it_possible_is_said():
    found = draw(TEN, Rules(size=5, criteria=(CARERS,)))
    assert found.conflict.criteria == (CARERS,)
    assert found.conflict.sentences == (
        "5 people can’t meet this together: at least 4 with an unpaid carer.",
        "It would be possible with at least 3 with an unpaid carer instead of 4.",
    )


def test_too_few_people_are_said_to_be_too_few():
    found = draw(TEN, Rules(size=11))
    assert "10 people may be drawn" in found.conflict.sentences[0]
    assert draw([], Rules()).conflict.sentences == ("There is nobody to draw from.",)


def test_two_of_one_linked_group_are_not_drawn_unless_wanted():
    linked = [person(n, group=1) for n in range(5)]
    found = draw(linked, Rules(size=2))
    assert found.conflict.rules == ("one person of each linked group",)
    assert len(draw(linked, Rules(size=2, apart=False)).chosen) == 2
    both = frozenset({"R00", "R01"})
    assert set(draw([*linked, *TEN[5:]], Rules(size=3, locked_in=both)).chosen) >= both


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        (Rules(size=0), "at least one"),
        (Rules(size=2, locked_in=frozenset({"X"})), "not among"),
        (Rules(size=2, locked_in=frozenset({"R01"}), locked_out=frozenset({"R01"})), "left out at once"),
    ],
)
def test_rules_that_contradict_themselves_are_refused(rules, sentence):
    with pytest.raises(ValueError, match=sentence):
        draw(TEN, rules)


def test_another_seed_may_choose_others_of_the_same_worth():
    pools_drawn = {draw(TEN, Rules(size=5, seed=seed)).chosen for seed in range(1, 9)}
    assert len(pools_drawn) > 1


def test_not_recorded_is_not_no():
    assert not Condition("carer", frozenset({False})).meets(None)
    assert Condition("carer", frozenset({None})).meets(None)
    assert not Condition("carer").meets(1)
    assert not Condition("wait", least=0).meets(None)
    assert not Condition("wait", least=0).meets(True)
    assert Condition("wait", least=0).meets(0)


def test_a_substitute_is_ranked_by_what_the_pool_would_cost():
    rules = Rules(size=4, criteria=(replace(CARERS, least=2, hard=False),), alike=(Alike("band"),))
    found = draw(TEN, rules)
    leaving = next(one.reference for one in TEN if one.reference in found.chosen and one.values["carer"])
    ranked = substitutes(TEN, rules, found.chosen, leaving)
    assert [one.cost for one in ranked] == sorted(one.cost for one in ranked)
    assert len(ranked) == 6
    for one in ranked:
        swapped = [p for p in TEN if p.reference in {*found.chosen, one.reference} - {leaving}]
        assert price_of(swapped, rules) - found.objective == one.cost
    assert not {one.reference for one in ranked} & set(found.chosen)


def price_of(chosen, rules) -> int:
    have = sum(one.values["carer"] for one in chosen)
    bands = sum(abs(100 * sum(one.values["band"] == b for one in chosen) - 200) for b in ("old", "young"))
    return 100 * max(0, 2 - have) + bands


def test_a_reserve_list_holds_nobody_of_the_pool():
    rules = Rules(size=4, alike=(Alike("band"),))
    chosen = draw(TEN, rules).chosen
    kept = reserves(TEN, rules, chosen, size=3)
    assert len(set(kept)) == 3
    assert not set(kept) & set(chosen)


def test_coverage_tells_need_have_and_the_caseload():
    rules = Rules(size=5, criteria=(CARERS,), alike=(Alike("band"),), excluded=frozenset({"R00"}))
    told = coverage(TEN, rules, ["R00", "R01", "R02", "R03", "R05"])
    (met,) = told.criteria
    assert (met.have, met.available, met.off) == (3, 2, 1)
    old = next(one for one in told.likeness if one.value == "old")
    assert (old.pool, old.pool_size, old.caseload, old.caseload_size, old.expected) == (3, 5, 5, 10, 2.5)


def test_the_pool_is_the_same_on_a_busy_day_when_the_proof_takes_more_than_one_try(monkeypatch):
    rng = random.Random(8)
    values = {"carer": [True, False], "band": ["young", "old", "middle"], "area": [*"abcdefg"], "route": [*"klmno"]}
    people = [Candidate(f"R{n:02}", n, {name: rng.choice(some) for name, some in values.items()}) for n in range(70)]
    rules = Rules(size=13, alike=(Alike("carer", 2), Alike("band"), Alike("area", 3), Alike("route", 2)), seed=7)
    monkeypatch.setattr(choosing, "FEW", (25, 45))
    for step in ("settle", "improve"):  # so that the solver has something to find
        monkeypatch.setattr(choosing.quick, step, lambda *pool: None)
    usual = draw(people, rules)
    proved, calls = choosing.proof.prove, []

    def out_of_time(*asked):
        calls.append(asked)
        return choosing.proof.Answer(choosing.proof.UNKNOWN, 0, []) if len(calls) < 3 else proved(*asked)

    monkeypatch.setattr(choosing.proof, "prove", out_of_time)
    busy = draw(people, rules)
    assert len(calls) == 3
    assert usual.proved
    assert usual.repeatable
    assert (busy.chosen, busy.objective, busy.proved) == (usual.chosen, usual.objective, True)


def test_what_nobody_has_is_not_asked_for_with_at_least_0():
    found = draw(TEN, Rules(size=5, criteria=(Criterion("a pilot", (Condition("pilot"),), least=3),)))
    assert found.conflict.sentences[1] == (
        "It would be possible without a pilot: a pool under the other rules has nobody of whom that is so."
    )
