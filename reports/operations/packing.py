"""Writing a pack: the files of a snapshot and what says where they are, straight into one ZIP in storage."""

import datetime
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.core.files.storage import Storage

from assurance.jobs import JobFailed
from reports.gathering.snapshot import Snapshot
from reports.rendering.pack_index import about, index_page, index_sheet
from reports.rendering.zipping import Archive, NotAsRecorded, fingerprint_of, manifest_of
from selfassessment.operations.evidence_files import storage as evidence_storage

Progress = Callable[[int, str], None]
SECONDS_BETWEEN = 0.5  # how often a page that watches is told something new
READING_BACK = 92  # per cent done when the file is written and is read once more for its fingerprint


@dataclass(frozen=True)
class Made:
    """A pack's file: its size in bytes, its fingerprint, and the lines of its manifest."""

    size: int
    sha256: str
    manifest: str


class _Counter:
    """Tells how far the work is, not at every piece; stops it when somebody has stopped the job."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._done, self._told = progress, max(total, 1), 0, 0.0
        self.said, self.begins, self.ends = "", 2, READING_BACK

    def add(self, size: int) -> None:
        self._done += size
        if time.monotonic() - self._told >= SECONDS_BETWEEN:
            share = min(1.0, self._done / self._total)
            self._progress(int(self.begins + share * (self.ends - self.begins)), self.said)
            self._told = time.monotonic()

    def again(self, said: str, begins: int, ends: int, total: int) -> None:
        self.said, self.begins, self.ends, self._total = said, begins, ends, max(total, 1)
        self._done, self._told = 0, 0.0


def write_pack(snapshot: Snapshot, sha256: str, storage: Storage, stored: str, progress: Progress) -> Made:
    """Write everything into the stored file, which is there and empty; JobFailed with a sentence where it can't be."""
    made = datetime.datetime.fromisoformat(snapshot["generated_at"])
    counter = _Counter(progress, sum(file["size"] for file in snapshot["files"]))
    with storage.open(stored, "r+b") as out, Archive(out, made) as archive:
        archive.add("about.txt", about(snapshot, sha256))
        archive.add("index.html", index_page(snapshot))
        archive.add("index.xlsx", index_sheet(snapshot))
        for number, file in enumerate(snapshot["files"], 1):
            counter.said = f"Document {number} of {len(snapshot['files'])}"
            _copy(archive, file, counter)
        manifest = manifest_of(archive.hashes)
        archive.add("manifest.sha256", manifest.encode())
    size = storage.size(stored)
    counter.again("Reading it once more to take its fingerprint", READING_BACK, 99, size)
    with storage.open(stored, "rb") as written:
        return Made(size, fingerprint_of(written, counter.add), manifest)


def _copy(archive: Archive, file: Snapshot, counter: _Counter) -> None:
    named = f"{file['document']} “{file['title']}”"
    try:
        source = evidence_storage().open(file["stored"], "rb")
    except OSError as error:
        raise JobFailed(
            f"The file of {named} is no longer in storage, so the pack was not made. Nothing you wrote is lost. Upload "
            "the file again, have what it answers approved again, and make a new pack; tell your administrator."
        ) from error
    with source:
        try:
            archive.copy(
                file["path"], source, size=file["size"], sha256=file["sha256"], going_on=counter.add
            )  # fmt: skip
        except NotAsRecorded as error:
            raise JobFailed(
                f"The file of {named} in storage is no longer the one that was uploaded: its fingerprint differs. So "
                "the pack was not made, and nothing half made is kept. Upload the file again, have what it answers "
                "approved again, and make a new pack; tell your administrator."
            ) from error
