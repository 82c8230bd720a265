"""One checklist, to read."""

from tests.pages import get
from tests.selfassessment.promising import answer, backed_answer


def test_it_shows_answers_notes_evidence_and_where_the_list_comes_from(signed_in, northmoor, now):
    answer(northmoor.round, "nine-tips", "evidence", "partly", northmoor.helen, now, note="Not <b>all</b>.")
    backed_answer(northmoor.round, "nine-tips", "evidence", northmoor.helen, now)
    page = get(signed_in(northmoor.aisha), "checklist", "2027", "nine-tips")
    assert "1 of 9 answered." in page.words
    assert "Partly Not <b>all</b>. Helen Sowerby," in page.words
    assert "E1 Waiting list report So it is." in page.words
    assert "Local Government Association" in page.words
    assert "should not be taken for it" in page.words
    assert "/2027/checklists/nine-tips/answer/" in page.links


def test_the_list_on_unpaid_carers_says_that_it_is_ours(signed_in, northmoor):
    page = get(signed_in(northmoor.meilin), "checklist", "2027", "unpaid-carers")
    assert "Written for this project. Not taken from any published list." in page.words
    assert "this list is ours" in page.words
    assert "Answer it" not in page.words


def test_an_unknown_list_is_not_there(signed_in, aisha):
    assert get(signed_in(aisha), "checklist", "2027", "nothing").status == 404
