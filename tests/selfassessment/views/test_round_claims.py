"""All figures a round's texts cite."""

import datetime

import pytest

from selfassessment.contents import contents_now
from selfassessment.models import Judgement, SignOff
from selfassessment.signing import sha256_of
from selfassessment.statuses import Status
from tests.pages import get
from tests.selfassessment.citing import SAFE, SATISFIED, hold_figures, write_in

HERE = ("round_claims", "2027")


@pytest.fixture
def cited(northmoor, now):
    """A live figure, one whose words say otherwise, one that is stale and a number that is not cited."""
    hold_figures(northmoor, now)
    stale = SATISFIED.said("59.9%", "2024-25", "2026-10-01").stored
    write_in(
        northmoor, "assessing-needs", "summary",
        f"More feel safe than in England: {SAFE.stored}.\n\nSatisfaction, at {SATISFIED.stored}, is above the England "
        f"average.\n\nIt was {stale} when we wrote this.\n\nOf the people we support 72% feel safe.",
        now,
    )  # fmt: skip
    return northmoor


def test_each_figure_stands_with_its_sentence_what_the_data_says_and_what_to_do(signed_in, cited):
    page = get(signed_in(cited.priya), *HERE)
    assert page.heading == "Figures our texts cite"
    assert "Your texts cite 3 figures. 3 things have to be looked at." in page.words
    assert "Words say otherwise: 1 Data has changed: 1 Numbers that are not cited: 1 Still true: 1" in page.words
    assert "Satisfaction, at 61.3% (2024-25), is above the England average." in page.words
    assert "The words say “above the England average”, but 61.3% is lower (worse) than England." in page.words
    assert "The figure for 2024-25 was 59.9% when it was cited, and is 61.3% now." in page.words
    assert "Update to 61.3% (2024-25)" in page.words
    assert "“72%” looks like 4A" in page.words
    assert "Change the words around 61.3% (2024-25)" in page.words
    assert "Cite it in the text around 72%" in page.words
    assert "owns this section and can change it" not in page.words


def test_readers_see_how_figures_stand_and_nothing_to_do(signed_in, cited):
    for who in (cited.tom, cited.edwin, cited.meilin):
        page = get(signed_in(who), *HERE)
        assert "Words say otherwise: 1" in page.words
        assert "Keep it as it is" not in page.words
        assert "Cite them where they are written." not in page.words
        assert f"{cited.aisha.name} owns this section and can change it" in page.words


def test_a_signed_round_says_that_data_has_changed_since(signed_in, cited, now):
    Judgement.objects.update(status=Status.SIGNED_OFF)
    SignOff.objects.create(round=cited.round, by=cited.ruth, at=now, contents={"sections": {}}, sha256="0" * 64)
    signed = sha256_of(contents_now(cited.round, list(Judgement.objects.in_round(cited.round))))
    client = signed_in(cited.priya)
    assert "No figures have been loaded or taken back since." in get(client, *HERE).words
    hold_figures(cited, now + datetime.timedelta(minutes=1), satisfied=62.0)
    page = get(client, *HERE)
    assert "Data has changed since sign-off." in page.words
    assert "its text is locked" in page.words
    assert "Update to" not in page.words
    assert sha256_of(contents_now(cited.round, list(Judgement.objects.in_round(cited.round)))) == signed
    assert (
        "Data has changed since sign-off: figures were loaded"
        in get(signed_in(cited.ruth), "round_sign_off", "2027").words
    )


def test_a_round_that_cites_nothing_says_how_to_begin(signed_in, northmoor):
    assert "No figure is cited yet" in get(signed_in(northmoor.priya), *HERE).words
