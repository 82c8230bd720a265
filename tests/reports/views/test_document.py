"""How far is a document, and where do I fetch it?"""

import datetime

import pytest
from django.urls import reverse

from assurance.operations.councils import share_scores
from reports.operations.documents import cancel_document
from tests.pages import get
from tests.reports.writing import ask_for, make


def test_one_that_waits_says_so_and_asks_again_by_itself(signed_in, northmoor, without_scores):
    page = get(signed_in(northmoor.tom), "document", "2027", without_scores.reference)
    assert page.heading == "Self-assessment workbook"
    assert "Waiting its turn" in page.words
    assert "You can leave this page" in page.words
    watched = {given["hx-get"] for _, given in page.elements if "hx-get" in given}
    assert watched == {reverse("document_progress", args=["2027", without_scores.reference])}
    assert reverse("document", args=["2027", without_scores.reference]) in page.links  # without JavaScript
    assert reverse("document_stop", args=["2027", without_scores.reference]) in page.acts


def test_one_that_is_ready_is_there_to_fetch(signed_in, northmoor, without_scores, quick_pages):
    make(without_scores)
    page = get(signed_in(northmoor.tom), "document", "2027", without_scores.reference)
    assert "Your document is ready PDF, 3 pages, 1 kB" in page.words
    assert reverse("document_file", args=["2027", without_scores.reference]) in page.links
    assert not [given for _, given in page.elements if "hx-get" in given]
    assert "by Tom Birkett" in page.words
    assert "Scores Left out" in page.words
    assert without_scores.snapshot_sha256 in page.words


def test_one_that_failed_says_why_and_offers_to_try_again(signed_in, northmoor, without_scores, failing):
    make(without_scores)
    page = get(signed_in(northmoor.tom), "document", "2027", without_scores.reference)
    assert "The pages can't be set today." in page.words
    assert reverse("document_again", args=["2027", without_scores.reference]) in page.acts
    assert reverse("document_file", args=["2027", without_scores.reference]) not in page.links


def test_one_that_was_stopped_says_that_nothing_is_lost(signed_in, northmoor, without_scores, now):
    cancel_document(document=without_scores, by=northmoor.tom, at=now)
    page = get(signed_in(northmoor.tom), "document", "2027", without_scores.reference)
    assert "It was stopped before it was finished. Nothing is lost." in page.words
    assert reverse("document_again", args=["2027", without_scores.reference]) in page.acts


def test_the_time_it_takes_is_told(signed_in, northmoor, now):
    asked = ask_for(northmoor.round, northmoor.tom, now - datetime.timedelta(seconds=125), includes_scores=False)
    assert "2 minutes" in get(signed_in(northmoor.tom), "document", "2027", asked.reference).words


@pytest.mark.parametrize("who", ["aisha", "tom", "helen", "edwin", "meilin", "yvonne"])
def test_one_with_scores_is_not_found_by_those_who_may_not_see_them(signed_in, northmoor, with_scores, who):
    assert get(signed_in(northmoor.people[who]), "document", "2027", with_scores.reference).status == 404


def test_an_invited_lead_member_opens_one_with_scores_while_they_are_shared(signed_in, northmoor, with_scores, now):
    share_scores(round=northmoor.round, shared=True, by=northmoor.ruth, at=now)
    assert get(signed_in(northmoor.edwin), "document", "2027", with_scores.reference).status == 200


def test_a_reference_of_another_round_or_of_none_is_not_found(signed_in, northmoor, westerholme, now):
    theirs = ask_for(westerholme.round, westerholme.director, now)
    client = signed_in(northmoor.ruth)
    assert get(client, "document", "2027", theirs.reference).status == 404
    assert get(client, "document", "2027", "d-nothing").status == 404
