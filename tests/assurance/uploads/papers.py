"""Files of every kind, made on the spot, good and bad."""

import io
import zipfile
from functools import cache

import openpyxl

from selfassessment.demonstration.papers import archive, pdf_file, word_file

__all__ = ["archive", "pdf_file", "word_file"]

# The test text every virus scanner knows, put together here so that no scanner minds this file.
EICAR = (r"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*").encode()
PROGRAM = b"MZ\x90\x00" + b"\x00" * 200
NHS = "943 476 5919"


def workbook(sheets: dict[str, list[list]]) -> bytes:
    """An Excel file."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def slides(pages: list[str], notes: str = "") -> bytes:
    """A PowerPoint file."""
    space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    entries = {
        "[Content_Types].xml": _types("ppt/presentation.xml", "presentationml.presentation"),
        "ppt/presentation.xml": "<p/>",
    }
    for number, text in enumerate(pages, 1):
        entries[f"ppt/slides/slide{number}.xml"] = f"<s {space}><a:p><a:r><a:t>{text}</a:t></a:r></a:p></s>"
    if notes:
        entries["ppt/notesSlides/notesSlide1.xml"] = f"<s {space}><a:p><a:r><a:t>{notes}</a:t></a:r></a:p></s>"
    return archive(entries)


def _types(part: str, kind: str) -> str:
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/>'
        "</Types>"
    )


def open_document(kind: str, content: str, more: dict[str, str] | None = None) -> bytes:
    """An OpenDocument file with this content.xml body."""
    spaces = " ".join(
        f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"'
        for p, n in [("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing")]
    )
    return archive(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": f"<office:document-content {spaces}>{content}</office:document-content>",
            **(more or {}),
        }
    )


@cache
def zip_bomb() -> bytes:
    """A Word file of a few kilobytes that unpacks to 300 MB; making it takes seconds, so no module makes it at once."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file,
        zipfile.ZipFile(io.BytesIO(word_file(["x"]))) as good,
    ):
        for info in good.infolist():
            file.writestr(info.filename, good.read(info))
        with file.open("word/media/big.bin", "w", force_zip64=False) as entry:
            for _ in range(300):
                entry.write(b"\0" * 1_000_000)
    return made.getvalue()


def with_entry(content: bytes, name: str, entry: bytes | str) -> bytes:
    """The same archive with one more part, or another in its place."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for info in old.infolist():
            if info.filename != name:
                file.writestr(info.filename, old.read(info))
        file.writestr(name, entry)
    return made.getvalue()
