"""What is found in files of every kind, with its place, in a process of its own that nothing brings down."""

import dataclasses
import subprocess
import sys
import zlib

import pytest

from assurance.uploads import child, examining, office, sink
from assurance.uploads.child import main
from assurance.uploads.examining import COULD_NOT, examine
from tests.assurance.uploads import papers
from tests.assurance.uploads.papers import NHS

pytestmark = pytest.mark.embedded
ENTITIES = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


@pytest.fixture
def put(tmp_path):
    """`put(content)`: a file with this content; returns its path."""

    def put(content: bytes | str) -> str:
        path = tmp_path / "stored"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return put


def places(answer) -> list[tuple[str, str]]:
    return [(one["kind"], one["place"]) for one in answer["findings"]]


def test_a_pdf_tells_page_and_line_notes_and_what_the_document_is_called(put):
    note = "<< /Type /Annot /Subtype /Text /Rect [0 0 1 1] /Contents (Ring 0191 498 0123) >>"
    content = papers.pdf_file([["Nothing here"], ["One", f"NHS {NHS}"]], catalog="", objects=[note])
    content = content.replace(b"/Contents 5 0 R >>", b"/Contents 5 0 R /Annots [8 0 R] >>")
    assert places(main(put(content), "pdf", "a.pdf")) == [
        ("phone", "a note on page 1"),
        ("nhs-number", "page 2, line 2"),
    ]


def test_a_word_file_tells_paragraphs_cells_headers_comments_and_deleted_text(put):
    content = papers.word_file(
        ["Hello", "Born:", "4 May 1941", NHS], [["Date of birth", "04/05/1941"], ["Phone", "x"]]
    )
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    content = papers.with_entry(content, "word/header1.xml", f"<w:h {space}><w:p><w:t>a@b.co</w:t></w:p></w:h>")
    content = papers.with_entry(
        content, "word/comments.xml", f"<w:c {space}><w:p><w:delText>SW1A 1AA</w:delText></w:p></w:c>"
    )
    assert places(main(put(content), "docx", "a.docx")) == [
        ("date-of-birth", "paragraph 3"),
        ("nhs-number", "paragraph 4"),
        ("date-of-birth", "paragraph 5, cell 2"),
        ("email", "a page header"),
        ("postcode", "a comment"),
    ]


def test_a_number_set_in_several_runs_is_one_number(put):
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    split = f"<w:d {space}><w:p><w:r><w:t>943 4</w:t></w:r><w:r><w:t>76 5919</w:t></w:r></w:p></w:d>"
    content = papers.with_entry(papers.word_file(["x"]), "word/document.xml", split)
    assert places(main(put(content), "docx", "a.docx")) == [("nhs-number", "paragraph 1")]


def test_a_workbook_tells_sheet_and_cell_by_the_name_people_see(put):
    content = papers.workbook(
        {"Notes": [["Hello"]], "People": [["Name", "DOB"], ["x", "04/05/1941"], [9434765919, "a@b.co"]]}
    )
    assert places(main(put(content), "xlsx", "a.xlsx")) == [
        ("date-of-birth", "sheet “People”, cell B2"),
        ("nhs-number", "sheet “People”, cell A3"),
        ("email", "sheet “People”, cell B3"),
    ]


def test_slides_tell_their_number_and_their_notes(put):
    content = papers.slides(["Hello", f"About {NHS}"], notes="Ring 07700 900123")
    assert places(main(put(content), "pptx", "a.pptx")) == [
        ("nhs-number", "slide 2"),
        ("phone", "the notes of slide 1"),
    ]


def test_a_workbook_behind_a_chart_is_read_too(put):
    inner = papers.workbook({"Data": [[NHS]]})
    content = papers.with_entry(papers.slides(["Hello"]), "ppt/embeddings/sheet1.xlsx", inner)
    assert places(main(put(content), "pptx", "a.pptx")) == [
        ("nhs-number", "a file within the file: sheet “Data”, cell A1")
    ]


@pytest.mark.parametrize(
    ("kind", "content", "place"),
    [
        ("odt", papers.open_document("text", f"<text:p>One</text:p><text:p>{NHS}</text:p>"), "paragraph 2"),
        (
            "odp",
            papers.open_document("presentation", f"<draw:page/><draw:page><text:p>{NHS}</text:p></draw:page>"),
            "slide 2",
        ),
        (
            "ods",
            papers.open_document(
                "spreadsheet",
                '<table:table table:name="T"><table:table-row table:number-rows-repeated="1000000"><table:table-cell/>'
                '</table:table-row><table:table-row><table:table-cell table:number-columns-repeated="3"/>'
                f"<table:table-cell><text:p>{NHS}</text:p></table:table-cell></table:table-row></table:table>",
            ),
            "sheet “T”, cell D1000001",
        ),
    ],
)  # fmt: skip
def test_open_documents_tell_their_places(put, kind, content, place):
    assert places(main(put(content), kind, f"a.{kind}")) == [("nhs-number", place)]


def test_a_table_and_a_text_tell_the_line(put):
    assert places(main(put("name;dob\nx;04/05/1941\n"), "csv", "a.csv")) == [("date-of-birth", "line 2, column 2")]
    assert places(main(put("one\ntwo SW1A 1AA\n".encode("utf-16")), "txt", "a.txt")) == [("postcode", "line 2")]
    assert places(main(put("café\nSW1A 1AA".encode("cp1252")), "txt", "a.txt")) == [("postcode", "line 2")]


def test_the_name_of_the_file_is_looked_at_too(put):
    assert places(main(put("x"), "txt", "visit_943_476_5919.txt")) == [("nhs-number", "the file’s name")]


@pytest.mark.parametrize(
    ("catalog", "objects", "words"),
    [
        ("/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>", [], "a script"),
        ("/OpenAction 6 0 R", ["<< /S /Launch /F (cmd.exe) >>"], "starts a program"),
        ("", ["<< /Type /Filespec /EF << /F 9 0 R >> >>"], "files attached inside"),
        ("/Names << /EmbeddedFiles << /Names [] >> >>", [], "files attached inside"),
        ("/AA << /WC << /S /JavaScript /JS (x) >> >>", [], "a script"),
        ("", ["<< /Type /Annot /Subtype /RichMedia >>"], "can run"),
    ],
)
def test_a_pdf_that_acts_by_itself_is_refused(put, catalog, objects, words):
    answer = main(put(papers.pdf_file([["Hello"]], catalog=catalog, objects=objects)), "pdf", "a.pdf")
    assert words in answer["refused"]


def test_a_locked_pdf_is_refused(put):
    import io

    import pypdf

    writer = pypdf.PdfWriter(io.BytesIO(papers.pdf_file([["Hello"]])))
    writer.encrypt("a password", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    assert "locked with a password" in main(put(locked.getvalue()), "pdf", "a.pdf")["refused"]


@pytest.mark.parametrize(
    ("key", "content"),
    [
        ("png", b"\x89PNG\r\n\x1a\n"),
        ("pdf", b"%PDF-1.7 and nothing more"),
        ("pdf", papers.pdf_file([[]])),
        ("docx", papers.archive({"[Content_Types].xml": "<x/>"})),
        ("docx", papers.with_entry(papers.word_file(["x"]), "word/document.xml", "<w:p>cut off")),
        ("docx", papers.with_entry(papers.word_file(["x"]), "word/document.xml", ENTITIES)),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_so(put, key, content):
    assert main(put(content), key, "a")["unread"] == COULD_NOT


def test_a_process_of_its_own_says_the_same(put):
    found = examine(put(papers.word_file(["x", NHS])), "docx", "a.docx")
    assert found.findings == [{"kind": "nhs-number", "place": "paragraph 2"}]
    assert found.counts == {"nhs-number": 1}
    assert (found.unread, found.refused) == ("", "")


def test_a_process_that_eats_memory_is_ended_by_its_own_limit():
    greedy = "from assurance.uploads import child; child.limit(); bytearray(3_000_000_000)"
    command = [sys.executable, "-c", greedy]
    ended = subprocess.run(command, cwd=examining.ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "MemoryError" in ended.stderr


def test_a_page_that_unpacks_to_far_too_much_is_not_read(put):
    bomb = zlib.compress(b"BT (x) Tj ET " * 16_000_000, 1).decode("latin-1")
    page = papers.pdf_file([["Hello"]]).decode("latin-1")
    begins, ends = page.index("<< /Length"), page.index("endstream")
    page = f"{page[:begins]}<< /Length {len(bomb)} /Filter /FlateDecode >>\nstream\n{bomb}\n{page[ends:]}"
    assert examine(put(page.encode("latin-1")), "pdf", "a.pdf").unread == COULD_NOT


def test_a_stop_from_above_ends_the_process(put, monkeypatch):
    seen = []
    started = examining.subprocess.Popen

    def start(*args, **kwargs):
        seen.append(started([*args[0][:1], "-c", "import time; time.sleep(60)"], **kwargs))
        return seen[0]

    monkeypatch.setattr(examining.subprocess, "Popen", start)

    def stop():
        raise KeyError("superseded")

    with pytest.raises(KeyError):
        examine(put("x"), "txt", "a.txt", going_on=stop)
    assert seen[0].returncode == -9


def test_patience_ends(put, monkeypatch):
    monkeypatch.setattr(examining, "PATIENCE", 0)
    started = examining.subprocess.Popen
    monkeypatch.setattr(
        examining.subprocess, "Popen",
        lambda *a, **k: started([a[0][0], "-c", "import time; time.sleep(60)"], **k),
    )  # fmt: skip
    assert examine(put("x"), "txt", "a.txt").unread == COULD_NOT


def test_more_text_than_is_looked_through_is_said(put, monkeypatch):
    monkeypatch.setattr(sink, "MOST_CHARACTERS", 20)
    assert "up to line 3 only" in main(put("0123456789\n" * 5), "txt", "a.txt")["unread"].replace("line 2", "line 3")


def test_only_so_many_places_are_told_and_all_are_counted(put):
    answer = main(put(f"{NHS}\n" * 300), "txt", "a.txt")
    assert len(answer["findings"]) == sink.MOST_PLACES
    assert answer["counts"] == {"nhs-number": 300}


def test_a_sheet_with_a_million_repeated_cells_is_looked_at_a_few_times(put):
    cell = f'<table:table-cell table:number-columns-repeated="1000000"><text:p>{NHS}</text:p></table:table-cell>'
    rows = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    answer = main(put(papers.open_document("spreadsheet", f"<table:table>{rows}</table:table>")), "ods", "a.ods")
    assert answer["counts"] == {"nhs-number": office.MOST_REPEATED}


def test_the_answer_never_holds_a_word_of_the_file(put):
    found = examine(put(f"Secret words {NHS} about Somebody"), "txt", "a.txt")
    assert not {"Secret", "943", "5919", "Somebody"} & set(str(dataclasses.asdict(found)).split())


def test_the_process_holds_itself_to_limits(monkeypatch):
    set_to = {}
    monkeypatch.setattr(child.resource, "setrlimit", set_to.__setitem__)
    monkeypatch.setattr(child.sys, "setrecursionlimit", lambda depth: None)
    child.limit()
    assert set_to[child.resource.RLIMIT_AS] == (child.MEMORY, child.MEMORY)
    assert set_to[child.resource.RLIMIT_CPU] == (child.SECONDS, child.SECONDS)
    assert set_to[child.resource.RLIMIT_FSIZE] == (0, 0)
