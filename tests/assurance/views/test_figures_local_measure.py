"""A measure's figures, typed in one by one."""

import datetime

import pytest
from django.utils import timezone

from assurance.models import Event, Metric, MetricValue
from assurance.operations.figures.importing import FiguresRefused
from assurance.operations.figures.typed import tell_own_figure
from tests.assurance.figures.local import added
from tests.pages import get, post, refuses


@pytest.fixture
def client(signed_in, meilin):
    return signed_in(meilin)


def agreed_to(asked) -> str:
    """What the button of a question sends."""
    return next(given["value"] for _, given in asked.elements if given.get("name") == "confirmed")


def test_a_figure_is_typed_in_as_at_its_day_replaced_and_taken_away(client, northmoor):
    added(client)
    post(client, "figures_local_measure", "people-waiting", period="31/10/2026", value="344")
    page = get(client, "figures_local_measure", "people-waiting")
    assert "31 October 2026 344 people Typed in" in page.words
    asked = post(client, "figures_local_measure", "people-waiting", period="2026-10-31", value="350")
    assert asked.heading == "Replace the figure as at 31 October 2026?"
    assert "Stands there now 344 people (typed in) You typed 350 people" in asked.words
    assert MetricValue.objects.get().value == 344
    replace = {"period": "2026-10-31", "value": "350", "confirmed": agreed_to(asked)}
    post(client, "figures_local_measure", "people-waiting", **replace)
    assert MetricValue.objects.get().value == 350
    told = Event.objects.filter(verb="told a figure of").order_by("-pk")[0]
    assert (told.before["value"], told.after["value"]) == (344, 350)
    assert "350 people, as at 31 October 2026" in get(client, "figures_local").words
    bad = post(client, "figures_local_measure", "people-waiting", period="soon", value="many")
    refuses(bad, "Write a day like 31/10/2026", "period")
    refuses(bad, "“many” is not a figure.", "value")
    again = post(client, "figures_local_measure", "people-waiting", **replace | {"value": "351"})
    assert "Stands there now 350 people" in again.words  # what was agreed to is no longer what stands there
    asked = post(client, "figures_local_measure", "people-waiting", remove="2026-10-31")
    assert asked.heading == "Take away the figure as at 31 October 2026?"
    assert "350 people, typed in." in asked.words
    assert MetricValue.objects.count() == 1
    stale = post(client, "figures_local_measure", "people-waiting", remove="2026-10-31", confirmed="344.0  typed")
    assert stale.heading == "Take away the figure as at 31 October 2026?"  # another figure than the one agreed to
    agreed = {"remove": "2026-10-31", "confirmed": agreed_to(asked)}
    post(client, "figures_local_measure", "people-waiting", **agreed)
    assert MetricValue.objects.count() == 0
    post(client, "figures_local_measure", "people-waiting", **agreed)
    assert "There was no such figure any more." in get(client, "figures_local_measure", "people-waiting").words


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


def test_a_day_to_come_and_fewer_than_nobody_are_refused(client, northmoor, now):
    waiting = added(client)
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    bad = post(client, "figures_local_measure", "people-waiting", period=tomorrow.isoformat(), value="-5")
    refuses(bad, "has not come yet. Nothing was saved.", "period")
    refuses(bad, "-5 is below 0, which this measure’s unit can’t be. Nothing was saved.", "value")
    refuses(
        post(client, "figures_local_measure", "workforce-wf-vac", period="2099-00", value="1"), "2099-00", "period"
    )
    for wrong in ({"period": tomorrow.isoformat(), "value": 5.0}, {"period": "2026-10-31", "value": -5.0}):
        with pytest.raises(FiguresRefused, match="Nothing was saved"):
            tell_own_figure(council=northmoor.council, measure=waiting, by=northmoor.meilin, at=now, **wrong)
    assert MetricValue.objects.count() == 0
    Metric.objects.filter(pk=waiting.pk).update(title="Change in people waiting")
    post(client, "figures_local_measure", "people-waiting", period="31/10/2026", value="-5")
    assert MetricValue.objects.get().value == -5
