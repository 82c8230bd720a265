"""What is this, where is it used, and is it still fresh?"""

import datetime

import pytest
from django.urls import reverse

from selfassessment.models import Citation
from selfassessment.operations.evidence import withdraw_evidence
from tests.pages import get
from tests.selfassessment.asking import answered, document, one_more
from tests.selfassessment.closing import closed
from tests.selfassessment.library import add, check, cite, nothing_found, put_file


@pytest.fixture
def item(northmoor, now, monkeypatch):
    nothing_found(monkeypatch)
    return add(northmoor, now, summary="What carers said", owner=northmoor.helen, quality="strong")


def test_a_document_shows_its_facts_files_uses_and_history(signed_in, northmoor, item, aisha, now):
    file = check(put_file(northmoor, item, now))
    cite(northmoor, item, now, pointer="page 4")
    page = get(signed_in(aisha), "evidence_item", "2027", "E1")
    assert page.heading == "Carers’ survey"
    for words in [
        "What carers said", "Helen Sowerby", "Strong", "survey.txt", file.sha256, "Not checked for viruses",
        "8 in 10 were listened to (page 4)", "Aisha Rahman added this", "The service checked this, file 1",
    ]:  # fmt: skip
        assert words in page.words, words
    assert reverse("evidence_file", args=["2027", "E1", file.reference]) in page.links
    assert reverse("statement", args=["2027", "assessing-needs"]) in page.links


def test_a_document_without_a_file_is_flagged_and_one_with_a_file_is_not(signed_in, northmoor, item, aisha, now):
    assert get(signed_in(aisha), "evidence_item", "2027", "E1").words.count("No file yet") == 2  # flag and file list
    put_file(northmoor, item, now)
    assert "No file yet" not in get(signed_in(aisha), "evidence_item", "2027", "E1").words


def test_a_link_and_a_quotation_show_themselves(signed_in, northmoor, aisha, now):
    add(northmoor, now, kind="link", url="https://www.northmoor.example/survey")
    add(northmoor, now, kind="quotation", quotation="Nobody had asked me.", said_by="A carer")
    assert "https://www.northmoor.example/survey" in get(signed_in(aisha), "evidence_item", "2027", "E1").links
    page = get(signed_in(aisha), "evidence_item", "2027", "E2")
    assert "Nobody had asked me. A carer" in page.words


def test_a_script_in_a_quotation_is_only_words(signed_in, northmoor, aisha, now):
    add(northmoor, now, kind="quotation", quotation="<script>alert(1)</script>", title="<b>x</b>")
    page = get(signed_in(aisha), "evidence_item", "2027", "E1")
    assert "<script>alert" not in page.html
    assert "<b>x</b>" in page.words


def test_what_needs_a_fresh_look_says_why(signed_in, northmoor, aisha, now):
    long_ago = now.date() - datetime.timedelta(days=400)
    add(northmoor, now, dated_on=long_ago, review_by=now.date() - datetime.timedelta(days=1))
    page = get(signed_in(aisha), "evidence_item", "2027", "E1")
    assert f"Older than 12 months ({long_ago:%B %Y})" in page.words
    assert "Past its review date" in page.words


def test_what_was_found_is_shown_with_places_and_a_question(
    signed_in, northmoor, item, aisha, meilin, now, monkeypatch
):
    found = [{"kind": "nhs-number", "place": "page 3, line 4"}]
    nothing_found(monkeypatch, findings=found, unread="We could not read the text in this file")
    check(put_file(northmoor, item, now))
    page = get(signed_in(aisha), "evidence_item", "2027", "E1")
    assert "Nobody can fetch this file until you have looked." in page.words
    assert "NHS number: page 3, line 4" in page.words
    assert "We could not read the text in this file. Look through it yourself." in page.words
    assert "It is not personal data about someone who draws on care" in page.words
    assert "Download" not in page.words
    reading = get(signed_in(meilin), "evidence_item", "2027", "E1")
    assert "It is not personal data" not in reading.words


def test_a_check_under_way_shows_progress_and_a_failed_one_its_sentence(signed_in, northmoor, item, aisha, now):
    file = put_file(northmoor, item, now)
    assert "Waiting to be checked" in get(signed_in(aisha), "evidence_item", "2027", "E1").words
    file.job.__class__.objects.update(state="failed", error="The virus scanner does not answer.", ended_at=now)
    page = get(signed_in(aisha), "evidence_item", "2027", "E1")
    assert "The virus scanner does not answer." in page.words
    assert "Check it now" in page.words


def test_a_restricted_item_shows_its_title_only(signed_in, northmoor, tom, priya, now):
    add(northmoor, now, kind="quotation", quotation="Secret words", sensitivity="restricted")
    page = get(signed_in(tom), "evidence_item", "2027", "E1")
    assert "for a few people only" in page.words
    assert "Secret words" not in page.words
    assert "Edit" not in page.words
    assert "Secret words" in get(signed_in(priya), "evidence_item", "2027", "E1").words


def test_a_withdrawn_item_keeps_its_sign(signed_in, northmoor, item, aisha, now):
    cite(northmoor, item, now)
    withdraw_evidence(item=item, round=northmoor.round, by=aisha, at=now)
    page = get(signed_in(aisha), "evidence_item", "2027", "E1")
    assert "This item was withdrawn." in page.words
    assert "8 in 10 were listened to" in page.words
    assert "Cite this" not in page.words


def test_a_challenger_reads_a_cited_item_without_history_or_buttons(signed_in, northmoor, item, yvonne, now):
    assert get(signed_in(yvonne), "evidence_item", "2027", "E1").status == 404
    cite(northmoor, item, now)
    page = get(signed_in(yvonne), "evidence_item", "2027", "E1")
    assert page.status == 200
    assert "History" not in page.words
    assert "Withdraw" not in page.words
    Citation.objects.all().delete()
    assert get(signed_in(yvonne), "evidence_item", "2027", "E1").status == 404


@pytest.mark.parametrize("reference", ["E2", "E", "X1", "E" + "9" * 30, "1", "e1"])
def test_an_unknown_reference_is_not_found(signed_in, northmoor, item, aisha, reference):
    page = get(signed_in(aisha), "evidence_item", "2027", reference)
    assert page.status == 404
    assert "no evidence with this reference" in page.words


def test_an_item_of_another_council_is_not_found(client, northmoor, item, westerholme):
    client.force_login(westerholme.director)
    assert get(client, "evidence_item", "2027-w", "E1").status == 404


def test_the_answers_of_the_return_that_name_it_are_listed(signed_in, northmoor, now, monkeypatch):
    nothing_found(monkeypatch)
    item = one_more(northmoor, now)
    answered(northmoor, item, now, kind="document", evidence=document(northmoor, now))
    page = get(signed_in(northmoor.aisha), "evidence_item", "2027", "E1")
    assert "In answers of the information return General, IR9" in page.words
    assert "/2027/return/items/general-ir9/" in page.links


def test_a_document_whose_file_was_not_taken_says_what_to_do_and_is_not_offered_for_citing(
    signed_in, northmoor, now, monkeypatch
):
    nothing_found(monkeypatch, refused="The PDF runs scripts.")
    item = add(northmoor, now)
    check(put_file(northmoor, item, now))
    client = signed_in(northmoor.aisha)
    page = get(client, "evidence_item", "2027", "E1")
    assert "No file of this document is kept: the last one is “not taken”, and below stands why." in page.words
    assert "Mend the file and upload it, or withdraw the item if you no longer need it." in page.words
    assert "Cite this" not in page.words
    assert "Upload a file" in page.words
    nothing_found(monkeypatch)
    check(put_file(northmoor, item, now, content=b"Mended."))
    words = get(client, "evidence_item", "2027", "E1").words
    assert ("Cite this" in words, "No file of this document" in words) == (True, False)


def test_a_closed_round_is_opened_again_by_who_may_and_not_by_whoever_may_read_the_item(
    signed_in, northmoor, item, now
):
    cite(northmoor, item, now)
    closed(northmoor, now)
    again = reverse("round_open", args=["2027"])
    shown = {who: get(signed_in(northmoor.people[who]), "evidence_item", "2027", "E1") for who in ("priya", "meilin")}
    assert {page.status for page in shown.values()} == {200}
    assert {who: again in page.links for who, page in shown.items()} == {"priya": True, "meilin": False}
