"""A measure's figures, typed in one by one."""

import pytest

from assurance.models import Event, Metric, MetricValue
from tests.assurance.figures.local import added
from tests.pages import get, post, refuses


@pytest.fixture
def client(signed_in, meilin):
    return signed_in(meilin)


def test_a_figure_is_typed_in_as_at_its_day_replaced_and_taken_away(client, northmoor):
    added(client)
    post(client, "figures_local_measure", "people-waiting", period="31/10/2026", value="344")
    page = get(client, "figures_local_measure", "people-waiting")
    assert "31 October 2026 344 people Typed in" in page.words
    post(client, "figures_local_measure", "people-waiting", period="2026-10-31", value="350")
    assert MetricValue.objects.get().value == 350
    told = Event.objects.filter(verb="told a figure of").order_by("-pk")[0]
    assert (told.before["value"], told.after["value"]) == (344, 350)
    assert "350 people, as at 31 October 2026" in get(client, "figures_local").words
    bad = post(client, "figures_local_measure", "people-waiting", period="soon", value="many")
    refuses(bad, "Write a day like 31/10/2026", "period")
    refuses(bad, "“many” is not a figure.", "value")
    post(client, "figures_local_measure", "people-waiting", remove="2026-10-31")
    assert MetricValue.objects.count() == 0


def test_measures_of_collections_beside_ascof_can_be_told_but_not_changed(client, northmoor):
    page = get(client, "figures_local_measure", "workforce-wf-vac")
    assert "Skills for Care" in page.words
    post(client, "figures_local_measure", "workforce-wf-vac", period="2025-26", value="6.2")
    assert "2025-26 6.2% Typed in" in get(client, "figures_local_measure", "workforce-wf-vac").words
    assert get(client, "figures_local_change", "workforce-wf-vac").status == 404
    assert get(client, "figures_local_measure", "ascof-2023-1d").status == 404


def test_another_councils_measures_are_not_found(client, signed_in, westerholme):
    waiting = added(client)
    other = signed_in(westerholme.director)
    assert get(other, "figures_local_measure", "people-waiting").status == 403
    assert Metric.objects.typed_by(westerholme.council).filter(pk=waiting.pk).count() == 0
