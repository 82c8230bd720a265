"""One action: all of it."""

import datetime

from selfassessment.operations.actions import tell_progress
from tests.pages import get
from tests.selfassessment.promising import backed, promise


def test_it_shows_what_was_promised_how_it_goes_what_backs_it_and_what_was_done(signed_in, northmoor, now):
    round, aisha = northmoor.round, northmoor.aisha
    action = promise(round, aisha, now - datetime.timedelta(days=40), section="equity", due_in=30)
    tell_progress(
        round=round, action=action, text="Half of it is <b>done</b>.", rag="amber", rag_reason="It is slow.",
        by=northmoor.helen, at=now,
    )  # fmt: skip
    backed(round, action, aisha, now)
    page = get(signed_in(aisha), "action", "2027", "A1")
    assert "Overdue by 10 days Amber: at risk" in page.words
    assert "It is slow." in page.words
    assert "Half of it is <b>done</b>." in page.words
    assert "E1 Waiting list report, page 4 It falls." in page.words
    assert "Helen Sowerby said how it is going" in page.words
    assert "/2027/evidence/E1/" in page.links
    assert "Aisha Rahman added it" in page.words
    assert "/2027/self-assessment/equity/" in page.links


def test_somebody_who_may_not_see_the_history_reads_the_action_without_it(signed_in, northmoor, now):
    promise(northmoor.round, northmoor.aisha, now)
    page = get(signed_in(northmoor.meilin), "action", "2027", "A1")
    assert "Shorten the wait." in page.words
    assert "added it" not in page.words
    assert "Change it" not in page.words


def test_the_history_of_one_action_is_not_that_of_another_whose_number_begins_alike(signed_in, northmoor, now):
    for number in range(12):
        promise(northmoor.round, northmoor.people["tom" if number == 11 else "aisha"], now)
    page = get(signed_in(northmoor.aisha), "action", "2027", "A1")
    assert "Aisha Rahman added it" in page.words
    assert "Tom Birkett added it" not in page.words


def test_an_unknown_number_or_another_councils_action_is_not_there(signed_in, northmoor, westerholme, now):
    promise(westerholme.round, westerholme.director, now)
    client = signed_in(northmoor.aisha)
    for reference in ["A1", "A0", "A99999999999999999999", "B1", "1", "a1x"]:
        assert get(client, "action", "2027", reference).status == 404
    promise(northmoor.round, northmoor.aisha, now)
    assert get(client, "action", "2027", "a1").status == 200
