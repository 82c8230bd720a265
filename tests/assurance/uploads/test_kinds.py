"""A file is what its content says, whatever it is called; what would run by itself is not taken."""

import contextlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance.uploads import kinds
from assurance.uploads.kinds import NotTaken, kind_of_bytes, safe_name
from tests.assurance.uploads import papers

GOOD = {
    "pdf": papers.pdf_file([["Hello"]]),
    "docx": papers.word_file(["Hello"]),
    "xlsx": papers.workbook({"One": [["a", 1]]}),
    "pptx": papers.slides(["Hello"]),
    "odt": papers.open_document("text", "<text:p>Hello</text:p>"),
    "ods": papers.open_document("spreadsheet", "<table:table/>"),
    "odp": papers.open_document("presentation", "<draw:page/>"),
    "png": b"\x89PNG\r\n\x1a\n" + b"\x00" * 30,
    "jpg": b"\xff\xd8\xff\xe0" + b"\x00" * 30,
}


@pytest.mark.parametrize("key", GOOD)
def test_a_file_is_known_by_its_content(key):
    assert kind_of_bytes(GOOD[key], "whatever.exe").key == key


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("a.csv", b"a,b\n1,2\n", "csv"),
        ("a.txt", "Grüße".encode(), "txt"),
        ("a.txt", "Grüße".encode("cp1252"), "txt"),
        ("a", "Hello".encode("utf-16"), "txt"),
        ("a.pdf", b"just words", "txt"),
    ],
)
def test_plain_text_is_taken_in_whatever_letters(name, content, key):
    assert kind_of_bytes(content, name).key == key


REFUSED = {
    "an empty file": (b"", "is empty"),
    "a program called .pdf": (papers.PROGRAM, "is a program"),
    "a script": (b"#!/bin/sh\nrm -rf /\n", "is a program"),
    "a web page": (b"\n<!DOCTYPE html><script>x()</script>", "could run scripts"),
    "a drawing": (b"\xef\xbb\xbf<?xml version='1.0'?><svg/>", "could run scripts"),
    "a comment before a web page": (b"<!-- hello --><html>", "could run scripts"),
    "an old Office file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Office format"),
    "a locked Office file": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "locked with a password",
    ),
    "bytes of no known kind": (b"\x00\x01\x02" * 50, "not a kind of file the library takes"),
    "an ordinary archive": (papers.archive({"a.txt": "x"}), "folder of compressed files"),
    "half an archive": (GOOD["docx"][:200], "is damaged"),
    "an archive with 64-bit numbers": (GOOD["docx"][:-22] + b"PK\x06\x07" + b"\0" * 16 + GOOD["docx"][-22:], "damaged"),
    "a zip bomb": (papers.zip_bomb, "zip bomb"),
    "macros": (papers.with_entry(GOOD["docx"], "word/vbaProject.bin", b"x"), "holds macros"),
    "macros of Excel 4": (papers.with_entry(GOOD["xlsx"], "xl/macrosheets/sheet1.xml", "<x/>"), "holds macros"),
    "a type with macros": (
        papers.with_entry(
            GOOD["docx"], "[Content_Types].xml",
            '<T><O ContentType="application/vnd.ms-word.document.macro&#69;nabled.main+xml"/></T>',
        ),
        "holds macros",
    ),
    "a program packed in a document": (
        papers.with_entry(GOOD["docx"], "word/embeddings/oleObject1.bin", "\x01Ole10Native".encode("utf-16-le")),
        "holds macros or other parts that run",
    ),
    "macros in an OpenDocument file": (papers.with_entry(GOOD["odt"], "Basic/Standard/M.xml", "x"), "holds macros"),
    "a locked OpenDocument file": (
        papers.with_entry(GOOD["odt"], "META-INF/manifest.xml", "<m:encryption-data/>"),
        "locked with a password",
    ),
    "entities in an Office file": (
        papers.with_entry(GOOD["docx"], "[Content_Types].xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'),
        "is damaged",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_not_taken_is_told_in_a_sentence(what):
    content, words = REFUSED[what]
    with pytest.raises(NotTaken) as refused:
        kind_of_bytes(content() if callable(content) else content, "../report.pdf")
    assert words in str(refused.value)
    assert "“report.pdf”" in str(refused.value)


def test_a_huge_directory_is_not_read():
    entries = {f"{'n' * 400}{n}": "" for n in range(8000)}
    with pytest.raises(NotTaken, match="zip bomb"):
        kind_of_bytes(papers.archive(entries), "a.docx")


def test_a_link_packed_in_a_document_that_is_no_program_is_taken():
    equation = papers.with_entry(GOOD["docx"], "word/embeddings/oleObject1.bin", b"\xd0\xcf an old equation")
    assert kind_of_bytes(equation, "a.docx") is kinds.DOCX


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\me\\plan.docx", "plan.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        ("report.pdf.exe", "report.pdf.pdf"),
        ("…", "….pdf"),
        ("..", "file.pdf"),
        ("", "file.pdf"),
        ("gnp\u202efdp.exe", "gnpfdp.pdf"),
        ("n" * 300 + ".pdf", "n" * 116 + ".pdf"),
    ],
)
def test_names_are_made_safe(name, kept):
    assert safe_name(name, kinds.PDF) == kept


@given(st.text(max_size=400))
def test_no_name_leaves_its_folder_or_its_header(name):
    kept = safe_name(name, kinds.PDF)
    assert kept.endswith(".pdf")
    assert len(kept) <= kinds.LONGEST_NAME
    assert not set(kept) & set('/\\\0\r\n"')
    assert not kept.startswith(".")


@given(st.binary(max_size=3000))
def test_whatever_arrives_is_known_or_refused(content):
    with contextlib.suppress(NotTaken):
        assert kind_of_bytes(content, "x.pdf").key in kinds.ALL


def test_the_position_of_a_file_does_not_matter():
    file = io.BytesIO(GOOD["docx"])
    file.seek(10)
    assert kinds.kind_of(file, "x") is kinds.DOCX
