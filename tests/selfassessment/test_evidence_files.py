"""Files: in quarantine until a worker has asked a real virus scanner and read them in a process of their own."""

import datetime
import hashlib
import os

import pytest
from django.db import IntegrityError, transaction

from assurance import jobs
from assurance.models import Event, Job
from assurance.uploads.kinds import NotTaken
from selfassessment.models import EvidenceFile
from selfassessment.operations import evidence_files
from selfassessment.operations.evidence import EvidenceRefused, withdraw_evidence
from selfassessment.operations.evidence_files import (
    check_again,
    check_waiting_files,
    confirm_file,
    storage,
    withdraw_file,
)
from tests.assurance.uploads import papers
from tests.assurance.uploads.clamd import free_port
from tests.assurance.uploads.conftest import scanner  # noqa: F401 - the fixture
from tests.selfassessment.library import NHS, add, check, nothing_found, put_file

pytestmark = pytest.mark.embedded


@pytest.fixture
def item(northmoor, now):
    return add(northmoor, now)


def kept(file) -> bool:
    return bool(file.stored) and storage().exists(file.stored)


def stored_files(settings) -> list[str]:
    return [name for _, _, names in os.walk(settings.MEDIA_ROOT) for name in names]


def test_a_file_waits_where_nobody_can_fetch_it_until_it_is_checked(northmoor, item, now):
    content = papers.word_file(["Hello"])
    file = put_file(northmoor, item, now, content, "../../etc/Plan.DOC")
    assert (file.state, file.is_ready, file.number) == ("waiting", False, 1)
    assert file.name == "Plan.docx"
    assert file.sha256 == hashlib.sha256(content).hexdigest()
    assert file.stored.startswith("evidence/")
    assert Job.objects.get(kind="check-evidence-file").payload.keys() == {"file", "kind", "round"}
    checked = check(file)
    assert (checked.state, checked.is_ready, checked.findings) == ("unchecked", True, [])


def test_a_new_revision_keeps_the_old_one(northmoor, item, now):
    first, second = put_file(northmoor, item, now, b"One"), put_file(northmoor, item, now, b"Two")
    assert (first.number, second.number) == (1, 2)
    assert kept(first)
    assert kept(second)


def test_what_looks_like_personal_data_waits_for_somebodys_word(northmoor, item, now):
    file = check(put_file(northmoor, item, now, papers.word_file(["Hello", f"NHS {NHS}"]), "plan.docx"))
    assert file.findings == [{"kind": "nhs-number", "place": "paragraph 2"}]
    assert (file.needs_confirming, file.is_ready) == (True, False)
    confirm_file(file=file, round=northmoor.round, by=northmoor.aisha, at=now)
    file.refresh_from_db()
    assert file.is_ready
    assert (file.confirmed_by, file.confirmed_at) == (northmoor.aisha, now)
    told = Event.objects.get(verb__startswith="said may stay")
    assert told.after == {"found": "an NHS number", "where": ["paragraph 2"]}
    assert NHS not in str(list(Event.objects.values_list("subject", "before", "after")))
    with pytest.raises(EvidenceRefused, match="nothing to confirm"):
        confirm_file(file=file, round=northmoor.round, by=northmoor.tom, at=now)


def test_a_picture_waits_for_somebodys_word_because_nobody_read_it(northmoor, item, now):
    file = check(put_file(northmoor, item, now, b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "photo.png"))
    assert file.needs_confirming
    assert file.findings[0]["place"] == "We could not read the text in this file"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (papers.pdf_file([["Hi"]], catalog="/OpenAction << /S /JavaScript /JS (x) >>"), "It holds a script"),
        (papers.pdf_file([["Hi"]], catalog="/Names << /EmbeddedFiles << >> >>"), "other files attached"),
    ],
)
def test_a_pdf_that_acts_by_itself_is_deleted_with_a_sentence(northmoor, item, now, content, words):
    file = put_file(northmoor, item, now, content, "plan.pdf")
    refused = check(file)
    assert (refused.state, refused.stored, refused.is_ready) == ("refused", "", False)
    assert words in refused.state_note


@pytest.mark.django_db(transaction=True)
def test_a_refused_file_is_gone_from_disk(northmoor, now, settings):
    item = add(northmoor, now)
    check(put_file(northmoor, item, now, papers.pdf_file([["Hi"]], catalog="/AA << /JS (x) >>"), "plan.pdf"))
    assert stored_files(settings) == []


@pytest.mark.django_db(transaction=True)
def test_a_virus_is_found_told_and_deleted(northmoor, now, settings, scanner):  # noqa: F811
    settings.CLAMAV_URL = scanner
    item = add(northmoor, now)
    file = check(put_file(northmoor, item, now, b"words " + papers.EICAR, "plan.txt"))
    assert (file.state, file.stored) == ("infected", "")
    assert "The virus scanner found “Eicar-Test-Signature" in file.state_note
    assert "was deleted" in file.state_note
    assert stored_files(settings) == []
    assert Event.objects.get(verb="did not take").actor_name == "The service"


def test_a_clean_file_is_marked_as_checked(northmoor, item, now, settings, scanner):  # noqa: F811
    settings.CLAMAV_URL = scanner
    assert check(put_file(northmoor, item, now)).state == "clean"


def test_while_the_scanner_is_away_the_file_waits_and_is_tried_again(northmoor, item, now, settings, scanner):  # noqa: F811
    settings.CLAMAV_URL = f"tcp://127.0.0.1:{free_port()}"
    file = check(put_file(northmoor, item, now))
    assert (file.state, file.job.state, kept(file)) == ("waiting", "failed", True)
    assert "kept aside" in file.job.error
    assert check_waiting_files(at=file.job.ended_at + datetime.timedelta(minutes=1)) == 0
    settings.CLAMAV_URL = scanner
    assert check_waiting_files(at=file.job.ended_at + datetime.timedelta(minutes=5)) == 1
    assert check(file).state == "clean"


def test_a_file_that_disappears_from_disk_is_said_and_not_tried_for_ever(northmoor, item, now):
    file = put_file(northmoor, item, now)
    storage().delete(file.stored)
    waiting = check(file)
    assert waiting.job.state == "failed"
    assert "no longer in storage" in waiting.job.error
    assert check_waiting_files(at=waiting.job.ended_at + datetime.timedelta(hours=1)) == 0


def test_a_check_that_failed_is_tried_again_by_hand(northmoor, item, now, monkeypatch):
    file = put_file(northmoor, item, now)

    def broken(*args, **kwargs):
        raise jobs.JobFailed("It broke.")

    monkeypatch.setattr(evidence_files, "examine", broken)
    failed = check(file)
    assert failed.job.error == "It broke."
    nothing_found(monkeypatch)
    assert check_again(file=failed, at=now)
    assert check(failed).is_ready
    assert not check_again(file=check(failed), at=now)


def test_withdrawing_a_file_deletes_it_and_stops_its_check(northmoor, item, now, django_capture_on_commit_callbacks):
    file = put_file(northmoor, item, now, name="943 476 5919 visit.txt")
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_file(file=file, round=northmoor.round, by=northmoor.aisha, at=now)
    assert not storage().exists(file.stored)
    file = EvidenceFile.objects.select_related("job").get()
    assert (file.state, file.stored, file.name, file.job.state) == ("withdrawn", "", "file.txt", "cancelled")
    with pytest.raises(EvidenceRefused, match="already withdrawn"):
        withdraw_file(file=file, round=northmoor.round, by=northmoor.aisha, at=now)


def test_withdrawing_an_item_takes_its_files_along(northmoor, item, now, django_capture_on_commit_callbacks):
    files = [put_file(northmoor, item, now, b"One"), put_file(northmoor, item, now, b"Two")]
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_evidence(item=item, round=northmoor.round, by=northmoor.aisha, at=now)
    assert not any(storage().exists(file.stored) for file in files)
    assert set(EvidenceFile.objects.values_list("state", flat=True)) == {"withdrawn"}
    item.refresh_from_db()
    with pytest.raises(EvidenceRefused, match="withdrawn meanwhile"):
        put_file(northmoor, item, now)


def test_a_file_that_was_withdrawn_while_it_was_read_stays_withdrawn(northmoor, item, now, monkeypatch):
    file = put_file(northmoor, item, now)
    real = evidence_files.examine

    def meanwhile(*args, **kwargs):
        EvidenceFile.objects.update(state="withdrawn", stored="")
        return real(*args, **kwargs)

    monkeypatch.setattr(evidence_files, "examine", meanwhile)
    assert check(file).state == "withdrawn"


def test_an_upload_that_is_not_taken_leaves_nothing(northmoor, item, now, settings):
    with pytest.raises(NotTaken, match="is a program"):
        put_file(northmoor, item, now, papers.PROGRAM, "plan.pdf")
    assert stored_files(settings) == []
    assert not EvidenceFile.objects.exists()


def test_a_disk_without_room_is_said_and_leaves_nothing(northmoor, item, now, monkeypatch):
    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage._save", full)
    with pytest.raises(EvidenceRefused, match="no room left"):
        put_file(northmoor, item, now)
    assert not EvidenceFile.objects.exists()


def test_a_file_whose_row_can_t_be_written_is_taken_back(northmoor, item, now, monkeypatch, settings):
    def broken(**kwargs):
        raise RuntimeError("no queue")

    monkeypatch.setattr(jobs, "enqueue", broken)
    with pytest.raises(RuntimeError):
        put_file(northmoor, item, now)
    assert stored_files(settings) == []


def test_the_same_file_is_noticed_in_the_council_only(northmoor, westerholme, item, now):
    file = put_file(northmoor, item, now)
    assert EvidenceFile.objects.same_in(northmoor.council, file.sha256).get() == file
    assert not EvidenceFile.objects.same_in(westerholme.council, file.sha256)
    withdraw_file(file=file, round=northmoor.round, by=northmoor.aisha, at=now)
    assert not EvidenceFile.objects.same_in(northmoor.council, file.sha256)


@pytest.mark.parametrize(
    ("state", "allowed"), [("withdrawn", True), ("infected", True), ("refused", True), ("clean", False)]
)
def test_the_database_keeps_a_file_until_it_is_let_go(northmoor, item, now, state, allowed):
    file = put_file(northmoor, item, now)
    if allowed:
        EvidenceFile.objects.filter(pk=file.pk).update(state=state, stored="")
    else:
        with pytest.raises(IntegrityError), transaction.atomic():
            EvidenceFile.objects.filter(pk=file.pk).update(state=state, stored="")
