"""Defining a measure of the council's own."""

import pytest

from assurance.models import Event
from tests.assurance.figures.local import WAITING, added
from tests.pages import get, post, refuses


@pytest.fixture
def client(signed_in, meilin):
    return signed_in(meilin)


def test_a_measure_is_defined_with_its_unit_direction_source_and_statements(client, northmoor):
    waiting = added(client)
    assert (waiting.code, waiting.unit, waiting.better, waiting.framework) == ("L1", "people", "lower", "local")
    assert [*waiting.statements.values_list("statement", "basis")] == [("assessing-needs", "council")]
    assert "People waiting No figure yet" in get(client, "figures_local").words
    assert Event.objects.get(verb="added the measure").actor_name == northmoor.meilin.name
    refuses(post(client, "figures_local_add", **WAITING), "has a measure “People waiting” already", "title")
