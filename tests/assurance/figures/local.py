"""A measure of a council's own, as its pages make it or by the operations behind them."""

from assurance.models import Metric
from assurance.operations.figures.local import Definition, save_local_measure
from assurance.operations.figures.typed import tell_own_figure
from tests.pages import leads_to, post

WAITING = {
    "title": "People waiting", "unit": "people", "decimals": "0", "better": "lower", "source": "Register",
    "definition": "On the day.", "caveat": "", "statements": ["assessing-needs"],
}  # fmt: skip


def people_waiting(council, by, now, title="People waiting") -> Metric:
    """How many people wait, with a figure."""
    said = Definition(title, "people", "lower", source="Register", statements=["assessing-needs"])
    measure = save_local_measure(council=council, measure=None, said=said, by=by, at=now)
    tell_own_figure(council=council, measure=measure, period="2026-10-31", value=344.0, by=by, at=now)
    return measure


def added(client) -> Metric:
    """The same by the pages, without a figure yet."""
    assert leads_to(post(client, "figures_local_add", **WAITING), "figures_local_measure", "people-waiting")
    return Metric.objects.get(slug="people-waiting")
