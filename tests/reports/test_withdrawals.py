"""Documents that hold words withdrawn for personal data are taken back."""

import pytest

from assurance import jobs
from assurance.models import Event
from assurance.operations.councils import start_round
from reports.models import Document
from reports.models.document import document_storage
from reports.operations import documents
from reports.operations.documents import request_document
from reports.rendering.pdf import Rendered
from selfassessment.operations.actions import tell_progress
from selfassessment.operations.redaction import withdraw_words
from selfassessment.whereabouts import EVERYWHERE
from tests.pages import get
from tests.reports.writing import ask_for, make, write_section
from tests.selfassessment.library import add, cite
from tests.selfassessment.promising import promise

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _drawn_at_once(monkeypatch):
    monkeypatch.setattr(documents, "render_pdf", lambda kind, snapshot: Rendered(b"%PDF-1.7 Joan", 1))


@pytest.fixture
def withdraw(northmoor, now, django_capture_on_commit_callbacks):
    def act():
        with django_capture_on_commit_callbacks(execute=True):
            withdraw_words(
                round=northmoor.round, statement=northmoor.statement("equity"), words="Joan Smith",
                reason="Names somebody.", by=northmoor.priya, at=now, reach=EVERYWHERE,
            )  # fmt: skip

    return act


@pytest.fixture
def asked(northmoor, now):
    """A document from before anybody was named, and one from after."""
    before = ask_for(northmoor.round, northmoor.ruth, now, includes_scores=False)
    write_section(
        northmoor.round, northmoor.statement("equity"), {"summary": "Joan\nSmith waited."}, northmoor.priya, now
    )
    return before, ask_for(northmoor.round, northmoor.ruth, now, includes_scores=False)


@pytest.mark.embedded
def test_its_file_and_frozen_content_go_and_its_page_says_why(signed_in, northmoor, asked, withdraw):
    before, after = make(asked[0]), make(asked[1])
    name = after.file.name
    assert document_storage().exists(name)
    withdraw()
    after.refresh_from_db()
    assert (after.snapshot, after.file.name, after.is_made) == ({}, "", False)
    assert after.withdrawn_at is not None
    assert not document_storage().exists(name)
    page = get(signed_in(northmoor.tom), "document", "2027", after.reference)
    assert "This document was taken back on" in page.words
    assert get(signed_in(northmoor.tom), "document_file", "2027", after.reference).status == 404
    assert "Taken back" in get(signed_in(northmoor.tom), "documents", "2027").words
    before.refresh_from_db()
    assert before.is_made
    assert Event.objects.filter(verb="took back").count() == 1


def test_one_that_still_waits_is_stopped_and_cannot_be_tried_again(northmoor, asked, withdraw, now):
    withdraw()
    waiting = Document.objects.select_related("job").get(pk=asked[1].pk)
    assert waiting.job.state == "cancelled"
    assert not documents.retry_document(document=waiting, by=northmoor.ruth, at=now)


@pytest.mark.embedded
def test_one_that_is_withdrawn_while_it_is_made_is_not_stored(northmoor, asked, withdraw, monkeypatch):
    def meanwhile(kind, snapshot):
        withdraw()
        return Rendered(b"%PDF-1.7 Joan", 1)

    monkeypatch.setattr(documents, "render_pdf", meanwhile)
    jobs.run(asked[1].job_id)
    left = Document.objects.get(pk=asked[1].pk)
    assert (left.file.name, left.is_made) == ("", False)
    folder = f"documents/{left.reference}"
    assert not document_storage().exists(folder) or document_storage().listdir(folder)[1] == []


def test_documents_of_other_rounds_are_taken_back_too_and_each_round_tells_of_its_own(
    northmoor, asked, withdraw, now
):
    later = start_round(
        council=northmoor.council, edition=northmoor.round.edition, slug="2028", title="2028", by=None, at=now
    )
    promise(northmoor.round, northmoor.aisha, now, "Ring Joan Smith.")
    plan = request_document(
        round=later, kind=Document.Kind.ACTIONS, format="xlsx", includes_scores=False, by=northmoor.ruth, at=now
    )  # the actions spreadsheet of any round holds the whole council's plan
    again = ask_for(northmoor.round, northmoor.ruth, now, includes_scores=False)
    withdraw()
    gone = Document.objects.exclude(withdrawn_at=None).order_by("pk")
    assert list(gone) == [asked[1], plan, again]
    assert {document.job.state for document in gone} == {"cancelled"}
    told = Event.objects.filter(verb="took back").order_by("round_id")
    assert [(e.round_id, e.after["documents"]) for e in told] == [
        (northmoor.round.pk, [asked[1].reference, again.reference]), (later.pk, [plan.reference]),
    ]  # fmt: skip


def cited(northmoor, now):
    cite(northmoor, add(northmoor, now), now, section="equity", shows="What Joan Smith said of it")


def pointed_at(northmoor, now):
    cite(northmoor, add(northmoor, now), now, section="equity", pointer="the letter to joan  smith")


def promised(northmoor, now):
    promise(northmoor.round, northmoor.aisha, now, "Ring Joan Smith back", section="equity")


def measured(northmoor, now):
    promise(northmoor.round, northmoor.aisha, now, "Ring back", section="equity", measure="Joan Smith was rung")


def told(northmoor, now):
    action = promise(northmoor.round, northmoor.aisha, now, "Ring back", section="equity")
    tell_progress(
        round=northmoor.round, action=action, text="Joan Smith was rung.", rag="", rag_reason="", by=northmoor.tom,
        at=now,
    )  # fmt: skip


@pytest.mark.parametrize("said", [cited, pointed_at, promised, measured, told])
def test_words_in_what_a_section_cites_and_promises_are_found_in_documents_that_show_them(
    northmoor, now, withdraw, said
):
    write_section(northmoor.round, northmoor.statement("equity"), {"summary": "Words."}, northmoor.priya, now)
    said(northmoor, now)
    shown = ask_for(northmoor.round, northmoor.ruth, now, includes_scores=False, includes_backing=True)
    without = ask_for(northmoor.round, northmoor.ruth, now, includes_scores=False)
    withdraw()
    shown.refresh_from_db()
    without.refresh_from_db()
    assert (shown.snapshot, shown.withdrawn_at is not None) == ({}, True)
    assert without.withdrawn_at is None
    again = ask_for(northmoor.round, northmoor.ruth, now, includes_scores=False, includes_backing=True)
    assert "Smith" not in str(again.snapshot)


def test_an_action_of_this_round_is_found_in_a_later_rounds_documents_too(northmoor, westerholme, now, withdraw):
    write_section(northmoor.round, northmoor.statement("equity"), {"summary": "Words."}, northmoor.priya, now)
    promised(northmoor, now)
    later = start_round(
        council=northmoor.council, edition=northmoor.round.edition, slug="2028", title="2028", by=northmoor.priya,
        at=now,
    )  # fmt: skip
    promise(westerholme.round, westerholme.director, now, "Ring Joan Smith back")
    theirs = ask_for(westerholme.round, westerholme.director, now, includes_backing=True)
    shown = ask_for(later, northmoor.ruth, now, includes_backing=True)
    withdraw()
    shown.refresh_from_db()
    theirs.refresh_from_db()
    assert shown.withdrawn_at is not None
    assert theirs.withdrawn_at is None  # another council's document is not ours to take back
