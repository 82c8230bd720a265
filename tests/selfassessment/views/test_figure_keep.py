"""Keeping a figure as it was cited."""

from django.urls import reverse

from selfassessment.cited_figures import placed_in
from selfassessment.models import KeptFigure
from tests.pages import Page, get, leads_to, refuses
from tests.selfassessment.citing import SATISFIED, hold_figures, write_in


def test_a_figure_is_kept_with_a_reason_until_the_data_changes_again(signed_in, northmoor, now):
    hold_figures(northmoor, now)
    old = SATISFIED.said("59.9%", "2024-25", "2026-10-01").stored
    text = write_in(northmoor, "equity", "summary", f"We asked: {old} are satisfied.", now)
    (placed,) = placed_in(northmoor.council, [text])
    here = f"{reverse('figure_keep', args=['2027', 'equity'])}?part=summary&figure={placed.mark}"
    client = signed_in(northmoor.priya)
    assert "Keep 59.9% (2024-25) as it is?" in Page(client.get(here)).words
    refuses(Page(client.post(here, {"because": " "})), "Say why it stays as it is.")
    assert leads_to(Page(client.post(here, {"because": "It is what we said then."})), "round_claims", "2027")
    page = get(client, "round_claims", "2027")
    assert "Kept as it is: It is what we said then." in page.words
    assert "Nothing has to be looked at." in page.words
    assert "data has changed" not in get(client, "statement", "2027", "equity").words
    hold_figures(northmoor, now, satisfied=62.5)
    assert "1 thing has to be looked at." in get(client, "round_claims", "2027").words


def test_a_figure_that_is_not_there_any_more_leads_back(signed_in, northmoor, now):
    write_in(northmoor, "equity", "summary", "Nothing is cited.", now)
    here = f"{reverse('figure_keep', args=['2027', 'equity'])}?part=summary&figure=0123456789abcdef"
    answer = Page(signed_in(northmoor.priya).post(here, {"because": "Because."}))
    assert leads_to(answer, "round_claims", "2027")
    assert not KeptFigure.objects.exists()
