"""The documents of a round, and asking for another."""

import pytest
from django.urls import reverse

from assurance.models import Event, Job
from reports.models import Document
from tests.pages import get, leads_to, post, refuses
from tests.reports.writing import ask_for, make, write_section

WORKBOOK, DRAFT = "self-assessment-workbook", "draft-report"
SPREADSHEET, ACTIONS = "round-spreadsheet", "actions-spreadsheet"


def test_whoever_sees_scores_may_ask_for_either_with_or_without_them(signed_in, ruth):
    page = get(signed_in(ruth), "documents", "2027")
    assert page.choices("kind") == [WORKBOOK, DRAFT, SPREADSHEET, ACTIONS]
    assert page.has_field("with_scores")


@pytest.mark.parametrize("who", ["aisha", "tom", "helen", "edwin", "meilin", "yvonne"])
def test_whoever_does_not_is_offered_the_workbook_without_scores(signed_in, northmoor, who):
    page = get(signed_in(northmoor.people[who]), "documents", "2027")
    sheets = [] if who in {"edwin", "yvonne"} else [SPREADSHEET, ACTIONS]
    assert page.choices("kind") == [WORKBOOK, *sheets]
    assert not page.has_field("with_scores")
    assert page.has_field("with_backing") == bool(sheets)


def test_a_round_without_documents_says_how_to_make_one(signed_in, tom):
    words = get(signed_in(tom), "documents", "2027").words
    assert "None yet. Make the first one with the form on this page." in words


@pytest.mark.parametrize(
    ("given", "kind", "includes_scores"),
    [
        ({"kind": WORKBOOK}, WORKBOOK, False),
        ({"kind": WORKBOOK, "with_scores": "on"}, WORKBOOK, True),
        ({"kind": DRAFT}, DRAFT, True),
    ],
)
def test_asking_freezes_the_content_gives_a_worker_the_job_and_leads_to_its_page(
    signed_in, northmoor, given, kind, includes_scores
):
    page = post(signed_in(northmoor.ruth), "documents", "2027", **given)
    document = Document.objects.get()
    assert leads_to(page, "document", "2027", document.reference)
    assert (document.kind, document.includes_scores) == (kind, includes_scores)
    assert document.requested_by == northmoor.ruth
    assert Job.objects.get().state == "queued"
    assert not document.is_made  # the request itself renders nothing
    event = Event.objects.get(verb="asked for")
    assert event.about_scores == includes_scores


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Choose what to make."),
        ({"kind": "everything"}, "Choose one of the documents in the list."),
        ({"kind": "<b>x</b>"}, "Choose one of the documents in the list."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(signed_in, ruth, given, sentence):
    refuses(post(signed_in(ruth), "documents", "2027", **given), sentence, "kind")
    assert not Document.objects.exists()


@pytest.mark.parametrize("who", ["tom", "aisha", "edwin", "meilin"])
def test_whoever_may_not_see_scores_can_not_get_them_by_a_forged_form(signed_in, northmoor, who):
    client = signed_in(northmoor.people[who])
    refuses(post(client, "documents", "2027", kind=DRAFT), "Choose one of the documents in the list.", "kind")
    assert not Document.objects.exists()
    post(client, "documents", "2027", kind=WORKBOOK, with_scores="on")
    assert not Document.objects.get().includes_scores


def test_documents_with_scores_are_listed_only_for_those_who_see_all_scores(
    signed_in, northmoor, with_scores, without_scores
):
    shown, hidden = (reverse("document", args=["2027", d.reference]) for d in [without_scores, with_scores])
    ruth = get(signed_in(northmoor.ruth), "documents", "2027")
    assert {shown, hidden} <= set(ruth.links)
    assert "2 documents, latest first" in ruth.words
    for who in ["aisha", "tom", "helen", "edwin", "meilin", "yvonne"]:
        page = get(signed_in(northmoor.people[who]), "documents", "2027")
        assert shown in page.links, who
        assert hidden not in page.links, who
        assert "1 document, latest first" in page.words, who


def test_another_rounds_documents_are_not_listed(signed_in, northmoor, westerholme, now):
    ask_for(westerholme.round, westerholme.director, now)
    assert "None yet." in get(signed_in(northmoor.ruth), "documents", "2027").words


def test_it_says_how_far_each_is(signed_in, northmoor, without_scores, now):
    assert "Waiting its turn" in get(signed_in(northmoor.tom), "documents", "2027").words


@pytest.mark.embedded
@pytest.mark.parametrize("kind", [SPREADSHEET, ACTIONS])
def test_a_spreadsheet_is_made_and_fetched_by_those_who_may_read_evidence_and_actions(signed_in, northmoor, kind):
    client = signed_in(northmoor.tom)
    post(client, "documents", "2027", kind=kind)
    document = make(Document.objects.get())
    assert (document.format, document.pages, document.includes_scores) == ("xlsx", None, False)
    page = get(client, "document", "2027", document.reference)
    assert "Download the Excel workbook" in page.words
    file = client.get(reverse("document_file", args=["2027", document.reference]))
    assert b"".join(file).startswith(b"PK")
    assert file["Content-Disposition"].endswith('.xlsx"')
    assert "spreadsheetml" in file["Content-Type"]
    for who in ["edwin", "yvonne"]:
        client = signed_in(northmoor.people[who])
        assert document.reference not in " ".join(get(client, "documents", "2027").links)
        assert get(client, "document", "2027", document.reference).status == 404
        assert client.get(reverse("document_file", args=["2027", document.reference])).status_code == 404
        refuses(post(client, "documents", "2027", kind=kind), "Choose one of the documents in the list.")


def test_scores_go_into_a_spreadsheet_only_when_somebody_who_sees_them_asks(signed_in, northmoor):
    post(signed_in(northmoor.ruth), "documents", "2027", kind=SPREADSHEET, with_scores="on")
    post(signed_in(northmoor.ruth), "documents", "2027", kind=SPREADSHEET)
    post(signed_in(northmoor.ruth), "documents", "2027", kind=ACTIONS, with_scores="on")
    post(signed_in(northmoor.tom), "documents", "2027", kind=SPREADSHEET, with_scores="on")
    made = list(Document.objects.order_by("pk").values_list("includes_scores", flat=True))
    assert made == [True, False, False, False]
    snapshots = [document.snapshot["scores"] for document in Document.objects.order_by("pk") if document.kind]
    assert [snapshot is not None for snapshot in snapshots] == made


def test_a_workbook_with_evidence_and_actions_is_fetched_by_those_who_may_read_them(
    signed_in, northmoor, quick_pages
):
    post(signed_in(northmoor.tom), "documents", "2027", kind=WORKBOOK, with_backing="on")
    document = make(Document.objects.get())
    assert document.includes_backing
    assert "evidence" in document.snapshot
    for who in ["tom", "aisha", "meilin"]:
        client = signed_in(northmoor.people[who])
        assert "with evidence and actions" in get(client, "documents", "2027").words
        page = get(client, "document", "2027", document.reference)
        assert "Evidence and actions Shown: only people who may read the evidence library can fetch it" in page.words
    for who in ["edwin", "yvonne"]:
        client = signed_in(northmoor.people[who])
        assert document.reference not in " ".join(get(client, "documents", "2027").links)
        for place in ["document", "document_file"]:
            assert get(client, place, "2027", document.reference).status == 404


@pytest.mark.parametrize("who", ["edwin", "yvonne"])
def test_whoever_may_not_read_evidence_can_not_get_it_by_a_forged_form(signed_in, northmoor, who):
    post(signed_in(northmoor.people[who]), "documents", "2027", kind=WORKBOOK, with_backing="on")
    document = Document.objects.get()
    assert not document.includes_backing
    assert "evidence" not in document.snapshot


def test_only_a_workbook_is_said_to_hold_evidence_and_actions(signed_in, northmoor):
    for kind in [DRAFT, SPREADSHEET, ACTIONS]:
        post(signed_in(northmoor.ruth), "documents", "2027", kind=kind, with_backing="on")
    assert not Document.objects.filter(includes_backing=True).exists()
    assert Document.objects.count() == 3


def test_a_document_of_somebody_who_is_invited_leaves_out_what_nobody_has_cleared(signed_in, northmoor, now):
    statement = northmoor.statement("equity")
    write_section(
        northmoor.round, statement, {"summary": "Ring 0191 498 0123.", "strengths": "S."}, northmoor.priya, now
    )
    for who in ["edwin", "priya"]:
        post(signed_in(northmoor.people[who]), "documents", "2027", kind=WORKBOOK)
    theirs, ours = (
        str(Document.objects.get(requested_by=northmoor.people[who]).snapshot) for who in ["edwin", "priya"]
    )
    assert "0191 498 0123" not in theirs
    assert "being checked for personal data" in theirs
    assert "0191 498 0123" in ours


def test_a_document_with_words_nobody_has_cleared_is_not_for_those_who_are_invited(signed_in, northmoor, now):
    statement = northmoor.statement("equity")
    write_section(
        northmoor.round, statement, {"summary": "Ring 0191 498 0123.", "strengths": "S."}, northmoor.priya, now
    )
    post(signed_in(northmoor.priya), "documents", "2027", kind=WORKBOOK)
    uncleared = Document.objects.get().reference
    write_section(northmoor.round, statement, {"summary": "Ring us.", "strengths": "S."}, northmoor.priya, now)
    post(signed_in(northmoor.priya), "documents", "2027", kind=WORKBOOK)
    clear = Document.objects.exclude(reference=uncleared).get().reference
    for who, reads in [("edwin", [404, 200]), ("yvonne", [404, 200]), ("tom", [200, 200])]:
        client = signed_in(northmoor.people[who])
        assert [get(client, "document", "2027", one).status for one in [uncleared, clear]] == reads
        assert (uncleared in " ".join(get(client, "documents", "2027").links)) == (who == "tom")
