"""The river: a file is compared, imported, imported again, corrected and taken back, on both databases."""

import pytest

from assurance.models import Event, ImportedFile, MetricSeries, MetricValue, ReplacedValue, StagedSeries, StagedValue
from assurance.operations.figures import importing, staging
from assurance.operations.figures.importing import FiguresRefused, import_figures, undo_import, undoing
from assurance.operations.figures.local import Definition, save_local_measure
from assurance.operations.figures.receiving import AlreadyThere, discard_figures
from assurance.operations.figures.typed import tell_own_figure
from tests.assurance.ascof.independent import tables
from tests.assurance.ascof.published import parsed_workbook, workbook
from tests.assurance.figures.river import (
    ENGLAND,
    KENT,
    LINCOLNSHIRE,
    everything,
    held,
    imported,
    long_csv,
    own_csv,
    previewed,
    row,
)

pytestmark = pytest.mark.django_db
FIRST = long_csv(row(LINCOLNSHIRE, "64.1"), row(KENT, "[c]"), row(ENGLAND, "65.0"))
CORRECTED = long_csv(row(LINCOLNSHIRE, "64.9"), row(KENT, "[c]"), row(ENGLAND, "65.0"), row(KENT, "1.2", kind="Base"))
THIRD = long_csv(row(LINCOLNSHIRE, "70.0"), row(KENT, "59.0"))
OF_CELLS = ("new", "changed", "same", "twice", "against", "unknown areas", "unknown measures", "rejected")


@pytest.fixture
def council(northmoor):
    return northmoor.council


def counts(file) -> tuple[int, int, int]:
    return tuple(file.counts[name] for name in ("new", "changed", "same"))


@pytest.mark.embedded
def test_a_file_changes_nothing_until_somebody_says_yes(council, now):
    file = previewed(council, FIRST, now)
    assert counts(file) == (3, 0, 0)
    assert (held(council), MetricSeries.objects.count()) == ([], 0)
    import_figures(file=file, by=None, at=now)
    assert held(council) == [
        ("3A", "2017-18", "England", 65.0, ""),
        ("3A", "2017-18", "Kent", None, "suppressed"),
        ("3A", "2017-18", "Lincolnshire", 64.1, ""),
    ]
    assert {*MetricSeries.objects.values_list("metric__framework", "source")} == {("ascof-2014", "published")}
    assert (StagedValue.objects.count(), StagedSeries.objects.count()) == (0, 0)
    told = Event.objects.get(verb="imported figures")
    assert (told.council_id, told.after["new"], told.after["sha256"]) == (council.pk, 3, file.sha256)


def test_every_cell_of_the_published_workbook_is_held_as_another_reading_shows_it(council, now, monkeypatch):
    """73,556 cells: imported or, where the file says the same twice, told of; each with its value or its reason."""
    parsed = parsed_workbook()  # read once a run
    monkeypatch.setattr(importing.parsing, "parse", lambda data, **told: parsed)
    file = imported(council, workbook(), now, name="ascof_2024_25.ods")
    shown = list(tables(workbook()))
    assert file.counts["cells"] == len(shown) == 73_556
    assert sum(file.counts[name] for name in OF_CELLS) == 73_556
    assert counts(file) == (73_535, 0, 0)
    assert MetricValue.objects.filter(series__holder=council, file=file).count() == 73_535
    marks = {"suppressed": "[c]", "not available": "[x]", "not applicable": "[z]"}
    marked = {reason: sum(cell[5] == mark for cell in shown) for reason, mark in marks.items()}
    assert marked == {"suppressed": 135, "not available": 3_649, "not applicable": 17_471}
    marked["not available"] += 15  # outcomes, margins and respondents of five councils where nobody was asked
    assert {reason: MetricValue.objects.filter(reason=reason).count() for reason in marks} == marked
    assert {reason: file.counts[reason] for reason in marks} == marked
    england = dict(
        MetricValue.objects.filter(
            area__code="E92000001", series__period="2024-25", series__type="outcome",
            series__metric__framework="ascof-2023",
        ).values_list("series__metric__code", "value")
    )  # fmt: skip
    expected = {"2A": 77.1, "2B": 17.0, "2C": 592.5, "2D(1)": 60.7, "2E(1)": 81.4, "4B": 91.2, "6A": 23.7}
    assert {code: england[code] for code in expected} == expected
    # Spot by spot against what a spreadsheet shows, for one council over every table.
    own = {
        (code, period, kind): value
        for code, period, kind, value in MetricValue.objects.filter(
            area__code="E10000019", series__disaggregation="Total"
        ).values_list("series__metric__code", "series__period", "series__type", "value")
    }
    numbers = [
        float(text.split("(")[0].replace(",", "").replace("%", ""))
        for _, _, _, area, heading, text in shown
        if area == "Lincolnshire" and heading.endswith("outcome") and text[:1].isdigit()
    ]
    outcomes = [value for (_, _, kind), value in own.items() if kind == "outcome" and value is not None]
    assert len(numbers) == len(outcomes) > 100
    assert sorted(numbers) == pytest.approx(sorted(outcomes), abs=0.0501)


@pytest.mark.embedded
def test_the_same_file_twice_is_noticed_and_changes_nothing(council, now):
    first = imported(council, FIRST, now)
    before = everything(council)
    with pytest.raises(AlreadyThere, match="Nothing was changed") as noticed:
        previewed(council, FIRST, now)
    assert noticed.value.earlier == first
    assert (everything(council), ImportedFile.objects.count()) == (before, 1)


@pytest.mark.embedded
def test_a_corrected_file_shows_old_and_new_and_takes_the_place_of_the_first(council, now):
    first = imported(council, FIRST, now)
    file = previewed(council, CORRECTED, now)
    assert counts(file) == (1, 1, 2)
    (change,) = file.findings["changes"]
    assert (change[5], change[6], change[7], change[9]) == (64.1, "", 64.9, first.pk)
    import_figures(file=file, by=None, at=now)
    assert MetricValue.objects.get(area__name="Lincolnshire").value == 64.9
    assert {*MetricValue.objects.values_list("file", flat=True)} == {file.pk}


@pytest.mark.embedded
def test_taking_a_file_back_restores_exactly_what_it_replaced(council, meilin, now):
    imported(council, FIRST, now)
    before = everything(council)
    second = imported(council, CORRECTED, now)
    assert undoing(second) == {"gone": 1, "back": 1, "stay": 2, "later": 0}
    undo_import(file=second, by=meilin, at=now)
    assert everything(council) == before
    assert ReplacedValue.objects.count() == 0
    assert MetricSeries.objects.count() == 1  # the series only the second file had is gone
    told = Event.objects.get(verb="took back figures")
    assert (told.actor_name, told.after["back"]) == (meilin.name, 1)
    with pytest.raises(FiguresRefused, match="taken back already"):
        undo_import(file=second, by=meilin, at=now)


@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)])
def test_in_whatever_order_files_are_taken_back_what_stands_is_what_the_others_say(council, now, order):
    contents = [FIRST, CORRECTED, THIRD]
    files = [imported(council, data, now) for data in contents]
    standing = [0, 1, 2]
    for number in order:
        undo_import(file=files[number], by=None, at=now)
        standing.remove(number)
        stands = everything(council)
        assert stands == _only(council, [contents[n] for n in standing], now)
    assert (MetricValue.objects.count(), ReplacedValue.objects.count(), MetricSeries.objects.count()) == (0, 0, 0)


def _only(council, contents, now) -> list[tuple]:
    """What stands when just these files are imported, one after the other: tried, and forgotten again."""
    from django.db import transaction

    with transaction.atomic():
        MetricValue.objects.all().delete()
        ReplacedValue.objects.all().delete()
        ImportedFile.objects.filter(council=council).update(status="undone")
        for data in contents:
            imported(council, data, now)
        stands = everything(council)
        transaction.set_rollback(True)
    return stands


def test_what_another_file_says_again_outlives_the_one_that_said_it_first(council, now):
    first = imported(council, FIRST, now)
    imported(council, CORRECTED, now)
    undo_import(file=first, by=None, at=now)
    assert ("3A", "2017-18", "England", 65.0, "") in held(council)
    assert len(held(council)) == 4


def test_a_file_that_would_no_longer_do_what_the_page_said_is_not_imported(council, now):
    waits = previewed(council, CORRECTED, now)
    imported(council, FIRST, now)
    before = everything(council)
    with pytest.raises(FiguresRefused, match="Nothing was changed"):
        import_figures(file=waits, by=None, at=now)
    assert everything(council) == before
    assert ImportedFile.objects.get(pk=waits.pk).status == "previewed"


def test_one_council_never_sees_or_moves_the_figures_of_another(northmoor, westerholme, now):
    theirs = imported(westerholme.council, THIRD, now)
    before = everything(westerholme.council)
    assert counts(previewed(northmoor.council, THIRD, now)) == (2, 0, 0)
    mine = imported(northmoor.council, FIRST, now)
    undo_import(file=mine, by=None, at=now)
    assert everything(westerholme.council) == before
    assert everything(northmoor.council) == []
    assert ImportedFile.objects.get(pk=theirs.pk).status == "imported"


def test_lg_inform_stands_beside_the_published_figures_and_never_in_their_place(council, now):
    imported(council, FIRST, now)
    published = everything(council)
    lines = ["area,area label,area long label,2016/17,2017/18", "area,area,area,area,area",
             "E10000019,Lincolnshire,Lincolnshire County Council,61.0,66.6"]  # fmt: skip
    file = imported(council, "\r\n".join([*lines, ""]).encode(), now, measure=["ascof-2014", "3A"])
    assert (file.source, counts(file)) == ("lg-inform", (2, 0, 0))
    assert [cell for cell in everything(council) if cell[0] == "published"] == published
    undo_import(file=file, by=None, at=now)
    assert everything(council) == published


def test_cells_that_can_not_be_taken_are_counted_and_told_with_their_place(council, now):
    nowhere = ("999", "Atlantis", "E10009999")
    data = long_csv(
        row(LINCOLNSHIRE, "64.1"), row(nowhere, "1"), row(KENT, "many"), row(KENT, "5", measure="9Z"),
        row(LINCOLNSHIRE, "64.1"),
    )  # fmt: skip
    file = previewed(council, data, now)
    assert {name: file.counts[name] for name in OF_CELLS if file.counts[name]} == {
        "new": 1, "unknown areas": 1, "unknown measures": 1, "rejected": 2,
    }  # fmt: skip
    assert sum(file.counts[name] for name in OF_CELLS) == file.counts["cells"] == 5
    assert file.findings["unknown areas"] == [["999", "E10009999", "Atlantis", 1]]
    assert file.findings["unknown measures"] == [["9Z", 1]]
    assert [(place[1], place[3]) for place in file.findings["rejections"]] == [(4, "many"), (6, "64.1")]


def test_a_council_names_its_own_measures_and_a_typed_figure_comes_back(council, meilin, now):
    waiting = save_local_measure(
        council=council, measure=None, said=Definition("People waiting", "people", "lower", source="Register"),
        by=meilin, at=now,
    )  # fmt: skip
    tell_own_figure(council=council, measure=waiting, period="2026-10-31", value=344.0, by=meilin, at=now)
    typed = everything(council)
    file = receive_own(council, own_csv(["People waiting", "31/10/2026", "350"], ["L1", "30/09/2026", "[c]"],
                                        ["Unheard of", "30/09/2026", "1"], ["L1", "soon", "1"]), now)  # fmt: skip
    assert (file.source, counts(file)) == ("own", (1, 1, 0))
    assert (file.counts["unknown measures"], file.counts["rejected"]) == (1, 1)
    import_figures(file=file, by=meilin, at=now)
    assert [(one[1], one[3], one[4]) for one in held(council)] == [
        ("2026-09-30", None, "suppressed"), ("2026-10-31", 350.0, ""),
    ]  # fmt: skip
    undo_import(file=file, by=meilin, at=now)
    assert everything(council) == typed


def receive_own(council, data: bytes, now):
    from assurance.operations.figures.receiving import receive_bytes

    file = receive_bytes(council=council, data=data, name="own.csv", own=True, by=None, at=now)
    return importing.keep_preview(file=file, found=importing.preview(file, importing.read(file, data)), at=now)


def test_what_is_thrown_away_leaves_nothing_waiting_and_may_come_again(council, meilin, now):
    file = previewed(council, FIRST, now)
    discard_figures(file=file, by=meilin, at=now)
    assert StagedValue.objects.count() == 0
    assert counts(previewed(council, FIRST, now)) == (3, 0, 0)


@pytest.mark.embedded
def test_staged_cells_with_signs_of_their_own_arrive_as_they_are(council, now):
    data = long_csv(row(LINCOLNSHIRE, "7.7 (7.6)"), row(KENT, "5 [p]"))
    file = previewed(council, data, now)
    import_figures(file=file, by=None, at=now)
    said = {*MetricValue.objects.values_list("value", "note", "printed")}
    assert said == {(7.7, "bracketed", "7.7 (7.6)"), (5.0, "marked", "5 [p]")}
    assert staging.compare(file).new == 0


def test_a_cell_of_an_area_that_is_not_there_stops_the_import_and_nothing_stays(council, now):
    """The database checks no foreign key of a figure; the import does, for all cells at once."""
    file = previewed(council, long_csv(row(LINCOLNSHIRE, 71.0), row(KENT, 69.0)), now)
    StagedValue.objects.filter(file=file, value=69.0).update(area_id=987_654)
    with pytest.raises(AssertionError, match="1 cells were written"):
        import_figures(file=file, by=None, at=now)
    assert not MetricValue.objects.exists()
    file.refresh_from_db()
    assert file.status == ImportedFile.Status.PREVIEWED
