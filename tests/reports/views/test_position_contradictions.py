"""Where words and figures part, for the director."""

from tests.pages import get
from tests.selfassessment.citing import SAFE, SATISFIED, WAS_SATISFIED, hold_figures, write_in

HERE = ("position_contradictions", "2027")


def test_the_director_sees_what_an_assessor_could_hold_against_the_council(signed_in, northmoor, now):
    client = signed_in(northmoor.ruth)
    assert "Nowhere" in get(client, *HERE).words
    hold_figures(northmoor, now)
    said = (
        f"At {SATISFIED.stored} we are above England.\n\nIt was {WAS_SATISFIED.stored}.\n\n{SAFE.stored} feel safe."
    )
    write_in(northmoor, "equity", "summary", said, now)
    page = get(client, *HERE)
    assert "2 sentences an assessor could hold against the figures in them." in page.words
    assert "Words say otherwise: 1" in page.words
    assert "Data has changed: 1" in page.words
    assert "72.3%" not in page.words


def test_whoever_sees_no_position_does_not_see_where_it_is_weak(signed_in, northmoor):
    for who in (northmoor.aisha, northmoor.edwin, northmoor.meilin):
        assert get(signed_in(who), *HERE).status == 403
