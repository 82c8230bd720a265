"""One file: what it asks, what it would change, what it changed."""

import pytest
from django.utils import timezone

from assurance import jobs
from assurance.models import ImportedFile, MetricValue, Notice
from assurance.operations.figures import receiving
from tests.assurance.ascof.making import csv_of
from tests.assurance.ascof.test_hostile_files import repeated
from tests.assurance.figures.local import people_waiting
from tests.assurance.figures.river import (
    ENGLAND,
    KENT,
    LINCOLNSHIRE,
    confirmed,
    imported,
    long_csv,
    row,
    taken_back,
    uploaded,
    worked,
)
from tests.pages import get, leads_to, post, refuses

FIRST = long_csv(row(LINCOLNSHIRE, "64.1"), row(KENT, "[c]"), row(ENGLAND, "65.0"))
CORRECTED = long_csv(
    row(LINCOLNSHIRE, "64.9"), row(KENT, "[c]"), row(ENGLAND, "65.0"), row(KENT, "many", kind="Base"),
    row(("999", "Atlantis", "E10009999"), "3"), row(KENT, "3", measure="9Z"),
)  # fmt: skip


@pytest.fixture
def client(signed_in, meilin):
    return signed_in(meilin)


def test_a_file_without_a_year_asks_for_it_and_goes_on(client, northmoor, now):
    file = uploaded(northmoor.council, FIRST, northmoor.meilin, now, name="meas-from-asc-of-17-18-open-data.csv")
    page = get(client, "figures_file", file.reference)
    assert page.heading == "One question about this file"
    assert page.value("year") == "2017-18"  # what its name hints at, to be confirmed
    refuses(post(client, "figures_file", file.reference, year="soon"), "Write the year as 2017-18.", "year")
    late = post(client, "figures_file", file.reference, year="2098-99")
    refuses(late, "2098-99 has not begun yet. Check the year.", "year")
    assert leads_to(post(client, "figures_file", file.reference, year="2017/18"), "figures_file", file.reference)
    worked(ImportedFile.objects.get())
    page = get(client, "figures_file", file.reference)
    assert page.heading == "What this file would change"
    assert "3 figures would be new and 0 would change. Nothing is imported yet." in page.words


def test_a_year_the_codes_go_against_is_asked_for_again(client, northmoor, now):
    data = long_csv(row(LINCOLNSHIRE, "64.1", measure="1C(2A)"))
    file = uploaded(northmoor.council, data, northmoor.meilin, now, name="open-data.csv", year="2024-25")
    page = get(client, "figures_file", file.reference)
    assert page.heading == "One question about this file"
    assert "which have other meanings in 2024-25. Check the year." in page.words
    post(client, "figures_file", file.reference, year="2017-18")
    worked(ImportedFile.objects.get())
    assert get(client, "figures_file", file.reference).heading == "What this file would change"


def test_lg_informs_download_asks_which_measure_it_holds(client, northmoor, now):
    data = csv_of([["area", "area label", "area long label", "2016/17", "2017/18"],
                   ["E10000019", "Lincolnshire", "Lincolnshire County Council", "61.0", "66.6"]])  # fmt: skip
    file = uploaded(northmoor.council, data, northmoor.meilin, now, name="data.csv")
    assert "Which measure does the file hold?" in get(client, "figures_file", file.reference).words
    refuses(post(client, "figures_file", file.reference, measure="9Z"), "Choose a measure from the list.", "measure")
    post(client, "figures_file", file.reference, measure="ascof-2014 3A")
    worked(ImportedFile.objects.get())
    assert "LG Inform (download of one measure)" in get(client, "figures_file", file.reference).words


def test_a_corrected_file_is_looked_at_imported_and_taken_back(client, northmoor, now):
    imported(northmoor.council, FIRST, now, name="first.csv")
    file = uploaded(northmoor.council, CORRECTED, northmoor.meilin, now, name="v2.csv", year="2017-18")
    page = get(client, "figures_file", file.reference, list="changes")
    assert "0 figures would be new and 1 would change." in page.words
    assert "2017-18, outcome Lincolnshire 64.1 64.9" in page.words
    assert "Atlantis (E10009999): 1 cell" in page.words
    assert "9Z: 1 cell" in page.words
    page = get(client, "figures_file", file.reference, list="rejected")
    assert "row 5, column 8: “many” is not a figure." in page.words
    assert MetricValue.objects.get(area__name="Lincolnshire").value == 64.1
    assert leads_to(post(client, "figures_file", file.reference, act="import"), "figures_file", file.reference)
    worked(ImportedFile.objects.get(pk=file.pk))
    page = get(client, "figures_file", file.reference)
    assert page.heading == "What this file changed"
    assert "0 figures came in new and 1 changed." in page.words
    assert MetricValue.objects.get(area__name="Lincolnshire").value == 64.9
    assert Notice.objects.get(person=northmoor.meilin).sentence == "“v2.csv” is imported."
    page = get(client, "figures_file_undo", file.reference)
    assert "1 is again what it was before" in page.words
    post(client, "figures_file_undo", file.reference)
    worked(ImportedFile.objects.get(pk=file.pk))
    assert get(client, "figures_file", file.reference).heading == "This file was taken back"
    assert MetricValue.objects.get(area__name="Lincolnshire").value == 64.1


def test_taking_back_says_which_later_file_stands_on_this_one(client, northmoor, now):
    first = imported(northmoor.council, FIRST, now, name="first.csv")
    imported(northmoor.council, CORRECTED, now, name="v2.csv")
    page = get(client, "figures_file_undo", first.reference)
    assert "3 stay as a later file says: v2.csv." in page.words


def test_a_file_nobody_wants_is_thrown_away(client, northmoor, now):
    file = uploaded(northmoor.council, FIRST, northmoor.meilin, now, year="2017-18")
    stored = file.file
    post(client, "figures_file", file.reference, act="discard")
    assert get(client, "figures_file", file.reference).heading == "This file was not imported"
    assert MetricValue.objects.count() == 0
    assert stored.name


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"a,b\r\n1,2\r\n", "No table of figures was found in this file."),
        (b"%PDF-1.7 figures", "The file is a PDF."),
        (repeated(1_000_000, 1_000), "more than can be read safely"),
        (b"PK\x03\x04 cut short", "its end is missing"),
        (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>', "The file is XML"),
    ],
)
def test_a_file_that_can_not_be_read_says_why_and_is_deleted(client, northmoor, now, data, sentence):
    file = uploaded(northmoor.council, data, northmoor.meilin, now)
    page = get(client, "figures_file", file.reference)
    assert page.heading == "This file could not be read"
    assert sentence in page.words
    assert "Nothing was imported and nothing you had is lost." in page.words
    assert (file.status, file.file.name, MetricValue.objects.count()) == ("refused", "", 0)


def test_figures_that_changed_meanwhile_are_shown_again_before_anything_is_imported(client, northmoor, now):
    waits = uploaded(northmoor.council, CORRECTED, northmoor.meilin, now, year="2017-18")
    imported(northmoor.council, FIRST, now)
    confirmed(waits, northmoor.meilin, now)
    page = get(client, "figures_file", waits.reference)
    assert page.heading == "What this file would change"
    assert "Other figures were imported, changed or taken back since this file was compared" in page.words
    assert MetricValue.objects.get(area__name="Lincolnshire").value == 64.1


def test_figures_that_change_while_it_is_imported_are_shown_again_too(client, northmoor, now, monkeypatch):
    waits = uploaded(northmoor.council, CORRECTED, northmoor.meilin, now, year="2017-18")
    progress = jobs.Handle.progress

    def meanwhile(handle, percent, what):
        progress(handle, percent, what)
        if what == "Writing the figures":
            imported(northmoor.council, FIRST, now)

    monkeypatch.setattr(jobs.Handle, "progress", meanwhile)
    confirmed(waits, northmoor.meilin, now)
    page = get(client, "figures_file", waits.reference)
    assert page.heading == "What this file would change"
    assert "Nothing was changed. It was compared again: look at what it would change now." in page.words
    assert "Import 1 changed figure" in page.words
    assert MetricValue.objects.get(area__name="Lincolnshire").value == 64.1


def test_as_many_changes_of_other_figures_are_shown_again_too(client, northmoor, now):
    imported(northmoor.council, FIRST, now)
    waits = uploaded(northmoor.council, CORRECTED, northmoor.meilin, now, year="2017-18")
    assert "64.1" in get(client, "figures_file", waits.reference).words
    between = long_csv(row(LINCOLNSHIRE, "64.5"), row(KENT, "[c]"), row(ENGLAND, "65.0"))
    imported(northmoor.council, between, now)
    confirmed(waits, northmoor.meilin, now)
    page = get(client, "figures_file", waits.reference)
    assert page.heading == "What this file would change"
    assert "It was compared again: look at what it would change now." in page.words
    assert "64.5" in page.words
    assert MetricValue.objects.get(area__name="Lincolnshire").value == 64.5
    confirmed(waits, northmoor.meilin, now)
    assert MetricValue.objects.get(area__name="Lincolnshire").value == 64.9


def test_work_that_failed_leaves_a_sentence_and_can_be_begun_again(client, northmoor, now, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(receiving, "content", _gone)
        file = uploaded(northmoor.council, FIRST, northmoor.meilin, now, year="2017-18")
    page = get(client, "figures_file", file.reference)
    assert "The file is no longer in storage" in page.words
    post(client, "figures_file", file.reference, act="again")
    worked(ImportedFile.objects.get())
    assert get(client, "figures_file", file.reference).heading == "What this file would change"


def _gone(file):
    raise jobs.JobFailed(receiving.GONE)


def test_while_a_worker_has_the_file_the_page_says_how_far_it_is(client, northmoor, now):
    file = uploaded(northmoor.council, FIRST, northmoor.meilin, now, year="2017-18")
    post(client, "figures_file", file.reference, act="import")
    page = get(client, "figures_file", file.reference)
    assert page.heading == "Importing this file"
    assert "Waiting its turn" in page.words
    again = post(client, "figures_file", file.reference, act="import")
    assert again.status == 302
    assert "It is being imported already. Nothing is done twice" in get(client, "figures_file", file.reference).words
    taken = worked(ImportedFile.objects.get())
    assert taken_back(taken, northmoor.meilin, now).status == "undone"


def test_a_file_nothing_could_be_taken_of_does_not_say_that_all_is_there(client, northmoor, now):
    data = long_csv(row(("", "Northmoor", "X99000001"), "60"), row(KENT, "many"))
    file = uploaded(northmoor.council, data, northmoor.meilin, now, year="2017-18")
    page = get(client, "figures_file", file.reference)
    assert (
        "Nothing of this file could be taken, so nothing would change. 2 cells are left out: below is why."
        in page.words
    )
    assert "You have every figure" not in page.words
    assert "This row is about an invented council. Its figures don’t come by published files" in page.words


def test_the_button_says_what_would_change_and_a_second_tab_what_became_of_the_file(client, northmoor, now):
    imported(northmoor.council, FIRST, now, name="first.csv")
    file = uploaded(northmoor.council, CORRECTED, northmoor.meilin, now, name="v2.csv", year="2017-18")
    assert "Import 1 changed figure Don’t import this file" in get(client, "figures_file", file.reference).words
    post(client, "figures_file", file.reference, act="import")
    held = worked(ImportedFile.objects.get(pk=file.pk))
    post(client, "figures_file", file.reference, act="import")
    moment = timezone.localtime(held.imported_at)
    said = f"It was imported already at {moment:%H:%M} by {northmoor.meilin.name}. Nothing was done twice."
    assert said in get(client, "figures_file", file.reference).words
    same = uploaded(northmoor.council, CORRECTED + b"\r\n", northmoor.meilin, now, name="v3.csv", year="2017-18")
    page = get(client, "figures_file", same.reference)
    assert "You have every figure of this file that could be taken already, and none would change." in page.words
    assert "Keep it as the source of these figures" in page.words


def test_taking_back_a_file_under_a_newer_one_does_not_promise_that_all_goes(client, northmoor, now):
    first = imported(northmoor.council, FIRST, now, name="first.csv")
    imported(northmoor.council, CORRECTED, now, name="v2.csv")
    page = get(client, "figures_file_undo", first.reference)
    assert "No figure you see will change, because a later file says what stands now:" in page.words
    assert "as if it had never been imported" not in page.words


def test_a_preview_of_local_figures_speaks_in_words(client, northmoor, now):
    people_waiting(northmoor.council, northmoor.meilin, now)
    data = csv_of([["Measure", "As at", "Value"], ["People waiting", "31/10/2026", 350]])
    file = uploaded(northmoor.council, data, northmoor.meilin, now, name="own.csv", own=True)
    page = get(client, "figures_file", file.reference)
    assert "People waiting 31 October 2026, outcome Northmoor 344 350" in page.words
    assert "2026-10-31" not in page.words
    assert "L1" not in page.words
