"""`manage.py import_cld`: what it makes, what it says, and every way it refuses."""

import csv
import json
import stat

import pytest
from django.core.management import CommandError, call_command

from casetracking.models import Candidate, Criterion, Import, Pool, ReferenceKey
from tests.casetracking.cld.made import made, of_year_to, small
from tests.casetracking.rooms import PEOPLE

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture
def extract(tmp_path):
    """A file of invented people on the disk."""
    path = tmp_path / "extract.csv"
    path.write_bytes(made(people=PEOPLE, seed=5)[0])
    return path


def run(capsys, *arguments) -> str:
    call_command("import_cld", *map(str, arguments))
    return capsys.readouterr().out


def test_the_pool_is_made_with_its_starting_criteria(northmoor, extract, capsys):
    said = run(capsys, extract, "--round", "2027", "--pool", "first-pool")
    pool = Pool.objects.get()
    assert (pool.slug, pool.name, pool.made_by) == ("first-pool", "First pool", None)
    assert Criterion.objects.filter(pool=pool).exists()
    assert f"{Candidate.objects.count():,} people who may be drawn" in said
    assert Import.objects.get().by is None


def test_a_pool_that_is_there_is_filled(northmoor, pool, extract, capsys):
    run(capsys, extract, "--round", "2027", "--pool", pool.slug)
    assert Import.objects.get().pool == pool


def test_a_script_reads_what_came_of_it(northmoor, extract, capsys):
    told = json.loads(run(capsys, extract, "--round", "2027", "--pool", "first", "--json"))
    held = Import.objects.get()
    assert (told["rows"], told["people"], told["pool"]) == (held.rows, held.people, "first")
    assert told["period"] == ["2025-10-01", "2026-09-30"]
    assert told["key_file_lines"] is None


def test_people_are_described_at_the_day_that_is_asked_for(northmoor, extract, capsys):
    run(capsys, extract, "--round", "2027", "--pool", "first", "--as-at", "2026-06-30")
    assert Pool.objects.get().as_at.isoformat() == "2026-06-30"


def test_a_key_file_is_made_only_where_asked_and_for_its_owner_alone(northmoor, extract, tmp_path, capsys):
    out = tmp_path / "key.csv"
    said = run(capsys, extract, "--round", "2027", "--pool", "first", "--key-file", out)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    with out.open(newline="") as file:
        head, *pairs = csv.reader(file)
    assert head == ["Reference", "LA Person Unique Identifier"]
    assert {reference for reference, _ in pairs} == set(Candidate.objects.values_list("reference", flat=True))
    assert "Delete it when you have found them" in said


def test_a_key_file_is_never_written_over_another(northmoor, extract, tmp_path, capsys):
    out = tmp_path / "key.csv"
    out.write_text("mine")
    with pytest.raises(CommandError, match="is there already"):
        run(capsys, extract, "--round", "2027", "--pool", "first", "--key-file", out)
    assert out.read_text() == "mine"
    assert not Import.objects.exists()


def test_a_key_file_that_can_not_be_written_is_told_apart_from_the_import(northmoor, extract, tmp_path, capsys):
    with pytest.raises(CommandError, match="The file is imported, but the key file can’t be written"):
        run(capsys, extract, "--round", "2027", "--pool", "first", "--key-file", tmp_path / "no" / "key.csv")
    assert Import.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--round", "2030", "--pool", "first"], "There is no round “2030”"),
        (["--round", "2027", "--pool", "First Pool"], "can’t be a short address"),
        (["--round", "2027", "--pool", "first", "--as-at", "30/6/2026"], "is not a date like"),
    ],
)
def test_what_is_asked_wrongly_is_refused(arguments, sentence, northmoor, extract, capsys):
    with pytest.raises(CommandError, match=sentence):
        run(capsys, extract, *arguments)
    assert not Pool.objects.exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(b"", "The file is empty"), (b"a,b\r\n1,2\r\n", "does not look like a CLD file"), (None, "can’t be read")],
)
def test_a_wrong_file_leaves_no_pool_behind(data, sentence, northmoor, tmp_path, capsys):
    path = tmp_path / "wrong.csv"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(CommandError, match=sentence) as refused:
        run(capsys, path, "--round", "2027", "--pool", "first")
    assert "Nothing of" in str(refused.value)
    assert not Pool.objects.exists()
    assert not ReferenceKey.objects.exists()


def test_an_older_file_is_taken_only_where_it_is_meant(northmoor, tmp_path, capsys):
    newer, older = tmp_path / "newer.csv", tmp_path / "older.csv"
    newer.write_bytes(of_year_to(2026))
    older.write_bytes(of_year_to(2025))
    run(capsys, newer, "--round", "2027", "--pool", "first")
    with pytest.raises(CommandError, match=r"ends on 30 September 2025.*Nothing was changed.*with --older"):
        run(capsys, older, "--round", "2027", "--pool", "first")
    assert Import.objects.count() == 1
    run(capsys, older, "--round", "2027", "--pool", "first", "--older")
    assert Pool.objects.get().as_at.isoformat() == "2025-09-30"


def test_another_councils_file_leaves_no_pool_behind(northmoor, tmp_path, capsys):
    northmoor.council.area.cassr_code = "503"
    northmoor.council.area.save()
    path = tmp_path / "theirs.csv"
    path.write_bytes(small({}))
    with pytest.raises(CommandError, match="another council’s file"):
        run(capsys, path, "--round", "2027", "--pool", "first")
    assert not Pool.objects.exists()
