"""Who could take a place, out of the last draw's numbers: the same as when everybody is read, and never out of date."""

import pytest

from casetracking import asking
from casetracking.asking import asked_of, packed_of, substitutes_for
from casetracking.models import Attribute, Criterion, DrawnFrom
from casetracking.operations.choosing import lock_candidate, tell_of_candidate
from casetracking.operations.pools import purge_pool
from tests.casetracking.rooms import filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def numbers(cases, now):
    """What the pool was drawn from, as its draw leaves it."""
    pool = cases[0].pool
    given = {**packed_of(asked_of(pool, at=now)), "at": now}
    return DrawnFrom.objects.update_or_create(pool=pool, defaults=given)[0]


def ranked(cases, now) -> tuple[list, bool]:
    """The best for the first case's place, and whether everybody had to be read for it."""
    read = []
    real = asking.asked_of
    asking.asked_of = lambda *args, **given: read.append(1) or real(*args, **given)
    try:
        pool = type(cases[0].pool).objects.select_related("round__council").get(pk=cases[0].pool_id)
        attributes = list(Attribute.objects.of_council(pool.round.council))
        found = substitutes_for(pool, cases[0].candidate.reference, at=now, attributes=attributes, most=8)
    finally:
        asking.asked_of = real
    return found, bool(read)


def test_the_numbers_say_what_everybody_says(numbers, cases, helen, now):
    lock_candidate(pool=numbers.pool, candidate=cases[1].candidate, side="in", reason="So.", by=helen, at=now)
    quick, read = ranked(cases, now)
    assert not read
    out = type(cases[0].candidate).objects.get(reference=quick[0].reference)
    lock_candidate(pool=numbers.pool, candidate=out, side="out", reason="So.", by=helen, at=now)
    quick, read = ranked(cases, now)
    assert out.reference not in {one.reference for one in quick}
    numbers.delete()
    slow, read_then = ranked(cases, now)
    assert (quick, read, read_then) == (slow, False, True)


def test_what_changes_who_is_drawn_makes_them_old(numbers, cases, full, helen, now):
    person = cases[2].candidate
    tell_of_candidate(pool=full, candidate=person, told={"out-of-area": True}, by=helen, at=now)
    assert not ranked(cases, now)[1]  # nothing asks about that
    Criterion.objects.filter(pool=full, number=1).update(least=1)
    assert ranked(cases, now)[1]


def test_what_is_told_of_people_makes_them_old_where_it_is_asked_about(numbers, cases, full, helen, now):
    Criterion.objects.filter(pool=full, number=1).update(conditions=[{"attribute": "complaint", "values": [True]}])
    full.refresh_from_db()
    DrawnFrom.objects.filter(pk=numbers.pk).update(**packed_of(asked_of(full, at=now)))
    assert not ranked(cases, now)[1]
    tell_of_candidate(pool=full, candidate=cases[2].candidate, told={"complaint": True}, by=helen, at=now)
    assert ranked(cases, now)[1]


def test_another_file_makes_them_old_and_a_purge_destroys_them(numbers, cases, full, helen, now):
    filled(full, helen, now)
    assert ranked(cases, now)[1]
    purge_pool(pool=full, by=helen, at=now)
    assert not DrawnFrom.objects.exists()
