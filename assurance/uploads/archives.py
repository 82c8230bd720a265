"""Opening Office files, which are ZIP archives, without being led to unpack more than they should hold."""

import contextlib
import mmap
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO
from xml.sax import ContentHandler, SAXException

from defusedxml import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

MOST_ENTRIES = 10_000
LARGEST_DIRECTORY = 3_000_000  # bytes: read into memory before anything can be judged
LARGEST_TOTAL = 400_000_000  # bytes, unpacked
HIGHEST_RATIO = 120  # text in an Office file packs to a tenth or twentieth; a bomb to a thousandth
ALWAYS_FINE = 20_000_000  # bytes unpacked, below which the ratio says nothing
CHUNK = 65_536
_END = struct.Struct("<4s4H2LH")


class NotTaken(Exception):
    """A file the library does not take; the text is the sentence to show."""


def locked(said: str) -> NotTaken:
    """The sentence for a file that only a password opens."""
    return NotTaken(
        f"{said} is locked with a password, so nobody could check or read it here. "
        "Save a copy without the password and upload that. Nothing was stored."
    )


@contextlib.contextmanager
def opened(file: BinaryIO, said: str) -> Iterator[zipfile.ZipFile]:
    """The archive, after its directory has been judged: how many entries, how much they unpack to, any password."""
    broken = NotTaken(
        f"{said} is damaged: it can’t be opened. Check that it opens on your computer; nothing was stored."
    )
    bomb = NotTaken(
        f"{said} would unpack to far more than a document holds (a “zip bomb”), so it was not taken and nothing was "
        "stored."
    )
    size = _directory_size(file)
    if size is None:
        raise broken
    if size > LARGEST_DIRECTORY:
        raise bomb
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise broken from error
    with archive:
        infos = archive.infolist()
        unpacked, packed = sum(i.file_size for i in infos), sum(i.compress_size for i in infos)
        if len(infos) > MOST_ENTRIES or unpacked > LARGEST_TOTAL:
            raise bomb
        if unpacked > ALWAYS_FINE and unpacked > HIGHEST_RATIO * max(1, packed):
            raise bomb
        if any(info.flag_bits & 0x1 for info in infos):
            raise locked(said)
        try:
            yield archive
        except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, zlib.error) as error:
            raise broken from error


def _directory_size(file: BinaryIO) -> int | None:
    """How large the archive says its directory is, found the way zipfile finds it; None when there is none.

    Archives with 64-bit numbers are refused: no document of the sizes taken here needs them.
    """
    file.seek(0, 2)
    length = file.tell()
    start = max(0, length - 65_557)
    file.seek(start)
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + _END.size or b"PK\x06\x07" in tail[max(0, at - 20) : at]:
        return None
    return _END.unpack_from(tail, at)[5]


def start_of(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """The first bytes of an entry."""
    with archive.open(name) as entry:
        return entry.read(most)


def content_types(archive: zipfile.ZipFile, said: str) -> set[str]:
    """The types an Office file declares for its parts, in small letters."""
    declared: set[str] = set()

    class Types(Listener):
        def _begins(self, name, attrs):
            declared.add(attrs.get("ContentType", "").lower())

    try:
        parse(archive, "[Content_Types].xml", Types(), most=2_000_000)
    except Unreadable as error:
        raise NotTaken(f"{said} is damaged: it can’t be opened. Nothing was stored.") from error
    return declared


class Listener(ContentHandler):
    """Hears an XML part as it is read: what begins, the words, what ends."""

    def startElement(self, name: str, attrs) -> None:  # noqa: N802 - SAX's own name, as below
        """An element begins."""
        self._begins(name, attrs)

    def characters(self, content: str) -> None:
        """Words, in pieces."""
        self._hears(content)

    def endElement(self, name: str) -> None:  # noqa: N802
        """An element ends."""
        self._ends(name)

    def _begins(self, name: str, attrs) -> None:
        pass

    def _hears(self, content: str) -> None:
        pass

    def _ends(self, name: str) -> None:
        pass


class Unreadable(Exception):
    """A part of a file that can't be read as what it should be."""


def parse(archive: zipfile.ZipFile, name: str, handler: ContentHandler, *, most: int) -> None:
    """Read an XML part piece by piece, at most so many bytes of it; no entities, no outside references."""
    parser = DefusedExpatParser(forbid_dtd=True, forbid_entities=True, forbid_external=True)
    parser.setContentHandler(handler)
    left = most
    try:
        with archive.open(name) as entry:
            while chunk := entry.read(CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise Unreadable(name)
                parser.feed(chunk)
        parser.close()
    except (SAXException, DefusedXmlException, ValueError, KeyError, LookupError) as error:
        raise Unreadable(name) from error


def holds_macros(archive: zipfile.ZipFile) -> bool:
    """Whether something in the archive runs by itself: macros old and new, controls, packaged programs."""
    for info in archive.infolist():
        name = info.filename.lower()
        if name.endswith(("vbaproject.bin", "vbadata.xml")) or "/macrosheets/" in name or "/activex/" in name:
            return True
        if name.startswith(("basic/", "scripts/")) and not name.endswith("/"):
            return True
        if "/embeddings/" in name and name.endswith(".bin") and _packs_a_file(archive, info):
            return True
    return False


def _packs_a_file(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    """An embedded object that holds a file of whatever kind, as Windows packs them: it would run on a click."""
    mark, before = "\x01Ole10Native".encode("utf-16-le"), b""
    with archive.open(info) as entry:
        while chunk := entry.read(CHUNK):
            if mark in before + chunk:
                return True
            before = chunk[-len(mark) :]
    return False


def is_locked_open_document(archive: zipfile.ZipFile) -> bool:
    """Whether an OpenDocument file is locked with a password."""
    if "META-INF/manifest.xml" not in archive.namelist():
        return False
    return b"encryption-data" in start_of(archive, "META-INF/manifest.xml", 1_000_000)


def contains(file: BinaryIO, mark: bytes) -> bool:
    """Whether these bytes stand anywhere in a file."""
    try:
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as view:
            return view.find(mark) >= 0
    except (OSError, ValueError, AttributeError):
        file.seek(0)
        return mark in file.read()
