"""Measures of a council's own from a spreadsheet: compared cell by cell, and saved all or none."""

import dataclasses

import pytest

from assurance.figures.measure_sheet import measures_in
from assurance.models import Event, Metric
from assurance.official import statements_of_edition
from assurance.operations.figures.importing import FiguresRefused
from assurance.operations.figures.local import (
    Definition,
    Proposed,
    retire_local_measure,
    save_local_measure,
    save_local_measures,
)
from assurance.resources import Compared, LocalMeasureResource
from tests.assurance.ascof.making import csv_of
from tests.assurance.figures.local import people_waiting

HEADS = ["Measure", "Unit", "Which way is better", "Decimals", "Source", "Definition", "Caveat", "Statements"]
STANDS = ["People waiting", "people", "Lower is better", "0", "Register", "", "", "Assessing needs"]
NEW = ["Vacancies", "%", "lower", "1", "HR", "", "", ""]


def compared(northmoor, *rows, heads=HEADS) -> Compared:
    """What these rows would do, for Northmoor as it stands."""
    held = list(Metric.objects.filter(council=northmoor.council, retired_at=None).prefetch_related("statements"))
    statements = statements_of_edition(northmoor.round.edition)
    return LocalMeasureResource(measures_in(csv_of([heads, *rows])), held, statements).compared()


def counts(found: Compared) -> tuple[int, int, int, int]:
    return len(found.new), len(found.changed), len(found.same), found.left_out


@pytest.fixture
def waiting(northmoor, now):
    return people_waiting(northmoor.council, northmoor.meilin, now)


@pytest.fixture
def save(northmoor, now):
    """Save what is proposed, as Meilin."""
    return lambda found: save_local_measures(
        council=northmoor.council, proposed=found.proposed, by=northmoor.meilin, at=now
    )


# --- Comparing --------------------------------------------------------------------------------------------------------


def test_rows_are_new_changed_or_the_same(northmoor, waiting):
    assert counts(compared(northmoor, STANDS, NEW)) == (1, 0, 1, 0)
    row = compared(northmoor, ["people  WAITING", "adults", *STANDS[2:]]).changed[0]
    assert [dataclasses.astuple(change) for change in row.changes] == [
        ("Measure", "People waiting", "people WAITING"), ("Unit", "people", "adults")
    ]  # fmt: skip
    assert (row.number, row.held) == (2, waiting)


def test_nothing_is_written_by_comparing(northmoor, waiting):
    events = Event.objects.count()
    compared(northmoor, ["People waiting", "adults", *STANDS[2:]], NEW)
    assert (Metric.objects.get(council=northmoor.council).unit, Event.objects.count()) == ("people", events)


def test_columns_that_are_left_out_stay_and_empty_cells_are_emptied(northmoor, waiting):
    assert counts(compared(northmoor, ["People waiting", "people"], heads=HEADS[:2])) == (0, 0, 1, 0)
    row = compared(northmoor, [*STANDS[:7], ""]).changed[0]
    assert [dataclasses.astuple(change) for change in row.changes] == [("Statements", "Assessing needs", "")]


@pytest.mark.parametrize(
    ("place", "cell", "reason"),
    [
        (0, "", "give the measure a name"),
        (0, "x" * 251, "longer than the 250 characters"),
        (1, "", "say what is counted"),
        (1, "x" * 61, "longer than the 60 characters"),
        (2, "", "say which way is better"),
        (2, "up", "“up” is not a way to read it"),
        (3, "4", "“4” is no number of decimals"),
        (4, "", "say where the figures come from"),
        (5, "x" * 2_001, "longer than the 2,000 characters"),
        (7, "Assessing needs; Kindness", "“Kindness” is no quality statement"),
    ],
)
def test_a_row_that_is_wrong_is_told_with_its_column_and_reason_and_stops_no_other(northmoor, place, cell, reason):
    found = compared(northmoor, [*NEW[:place], cell, *NEW[place + 1 :]], ["Complaints", *NEW[1:]])
    assert (counts(found), len(found.problems)) == ((1, 0, 0, 1), 1)
    number, heading, why = found.problems[0]
    assert (number, heading) == (2, HEADS[place])
    assert reason in why


def test_a_name_twice_leaves_out_both(northmoor, waiting):
    found = compared(northmoor, STANDS, NEW, ["PEOPLE waiting", "adults", *STANDS[2:]])
    assert counts(found) == (1, 0, 0, 2)
    assert {why for _, _, why in found.problems} == {"rows 2 and 4 have the same name. Keep one of them."}


def test_statements_are_known_by_name_number_and_slug_and_of_another_edition_by_slug(northmoor, now, waiting):
    cell = "ASSESSING  needs;qs9\nsafeguarding; Assessing needs"
    values = compared(northmoor, [*NEW[:7], cell]).new[0].values
    nine = next(one.slug for one in statements_of_edition(northmoor.round.edition) if one.number == 9)
    assert values["statements"] == sorted({"assessing-needs", nine, "safeguarding"})
    said = Definition("Old", "people", source="Register", statements=["of-another-edition"])
    save_local_measure(council=northmoor.council, measure=None, said=said, by=None, at=now)
    row = ["Old", "people", "Neither", "0", "Register", "", "", "of-another-edition"]
    assert counts(compared(northmoor, row)) == (0, 0, 1, 0)


def test_lines_as_a_form_sends_them_are_no_change(northmoor, now, save):
    said = Definition("Old", "people", source="Register", definition="One.\r\nTwo.")
    save_local_measure(council=northmoor.council, measure=None, said=said, by=None, at=now)
    row = ["Old", "people", "neither", "", "Register", "One.\nTwo.", "", ""]
    assert counts(compared(northmoor, row)) == (0, 0, 1, 0)
    save(compared(northmoor, ["Old", "adults", *row[2:]]))
    assert Metric.objects.get(title="Old").definition == "One.\r\nTwo."


# --- Saving -----------------------------------------------------------------------------------------------------------


def test_new_and_changed_measures_are_saved_with_their_history_and_the_second_time_nothing(northmoor, waiting, save):
    found = compared(northmoor, ["People waiting", "adults", *STANDS[2:]], NEW)
    assert save(found) == (1, 1)
    changed = Event.objects.get(verb="changed the measure")
    assert (changed.before["unit"], changed.after["unit"]) == ("people", "adults")
    assert Event.objects.filter(
        verb="added the measure", subject="Vacancies", actor_name=northmoor.meilin.name
    ).exists()
    events = Event.objects.count()
    assert save(found) == (0, 0)
    assert counts(compared(northmoor, ["People waiting", "adults", *STANDS[2:]], NEW)) == (0, 0, 2, 0)
    assert Event.objects.count() == events


def _changed(northmoor, now, waiting):
    said = Definition("People waiting", "adults", "lower", source="Register", statements=["assessing-needs"])
    save_local_measure(council=northmoor.council, measure=waiting, said=said, by=northmoor.meilin, at=now)


def _set_aside(northmoor, now, waiting):
    retire_local_measure(measure=waiting, retired=True, by=northmoor.meilin, at=now)


def _added(northmoor, now, waiting):
    said = Definition("vacancies", "posts", "lower", source="HR")
    save_local_measure(council=northmoor.council, measure=None, said=said, by=northmoor.meilin, at=now)


@pytest.mark.parametrize("meanwhile", [_changed, _set_aside, _added])
def test_where_a_measure_is_not_as_it_was_shown_nothing_is_saved(northmoor, now, waiting, save, meanwhile):
    found = compared(northmoor, ["Complaints", *NEW[1:]], ["People waiting", "people", "higher", *STANDS[3:]], NEW)
    assert counts(found) == (2, 1, 0, 0)
    meanwhile(northmoor, now, waiting)
    before = list(Metric.objects.order_by("pk").values())
    with pytest.raises(FiguresRefused, match="Nothing was saved"):
        save(found)
    assert list(Metric.objects.order_by("pk").values()) == before


def test_no_measure_takes_the_address_of_the_page(northmoor, now):
    proposed = [Proposed(Definition("Measures", "%", source="HR"))]
    save_local_measures(council=northmoor.council, proposed=proposed, by=northmoor.meilin, at=now)
    assert Metric.objects.get(title="Measures").slug == "measures-2"


def test_statements_in_another_order_are_no_change(northmoor, now):
    said = Definition("Old", "people", source="Register", statements=["safeguarding", "assessing-needs"])
    held = save_local_measure(council=northmoor.council, measure=None, said=said, by=None, at=now)
    save_local_measure(council=northmoor.council, measure=held, said=said, by=None, at=now)
    assert not Event.objects.filter(verb="changed the measure").exists()


def test_a_measure_does_not_come_back_beside_another_of_its_name(northmoor, now, waiting, save):
    _set_aside(northmoor, now, waiting)
    save(compared(northmoor, STANDS))
    with pytest.raises(FiguresRefused, match="another measure “People waiting” by now"):
        retire_local_measure(measure=waiting, retired=False, by=northmoor.meilin, at=now)
