"""The case room's fixtures: Northmoor with a pool, and one with a file in it, each reached once in a test process."""

import pytest

from casetracking.models import Case, Pool
from tests.casetracking.cases import in_the_pool, pooled
from tests.casetracking.rooms import anybody, filled, started, taken
from tests.keeping import Kept


def _find_pool(northmoor) -> Pool:
    pool = Pool.objects.get(slug="first")
    pool.round = northmoor.round
    return pool


def _find_cases(pool, by) -> list[Case]:
    return in_the_pool(pool)


POOL = Kept(started, _find_pool, numbered_from=300_000)
FILLED = Kept(filled, lambda pool, by: pool, numbered_from=310_000)
TAKEN = Kept(taken, _find_cases, numbered_from=320_000)
POOLED = Kept(pooled, _find_cases, numbered_from=330_000)


@pytest.fixture
def pool(northmoor, now):
    """A pool that Helen has started, without a file."""
    return POOL.reach(now, northmoor)


@pytest.fixture
def full(pool, helen, now):
    """The same with a file of invented people."""
    FILLED.reach(now, pool, helen)
    return pool


@pytest.fixture
def person(full):
    """Somebody of it."""
    return anybody(full)


@pytest.fixture
def cases(full, helen, now):
    """The cases of a pool that was drawn, by number."""
    return TAKEN.reach(now, full, helen)


@pytest.fixture
def listed(full, helen, now):
    """Six cases in a pool, by number, and two in reserve."""
    return POOLED.reach(now, full, helen)


@pytest.fixture
def case(listed):
    """The first of them."""
    return listed[0]
