"""Uploads go straight to disk, no further than the limit, and not at all for who is signed out."""

import hashlib
import io
import os
from pathlib import Path

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory

from assurance.uploads import receiving
from assurance.uploads.receiving import remove_forgotten

pytestmark = pytest.mark.embedded
BOUNDARY = "a-line-between"


def body(content: bytes, name: str = "a.txt") -> bytes:
    return (
        (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\nthe token\r\n'
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        ).encode()
        + content
        + f'\r\n--{BOUNDARY}\r\nContent-Disposition: form-data; name="title"\r\n\r\nA survey'.encode()
        + f"\r\n--{BOUNDARY}--\r\n".encode()
    )


class Stream(io.BytesIO):
    """A body that counts how much of it is read."""

    taken = 0
    largest = 0

    def readline(self, size=-1):
        raise AssertionError("a line may be the whole file")

    def read(self, size=-1):
        piece = super().read(size)
        self.taken += len(piece)
        self.largest = max(self.largest, len(piece))
        return piece


@pytest.fixture
def ask(settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "incoming")
    settings.UPLOAD_LIMIT_MB = 1

    def ask(content: bytes, *, signed_in: bool = True):
        stream = Stream(body(content))
        cookie = f"{settings.SESSION_COOKIE_NAME}=x" if signed_in else ""
        asked = {
            **RequestFactory()._base_environ(),
            "REQUEST_METHOD": "POST",
            "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}",
            "CONTENT_LENGTH": str(len(body(content))),
            "HTTP_COOKIE": cookie,
            "wsgi.input": stream,
        }
        request = WSGIRequest(asked)
        return request, stream

    return ask


def left_behind(settings) -> list[str]:
    folder = Path(settings.FILE_UPLOAD_TEMP_DIR)
    return os.listdir(folder) if folder.is_dir() else []


def test_a_file_is_hashed_while_it_is_written(ask, settings):
    content = os.urandom(300_000)
    request, stream = ask(content)
    file = request.FILES["file"]
    assert file.sha256 == hashlib.sha256(content).hexdigest()
    assert Path(file.temporary_file_path()).parent == Path(settings.FILE_UPLOAD_TEMP_DIR)
    assert stream.largest <= 128 * 1024
    request.close()
    assert left_behind(settings) == []


def test_a_file_that_says_it_is_too_large_is_read_to_its_end_and_never_written(ask, settings):
    request, stream = ask(b"x" * 5_000_000)
    assert request.POST["csrfmiddlewaretoken"] == "the token"
    assert not request.FILES
    assert "larger than 1 MB" in request.refused_upload
    assert "about 5 MB" in request.refused_upload
    assert stream.taken == len(body(b"x" * 5_000_000))
    assert stream.largest <= 128 * 1024
    assert request.POST["title"] == "A survey"  # it stands after the file
    assert left_behind(settings) == []


def test_a_file_that_grows_over_the_limit_is_thrown_away(ask, settings):
    request, stream = ask(b"x" * 1_500_000)  # within what a form may hold besides its file
    assert request.POST["csrfmiddlewaretoken"] == "the token"
    assert not request.FILES
    assert "larger than 1 MB" in request.refused_upload
    assert stream.taken == len(body(b"x" * 1_500_000))
    assert request.POST["title"] == "A survey"
    assert left_behind(settings) == []


def test_a_file_of_exactly_the_limit_is_taken(ask):
    request, _ = ask(b"x" * 1_000_000)
    assert request.FILES["file"].size == 1_000_000
    request.close()


def test_who_is_signed_out_fills_no_disk_and_holds_no_thread(ask, settings):
    request, stream = ask(b"x" * 900_000, signed_in=False)
    assert request.POST["csrfmiddlewaretoken"] == "the token"
    assert not request.FILES
    assert stream.taken < 300_000
    assert left_behind(settings) == []


def test_what_a_killed_process_left_is_removed_after_a_day(settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    (tmp_path / "old").write_text("x")
    now = (tmp_path / "old").stat().st_mtime
    assert remove_forgotten(now=now + 60) == 0
    assert remove_forgotten(now=now + receiving.FORGOTTEN_AFTER + 1) == 1
    assert os.listdir(tmp_path) == []
