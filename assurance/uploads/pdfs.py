"""Reads the words out of a PDF, page by page, and finds what in it would act by itself."""

import contextlib
from typing import BinaryIO

import pypdf
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from assurance.uploads.archives import Unreadable
from assurance.uploads.sink import Enough, Sink

MOST_PAGES = 3000
_ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/Rendition", "/GoToE"}
_ACTIVE_KEYS = {"/JS", "/RichMedia", "/XFA"}
_ACTIVE_SUBTYPES = {"/RichMedia", "/Screen", "/3D", "/Movie", "/FileAttachment"}


class Locked(Exception):
    """Only a password opens it."""


class Active(Exception):
    """It would run something; the text says what, to stand after “holds”."""


def read_pdf(file: BinaryIO, sink: Sink) -> None:
    """Look for what acts by itself, then read the pages."""
    reader = pypdf.PdfReader(file, strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Locked
    look_for_actions(reader)
    words = 0
    for number, page in enumerate(reader.pages, 1):
        if number > MOST_PAGES:
            raise Enough(f"page {MOST_PAGES:,}")
        text = page.extract_text()
        words += len(text.split())
        sink.lines(f"page {number}", text)
        for note in _notes(page):
            sink.text(f"a note on page {number}", note)
    for key, value in (reader.metadata or {}).items():
        if isinstance(value, str) and key not in {"/Producer", "/Creator"}:
            sink.text("the document’s properties", value)
    if not words:
        raise Unreadable("no words")


def _notes(page: pypdf.PageObject) -> list[str]:
    """Comments and the values of form fields, which are not in a page's own text."""
    found = []
    for one in page.get("/Annots") or []:
        with contextlib.suppress(PyPdfError, AttributeError):
            note = one.get_object()
            found += [str(note[key]) for key in ("/Contents", "/V") if isinstance(note.get(key), str)]
    return found


def look_for_actions(reader: pypdf.PdfReader) -> None:
    """Raise Active when any object of the file is a script, starts a program or is a file within the file."""
    seen: set[int] = set()
    for generation, numbers in list(reader.xref.items()):
        for number in list(numbers):
            _look_at(reader, number, generation, seen)
    for number in list(reader.xref_objStm):
        _look_at(reader, number, 0, seen)


def _look_at(reader: pypdf.PdfReader, number: int, generation: int, seen: set[int]) -> None:
    if number in seen:
        return
    seen.add(number)
    try:
        held = reader.get_object(pypdf.generic.IndirectObject(number, generation, reader))
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError):
        return  # an object that can't be read can't act either
    waiting = [held]
    while waiting:
        one = waiting.pop()
        if isinstance(one, DictionaryObject):
            _judge(one)
            waiting += list(one.values())
        elif isinstance(one, ArrayObject):
            waiting += list(one)


def _judge(one: DictionaryObject) -> None:
    raw = {key: value for key, value in one.items() if not isinstance(value, pypdf.generic.IndirectObject)}
    if str(raw.get("/S")) in _ACTIONS:
        said = "a command that starts a program" if str(raw["/S"]) == "/Launch" else "a script"
        raise Active(said)
    if _ACTIVE_KEYS & set(one):
        raise Active("a script or a form that runs by itself")
    if str(raw.get("/Subtype")) in _ACTIVE_SUBTYPES and not isinstance(one, StreamObject):
        raise Active("a film, an attachment or another part that can run")
    if "/EF" in one or "/EmbeddedFiles" in one:
        raise Active("other files attached inside it")
