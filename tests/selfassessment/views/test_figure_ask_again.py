"""Taking back the decision to keep a figure."""

from selfassessment.cited_figures import placed_in
from selfassessment.models import KeptFigure
from selfassessment.operations.claims import keep_figure
from selfassessment.slots import Slot
from tests.pages import get, leads_to, post
from tests.selfassessment.citing import SATISFIED, hold_figures, write_in


def test_a_figure_that_was_kept_is_asked_about_again(signed_in, northmoor, now):
    hold_figures(northmoor, now)
    text = write_in(northmoor, "equity", "summary", f"{SATISFIED.stored} are satisfied, above England.", now)
    (placed,) = placed_in(northmoor.council, [text])
    keep_figure(
        round=northmoor.round, statement=northmoor.statement("equity"), slot=Slot(text.part), mark=placed.mark,
        because="Above what it was in England.", by=northmoor.priya, at=now,
    )  # fmt: skip
    client = signed_in(northmoor.priya)
    sent = {"part": "summary", "figure": placed.mark, "version": "1"}
    assert leads_to(post(client, "figure_ask_again", "2027", "equity", **sent), "round_claims", "2027")
    assert not KeptFigure.objects.exists()
    assert "Words say otherwise: 1" in get(client, "round_claims", "2027").words
