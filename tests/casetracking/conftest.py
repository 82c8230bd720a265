"""The case room's fixtures: Northmoor with a pool, and one with a file in it."""

import pytest

from tests.casetracking.cases import pooled
from tests.casetracking.rooms import anybody, filled, started, taken


@pytest.fixture
def pool(northmoor, now):
    """A pool that Helen has started, without a file."""
    return started(northmoor, now)


@pytest.fixture
def full(pool, helen, now):
    """The same with a file of invented people."""
    filled(pool, helen, now)
    return pool


@pytest.fixture
def person(full):
    """Somebody of it."""
    return anybody(full)


@pytest.fixture
def cases(full, helen, now):
    """The cases of a pool that was drawn, by number."""
    return taken(full, helen, now)


@pytest.fixture
def listed(full, helen, now):
    """Six cases in a pool, by number, and two in reserve."""
    return pooled(full, helen, now)


@pytest.fixture
def case(listed):
    """The first of them."""
    return listed[0]
