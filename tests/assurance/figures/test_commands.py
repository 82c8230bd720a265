"""import_ascof and export_measures: the same counts as the screen, and what is held as a tidy CSV."""

import csv
import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from assurance.models import Council, ImportedFile, Metric, MetricValue
from assurance.resources import ValueResource
from tests.assurance.figures.river import ENGLAND, KENT, LINCOLNSHIRE, long_csv, previewed, row
from tests.assurance.holdings import put

pytestmark = pytest.mark.django_db
DATA = long_csv(
    row(LINCOLNSHIRE, "64.1"), row(KENT, "[c]"), row(ENGLAND, "65.0"), row(KENT, "many", kind="Base"),
    row(("S", "Shire Counties", ""), "61", level="Council Type"),
)  # fmt: skip


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "meas-from-asc-of-17-18-open-data.csv"
    file.write_bytes(DATA)
    return file


def run(name: str, *given: object) -> str:
    said = io.StringIO()
    call_command(name, *map(str, given), stdout=said, stderr=said)
    return said.getvalue()


def test_the_command_prints_the_same_counts_as_the_screen(northmoor, path, now, settings):
    dry = json.loads(run("import_ascof", path, "--year=2017-18", "--dry-run", "--json"))
    assert (ImportedFile.objects.count(), MetricValue.objects.count()) == (0, 0)
    assert not list(Path(settings.MEDIA_ROOT).rglob("f-*"))
    done = json.loads(run("import_ascof", path, "--year=2017-18", "--json"))
    assert done["counts"] == dry["counts"]
    assert (dry["status"], done["status"], done["years"]) == ("dry run", "imported", ["2017-18"])
    assert (done["counts"]["new"], done["counts"]["rejected"], done["counts"]["suppressed"]) == (4, 1, 1)
    assert MetricValue.objects.filter(series__holder=northmoor.council).count() == 4
    again = run("import_ascof", path, "--year=2017-18")
    assert "This very file was imported on" in again
    assert "imported already" in again
    assert "New:                              4" not in again
    said = run("import_ascof", path, "--year=2017-18", "--json")
    twice = json.loads(said[said.index("{") :])
    assert (twice["status"], twice["counts"]["new"], twice["counts"]["same"]) == ("imported already", 0, 4)
    screen = previewed(northmoor.council, DATA + b"\r\n", now)
    assert (screen.counts["same"], screen.counts["cells"]) == (4, 5)


def test_the_command_says_in_a_sentence_what_is_missing(northmoor, westerholme, path, tmp_path, settings):
    with pytest.raises(CommandError, match=r"several councils\. Say which with --council"):
        run("import_ascof", path)
    mine = f"--council={Council.objects.get(pk=northmoor.council.pk).area.code}"
    with pytest.raises(CommandError, match=r"which year.*Perhaps 2017-18\. Say it with --year"):
        run("import_ascof", path, mine)
    with pytest.raises(CommandError, match="can’t be read"):
        run("import_ascof", tmp_path / "nowhere.csv", mine)
    assert not list(Path(settings.MEDIA_ROOT).rglob("f-*"))
    path.write_bytes(b"a,b\r\n1,2\r\n")
    with pytest.raises(CommandError, match="No table of figures was found"):
        run("import_ascof", path, mine)
    assert MetricValue.objects.count() == 0


def test_what_is_held_is_written_as_a_tidy_csv(northmoor, path, tmp_path):
    run("import_ascof", path, "--year=2017-18")
    out = tmp_path / "out.csv"
    assert "4 figures" in run("export_measures", out, "--year=2017-18", "--measure=ascof-2014:3A")
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert list(rows[0]) == [
        "year", "framework", "area_code", "area_name", "area_kind", "measure", "disaggregation", "type", "value",
        "reason", "source file",
    ]  # fmt: skip
    by_area = {one["area_code"]: one for one in rows}
    assert (by_area["E10000019"]["value"], by_area["E10000016"]["value"], by_area["E10000016"]["reason"]) == (
        "64.1", "", "suppressed",
    )  # fmt: skip
    assert (by_area["S"]["area_kind"], by_area["E92000001"]["area_kind"]) == ("council type", "england")
    assert by_area["S"]["source file"] == path.name
    headings, told = run("export_measures", "-", "--measure=9Z").splitlines()
    assert headings.startswith("year,framework")
    assert "is of this measure, year and source" in told
    with pytest.raises(CommandError, match="is no financial year"):
        run("export_measures", out, "--year=2017")


def test_an_invented_councils_figures_say_wherever_they_go_that_they_are_no_statistic(northmoor, path):
    run("import_ascof", path, "--year=2017-18")
    metric = Metric.objects.get(framework="ascof-2014", code="3A")
    put(northmoor.council, metric, northmoor.council.area, "2017-18", 54.0, source="invented")
    by_command = {
        one["area_code"]: one["source file"] for one in csv.DictReader(run("export_measures", "-").splitlines())
    }
    exported = ValueResource().export(MetricValue.objects.filter(series__holder=northmoor.council)).dict
    by_admin = {one["area_code"]: one["source file"] for one in exported}
    for told in (by_command, by_admin):
        assert told["X99000001"] == "Invented for the demonstration; not a statistic"
        assert told["E10000019"] == path.name
