"""A measure of Northmoor's own, as its pages make it."""

from assurance.models import Metric
from tests.pages import leads_to, post

WAITING = {
    "title": "People waiting", "unit": "people", "decimals": "0", "better": "lower", "source": "Register",
    "definition": "On the day.", "caveat": "", "statements": ["assessing-needs"],
}  # fmt: skip


def people_waiting(client) -> Metric:
    """How many people wait, without a figure yet."""
    assert leads_to(post(client, "figures_local_add", **WAITING), "figures_local_measure", "people-waiting")
    return Metric.objects.get(slug="people-waiting")
