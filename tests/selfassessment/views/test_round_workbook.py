"""Getting the round as a spreadsheet, and sending one back."""

import datetime
import io
import zipfile

import pytest

from selfassessment.models import ReturnedWorkbook
from tests.pages import get, leads_to, refuses
from tests.selfassessment.filling import book_of, came_back, made, saved, sends_back, write

HERE = ("round_workbook", "2027")


@pytest.mark.embedded
def test_it_offers_the_workbook_and_takes_it_back(signed_in, northmoor, now):
    client = signed_in(northmoor.aisha)
    page = get(client, *HERE)
    assert "/2027/documents/" in page.acts
    assert not page.has_field("with_scores")
    assert get(signed_in(northmoor.ruth), *HERE).has_field("with_scores")
    client = signed_in(northmoor.aisha)
    book = book_of(made(northmoor.round, now))
    write(book, "assessing-needs/summary", "Well.")
    sent = sends_back(client, saved(book), name="../../my round.xlsx")
    kept = ReturnedWorkbook.objects.get()
    assert leads_to(sent, "workbook_return", "2027", kept.reference)
    assert (kept.kind, kept.name, kept.by) == ("round", "my round.xlsx", northmoor.aisha)
    assert "my round.xlsx" in get(client, *HERE).words


def test_it_says_for_how_long_a_file_is_kept_that_is_not_applied(signed_in, northmoor, now, settings):
    settings.WORKBOOK_DAYS = 9
    client = signed_in(northmoor.aisha)
    assert "A file you don’t apply is forgotten after 9 days." in get(client, *HERE).words
    kept = came_back(northmoor.round, made(northmoor.round, now), northmoor.aisha, now)
    day = f"{now + datetime.timedelta(days=9):%-d %B %Y}"
    page = get(client, "workbook_return", "2027", kept.reference)
    assert f"this file is forgotten on {day}, with everything in its cells." in page.words


def packed(members: dict[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return kept.getvalue()


def hostile(kind: str, real: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(real)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    sheet = "xl/worksheets/sheet2.xml"
    if kind == "zip bomb":
        members[sheet] = b"<worksheet>" + b" " * 90_000_000 + b"</worksheet>"
    elif kind == "repeated cells":
        row = b"<row>" + b'<c r="A1" t="inlineStr"><is><t>x</t></is></c>' * 40_000 + b"</row>"
        members[sheet] = (
            b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
            + (row + b"</sheetData></worksheet>")
        )
    elif kind == "macros":
        members["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0"
    elif kind == "entities":
        members["xl/workbook.xml"] = (
            b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><workbook>&c;'
            b"</workbook>"
        )
    elif kind == "many rows":
        rows = b"".join(b'<row r="%d"><c t="inlineStr"><is><t>x</t></is></c></row>' % n for n in range(1, 1200))
        members[sheet] = (
            b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
            + (rows + b"</sheetData></worksheet>")
        )
    return packed(members)


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("zip bomb", "unpacks to far more than a round can hold"),
        ("macros", "This workbook holds macros"),
        ("entities", "This workbook is damaged and can’t be read."),
        ("many rows", "has more than 1,000 rows"),
    ],
)
def test_a_hostile_workbook_gets_a_sentence_and_changes_nothing(signed_in, northmoor, now, kind, sentence):
    page = sends_back(signed_in(northmoor.aisha), hostile(kind, made(northmoor.round, now)))
    refuses(page, sentence, "file")
    assert "Nothing was changed." in page.words
    assert not ReturnedWorkbook.objects.exists()


def test_a_row_of_repeated_cells_is_cut_off_and_nothing_comes_of_it(signed_in, northmoor, now):
    page = sends_back(signed_in(northmoor.aisha), hostile("repeated cells", made(northmoor.round, now)))
    assert page.status in {200, 302}
    for kept in ReturnedWorkbook.objects.all():
        assert all(len(row) <= 26 for sheet in kept.sheets for row in sheet["rows"])


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"part,text\nsummary,Well.\n", "This is not an Excel workbook, whatever its name says."),
        (b"%PDF-1.7 and so on", "This is not an Excel workbook, whatever its name says."),
        (b"PK\x03\x04 half of a zip", "This is not an Excel workbook, whatever its name says."),
        (packed({"word/document.xml": b"<a/>"}), "This is not an Excel workbook, whatever its name says."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "protected by a password, or is in Excel’s old format"),
        (packed({"[Content_Types].xml": b"x", "xl/workbook.xml": b"x"}), "This workbook is damaged"),
        (b"", "This file is empty."),
    ],
)
def test_what_is_no_workbook_is_told_by_its_content_not_by_its_name(signed_in, aisha, content, sentence):
    refuses(sends_back(signed_in(aisha), content), sentence, "file")


def test_a_file_above_the_limit_is_not_read(signed_in, aisha, monkeypatch):
    from selfassessment.operations import workbooks

    monkeypatch.setattr(workbooks, "read_spreadsheet", None)
    refuses(sends_back(signed_in(aisha), b"PK" + b"0" * 5_000_000), "This file is larger than 5 MB.", "file")


def test_another_rounds_file_is_refused(signed_in, northmoor, westerholme, now):
    client = signed_in(northmoor.aisha)
    refuses(sends_back(client, made(westerholme.round, now)), "This file belongs to another round", "file")
    book = book_of(made(northmoor.round, now))
    del book["Read me first"]
    refuses(sends_back(client, saved(book)), "does not say which round it belongs to", "file")


def test_only_ones_own_files_are_listed(signed_in, northmoor, now):
    sends_back(signed_in(northmoor.aisha), made(northmoor.round, now), name="hers.xlsx")
    assert "hers.xlsx" not in get(signed_in(northmoor.ruth), *HERE).words
