"""How many files are read at once on a machine, and that a turn ends with whoever had it."""

import subprocess
import sys

import pytest

from casetracking import turns
from casetracking.models import Import
from tests.casetracking.cld.made import small
from tests.casetracking.uploading import give, page_after
from tests.pages import refuses

HOLDS = """
import fcntl, os, sys
fcntl.flock(os.open(sys.argv[1], os.O_RDWR | os.O_CREAT), fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def one_at_once(settings, tmp_path):
    """A machine that reads one file at once."""
    settings.VAR_DIR, settings.CLD_AT_ONCE = tmp_path, 1
    return tmp_path


def test_as_many_turns_as_there_are_and_no_more(settings, tmp_path):
    settings.VAR_DIR, settings.CLD_AT_ONCE = tmp_path, 2
    with turns.turn(), turns.turn(), pytest.raises(turns.Busy, match="only two can be read at once"), turns.turn():
        pass
    with turns.turn():
        pass


def test_what_goes_wrong_in_a_turn_gives_it_back(one_at_once):
    with pytest.raises(ValueError, match="wrong"), turns.turn():
        raise ValueError("wrong")
    with turns.turn():
        pass


def test_a_process_that_is_killed_leaves_no_turn_taken(one_at_once):
    (one_at_once / turns.FOLDER).mkdir()
    command = [sys.executable, "-c", HOLDS, str(one_at_once / turns.FOLDER / "import-1")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(turns.Busy), turns.turn():
            pass
        other.kill()
    with turns.turn():
        pass


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["pool_import", "pool_key"])
def test_the_second_person_hears_what_to_do_and_then_may(page, one_at_once, signed_in, helen, full):
    client = signed_in(helen)
    with turns.turn():
        refuses(page_after(client, page, full, small({})), "Wait a minute, then send it again", "file")
        assert Import.objects.count() == 1
    assert give(client, page, full, small({})).status_code == (200 if page == "pool_key" else 302)


@pytest.mark.django_db
def test_a_download_that_nobody_reads_gives_its_turn_back(one_at_once, signed_in, helen, full):
    response = give(signed_in(helen), "pool_key", full, small({}))
    response.close()
    with turns.turn():
        pass
