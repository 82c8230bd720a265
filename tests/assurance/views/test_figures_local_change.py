"""What is said of a measure is changed; it is set aside and brought back."""

import pytest

from assurance.models import Metric
from tests.assurance.figures.local import WAITING, added
from tests.pages import get, post


@pytest.fixture
def client(signed_in, meilin):
    return signed_in(meilin)


def test_a_measure_is_changed_set_aside_and_brought_back(client):
    waiting = added(client)
    post(client, "figures_local_change", "people-waiting", **{**WAITING, "unit": "adults"})
    assert Metric.objects.get(pk=waiting.pk).unit == "adults"
    assert get(client, "figures_local_change", "people-waiting").value("unit") == "adults"
    post(client, "figures_local_change", "people-waiting", act="set-aside")
    assert "Set aside People waiting" in get(client, "figures_local").words
    post(client, "figures_local_change", "people-waiting", act="bring-back")
    assert "Set aside" not in get(client, "figures_local").words


def test_a_statement_of_another_edition_stays_though_the_form_can_not_show_it(client):
    waiting = added(client)
    waiting.statements.create(statement="of-another-edition", basis="council")
    post(client, "figures_local_change", "people-waiting", **{**WAITING, "unit": "adults"})
    held = set(waiting.statements.values_list("statement", flat=True))
    assert held == {"of-another-edition", *WAITING["statements"]}
