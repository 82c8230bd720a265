"""Two gigabytes sent to a real gunicorn by a browser without JavaScript: read, thrown away, answered in a sentence."""

import http.client
import os
import re
import socket
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings as project
from django.urls import reverse

from selfassessment.models import Evidence
from tests import services
from tests.machinery.conftest import _address_of_the_test_database
from tests.machinery.processes import Group, family, until

TWO_GIGABYTES = 2_000_000_000
PIECE = b"x" * 1_000_000  # without a line end: a reader by lines would hold it all
BOUNDARY = "a-line-between"
MORE_MEMORY = 60_000  # kB a worker may have taken at its height, whatever is sent
ADDRESS = "/2027/evidence/add/?kind=document"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def gunicorn(tmp_path, northmoor):
    """The web process of the service on the test database: its port and its group."""
    from assurance.management.commands.run_service import programs

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.machinery.settings",
        "TEST_QUEUE": services.queue_name(),
        "DATABASE_URL": _address_of_the_test_database(),
        "WEB_CONCURRENCY": "1",
        "PYTHONWARNINGS": "ignore",
    }
    command = next(program.command for program in programs(port, tmp_path) if program.name == "web")
    group = Group(command, environment, tmp_path / "web.log")

    def answers() -> bool:
        with socket.socket() as asked:
            return asked.connect_ex(("127.0.0.1", port)) == 0

    until(answers, "gunicorn answers")
    yield port, group
    group.end()


def highest_memory(group: Group) -> dict[int, int]:
    """The most memory each worker has ever held, in kB."""
    return {
        pid: int(re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1])
        for pid in family(group.pid)
    }


def sent(port: int, cookies: str, token: str, size: int) -> tuple[int, str]:
    """The form with a file of this size, piece by piece, as a browser sends it; the answer's status and words."""
    before = "".join(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in [("csrfmiddlewaretoken", token), ("title", "A very large film"), ("category", "processes")]
    )
    before += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="film.pdf"\r\n\r\n'
    after = f"\r\n--{BOUNDARY}--\r\n"
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=120)) as connection:
        connection.putrequest("POST", ADDRESS)
        connection.putheader("Cookie", cookies)
        connection.putheader("Content-Type", f"multipart/form-data; boundary={BOUNDARY}")
        connection.putheader("Content-Length", str(len(before) + size + len(after)))
        connection.endheaders(before.encode())
        for _ in range(size // len(PIECE)):
            connection.send(PIECE)
        connection.send(after.encode())
        response = connection.getresponse()
        return response.status, response.read().decode()


def test_two_gigabytes_are_answered_with_a_sentence_and_leave_nothing(gunicorn, client, northmoor):
    port, group = gunicorn
    client.force_login(northmoor.aisha)
    session = client.cookies[project.SESSION_COOKIE_NAME].value
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as asked:
        asked.request("GET", ADDRESS, headers={"Cookie": f"{project.SESSION_COOKIE_NAME}={session}"})
        page = asked.getresponse()
        csrf = re.search(rf"{project.CSRF_COOKIE_NAME}=([^;]+)", page.headers["Set-Cookie"])[1]
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.read().decode())[1]
    before = highest_memory(group)

    cookies = f"{project.SESSION_COOKIE_NAME}={session}; {project.CSRF_COOKIE_NAME}={csrf}"
    status, said = sent(port, cookies, token, TWO_GIGABYTES)

    assert status == 200
    assert "The file is larger than 50 MB, so it was not taken and nothing was stored. It is about 2,000 MB." in said
    assert "A very large film" in said  # what was typed is still there
    after = highest_memory(group)
    assert all(after[pid] - before[pid] < MORE_MEMORY for pid in before), (before, after)
    assert not any(path.is_file() for path in (Path(project.VAR_DIR) / "files" / "incoming").iterdir())
    assert not Evidence.objects.exists()


def test_who_is_signed_out_is_answered_before_sending_it_all(gunicorn):
    port, _ = gunicorn
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="film.pdf"\r\n\r\n'
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as begun:
        begun.putrequest("POST", ADDRESS)
        begun.putheader("Content-Type", f"multipart/form-data; boundary={BOUNDARY}")
        begun.putheader("Content-Length", str(TWO_GIGABYTES))
        begun.endheaders(head.encode() + PIECE)
        response = begun.getresponse()
        response.read()
        assert response.status == 403  # with two gigabytes still to come: nobody waited for them


def test_the_page_s_address_is_the_one_that_is_tested():
    assert reverse("evidence_add", args=["2027"]) + "?kind=document" == ADDRESS
