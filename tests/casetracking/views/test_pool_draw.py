"""One draw: how far it is, what came of it, or why there is none."""

import pytest

from assurance.models import Job
from casetracking.models import Draw, Look
from casetracking.operations.choosing import lock_candidate
from casetracking.operations.drawing import ask_for_draw
from casetracking.presenters.drawing import bars_of, need_in_words, proof_of
from tests.casetracking.rooms import drawn
from tests.pages import get

pytestmark = pytest.mark.django_db


def test_a_draw_under_way_shows_its_progress(signed_in, helen, full, now):
    ask_for_draw(pool=full, by=helen, at=now)
    page = get(signed_in(helen), "pool_draw", "2027", full.slug, 1)
    assert "Waiting its turn" in page.words
    assert "/2027/cases/first/draw/1/" in page.links


def test_what_came_of_it_is_shown_with_its_proof(signed_in, helen, full, now):
    draw = drawn(full, helen, now)
    page = get(signed_in(helen), "pool_draw", "2027", full.slug, 1)
    assert "Proved best possible" in page.words
    assert "/2027/cases/first/draw/1/take/" in page.acts
    for reference in draw.chosen:
        assert f"/2027/cases/first/candidates/{reference}/" in page.links
    assert "an assessment in the year" in page.words
    assert "Age band" in page.words
    assert Look.objects.get().page == "pool_draw"


def test_a_draw_that_no_longer_fits_says_so_and_is_not_offered(signed_in, helen, full, now):
    draw = drawn(full, helen, now)
    one = full.candidates.get(reference=draw.chosen[0])
    lock_candidate(pool=full, candidate=one, side="out", reason="Not well.", by=helen, at=now)
    page = get(signed_in(helen), "pool_draw", "2027", full.slug, 1)
    assert "This draw no longer fits: 1 person in it may not be drawn any more." in page.words
    assert "/2027/cases/first/draw/1/take/" not in page.acts


def test_why_there_is_none_is_said(signed_in, helen, full, now):
    Draw.objects.create(pool=full, number=1, seed=1, size=50, asked_at=now, done_at=now,
                        conflict={"sentences": ["50 people can’t meet this together."]})  # fmt: skip
    page = get(signed_in(helen), "pool_draw", "2027", full.slug, 1)
    assert "50 people can’t meet this together." in page.words
    assert "/2027/cases/first/criteria/" in page.links


def test_a_job_that_failed_gives_its_sentence(signed_in, helen, full, now):
    ask_for_draw(pool=full, by=helen, at=now)
    Job.objects.update(state=Job.State.FAILED, error="The server was away.", ended_at=now)
    assert "The server was away." in get(signed_in(helen), "pool_draw", "2027", full.slug, 1).words


@pytest.mark.parametrize(
    ("least", "most", "said"),
    [(3, None, "At least 3"), (None, 3, "At most 3"), (2, 4, "From 2 to 4"), (2, 2, "Exactly 2")],
)
def test_a_need_in_words(least, most, said):
    assert need_in_words(least, most) == said


@pytest.mark.parametrize(
    ("have", "least", "most", "off", "state", "filled"),
    [
        (5, 5, None, 0, "Met", 100),
        (2, 4, None, 2, "2 too few", 50),
        (6, None, 4, 2, "2 too many", 100),
        (0, None, 0, 0, "Met", 0),
    ],
)
def test_a_bar_says_in_words_what_it_shows(have, least, most, off, state, filled):
    met = {"name": "x", "hard": True, "least": least, "most": most, "have": have, "off": off}
    (bar,) = bars_of([met])
    assert (bar.state, bar.filled) == (state, filled)


def test_a_draw_that_is_not_proved_says_how_far_it_may_be():
    said = proof_of(Draw(size=50, objective=250, bound=200, proved=False))
    assert "at most 50 points from the best" in said
    assert "meets everything" in proof_of(Draw(size=50, objective=0, bound=0, proved=True))
