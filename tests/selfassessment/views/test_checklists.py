"""The lists of a round."""

from tests.pages import get
from tests.selfassessment.promising import answer


def test_ours_are_listed_with_how_far_they_are_answered_in_this_round(signed_in, northmoor, westerholme, now):
    answer(northmoor.round, "nine-tips", "evidence", "partly", northmoor.aisha, now)
    answer(northmoor.round, "nine-tips", "rigour", "no", northmoor.aisha, now)
    answer(westerholme.round, "unpaid-carers", "wait", "yes", westerholme.director, now)
    page = get(signed_in(northmoor.aisha), "checklists", "2027")
    assert "3 lists to go through" in page.words
    assert "2 of 9 answered 1 not yet" in page.words
    assert page.words.count("Not started") == 2
    assert "/2027/checklists/unpaid-carers/" in page.links
