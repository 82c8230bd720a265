"""A pack, from its operations' side: what goes in, what it says, when it is sent, what stops it."""

import datetime
import io
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings

from assurance import jobs
from assurance.models import Event, Job, Notice
from reports.gathering.pack import plan_pack
from reports.models import Pack
from reports.operations import packs
from reports.operations.packs import (
    PackRefused,
    cancel_pack,
    delete_pack_file,
    mark_pack_sent,
    request_pack,
    retry_pack,
)
from selfassessment.models import EvidenceFile, RequestedItem, ReturnLimits
from selfassessment.operations.evidence import withdraw_evidence
from selfassessment.operations.returns import limits_of
from tests.reports.packing import (
    approved_item,
    asked_pack,
    made_pack,
    names_in,
    paper,
    read_from,
    sent_pack,
    unpacked,
)
from tests.selfassessment.asking import answered, approved, one_more, queried, renew, taken_back
from tests.selfassessment.library import add, nothing_found

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture(autouse=True)
def _no_reading(monkeypatch):
    nothing_found(monkeypatch)


def sha256sum(folder: Path) -> subprocess.CompletedProcess:
    """The check the regulator can run, with what it says."""
    command = ["sha256sum", "-c", "manifest.sha256"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def plan(northmoor, kind="whole"):
    return plan_pack(round=northmoor.round, kind=kind, limits=limits_of(northmoor.council))


def test_folders_have_the_numbers_of_the_statements_and_stand_in_their_order(northmoor, now):
    for section in ("case-list", "governance", "general", "equity"):
        document = paper(northmoor, now, section, section.encode())
        approved_item(northmoor, now, document, reference="S1", section=section)
    pack = made_pack(northmoor, now)
    folders = [name.partition("/")[0] for name in names_in(pack) if "/" in name]
    assert folders == sorted(folders)
    assert [name.split()[0] for name in folders] == ["00", "QS3", "QS8", "X1"]
    assert "QS8 Governance" in read_from(pack, "index.html").decode()


def test_a_page_of_the_web_is_a_link_in_the_index(northmoor, now):
    item = one_more(northmoor, now, "general", "IR1", "Policies")
    answered(northmoor, item, now, kind="document", evidence=add(northmoor, now, kind="link"))
    approved(northmoor, item, now)
    pack = made_pack(northmoor, now)
    page = read_from(pack, "index.html").decode()
    assert "Public link" in page
    assert '<span class="kind">Document</span>' not in page
    book = openpyxl.load_workbook(io.BytesIO(read_from(pack, "index.xlsx")))
    assert book["Index"].cell(2, 4).value == "Public link"


@pytest.mark.embedded
def test_a_pack_holds_what_is_approved_and_says_where_it_is(northmoor, now):
    survey = paper(northmoor, now, "Carers’ survey", b"Carers.", "survey.txt")
    approved_item(northmoor, now, (survey, "page 4"), reference="IR1", title="Carers")
    approved_item(northmoor, now, (survey, "section 2"), reference="QS1", section="safeguarding", title="Safety")
    pack = made_pack(northmoor, now)
    assert names_in(pack) == [
        "about.txt", "index.html", "index.xlsx", "00 General/IR1 Carers’ survey.txt", "manifest.sha256",
    ]  # fmt: skip
    assert read_from(pack, "00 General/IR1 Carers’ survey.txt") == b"Carers."
    page = read_from(pack, "index.html").decode()
    assert page.count('href="00%20General/IR1%20Carers%E2%80%99%20survey.txt"') == 2  # stands once, pointed at twice
    assert "page 4" in page
    assert "section 2" in page
    assert "<script" not in page
    assert "http" not in page
    book = openpyxl.load_workbook(io.BytesIO(read_from(pack, "index.xlsx")))
    rows = [[cell.value for cell in row] for row in book["Index"].iter_rows(min_row=2)]
    assert [(row[1], row[5], row[6]) for row in rows] == [
        ("IR1", "page 4", "00 General/IR1 Carers’ survey.txt"),
        ("QS1", "section 2", "00 General/IR1 Carers’ survey.txt"),
    ]


def test_words_links_and_what_is_not_held_stand_in_the_index(northmoor, now):
    item = one_more(northmoor, now, reference="IR4", title="Strategy")
    answered(northmoor, item, now, kind="not-held", text="We have never kept one.")
    approved(northmoor, item, now)
    other = one_more(northmoor, now, reference="IR5", title="Market position")
    answered(northmoor, other, now, kind="link", text="Our strategy", url="https://northmoor.example/strategy")
    approved(northmoor, other, now)
    page = read_from(made_pack(northmoor, now), "index.html").decode()
    assert "Not held" in page
    assert "We have never kept one." in page
    assert '<a href="https://northmoor.example/strategy">Our strategy</a>' in page


def test_the_manifest_holds_after_unzipping(northmoor, now, tmp_path):
    papers = [paper(northmoor, now, f"Paper {n} — ½ “quoted”", f"Words {n}".encode() * 999) for n in range(4)]
    for number, one in enumerate(papers):
        approved_item(northmoor, now, one, reference=f"IR{number}", section=["general", "equity"][number % 2])
    pack = made_pack(northmoor, now)
    folder = unpacked(pack, tmp_path / "unzipped")
    held = sha256sum(folder)
    assert held.returncode == 0, held.stderr
    assert held.stdout.count(": OK") == len(names_in(pack)) - 1  # everything but itself
    (folder / "about.txt").write_text("changed")
    spoilt = sha256sum(folder)
    assert spoilt.returncode == 1


@pytest.mark.parametrize(
    "title", ["../../etc/passwd", "C:\\Windows\\evil", "/absolute", "CON", "a:b?c*", "..", "nul "]
)
def test_no_name_leaves_the_folder_it_is_unpacked_into(northmoor, now, tmp_path, title):
    one = paper(northmoor, now, title, b"Words.", "x.pdf")
    approved_item(northmoor, now, one, reference="../IR", title="t")
    pack = made_pack(northmoor, now)
    for name in names_in(pack):
        assert ".." not in name.split("/")
        assert not name.startswith("/")
        assert not set(name) & set('\\:*?"<>|')
    outside = set(tmp_path.iterdir())
    unpacked(pack, tmp_path / "in")
    assert set(tmp_path.iterdir()) - outside == {tmp_path / "in"}


def test_two_documents_of_one_title_get_two_names(northmoor, now):
    ones = [paper(northmoor, now, title, title.encode()) for title in ("Policy", "POLICY")]
    approved_item(northmoor, now, *ones)
    assert names_in(made_pack(northmoor, now))[3:5] == ["00 General/IR1 Policy.txt", "00 General/IR1 POLICY (2).txt"]


def test_files_are_named_by_the_councils_pattern_within_its_limit(northmoor, now):
    ReturnLimits.objects.create(council=northmoor.council, pattern="{number}_{name}_{section}", name_length=30)
    approved_item(northmoor, now, paper(northmoor, now, name="a-very-long-name-of-a-file-of-ours.pdf"))
    name = names_in(made_pack(northmoor, now))[3].partition("/")[2]
    assert name == "1_a-very-long-name-of-a-fi.txt"
    assert len(name) == 30


def test_what_is_not_approved_or_changed_or_withdrawn_stays_and_says_why(northmoor, now):
    one_more(northmoor, now, reference="IR1", title="Nothing yet")
    renewed, gone = paper(northmoor, now, "Renewed"), paper(northmoor, now, "Gone")
    approved_item(northmoor, now, renewed, reference="IR2")
    approved_item(northmoor, now, gone, reference="IR3")
    approved_item(northmoor, now, reference="IR4")
    renew(northmoor, renewed, now, b"Newer words.")
    withdraw_evidence(item=gone, round=northmoor.round, by=northmoor.aisha, at=now)
    found = plan(northmoor)
    assert [answer.item.reference for answer in found.going] == ["IR4"]
    why = [one.why for one in found.left_out]
    assert why[0] == "It is not approved: not started."
    assert why[1] == "It changed after it was approved. Have it approved again."
    assert why[2].startswith("E2 “Gone” was withdrawn from the evidence library after it was approved.")


def test_a_file_over_the_councils_limit_stays_and_a_pack_over_it_is_not_made(northmoor, now):
    limits = ReturnLimits.objects.create(council=northmoor.council, file_bytes=3)
    approved_item(northmoor, now, paper(northmoor, now))
    assert "your limit for a file is" in plan(northmoor).left_out[0].why
    limits.file_bytes, limits.pack_bytes = None, 3
    limits.save()
    with pytest.raises(PackRefused, match="your limit for a pack is"):
        asked_pack(northmoor, now)


def test_a_pack_of_nothing_is_not_made(northmoor, now):
    with pytest.raises(PackRefused, match="has no items yet"):
        asked_pack(northmoor, now)
    one_more(northmoor, now)
    with pytest.raises(PackRefused, match="No item is approved yet"):
        asked_pack(northmoor, now)
    with pytest.raises(PackRefused, match="Choose what goes"):
        request_pack(round=northmoor.round, kind="half", by=northmoor.priya, at=now)
    assert not Job.objects.filter(kind=packs.JOB_KIND).exists()


def test_the_same_frozen_content_gives_the_same_bytes(northmoor, now):
    approved_item(northmoor, now, paper(northmoor, now))
    pack = made_pack(northmoor, now)
    first = Path(pack.file.path).read_bytes()
    Job.objects.filter(pk=pack.job_id).update(state="failed")
    retry_pack(pack=Pack.objects.get(pk=pack.pk), by=northmoor.priya, at=now + HOUR)
    jobs.run(pack.job_id)
    again = Pack.objects.get(pk=pack.pk)
    assert Path(again.file.path).read_bytes() == first
    assert again.file_sha256 == pack.file_sha256
    assert [path.name for path in Path(again.file.path).parent.iterdir()] == ["3.zip"]


def test_later_changes_do_not_alter_a_pack_that_waits(northmoor, now):
    survey = paper(northmoor, now, "Survey", b"First.")
    approved_item(northmoor, now, survey)
    pack = asked_pack(northmoor, now)
    renew(northmoor, survey, now, b"Second.")
    jobs.run(pack.job_id)
    assert read_from(Pack.objects.get(), "00 General/IR1 Survey.txt") == b"First."


@pytest.mark.parametrize("spoilt", [b"Other.", b"Words.Words.", b"W"])
def test_a_file_that_is_no_longer_what_was_uploaded_stops_the_pack(northmoor, now, spoilt):
    approved_item(northmoor, now, paper(northmoor, now))
    Path(settings.MEDIA_ROOT, EvidenceFile.objects.get().stored).write_bytes(spoilt)
    pack = made_pack(northmoor, now)
    assert pack.job.state == "failed"
    assert "no longer the one that was uploaded" in pack.job.error
    assert pack.made_at is None
    assert not list(Path(settings.MEDIA_ROOT, "packs", pack.reference).iterdir())


def test_a_file_that_is_gone_from_storage_stops_the_pack(northmoor, now):
    approved_item(northmoor, now, paper(northmoor, now))
    Path(settings.MEDIA_ROOT, EvidenceFile.objects.get().stored).unlink()
    pack = made_pack(northmoor, now)
    assert "is no longer in storage" in pack.job.error


@pytest.mark.embedded
def test_a_full_disk_leaves_no_half_pack_and_says_what_to_do(northmoor, now, monkeypatch):
    def full(*given, **named):
        raise OSError(28, "No space left on device")

    approved_item(northmoor, now, paper(northmoor, now))
    monkeypatch.setattr("reports.rendering.zipping.Archive.copy", full)
    pack = made_pack(northmoor, now)
    assert "no room left" in pack.job.error
    assert not list(Path(settings.MEDIA_ROOT, "packs", pack.reference).iterdir())


@pytest.mark.embedded
def test_a_pack_somebody_stopped_is_given_up_half_way_and_can_be_made_after_all(northmoor, now, monkeypatch):
    approved_item(northmoor, now, paper(northmoor, now))
    pack = asked_pack(northmoor, now)
    whole = packs.write_pack

    def stopped_meanwhile(*given):
        cancel_pack(pack=pack, by=northmoor.priya, at=now)
        return whole(*given)

    monkeypatch.setattr(packs, "write_pack", stopped_meanwhile)
    jobs.run(pack.job_id)
    assert not list(Path(settings.MEDIA_ROOT, "packs", pack.reference).iterdir())
    monkeypatch.setattr(packs, "write_pack", whole)
    assert retry_pack(pack=Pack.objects.get(), by=northmoor.priya, at=now)
    jobs.run(pack.job_id)
    assert Pack.objects.get().can_be_fetched


@pytest.mark.embedded
def test_an_attempt_that_comes_back_late_leaves_alone_what_a_later_one_has_made(northmoor, now, monkeypatch):
    approved_item(northmoor, now)
    pack = asked_pack(northmoor, now)
    whole = packs.sha256_of

    def frozen_meanwhile(snapshot):
        monkeypatch.setattr(packs, "sha256_of", whole)
        Job.objects.filter(pk=pack.job_id).update(state="queued")
        jobs.run(pack.job_id)  # the second attempt finishes while the first stands still
        return whole(snapshot)

    monkeypatch.setattr(packs, "sha256_of", frozen_meanwhile)
    jobs.run(pack.job_id)
    made = Pack.objects.get()
    assert [path.name for path in Path(made.file.path).parent.iterdir()] == ["2.zip"]
    assert Path(made.file.path).stat().st_size == made.size


@pytest.mark.embedded
def test_marking_as_sent_records_just_that_set(northmoor, now):
    first = approved_item(northmoor, now, paper(northmoor, now), reference="IR1")
    pack = made_pack(northmoor, now)
    later = approved_item(northmoor, now, reference="IR2")
    mark_pack_sent(pack=pack, how=" By the\nportal ", by=northmoor.ruth, at=now + HOUR)
    kept = Pack.objects.get()
    assert (kept.sent_by, kept.sent_how, kept.sent_at) == (northmoor.ruth, "By the portal", now + HOUR)
    states = dict(RequestedItem.objects.values_list("reference", "status"))
    assert states == {first.reference: "sent", later.reference: "approved"}
    told = Event.objects.get(verb="marked as sent")
    assert told.after["file"] == pack.file_sha256


def test_what_changed_since_it_was_packed_was_sent_nonetheless_and_keeps_its_status(northmoor, now):
    survey = paper(northmoor, now)
    approved_item(northmoor, now, survey)
    pack = made_pack(northmoor, now)
    renew(northmoor, survey, now, b"Newer.")
    assert mark_pack_sent(pack=pack, how="By mail", by=northmoor.priya, at=now) == []
    assert Pack.objects.get().sent_at == now
    item = RequestedItem.objects.get()
    assert (item.status, item.sent_at, item.sent_print) == ("approved", now, item.approved_print)
    assert Event.objects.get(verb="sent").after == {"pack": "Pack 1", "as it was packed": True}


def test_a_pack_that_was_sent_before_its_file_was_taken_away_can_still_be_noted(northmoor, now):
    survey = paper(northmoor, now)
    approved_item(northmoor, now, survey)
    pack = made_pack(northmoor, now)
    withdraw_evidence(item=survey, round=northmoor.round, by=northmoor.aisha, at=now)
    assert not Pack.objects.get().can_be_fetched
    mark_pack_sent(pack=pack, how="By mail, this morning", by=northmoor.priya, at=now)
    assert Pack.objects.get().sent_how == "By mail, this morning"


def test_a_pack_is_sent_once_and_says_how(northmoor, now):
    approved_item(northmoor, now)
    pack = asked_pack(northmoor, now)
    with pytest.raises(PackRefused, match="is not made yet"):
        mark_pack_sent(pack=pack, how="By mail", by=northmoor.priya, at=now)
    jobs.run(pack.job_id)
    with pytest.raises(PackRefused, match="Say how it was sent"):
        mark_pack_sent(pack=pack, how=" ", by=northmoor.priya, at=now)
    mark_pack_sent(pack=pack, how="By mail", by=northmoor.priya, at=now)
    with pytest.raises(PackRefused, match="was noted as sent already"):
        mark_pack_sent(pack=pack, how="By mail", by=northmoor.priya, at=now)


def test_an_answer_approved_again_as_it_was_after_a_query_goes_again_and_its_file_is_pointed_at(northmoor, now):
    item = approved_item(northmoor, now, paper(northmoor, now, "Same", b"Same."))
    sent_pack(northmoor, now)
    queried(northmoor, item, now)
    approved(northmoor, item, now)
    again = sent_pack(northmoor, now + HOUR, kind="changes")
    assert "00 General/IR1 Same.txt" not in names_in(again)
    assert RequestedItem.objects.get().status == "sent"


def test_a_later_pack_holds_only_what_changed(northmoor, now):
    same, changed = paper(northmoor, now, "Same", b"Same."), paper(northmoor, now, "Changed", b"First.")
    approved_item(northmoor, now, same, reference="IR1")
    item = approved_item(northmoor, now, same, changed, reference="IR2")
    sent_pack(northmoor, now)
    assert plan(northmoor, "changes").refusal.startswith("Nothing that is approved differs")
    taken_back(northmoor, item, now, why="A newer one")
    renew(northmoor, changed, now, b"Second.")
    approved(northmoor, item, now)
    pack = made_pack(northmoor, now + HOUR, kind="changes")
    assert pack.number == 2
    assert names_in(pack)[3:-1] == ["00 General/IR2 Changed.txt"]
    assert read_from(pack, "00 General/IR2 Changed.txt") == b"Second."
    page = read_from(pack, "index.html").decode()
    assert "IR1" not in page.partition("<main>")[2].replace("00 General/IR1 Same.txt", "")
    assert "Sent before, in pack 1: 00 General/IR1 Same.txt" in page


def test_a_deleted_file_leaves_the_manifest_and_what_was_sent(northmoor, now):
    approved_item(northmoor, now, paper(northmoor, now))
    pack = sent_pack(northmoor, now)
    path = Path(pack.file.path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.transaction.on_commit", lambda act, **given: act())
        delete_pack_file(pack=pack, by=northmoor.ruth, at=now)
    kept = Pack.objects.get()
    assert not path.exists()
    assert "IR1 Complaints report.txt" in kept.manifest
    assert (kept.file.name, kept.sent_how, kept.deleted_why) == ("", "By the portal", "Deleted by Ruth Calloway.")
    with pytest.raises(PackRefused, match="deleted already"):
        delete_pack_file(pack=kept, by=northmoor.ruth, at=now)


def test_whoever_asked_is_told_when_it_is_ready(northmoor, now):
    approved_item(northmoor, now)
    pack = made_pack(northmoor, now)
    notice = Notice.objects.get(person=northmoor.priya, page__name="pack")
    assert notice.sentence == "Pack 1 of the information return is ready."
    assert notice.page["arguments"] == ["2027", pack.reference]


def test_numbers_follow_each_other(northmoor, now):
    approved_item(northmoor, now)
    assert [asked_pack(northmoor, now).number for _ in range(3)] == [1, 2, 3]


def test_whoever_asked_is_told_when_it_could_not_be_made(northmoor, now):
    approved_item(northmoor, now)
    pack = asked_pack(northmoor, now)
    Pack.objects.filter(pk=pack.pk).update(snapshot_sha256="0" * 64)
    jobs.run(pack.job_id)
    notice = Notice.objects.get(person=northmoor.priya, page__name="pack")
    assert notice.sentence == "Pack 1 of the information return could not be made. Its page says why."
    assert notice.page["arguments"] == ["2027", pack.reference]


def test_whoever_asked_is_told_too_when_the_worker_was_lost_too_often(northmoor, now):
    approved_item(northmoor, now)
    pack = asked_pack(northmoor, now)
    Job.objects.filter(pk=pack.job_id).update(
        state="running", worker="gone", lost=settings.JOB_MAX_ATTEMPTS - 1, heartbeat_at=now - HOUR * 24 * 999
    )
    jobs.sweep()
    assert "could not be made" in Notice.objects.get(person=northmoor.priya, page__name="pack").sentence


def test_what_is_packed_already_is_stored_and_the_rest_made_smaller(northmoor, now):
    ones = [
        paper(northmoor, now, "Portable", b"%PDF-1.7 " * 500, "x.pdf"),
        paper(northmoor, now, "Plain", b"x" * 999),
    ]
    approved_item(northmoor, now, *ones)
    with zipfile.ZipFile(made_pack(northmoor, now).file.path) as opened:
        kinds = {entry.filename.rpartition(".")[2]: entry.compress_type for entry in opened.infolist()}
        times = {entry.date_time for entry in opened.infolist()}
    assert kinds["pdf"] == kinds["xlsx"] == zipfile.ZIP_STORED
    assert kinds["txt"] == zipfile.ZIP_DEFLATED
    assert len(times) == 1
