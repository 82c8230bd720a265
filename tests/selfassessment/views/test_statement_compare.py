"""The versions of a part: which there are, who wrote what, and where two of them differ."""

import datetime

import pytest

from selfassessment.models import Judgement, Revision
from tests.pages import get
from tests.reports.writing import write_section

HERE = ("statement_compare", "2027", "assessing-needs")


@pytest.fixture
def written(northmoor, now):
    """Three versions of the summary and one of "What we do well"."""
    statement = northmoor.statement("assessing-needs")
    for hours, (who, text) in enumerate(
        [("aisha", "We wait."), ("helen", "We wait long."), ("priya", "We wait too long.")]
    ):
        at = now - datetime.timedelta(hours=3 - hours)
        write_section(northmoor.round, statement, {"summary": text}, northmoor.people[who], at)
    write_section(northmoor.round, statement, {"strengths": "Fine."}, northmoor.aisha, now)


def test_it_compares_the_last_two_versions_unless_others_are_named(signed_in, northmoor, written):
    page = get(signed_in(northmoor.tom), *HERE)
    assert page.heading == "Versions of “Summary”"
    assert "1 difference between version 2 and version 3" in page.words
    assert "We wait [only here: too ] long." in page.words
    assert "3 versions, latest first" in page.words
    assert "Version 3 Current version Priya Nair," in page.words
    assert "What we do well: 1 version" in page.words


def test_any_two_can_be_compared_and_the_first_with_nothing(signed_in, northmoor, written):
    page = get(signed_in(northmoor.tom), *HERE, part="summary", **{"from": "1", "to": "3"})
    assert "difference between version 1 and version 3" in page.words
    assert "Version 1 Aisha Rahman," in page.words
    page = get(signed_in(northmoor.tom), *HERE, part="summary", **{"from": "0", "to": "1"})
    assert "1 difference between nothing and version 1" in page.words
    assert "Before the first words Nothing" in page.words


def test_another_part_is_chosen_from_the_list(signed_in, northmoor, written):
    page = get(signed_in(northmoor.tom), *HERE, part="strengths")
    assert page.heading == "Versions of “What we do well”"


@pytest.mark.parametrize(
    "asked", [{"part": "no-such"}, {"from": "x", "to": "99"}, {"page": "7"}, {"from": "9" * 400}]
)
def test_a_version_that_is_not_there_leads_to_the_last_ones(signed_in, northmoor, written, asked):
    page = get(signed_in(northmoor.tom), *HERE, **asked)
    assert page.status == 200
    assert page.heading == "Versions of “Summary”"


def test_a_section_without_words_says_so(signed_in, northmoor):
    assert "Nothing has been written here yet" in get(signed_in(northmoor.tom), *HERE).words


def test_bringing_back_is_offered_to_those_who_may_write_and_only_while_it_is_open(signed_in, northmoor, written):
    assert "Restore" not in get(signed_in(northmoor.tom), *HERE).words
    assert get(signed_in(northmoor.aisha), *HERE).words.count("Restore") == 2
    Judgement.objects.update(status="agreed")
    assert "Restore" not in get(signed_in(northmoor.aisha), *HERE).words


def test_words_withdrawn_are_said_to_be(signed_in, northmoor, written, now):
    Revision.objects.filter(version=1).update(redacted_at=now)
    assert "Version 1 Words withdrawn Aisha Rahman" in get(signed_in(northmoor.tom), *HERE).words


def test_marks_in_a_text_stay_marks(signed_in, northmoor, now):
    statement = northmoor.statement("assessing-needs")
    write_section(northmoor.round, statement, {"summary": "<script>alert(1)</script>"}, northmoor.aisha, now)
    page = get(signed_in(northmoor.tom), *HERE)
    assert "<script>alert" not in page.html
    assert "<script>alert(1)</script>" in page.words


def test_a_lead_member_does_not_read_earlier_texts(signed_in, northmoor, written):
    assert get(signed_in(northmoor.edwin), *HERE).status == 403


def test_a_long_passage_that_is_the_same_is_folded(signed_in, northmoor, now):
    statement = northmoor.statement("assessing-needs")
    words = " ".join(f"word{number}" for number in range(300))
    write_section(northmoor.round, statement, {"summary": f"{words} end."}, northmoor.aisha, now)
    write_section(northmoor.round, statement, {"summary": f"{words} finish."}, northmoor.helen, now)
    page = get(signed_in(northmoor.tom), *HERE)
    assert page.words.count("280 words that are the same in both") == 2
    assert page.html.count('<details class="app-folded"') == 2
    assert "word299 [only here: finish.]" in page.words
