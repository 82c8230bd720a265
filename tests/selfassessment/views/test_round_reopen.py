"""Opening a signed round again, saying why."""

import pytest

from selfassessment.models import Judgement, SignOff
from selfassessment.statuses import Status
from tests.pages import get, leads_to, post, refuses
from tests.selfassessment.reviewing import AGREED, reopen, sign

HERE = ("round_reopen", "2027")


@pytest.fixture
def signed(northmoor, now):
    """A signed round."""
    AGREED.reach(now, northmoor)
    sign(northmoor, now)
    return northmoor


def test_the_director_reopens_it_saying_why(signed_in, signed):
    client = signed_in(signed.ruth)
    page = get(client, *HERE)
    assert page.heading == "Reopen the round"
    assert "Ruth Calloway signed it off on" in page.words
    assert leads_to(post(client, *HERE, because="A figure was corrected."), "round_sign_off", "2027")
    words = get(client, "round_sign_off", "2027").words
    assert "A figure was corrected." in words
    assert "Every section is agreed" in words
    assert "A figure was corrected." in get(signed_in(signed.tom), "self_assessment", "2027").words


def test_without_a_reason_it_stays_signed(signed_in, signed):
    page = post(signed_in(signed.ruth), *HERE, because=" ")
    refuses(page, "Why do you reopen it? Say it in a sentence or two.", "because")
    assert set(Judgement.objects.values_list("status", flat=True)) == {Status.SIGNED_OFF}


def test_a_round_reopened_meanwhile_says_so_and_keeps_the_first_reason(signed_in, signed, now):
    client = signed_in(signed.ruth)
    get(client, *HERE)
    reopen(signed, now, "First.")
    page = post(client, *HERE, because="Second.")
    assert page.status == 409
    assert "This round is not signed off, or it was reopened meanwhile." in " ".join(page.problems)
    assert SignOff.objects.get().reopened_because == "First."


def test_a_round_that_is_not_signed_has_nothing_to_reopen(signed_in, northmoor):
    assert "This round is not signed off" in get(signed_in(northmoor.ruth), *HERE).words


@pytest.mark.parametrize("who", ["priya", "aisha", "edwin", "callum", "yvonne"])
def test_nobody_but_the_director_reopens(signed_in, signed, who):
    client = signed_in(signed.people[who])
    assert get(client, *HERE).status == 403
    assert post(client, *HERE, because="x").status == 403
    assert SignOff.objects.filter(reopened_at=None).exists()
