"""Takes an upload as it arrives: straight to disk, counted and hashed on the way, and no further than the limit.

Django reads the whole body of a form before any view runs, because its check of the form's token looks for it there.
So what must hold for every upload holds here, in the one upload handler:

- nothing is ever held in memory but one piece of 64 kB;
- a file over the limit is never kept: it is read to its end and thrown away, so that the browser, which listens only
  when it has sent everything, gets a page instead of a broken connection. What stands in the form after the file is
  read as ever, so that the page comes back with every word and complains of the size only;
- the files of somebody without a session cookie are not read at all: who is signed out neither fills the disk nor holds
  a thread.
"""

import hashlib
import logging
import os
import time
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import SkipFile, StopUpload, TemporaryFileUploadHandler

log = logging.getLogger("prepare.uploads")
AROUND = 1_000_000  # bytes a form may hold besides its file
FORGOTTEN_AFTER = 24 * 3600  # seconds after which a half-received file of a killed process is removed


def limit_bytes() -> int:
    """The largest file taken."""
    return settings.UPLOAD_LIMIT_MB * 1_000_000


def too_large_sentence(size: int | None = None) -> str:
    """What to say about a file over the limit."""
    said = f"It is about {size / 1_000_000:,.0f} MB. " if size else ""
    return (
        f"The file is larger than {settings.UPLOAD_LIMIT_MB} MB, so it was not taken and nothing was stored. {said}"
        "Save a smaller copy (pictures make files large), split it, or add a link to where it is kept."
    )


class BoundedUpload(TemporaryFileUploadHandler):
    """Django's handler that streams to disk, with a limit and a hash."""

    chunk_size = 64 * 1024

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):  # noqa: N803 - Django's own
        """Look at what the request says of itself before anything of it is read."""
        self._over = content_length > limit_bytes() + AROUND
        Path(settings.FILE_UPLOAD_TEMP_DIR).mkdir(parents=True, exist_ok=True, mode=0o700)

    def new_file(self, *args, **kwargs) -> None:
        """Another file begins."""
        if settings.SESSION_COOKIE_NAME not in self.request.COOKIES:
            raise StopUpload(connection_reset=True)
        if self._over:
            self._refuse(self.request.META.get("CONTENT_LENGTH"))
        super().new_file(*args, **kwargs)
        self._sha256, self._size = hashlib.sha256(), 0

    def receive_data_chunk(self, raw_data, start):
        """Write a piece down, unless the file grows over the limit."""
        self._size += len(raw_data)
        if self._size > limit_bytes():
            self.file.close()
            self._refuse(None)
        self._sha256.update(raw_data)
        self.file.write(raw_data)

    def file_complete(self, file_size):
        """The whole file is there."""
        file: TemporaryUploadedFile = super().file_complete(file_size)
        file.sha256 = self._sha256.hexdigest()
        return file

    def _refuse(self, said_size) -> None:
        """Throw this file away, piece by piece; the view finds out by `refused_upload`."""
        self.request.refused_upload = too_large_sentence(int(said_size) if said_size else None)
        raise SkipFile


def remove_forgotten(now: float | None = None) -> int:
    """Remove half-received files whose process was killed; returns how many."""
    removed = 0
    folder = Path(settings.FILE_UPLOAD_TEMP_DIR)
    for left in folder.iterdir() if folder.is_dir() else []:
        try:
            if left.is_file() and (now or time.time()) - left.stat().st_mtime > FORGOTTEN_AFTER:
                os.unlink(left)
                removed += 1
        except OSError as error:
            log.warning("A forgotten upload could not be removed: %s", error)
    return removed
