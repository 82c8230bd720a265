"""A ZIP file written straight to where it is kept, piece by piece: never a whole file in memory.

The same content gives the same bytes: names, times and settings come from what is given. What is packed already, such
as a PDF or an Office file, is stored as it is.
"""

import contextlib
import datetime
import hashlib
import io
import re
import zipfile
from collections.abc import Callable
from typing import IO

PIECE = 1024 * 1024  # bytes read at once
PACKED = frozenset(
    "pdf docx xlsx pptx docm xlsm odt ods odp zip 7z gz jpg jpeg png gif webp heic mp3 m4a mp4 mov webm".split()
)
FILE_MODE = 0o100644 << 16
GoingOn = Callable[[int], None]  # told how many bytes have been written since it was last told


class NotAsRecorded(Exception):
    """A file's bytes are not those that were recorded for it."""


class Archive:
    """A ZIP file being written to an open file that can be read back; every entry gets the same time."""

    def __init__(self, out: IO[bytes], at: datetime.datetime) -> None:
        self._zip = zipfile.ZipFile(out, "w", allowZip64=True)
        self._time = max(at, at.replace(year=1980)).timetuple()[:6]
        self.hashes: dict[str, str] = {}  # of what was written, by path

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, kind: type[BaseException] | None, *told: object) -> None:
        """Write the list of what is in it, which every program that opens it reads first."""
        with contextlib.suppress(*([] if kind is None else [OSError, ValueError])):  # half a file is thrown away
            self._zip.close()

    def add(self, path: str, content: bytes) -> None:
        """Something small that is in memory."""
        self._zip.writestr(self._entry(path, len(content)), content)
        self.hashes[path] = hashlib.sha256(content).hexdigest()

    def copy(self, path: str, source: IO[bytes], *, size: int, sha256: str, going_on: GoingOn) -> None:
        """A file from storage, which must have just this many bytes and this fingerprint."""
        hashed, written = hashlib.sha256(), 0
        with self._zip.open(self._entry(path, size), "w") as entry:
            while piece := source.read(PIECE):
                written += len(piece)
                if written > size:
                    break
                hashed.update(piece)
                entry.write(piece)
                going_on(len(piece))
        if written != size or hashed.hexdigest() != sha256:
            raise NotAsRecorded(path)
        self.hashes[path] = sha256

    def _entry(self, path: str, size: int) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(path, self._time)
        ending = path.rpartition(".")[2].lower()
        entry.compress_type = zipfile.ZIP_STORED if ending in PACKED else zipfile.ZIP_DEFLATED
        entry.create_system, entry.external_attr, entry.file_size = 3, FILE_MODE, size
        return entry


def manifest_of(hashes: dict[str, str]) -> str:
    """Fingerprints and paths as `sha256sum -c` reads them.

    >>> manifest_of({"a b.txt": "0" * 64}) == "0" * 64 + "  a b.txt" + chr(10)
    True
    """
    return "".join(f"{sha256}  {path}\n" for path, sha256 in hashes.items())


def fingerprint_of(source: IO[bytes], going_on: GoingOn) -> str:
    """The SHA-256 of a file, read piece by piece."""
    hashed = hashlib.sha256()
    while piece := source.read(PIECE):
        hashed.update(piece)
        going_on(len(piece))
    return hashed.hexdigest()


_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def settled(workbook: bytes, at: datetime.datetime) -> bytes:
    """An Office file with the times in it set to one, so that the same content gives the same bytes."""
    said, kept = at.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as before, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(lambda found: found.group(1) + said + found.group(2), content)
            entry = zipfile.ZipInfo(name, at.timetuple()[:6])
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, FILE_MODE
            after.writestr(entry, content)
    return kept.getvalue()
