"""Uploading a document into the library and into an answer, in one step."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from selfassessment.models import AnswerPart, Evidence
from tests.pages import get, leads_to, post, refuses
from tests.selfassessment.asking import ask, given_to

HERE = ("return_upload", "2027", "general-ir3")


@pytest.fixture
def item(northmoor, now):
    made = ask(northmoor, now).items.get()
    return given_to(northmoor, made, northmoor.aisha, now)


def given(content: bytes = b"Words.", **changed) -> dict:
    return {
        "file": SimpleUploadedFile("report.txt", content), "title": "Complaints report", "category": "processes",
        "sensitivity": "internal", "quality": "", "pointer": "page 2", **changed,
    }  # fmt: skip


def test_it_is_in_the_library_and_in_the_answer(signed_in, northmoor, item):
    sent = post(signed_in(northmoor.aisha), *HERE, **given())
    assert leads_to(sent, "return_item", "2027", "general-ir3")
    part = AnswerPart.objects.get()
    assert (part.evidence, part.pointer) == (Evidence.objects.get(), "page 2")
    page = get(signed_in(northmoor.aisha), "return_item", "2027", "general-ir3")
    assert "File being checked" in page.words


def test_a_picture_named_as_something_else_is_told_with_what_is_to_do(signed_in, northmoor, item):
    client = signed_in(northmoor.aisha)
    post(client, *HERE, **given(file=SimpleUploadedFile("scan.pdf", b"\x89PNG\r\n\x1a\n" + b"0" * 60)))
    page = get(client, "return_item", "2027", "general-ir3")
    assert "The file is a picture, whatever its name said, and is kept as “scan.png”." in page.words
    assert "somebody has to look at it" in page.words or "somebody has looked at it" in page.words


def test_what_the_library_does_not_take_is_in_neither(signed_in, northmoor, item):
    client = signed_in(northmoor.aisha)
    refuses(post(client, *HERE, **given(file="")), "Choose a file.")
    refuses(post(client, *HERE, **given(title="")), "Give it a title.")
    assert not Evidence.objects.exists()
    assert not AnswerPart.objects.exists()


def test_a_file_that_is_there_already_leads_to_answering_with_it(signed_in, northmoor, item):
    client = signed_in(northmoor.aisha)
    post(client, *HERE, **given())
    page = post(client, *HERE, **given())
    refuses(page, "This file is in the library already")
    assert "/2027/return/items/general-ir3/answer/?document=E1" in page.links


def test_who_may_not_change_the_library_uploads_nothing(signed_in, northmoor, item, now):
    given_to(northmoor, item, northmoor.meilin, now)
    assert get(signed_in(northmoor.meilin), *HERE).status == 403
    assert "Upload a document" not in get(signed_in(northmoor.meilin), "return_item", "2027", "general-ir3").words
    assert get(signed_in(northmoor.tom), *HERE).status == 403
