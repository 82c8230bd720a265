"""What is withdrawn does not live on in packs."""

from pathlib import Path

import pytest
from django.conf import settings

from assurance import jobs
from assurance.models import Event
from reports.models import Pack
from reports.operations.packs import retry_pack
from selfassessment.models import AnswerPart, FollowUpRequest
from selfassessment.operations.answering import Given
from selfassessment.operations.evidence import withdraw_evidence
from selfassessment.operations.evidence_files import withdraw_file
from selfassessment.operations.follow_up_answers import add_follow_up_part
from selfassessment.operations.follow_ups import send_follow_up
from selfassessment.operations.redaction import find_words, withdraw_words
from selfassessment.whereabouts import EVERYWHERE
from tests.pages import get
from tests.reports.packing import approved_item, asked_pack, made_pack, paper, sent_pack
from tests.selfassessment.asked_later import ask_later
from tests.selfassessment.asking import answered, approved, one_more
from tests.selfassessment.library import nothing_found

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_reading(monkeypatch):
    nothing_found(monkeypatch)


@pytest.fixture
def committing(django_capture_on_commit_callbacks):
    """What follows a commit happens at its end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def withdraw(northmoor, now) -> None:
    withdraw_words(
        round=northmoor.round, statement=northmoor.statement("equity"), words="Joan Smith", reason="Names somebody.",
        by=northmoor.priya, at=now, reach=EVERYWHERE,
    )  # fmt: skip


def named_in_words(northmoor, now):
    item = one_more(northmoor, now)
    answered(northmoor, item, now, text="Joan\nSmith told us.")
    return approved(northmoor, item, now)


def stored_of(pack: Pack) -> list[Path]:
    return list(Path(settings.MEDIA_ROOT, "packs", pack.reference).iterdir())


@pytest.mark.embedded
@pytest.mark.parametrize("pack_of", [made_pack, sent_pack])
def test_withdrawn_words_leave_packs_and_their_files_go(signed_in, northmoor, now, committing, pack_of):
    named_in_words(northmoor, now)
    pack = pack_of(northmoor, now)
    with committing():
        withdraw(northmoor, now)
    kept = Pack.objects.get()
    assert "Smith" not in str(kept.snapshot)
    assert (kept.sent_at, kept.file_sha256) == (pack.sent_at, pack.file_sha256)
    assert not stored_of(pack)
    page = get(signed_in(northmoor.priya), "pack", "2027", pack.reference)
    assert "Words in it were withdrawn, because they could identify somebody." in page.words
    assert Event.objects.filter(verb="took away the file of").count() == 1


@pytest.mark.embedded
def test_a_pack_that_waits_is_stopped_and_can_not_be_tried_again(northmoor, now):
    named_in_words(northmoor, now)
    pack = asked_pack(northmoor, now)
    withdraw(northmoor, now)
    waiting = Pack.objects.select_related("job", "round").get()
    assert waiting.job.state == "cancelled"
    assert not retry_pack(pack=waiting, by=northmoor.ruth, at=now)
    jobs.run(pack.job_id)
    assert not Pack.objects.get().can_be_fetched


def test_packs_are_named_among_the_places_to_those_who_may_read_them(northmoor, now):
    named_in_words(northmoor, now)
    made_pack(northmoor, now)

    def kinds(who):
        found = find_words(round=northmoor.round, words="Joan Smith", by=who, reach=EVERYWHERE).found
        return [one.what[0] for one in found if "pack" in one.what[0]]

    assert len(kinds(northmoor.priya)) == 1
    assert not kinds(northmoor.aisha)


def test_a_withdrawn_document_does_not_live_on_in_a_pack_that_was_not_sent(northmoor, now, committing):
    gone = paper(northmoor, now, "Gone")
    approved_item(northmoor, now, gone)
    pack = made_pack(northmoor, now)
    with committing():
        withdraw_evidence(item=gone, round=northmoor.round, by=northmoor.aisha, at=now)
    kept = Pack.objects.get()
    assert not stored_of(pack)
    assert kept.deleted_why == "E1 Gone was withdrawn from the evidence library."


def test_nor_does_one_revision_of_its_file(northmoor, now, committing):
    item = paper(northmoor, now)
    approved_item(northmoor, now, item)
    pack = made_pack(northmoor, now)
    with committing():
        withdraw_file(file=item.files.get(), round=northmoor.round, by=northmoor.aisha, at=now)
    assert not stored_of(pack)


def test_a_pack_that_was_sent_or_holds_other_documents_keeps_its_file(northmoor, now, committing):
    gone, other = paper(northmoor, now, "Gone"), paper(northmoor, now, "Other")
    approved_item(northmoor, now, gone, reference="IR1")
    sent = sent_pack(northmoor, now)
    with committing():
        withdraw_evidence(item=gone, round=northmoor.round, by=northmoor.aisha, at=now)
    approved_item(northmoor, now, other, reference="IR2")
    made = made_pack(northmoor, now)
    with committing():
        withdraw_evidence(item=paper(northmoor, now), round=northmoor.round, by=northmoor.aisha, at=now)
    assert len(stored_of(sent)) == len(stored_of(made)) == 1


def test_withdrawn_words_leave_follow_up_requests_and_what_was_sent_for_them(northmoor, now):
    request = ask_later(northmoor.round, northmoor.priya, now, "What of Joan Smith?")
    given = Given("text", text="Joan Smith is well.")
    add_follow_up_part(request=request, given=given, by=northmoor.priya, at=now)
    send_follow_up(request=request, version=2, note="Told Joan Smith’s worker", by=northmoor.priya, at=now)
    withdraw(northmoor, now)
    kept = FollowUpRequest.objects.get()
    assert "Smith" not in f"{kept.what} {kept.sent_note} {kept.sent_parts} {AnswerPart.objects.get().text}"
    told = Event.objects.filter(subject__startswith="R1: ")
    assert not [one for one in told if "Smith" in f"{one.subject} {one.before} {one.after}"]
