"""People stay in charge: locks and swaps, each with a reason that the purge destroys and the history never holds."""

import pytest

from assurance.models import Event
from casetracking.models import Candidate, Case, Decision, Lock
from casetracking.operations.choosing import ChoiceRefused, lock_candidate, swap_case, unlock_candidate
from casetracking.operations.pools import purge_pool
from casetracking.statuses import Status

pytestmark = pytest.mark.django_db
REASON = "Her daughter has asked us to wait"


def free(pool) -> Candidate:
    return Candidate.objects.filter(pool=pool, case=None, lock=None).order_by("reference").first()


def test_a_lock_stands_with_its_reason_and_gives_way_to_the_next(full, person, helen, now):
    lock_candidate(pool=full, candidate=person, side="in", reason="Known.", by=helen, at=now)
    lock_candidate(pool=full, candidate=person, side="out", reason=REASON, by=helen, at=now)
    lock = Lock.objects.get()
    assert (lock.side, lock.reason, lock.by) == ("out", REASON, helen)
    assert [one.verb for one in Decision.objects.order_by("pk")] == ["locked in", "locked out"]
    assert unlock_candidate(pool=full, candidate=person, by=helen, at=now)
    assert not unlock_candidate(pool=full, candidate=person, by=helen, at=now)
    assert not Lock.objects.exists()


def test_the_history_holds_verb_and_reference_and_never_the_reason(full, person, helen, now):
    lock_candidate(pool=full, candidate=person, side="out", reason=REASON, by=helen, at=now)
    event = Event.objects.get(verb="locked out")
    assert event.subject == f"{person.reference} in pool first"
    assert not any(REASON in str(one.__dict__) for one in Event.objects.all())
    purge_pool(pool=full, by=helen, at=now)
    assert not Decision.objects.exists()
    assert Event.objects.filter(verb="locked out").exists()


@pytest.mark.parametrize(("side", "reason"), [("in", ""), ("in", "  "), ("sideways", "So.")])
def test_a_lock_without_a_reason_or_a_side_is_refused(side, reason, full, person, helen, now):
    with pytest.raises(ChoiceRefused, match="Nothing was changed"):
        lock_candidate(pool=full, candidate=person, side=side, reason=reason, by=helen, at=now)


def test_who_is_in_the_pool_is_swapped_not_locked_out(cases, full, helen, now):
    with pytest.raises(ChoiceRefused, match="Swap them"):
        lock_candidate(pool=full, candidate=cases[0].candidate, side="out", reason="So.", by=helen, at=now)


def test_a_swap_puts_somebody_in_and_keeps_who_left_readable(cases, full, helen, now):
    substitute = free(full)
    taken = swap_case(pool=full, case=cases[0], substitute=substitute, reason=REASON, by=helen, at=now)
    left = Case.objects.get(pk=cases[0].pk)
    assert (left.standing, left.status, left.left_because) == ("left", Status.LEFT, REASON)
    assert (taken.candidate, taken.standing, taken.place_of) == (substitute, "pool", left)
    assert Case.objects.filter(pool=full, standing="pool").count() == 50
    assert list(Decision.objects.filter(reason=REASON).values_list("verb", flat=True).order_by("pk")) == [
        "took out of the pool", "put into the pool",
    ]  # fmt: skip


def test_who_said_no_stays_somebody_who_said_no(cases, full, helen, now):
    Case.objects.filter(pk=cases[0].pk).update(status=Status.REFUSED)
    swap_case(pool=full, case=cases[0], substitute=free(full), reason="Said no.", by=helen, at=now)
    assert Case.objects.get(pk=cases[0].pk).status == Status.REFUSED


def test_somebody_in_reserve_keeps_their_number(cases, full, helen, now):
    reserve = Case.objects.filter(pool=full, standing="reserve").first()
    taken = swap_case(pool=full, case=cases[0], substitute=reserve.candidate, reason="So.", by=helen, at=now)
    assert (taken.pk, taken.number, taken.standing) == (reserve.pk, reserve.number, "pool")


def test_a_swap_that_can_not_be_is_refused(cases, full, helen, now):
    substitute = free(full)
    given = {"pool": full, "reason": "So.", "by": helen, "at": now}
    with pytest.raises(ChoiceRefused, match="in the pool already"):
        swap_case(case=cases[0], substitute=cases[1].candidate, **given)
    lock_candidate(pool=full, candidate=substitute, side="out", reason="So.", by=helen, at=now)
    with pytest.raises(ChoiceRefused, match=r"keep .* out"):
        swap_case(case=cases[0], substitute=substitute, **given)
    swap_case(case=cases[0], substitute=free(full), **given)
    with pytest.raises(ChoiceRefused, match="not in the pool any more"):
        swap_case(case=cases[0], substitute=free(full), **given)
    with pytest.raises(ChoiceRefused, match="left the pool"):
        lock_candidate(candidate=cases[0].candidate, side="in", **given)
