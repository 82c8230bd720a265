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
    seen = get(client, "figures_local_change", "people-waiting").value("seen")
    post(client, "figures_local_change", "people-waiting", **{**WAITING, "unit": "adults", "seen": seen})
    assert Metric.objects.get(pk=waiting.pk).unit == "adults"
    assert get(client, "figures_local_change", "people-waiting").value("unit") == "adults"
    post(client, "figures_local_change", "people-waiting", act="set-aside")
    assert "Set aside People waiting" in get(client, "figures_local").words
    post(client, "figures_local_change", "people-waiting", act="bring-back")
    assert "Set aside" not in get(client, "figures_local").words


def test_a_statement_of_another_edition_stays_though_the_form_can_not_show_it(client):
    waiting = added(client)
    waiting.statements.create(statement="of-another-edition", basis="council")
    seen = get(client, "figures_local_change", "people-waiting").value("seen")
    post(client, "figures_local_change", "people-waiting", **{**WAITING, "unit": "adults", "seen": seen})
    held = set(waiting.statements.values_list("statement", flat=True))
    assert held == {"of-another-edition", *WAITING["statements"]}


def test_what_a_colleague_changed_meanwhile_is_shown_and_not_overwritten(client):
    waiting = added(client)
    opened = get(client, "figures_local_change", "people-waiting").value("seen")
    post(client, "figures_local_change", "people-waiting", **{**WAITING, "unit": "adults", "seen": opened})
    mine = {**WAITING, "source": "Board report", "seen": opened}
    page = post(client, "figures_local_change", "people-waiting", **mine)
    assert "Somebody changed this measure while you were here. Nothing was saved" in page.words
    assert "What stands now, where it differs from yours Unit adults Source Register" in page.words
    assert page.value("source") == "Board report"
    assert Metric.objects.get(pk=waiting.pk).source == "Register"
    post(client, "figures_local_change", "people-waiting", **{**mine, "seen": page.value("seen")})
    held = Metric.objects.get(pk=waiting.pk)
    assert (held.source, held.unit) == ("Board report", "people")


def test_saving_what_was_opened_before_it_was_set_aside_does_not_bring_it_back(client):
    waiting = added(client)
    opened = get(client, "figures_local_change", "people-waiting").value("seen")
    post(client, "figures_local_change", "people-waiting", act="set-aside")
    post(client, "figures_local_change", "people-waiting", **{**WAITING, "unit": "adults", "seen": opened})
    assert Metric.objects.get(pk=waiting.pk).retired_at is not None


def test_a_name_every_council_has_is_not_taken(client):
    added(client)
    page = post(client, "figures_local_change", "people-waiting", **{
        **WAITING, "title": Metric.objects.get(slug="workforce-wf-vac").title,
        "seen": get(client, "figures_local_change", "people-waiting").value("seen"),
    })  # fmt: skip
    assert "Give this one another name." in page.words
