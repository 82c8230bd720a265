"""Bringing a figure in a text up to date."""

import pytest

from assurance.models import Event
from selfassessment.cited_figures import placed_in
from selfassessment.models import PartText, Revision
from tests.pages import get, leads_to, post
from tests.selfassessment.citing import SATISFIED, hold_figures, write_in

HERE = ("figure_update", "2027", "equity")


@pytest.fixture
def stale(northmoor, now):
    """A text that cites a figure which has changed since, carried over and not confirmed."""
    hold_figures(northmoor, now)
    old = SATISFIED.said("59.9%", "2024-25", "2026-10-01").stored
    text = write_in(northmoor, "equity", "summary", f"We asked: {old} are satisfied.", now)
    PartText.objects.filter(pk=text.pk).update(needs_review=True)
    return PartText.objects.select_related("judgement__statement", "part", "i_statement").get(pk=text.pk)


def form_of(northmoor, text) -> dict:
    """What the button sends."""
    (placed,) = placed_in(northmoor.council, [text])
    return {"part": "summary", "figure": placed.mark, "version": str(text.version)}


def test_the_new_figure_is_a_version_of_its_own_and_the_rest_is_not_confirmed_by_it(signed_in, northmoor, stale):
    client = signed_in(northmoor.priya)
    assert leads_to(post(client, *HERE, **form_of(northmoor, stale)), "round_claims", "2027")
    now_held = PartText.objects.get(pk=stale.pk)
    assert "2024-25 = 61.3%; as at" in now_held.text
    assert now_held.version == stale.version + 1
    assert now_held.needs_review
    assert Event.objects.filter(verb="brought a figure up to date in", section="equity").count() == 1
    assert "61.3% (2024-25) are satisfied." in get(client, "statement", "2027", "equity").words
    assert "Nothing has to be looked at." in get(client, "round_claims", "2027").words


def test_a_text_somebody_changed_meanwhile_is_not_touched(signed_in, northmoor, stale, now):
    sent = form_of(northmoor, stale)
    write_in(northmoor, "equity", "summary", f"{stale.text} More to say.", now)
    client = signed_in(northmoor.priya)
    post(client, *HERE, **sent)
    assert "Somebody changed “Summary” meanwhile" in get(client, "round_claims", "2027").words
    assert PartText.objects.get(pk=stale.pk).text == f"{stale.text} More to say."
    assert not Revision.objects.filter(text__contains="61.3%").exists()


def test_whoever_may_not_write_the_section_changes_no_figure(signed_in, northmoor, stale):
    for who in (northmoor.tom, northmoor.edwin, northmoor.meilin):
        assert post(signed_in(who), *HERE, **form_of(northmoor, stale)).status == 403
    assert PartText.objects.get(pk=stale.pk).text == stale.text
