"""After imports, good and bad, nothing that identifies anybody is anywhere: the promise this room stands on."""

import logging
import tempfile
from pathlib import Path

import pytest
from django.core.management import call_command

from assurance.models import Event
from casetracking.models import Candidate, Import
from tests import services
from tests.casetracking.cld.made import made, small
from tests.casetracking.searching import everything, found, queue
from tests.casetracking.uploading import give

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
# One person of whom every field that must go is a word found nowhere else.
ADA = {
    "NHS Number": "9990000182", "LA Person Unique Identifier": "LID770042", "First Name": "Ottoline",
    "Last Name": "Quillfeather", "Date of Birth": "17/03/1947", "Postcode": "ZZ1 9QX",
    "GP Practice Name": "Brackenwhistle Surgery", "GP Practice Code": "Y98761", "Event Reference": "EVREF99817",
    "Event Description": "Ring Ottoline on 0191 498 0733", "Adult 1 Linked Person_ID": "LID770043",
    "Provider CQC Location Name": "Mossgarth House", "Provider CQC Location ID": "1-998877665",
    "Gender": "Quillfeather", "Event Outcome": "Told by Ottoline", "Unit Cost": "7391.53",
}  # fmt: skip


def identifying(what) -> set[str]:
    """What says who somebody is, in the spellings a file or a database might hold."""
    secrets = {
        "9990000182", "LID770042", "LID770043", "Ottoline", "Quillfeather", "17/03/1947", "1947-03-17", "ZZ1 9QX",
        "ZZ19QX", "Brackenwhistle", "Y98761", "EVREF99817", "0191 498 0733", "Mossgarth", "1-998877665", "7391.53",
    }  # fmt: skip
    for one in what.people:
        secrets |= {*one.local_ids, one.nhs, one.last_name, f"{one.first_name} {one.last_name}", one.postcode}
        secrets |= {one.postcode.replace(" ", ""), one.birth.isoformat(), one.birth.strftime("%d/%m/%Y")}
    return {one for one in secrets if len(one) >= 5}


@pytest.fixture
def places(tmp_path, monkeypatch, caplog, capfd):
    """`places()`: everywhere, with a temporary folder of this test's own and every logger at its most talkative."""
    caplog.set_level(logging.DEBUG)
    for logger in list(logging.root.manager.loggerDict.values()):
        if isinstance(logger, logging.Logger) and logger.level:
            monkeypatch.setattr(logger, "level", logging.DEBUG)
            monkeypatch.setattr(logger, "_cache", {})
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return lambda: everything(tmp_path, caplog, capfd)


def test_nothing_that_identifies_anybody_is_left_anywhere(signed_in, helen, pool, places, tmp_path):
    data, what, _ = made(people=80, seed=23)
    # A word that stands somewhere already (a surname that is a place's name) says nothing about the import.
    before = places()
    secrets = identifying(what) - {one for held in found(identifying(what), before).values() for one in held}
    assert len(secrets) > 300
    assert {"Ottoline", "Quillfeather", "9990000182", "LID770042"} <= secrets
    client = signed_in(helen)
    give(client, "pool_import", pool, data, filename="Ottoline Quillfeather.csv")
    give(client, "pool_import", pool, small(*[ADA] * 7))
    give(client, "pool_import", pool, small(ADA, ADA)[:-60])
    give(client, "pool_import", pool, data[: len(data) // 2])
    give(client, "pool_import", pool, b"Quillfeather,9990000182\r\n" * 100)
    key_file = b"".join(give(client, "pool_key", pool, small(ADA)))
    assert b"LID770042" in key_file, "the file did come through"
    assert Import.objects.count() == 2
    assert Candidate.objects.exists()
    assert Event.objects.filter(section="case-room").count() >= 4
    assert not found(secrets, places())


def test_the_command_leaves_nothing_but_the_file_it_was_given(northmoor, places, tmp_path_factory):
    data, what, _ = made(people=80, seed=23)
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "extract.csv").write_bytes(data)
    secrets = identifying(what) - {one for held in found(identifying(what), places()).values() for one in held}
    call_command("import_cld", str(folder / "extract.csv"), "--round", "2027", "--pool", "first")
    assert Candidate.objects.exists()
    assert not found(secrets, places())


# A queue of files is searched with the files.
PLACES = ["a row", "the log", "a file", "the temporary folder", "what was said"]
PLACES += ["the queue"] if services.uses_servers() else []


@pytest.mark.parametrize("place", PLACES)
def test_the_search_finds_what_is_left_behind(place, pool, places, settings, tmp_path):
    secret = "Quillfeather"
    assert not found({secret}, places())
    match place:
        case "a row":
            Import.objects.create(pool=pool, number=1, at=pool.made_at, rows=1, people=1, unmapped=[{"said": secret}])
        case "the log":
            logging.getLogger("prepare.anything").debug("Read %s", secret)
        case "a file":
            Path(settings.MEDIA_ROOT).mkdir(parents=True)
            Path(settings.MEDIA_ROOT, "left.csv").write_text(f"a,{secret}\n")
        case "the temporary folder":
            with tempfile.NamedTemporaryFile("w", delete=False) as left:
                left.write(secret)
            assert Path(left.name).parent == tmp_path
        case "what was said":
            print(secret)
        case "the queue":
            assert queue_takes(secret)
    try:
        assert found({secret}, places())
    finally:
        if place == "the queue":
            forget_message()


def queue_takes(message: str) -> bool:
    _server().lpush(f"{services.queue_name()}-search", message)
    return bool(queue())


def forget_message() -> None:
    _server().delete(f"{services.queue_name()}-search")


def _server():
    import redis

    return redis.Redis.from_url(services.environment()["REDIS_URL"])
