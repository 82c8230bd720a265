"""A real ClamAV daemon is asked about files; without one, that is said."""

import pytest

from assurance.uploads import scanning
from assurance.uploads.scanning import Scanned, ScannerAway, scan, state
from tests.assurance.uploads.clamd import NAME, free_port
from tests.assurance.uploads.papers import EICAR, archive

pytestmark = pytest.mark.embedded


@pytest.fixture
def put(tmp_path):
    def put(content: bytes) -> str:
        (tmp_path / "stored").write_bytes(content)
        return str(tmp_path / "stored")

    return put


def test_a_virus_is_found_and_named(put, scanner, settings):
    settings.CLAMAV_URL = scanner
    assert scan(put(b"words " + EICAR + b" more words")).virus.startswith(NAME)
    assert scan(put(archive({"a.txt": EICAR}))).virus.startswith(NAME)


def test_a_clean_file_is_clean(put, scanner, settings):
    settings.CLAMAV_URL = scanner
    assert scan(put(b"words")) == Scanned("")


def test_the_daemon_is_reached_by_its_socket_too(put, scanner, settings, tmp_path_factory):
    folder = next(path for path in tmp_path_factory.getbasetemp().glob("clamd*") if path.is_dir())
    settings.CLAMAV_URL = f"unix://{folder}/clamd.ctl"
    assert scan(put(EICAR)).virus.startswith(NAME)


def test_a_daemon_that_is_away_is_said_in_a_sentence(put, settings):
    settings.CLAMAV_URL = f"tcp://127.0.0.1:{free_port()}"
    with pytest.raises(ScannerAway, match="does not answer"):
        scan(put(b"words"))
    assert state() == (False, "Does not answer: files people upload wait, and nobody can open them, until it does")


def test_a_file_the_daemon_finds_too_large_is_said_in_a_sentence(put, scanner, settings):
    settings.CLAMAV_URL = scanner
    with pytest.raises(ScannerAway):
        scan(put(b"x" * 4_000_000))


def test_the_state_says_whether_it_is_set_up(settings, scanner):
    settings.CLAMAV_URL = ""
    assert not scanning.is_set_up()
    well, said = state()
    assert well
    assert "not checked for viruses" in said
    settings.CLAMAV_URL = scanner
    well, said = state()
    assert well
    assert said.startswith("Answers (ClamAV")
