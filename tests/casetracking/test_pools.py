"""Pools: how one begins, changes and ends, and what a purge leaves."""

import datetime

import pytest

from assurance.models import Event
from casetracking.models import (
    Attribute,
    Audit,
    AuditTool,
    Candidate,
    Case,
    Consent,
    Criterion,
    Decision,
    Draw,
    Import,
    Likeness,
    Lock,
    Look,
    Pool,
    ReferenceKey,
    Theme,
)
from casetracking.operations.looks import record_look
from casetracking.operations.pools import (
    PoolRefused,
    StalePool,
    change_pool,
    key_would_go,
    purge_pool,
    purge_what_is_due,
    start_pool,
    what_would_go,
)
from tests.casetracking.rooms import anybody, filled, started

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def test_a_pool_begins_with_our_criteria_which_say_where_they_come_from(pool):
    criteria = Criterion.objects.filter(pool=pool)
    assert criteria.count() >= 10
    assert all("check against your letter" in one.source and one.edition for one in criteria)
    assert {one.attribute for one in Likeness.objects.filter(pool=pool)} >= {"age-band", "ethnicity-group"}
    assert (pool.purge_on - pool.made_at.date()).days == 365


def test_what_our_criteria_ask_of_is_what_there_is(pool, northmoor):
    """A slug that is mistyped would never be met, and nobody would see why."""
    known = {one.slug: one for one in Attribute.objects.of_council(northmoor.council)}
    for criterion in Criterion.objects.filter(pool=pool):
        for condition in criterion.conditions:
            attribute = known[condition["attribute"]]
            if "values" in condition:
                possible = {True, False} if attribute.kind == "yes/no" else set(attribute.choices)
                assert set(condition["values"]) <= possible, criterion.name
            else:
                assert attribute.kind == "number"
    assert {one.attribute for one in Likeness.objects.filter(pool=pool)} <= known.keys()


@pytest.mark.parametrize("slug", ["First", "a b", "", "-a", "a--b", "x" * 51, "add", "key"])
def test_a_word_that_can_not_be_an_address_is_refused(slug, northmoor, now):
    with pytest.raises(PoolRefused, match=r"Nothing was changed"):
        start_pool(round=northmoor.round, slug=slug, name="x", by=northmoor.helen, at=now)
    assert not Pool.objects.exists()


def test_an_address_is_taken_once_in_a_round(pool, northmoor, westerholme, now):
    with pytest.raises(PoolRefused, match="has a pool at “first” already"):
        started(northmoor, now)
    assert start_pool(round=westerholme.round, slug="first", name="x", by=None, at=now)


@pytest.mark.parametrize("days", [-1, 3 * 365 + 2])
def test_a_purge_is_neither_past_nor_years_away(days, northmoor, now):
    with pytest.raises(PoolRefused, match="day of the purge"):
        started(northmoor, now, purge_on=now.date() + datetime.timedelta(days))


def test_a_pool_is_changed_by_who_saw_it_as_it_is(pool, helen, now):
    given = {"name": "Another", "size": 40, "purge_on": pool.purge_on, "apart": False, "by": helen, "at": now}
    changed = change_pool(pool=pool, version=1, **given)
    assert (changed.name, changed.size, changed.apart, changed.version) == ("Another", 40, False, 2)
    with pytest.raises(StalePool):
        change_pool(pool=pool, version=1, **given)


def test_the_history_of_a_pool_holds_its_word_and_not_its_name(pool, helen, now):
    change_pool(pool=pool, version=1, name="About Mrs Thistlewoode", size=50, purge_on=pool.purge_on, apart=True,
                by=helen, at=now)  # fmt: skip
    for event in Event.objects.filter(section="case-room"):
        assert event.subject == "pool first"
        assert "Thistlewoode" not in str((event.before, event.after))


def lived_in(pool, northmoor, now) -> None:
    """Something of everything that a purge destroys."""
    candidate = anybody(pool)
    case = Case.objects.create(pool=pool, candidate=candidate, number=1, added_at=now)
    Consent.objects.create(case=case, asked_on=now.date(), way="phone", note="Ring after four", at=now)
    Lock.objects.create(pool=pool, candidate=candidate, side="in", reason="Known to us", at=now)
    tool = AuditTool.objects.create(slug="x", title="x", edition="1")
    Audit.objects.create(case=case, tool=tool, auditor=northmoor.marcin, gaps="Nobody rang back", given_at=now)
    Decision.objects.create(pool=pool, reference=candidate.reference, verb="locked in", reason="Known to us", at=now)
    Draw.objects.create(pool=pool, number=1, seed=1, size=50, asked_at=now, chosen=[candidate.reference],
                        rules={"locked_in": [candidate.reference]}, objective=5, bound=5)  # fmt: skip
    Theme.objects.create(pool=pool, statement="equity", kind="gap", text="Interpreters come late.", at=now,
                         shared_at=now)  # fmt: skip
    Theme.objects.create(pool=pool, statement="equity", kind="gap", text="Like our neighbour’s.", at=now)
    record_look(pool=pool, reference=candidate.reference, page="candidate", by=northmoor.helen, at=now)


def test_a_purge_destroys_everything_about_people_and_keeps_counts(full, northmoor, helen, now):
    lived_in(full, northmoor, now)
    promised = what_would_go(full)
    people = Candidate.objects.filter(pool=full).count()
    assert promised["candidates"] == people
    assert {what for what, count in promised.items() if count} >= {
        "candidates", "cases", "records of consent", "audits and moderations", "locks", "decisions with their reasons",
        "themes that were not shared",
    }  # fmt: skip
    assert purge_pool(pool=full, by=helen, at=now) == promised
    for model in (Candidate, Case, Consent, Lock, Audit, Decision):
        assert not model.objects.exists(), model.__name__
    full.refresh_from_db()
    assert full.kept["candidates"] == people
    draw = Draw.objects.get()
    assert (draw.chosen, draw.rules, draw.objective) == ([], {}, 5)
    assert Import.objects.get().people == people
    assert Theme.objects.get().text == "Interpreters come late."
    assert Look.objects.count() == 1
    assert ReferenceKey.objects.get().sealed == ""


def test_a_purge_done_twice_changes_nothing(full, helen, now):
    kept = purge_pool(pool=full, by=helen, at=now)
    assert purge_pool(pool=full, by=helen, at=now) == kept
    assert Event.objects.filter(verb="purged the").count() == 1


def test_the_key_stays_while_another_pool_needs_it(full, northmoor, helen, now):
    other = started(northmoor, now, "second")
    filled(other, helen, now)
    assert not key_would_go(full)
    purge_pool(pool=full, by=helen, at=now)
    assert ReferenceKey.objects.get().sealed
    assert key_would_go(other)
    purge_pool(pool=other, by=helen, at=now)
    assert not ReferenceKey.objects.get().sealed


def test_pools_are_purged_by_themselves_when_their_day_has_come(full, northmoor, helen, now):
    later = started(northmoor, now, "later")
    Pool.objects.filter(pk=full.pk).update(purge_on=now.date())
    assert purge_what_is_due(at=now) == 1
    assert not Candidate.objects.exists()
    assert Pool.objects.get(purged_at=None) == later
    assert Event.objects.get(verb="purged the").actor_name == "The service"
    assert purge_what_is_due(at=now) == 0
