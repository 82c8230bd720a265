"""How the case room takes an upload: not at all, or straight into the process that reads it.

No page here keeps files. So `keep_no_files` (middleware.py) gives every request to this room this one handler before
anything of its body is read; whatever a body holds is read away and forgotten, also where somebody is signed out, may
not come in, or sends a form that is out of date. A page that takes Client Level Data says where its bytes go, and only
then does the body move: chunk by chunk into the pipe of a process with limits (casetracking/cld). No temporary file,
no file's name, and nothing in this process but one chunk at a time.
"""

import contextlib
import select
import socket
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.views.decorators.csrf import csrf_protect

FIELD = "file"
AROUND = 1_000_000  # bytes a form may hold besides its file
NO_FILE = "Choose your council’s Client Level Data file, then send it again. Nothing was changed."
EMPTY = (
    "The file is empty: it holds 0 bytes. Nothing was changed. Export or save it again, check that it is larger than 0 "
    "bytes, then choose it here."
)
TOO_LARGE = (
    "The file is larger than {limit} MB, the most this page takes. Nothing of it was kept. Ask the people who run this "
    "service to import it where it runs, with: manage.py import_cld FILE --round {round} --pool {pool}"
)


@dataclass(frozen=True)
class Wanted:
    """What a page takes: the largest, and what it says where nothing came, or something larger."""

    most: Callable[[], int]
    no_file: str
    too_large: str


class NotTaken(Exception):
    """A file that did not come, or is larger than this page takes; the text is the sentence to show."""


class Arrival(FileUploadHandler):
    """Django's upload handler for this room: hands chunks on, where it was told to whom, and keeps nothing."""

    chunk_size = 512 * 1024

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self._feed: Callable[[bytes], bool] | None = None
        self._most = limit_bytes
        self._taking = self.too_large = self.given = False
        self.size = 0

    def hand_to(self, feed: Callable[[bytes], bool], most: Callable[[], int] | None = None) -> None:
        """Where the bytes of the file go, and how many at most; without this they go nowhere."""
        self._feed, self._most = feed, most or limit_bytes

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):  # noqa: N803 - Django's own
        """A body that says it is over the limit is read away; the page then says so."""
        self.too_large = content_length > self._most() + AROUND

    def new_file(self, field_name, *args, **kwargs) -> None:
        """A file begins. Its name is not looked at: it could hold somebody's."""
        if settings.SESSION_COOKIE_NAME not in self.request.COOKIES:
            raise StopUpload(connection_reset=True)
        self.given = self.given or field_name == FIELD
        self._taking = field_name == FIELD and self._feed is not None and not self.too_large

    def receive_data_chunk(self, raw_data, start):
        """Hand a chunk on. What the reading process no longer wants is read away: it has said why."""
        self.size += len(raw_data)
        if self.size > self._most():
            self.too_large, self._taking = True, False
        if self._taking and self._feed is not None:
            self._taking = self._feed(raw_data)

    def file_complete(self, file_size):
        """The file is through; there is nothing to hand to the form."""


def limit_bytes() -> int:
    """The largest file this page takes."""
    return settings.CLD_LIMIT_MB * 1_000_000


def receive(
    request: HttpRequest, feed: Callable[[bytes], bool], *, round: str, pool: str, wanted: Wanted | None = None
) -> HttpResponse | None:
    """Let the body come and hand its file to `feed`; answers a page where the form's token is not right.

    Raises NotTaken with a sentence where there was no file, or one over the limit.
    """
    wanted = wanted or Wanted(limit_bytes, NO_FILE, TOO_LARGE)
    (arrival,) = request.upload_handlers
    arrival.hand_to(feed, wanted.most)
    response = _checked(request)
    if response.status_code != 200:
        return response
    len(request.POST)  # a test's client need not check the token, and then nothing was read yet
    if arrival.too_large:
        raise NotTaken(wanted.too_large.format(limit=wanted.most() // 1_000_000, round=round, pool=pool))
    if not arrival.size:
        raise NotTaken(EMPTY if arrival.given else wanted.no_file)
    return None


def is_gone(request: HttpRequest) -> bool:
    """Whether the browser has closed the connection: the person stopped it, or left the page.

    Only gunicorn hands its connection on; behind a proxy it is the proxy's, which closes it when the browser goes.
    """
    connection = request.META.get("gunicorn.socket")
    if connection is None:
        return False
    try:
        readable, _, _ = select.select([connection], [], [], 0)
        return bool(readable) and connection.recv(1, socket.MSG_PEEK) == b""
    except ValueError:  # a connection whose bytes can't be peeked at
        return False
    except OSError:
        return True


def read_away(request: HttpRequest) -> None:
    """Let the body come and keep none of it, so that the browser hears the answer instead of a broken connection."""
    with contextlib.suppress(UnreadablePostError):
        len(request.POST)


@csrf_protect
def _checked(request: HttpRequest) -> HttpResponse:
    """Reads the body, to look for the form's token in it."""
    return HttpResponse()


SMALL = 5_000_000  # bytes: a list of cases is a hundredth of that
TOO_LARGE_A_LIST = (
    "The file is larger than 5 MB, so it is hardly a list of cases. Nothing of it was kept. Paste the references."
)


def receive_small(request: HttpRequest) -> tuple[HttpResponse | None, bytes]:
    """Let the body come with a small file, kept in memory for this request alone; empty where none was given.

    Answers a page where the form's token is not right; raises NotTaken with a sentence for a file that is too large or
    holds nothing.
    """
    (arrival,) = request.upload_handlers
    held = bytearray()

    def feed(chunk: bytes) -> bool:
        held.extend(chunk)
        return len(held) <= SMALL

    arrival.hand_to(feed)
    response = _checked(request)
    if response.status_code != 200:
        return response, b""
    len(request.POST)
    if arrival.size > SMALL:
        raise NotTaken(TOO_LARGE_A_LIST)
    if arrival.given and not arrival.size:
        raise NotTaken(EMPTY)
    return None, bytes(held)
