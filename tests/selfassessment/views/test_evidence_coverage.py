"""Where are the gaps? Nine statements by categories."""

import datetime

from django.urls import reverse

from selfassessment.operations.evidence import add_category, withdraw_evidence
from tests.pages import get
from tests.selfassessment.library import add, cite


def test_an_empty_grid_is_all_gaps_in_words(signed_in, northmoor, ruth):
    page = get(signed_in(ruth), "evidence_coverage", "2027")
    assert "36 gaps" in page.words
    assert "Assessing needs has nothing from: people's experience, feedback from staff and leaders" in page.words


def test_a_cell_says_number_age_freshness_and_quality_and_leads_to_the_list(signed_in, northmoor, ruth, now):
    today = now.date()
    for days, quality in [(20, "weak"), (500, "strong")]:
        item = add(northmoor, now, dated_on=today - datetime.timedelta(days=days), quality=quality)
        cite(northmoor, item, now)
        cite(northmoor, item, now, shows="The same item once more counts once")
    page = get(signed_in(ruth), "evidence_coverage", "2027")
    assert "2 items for Assessing needs, People's experience" in page.words
    assert "less than a month to 16 months old 1 older than 12 months strongest: strong" in page.words
    assert "35 gaps" in page.words
    assert reverse("evidence", args=["2027"]) + "?statement=assessing-needs&category=peoples-experience" in page.links


def test_only_old_evidence_is_told_apart(signed_in, northmoor, ruth, now):
    cite(northmoor, add(northmoor, now, review_by=now.date() - datetime.timedelta(days=1)), now)
    page = get(signed_in(ruth), "evidence_coverage", "2027")
    assert "Only old evidence" in page.words
    assert "no dates given past its review date quality not judged" in page.words


def test_what_was_withdrawn_covers_nothing(signed_in, northmoor, ruth, now):
    item = add(northmoor, now)
    cite(northmoor, item, now)
    withdraw_evidence(item=item, round=northmoor.round, by=ruth, at=now)
    assert "36 gaps" in get(signed_in(ruth), "evidence_coverage", "2027").words


def test_a_challenger_does_not_see_the_councils_gaps(signed_in, northmoor, yvonne):
    assert get(signed_in(yvonne), "evidence_coverage", "2027").status == 403


def test_a_category_of_the_councils_own_is_shown_and_leaves_no_gap(signed_in, northmoor, ruth, now):
    add_category(round=northmoor.round, title="Outcomes", by=ruth, at=now)
    page = get(signed_in(ruth), "evidence_coverage", "2027")
    assert "36 gaps" in page.words
    assert "Outcomes: a category your council added. Where nothing is cited for it, that is no gap." in page.words
    assert page.words.count("nothing cited") == 45
    assert page.words.count("Gap nothing cited") == 36
    assert "nothing from: outcomes" not in page.words.lower()
    item = add(northmoor, now, category="outcomes")
    cite(northmoor, item, now)
    page = get(signed_in(ruth), "evidence_coverage", "2027")
    assert "1 item for Assessing needs, Outcomes" in page.words
    assert "36 gaps" in page.words
