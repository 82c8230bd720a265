"""Giving the spreadsheet that lists the items of the letter."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from selfassessment.models import ItemSheet, RequestedItem
from tests.pages import get, post, refuses
from tests.selfassessment.closing import closed
from tests.selfassessment.sheets_of_items import csv, xlsx

HERE = ("return_import", "2027")


def give(client, content: bytes, name: str = "letter.xlsx"):
    return post(client, *HERE, file=SimpleUploadedFile(name, content))


def test_it_is_read_and_nothing_is_added_yet(signed_in, northmoor):
    sent = give(signed_in(northmoor.priya), xlsx(["General", "IR1", "Complaints", "Data", "week 1"]))
    sheet = ItemSheet.objects.get()
    assert sent.response["Location"] == f"/2027/return/import/{sheet.reference}/"
    assert sheet.means == {"section": 0, "reference": 1, "title": 2, "kind": 3, "due": 4}
    assert not RequestedItem.objects.exists()
    assert "letter.xlsx" in get(signed_in(northmoor.priya), *HERE).words


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "empty.xlsx", "There is nothing in this file."),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "picture.xlsx", "The file can’t be read as a spreadsheet."),
        (b"PK\x03\x04" + bytes(50), "broken.xlsx", "The file is damaged or not complete"),
        (xlsx(headings=[""]), "blank.xlsx", "There is nothing in this file."),
        (csv("Section,Ref,Title", *(f"General,IR{n},Item {n}" for n in range(5000))), "long.csv", "has 5,001 rows"),
    ],
)
def test_what_can_not_be_read_is_said_in_a_sentence(signed_in, northmoor, content, name, said):
    page = give(signed_in(northmoor.priya), content, name)
    refuses(page, said)
    assert "Nothing was added." in page.words
    assert not ItemSheet.objects.exists()


def test_nothing_chosen_is_said(signed_in, northmoor):
    refuses(post(signed_in(northmoor.priya), *HERE), "Choose the spreadsheet.")


def test_an_officer_and_a_closed_round_take_none(signed_in, northmoor, now):
    assert get(signed_in(northmoor.aisha), *HERE).status == 403
    closed(northmoor, now)
    assert "was closed" in get(signed_in(northmoor.priya), *HERE).words  # said before a file is chosen
    assert give(signed_in(northmoor.priya), xlsx(["General", "IR1", "It", "", ""])).status == 403
    assert not ItemSheet.objects.exists()
