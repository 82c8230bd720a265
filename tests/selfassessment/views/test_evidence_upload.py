"""A new revision of a document's file."""

from django.core.files.uploadedfile import SimpleUploadedFile

from selfassessment.models import EvidenceFile
from tests.pages import get, leads_to, post, refuses
from tests.selfassessment.library import add, put_file


def test_a_new_revision_is_taken_beside_the_old_one(signed_in, northmoor, aisha, now):
    put_file(northmoor, add(northmoor, now), now)
    client = signed_in(aisha)
    assert "Earlier revisions are kept" in get(client, "evidence_upload", "2027", "E1").words
    page = post(client, "evidence_upload", "2027", "E1", file=SimpleUploadedFile("new.txt", b"New words."))
    assert leads_to(page, "evidence_item", "2027", "E1")
    assert list(EvidenceFile.objects.order_by("number").values_list("number", "name")) == [
        (1, "survey.txt"), (2, "new.txt"),
    ]  # fmt: skip


def test_the_same_file_again_is_noticed(signed_in, northmoor, aisha, now):
    put_file(northmoor, add(northmoor, now), now, b"Words.")
    page = post(signed_in(aisha), "evidence_upload", "2027", "E1", file=SimpleUploadedFile("b.txt", b"Words."))
    refuses(page, "This file is in the library already", "file")


def test_no_file_and_a_file_too_large_are_told(signed_in, northmoor, aisha, now, settings):
    add(northmoor, now)
    client = signed_in(aisha)
    refuses(post(client, "evidence_upload", "2027", "E1"), "Choose a file.", "file")
    settings.UPLOAD_LIMIT_MB = 1
    page = post(client, "evidence_upload", "2027", "E1", file=SimpleUploadedFile("b.txt", b"x" * 3_000_000))
    refuses(page, "larger than 1 MB", "file")


def test_a_link_has_no_files(signed_in, northmoor, aisha, now):
    add(northmoor, now, kind="link")
    assert "it has no files" in get(signed_in(aisha), "evidence_upload", "2027", "E1").words
