"""What came of a file: faults and unknown values in sentences."""

import ast
import re

import pytest

from casetracking.models import HeldSheet, Import
from casetracking.operations.pools import purge_pool
from casetracking.presenters.files import FAULTS
from tests.casetracking.cld.made import rolled, small
from tests.casetracking.rooms import filled
from tests.casetracking.sheet.made import as_csv
from tests.casetracking.uploading import page_after
from tests.house.rooms import ROOT
from tests.pages import get, post

pytestmark = pytest.mark.django_db
NOT_FAULTS = {"rows", "release-1", "long-term-lines"}


def test_every_count_of_the_reader_has_its_sentence():
    counted = set()
    for path in (ROOT / "casetracking" / "cld").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        counted |= set(re.findall(r"counts\[\"([a-z0-9-]+)\"\]", text))
        if path.stem == "events":
            why = next(n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Dict) and len(n.keys) == 5)
            counted |= {key.value for key in why.keys}
    counted |= {f"unreadable-{kind}" for kind in ("birth", "death", "start", "end")}
    assert counted - NOT_FAULTS == FAULTS.keys()


def test_faults_are_sentences_with_what_to_do(signed_in, helen, pool, now):
    rows = [{"LA Person Unique Identifier": f"P{n}", "Event Start Date": "02/03/2026", "Event End Date": "01/03/2026"}
            for n in range(3)]  # fmt: skip
    filled(pool, helen, now, rolled(small(*rows, {"LA Person Unique Identifier": "P9", "Gender": "Wrong"})))
    page = get(signed_in(helen), "pool_file", "2027", pool.slug, 1)
    assert "3 events that end before they start. They are left out. Put the dates right in your system." in page.words
    assert "Gender: 1 row 1 row whose value is not shown" in page.words
    assert "This council has no LA code" in page.words
    assert "too few events to tell which months" in page.words


def test_a_file_without_faults_says_so(signed_in, helen, full):
    Import.objects.update(counts={"rows": 5}, unmapped=[])
    words = get(signed_in(helen), "pool_file", "2027", full.slug, 1).words
    assert "We found nothing wrong with it" in words
    assert "every value is in the specification" in words


def test_rows_of_another_council_and_missing_columns_are_warned_of(signed_in, helen, full, northmoor):
    northmoor.council.area.cassr_code = "999"
    northmoor.council.area.save()
    Import.objects.update(councils={"999": 5, "503": 2}, missing=["Dementia", "Unit Cost"], strange=1)
    words = get(signed_in(helen), "pool_file", "2027", full.slug, 1).words
    assert "2 rows name another council" in words
    assert "The file lacks “Dementia” and “Unit Cost”" in words
    assert "1 column of the file is not in the specification. It was not read." in words


OUTSIDE = {"Event Start Date": "01/02/2020", "Event End Date": "02/02/2020"}


@pytest.mark.parametrize(("outside", "warned"), [(3, True), (2, False)])
def test_a_file_most_of_whose_events_lie_outside_its_period_is_warned_of(
    outside, warned, signed_in, helen, pool, now
):
    inside = [{"Event Start Date": f"0{day}/02/2026", "Event End Date": f"0{day}/02/2026"} for day in (1, 2)]
    filled(pool, helen, now, rolled(small(*inside, *[OUTSIDE] * outside)))
    page = get(signed_in(helen), "pool_file", "2027", pool.slug, 1)
    said = f"Warning Most of its events, {outside} of {outside + 2}, lie outside the period it states."
    assert (said in page.words) is warned
    assert f"{outside} events outside the file’s period." in page.words


@pytest.fixture
def sheet(signed_in, helen, full):
    """Helen's browser, which has taken a spreadsheet half of whose cells say nothing we know."""
    client, people = signed_in(helen), full.candidates.order_by("reference")[:8]
    words = ["yes", "maybe", "maybe", "maybe", "maybe", "maybe", "Ada Thistlewoode", "no"]
    rows = [[one.reference, said, "yes"] for one, said in zip(people, words, strict=True)]
    page_after(client, "pool_sheet", full, as_csv(*rows, headings=["Reference", "Complaint", "Waiting"]))
    told = get(client, "pool_sheet_check", "2027", full.slug).words
    assert "B: Complaint: 6 cells we did not understand “maybe” in 5 rows, others in 1 row" in told
    post(client, "pool_sheet_check", "2027", full.slug, mark=HeldSheet.objects.get().mark)
    return client


def test_cells_of_a_spreadsheet_that_were_not_understood_are_told_after_it_is_taken_too(sheet, full):
    page = get(sheet, "pool_file", "2027", full.slug, 2)
    assert "B: Complaint: 6 cells we did not understand “maybe” in 5 rows, others in 1 row" in page.words
    assert "Rows 3, 4, 5, 6, 7, 8 Possible: Yes or No, or not recorded" in page.words
    assert "all of it was taken" not in page.words
    assert "Thistlewoode" not in str(Import.objects.values())


def test_a_heading_of_the_council_is_not_kept_with_what_was_not_understood(signed_in, helen, full, person):
    client = signed_in(helen)
    data = as_csv([person.reference, "maybe", "yes"], headings=["Reference", "Complaints", "Waiting"])
    page_after(client, "pool_sheet", full, data)
    post(client, "pool_sheet_check", "2027", full.slug, mark=HeldSheet.objects.get().mark)
    made = Import.objects.get(number=2)
    assert made.unmapped == [{"column": "B", "means": "complaint", "rows": 1, "values": [], "where": [2]}]


def test_a_spreadsheet_of_which_all_was_taken_says_so(signed_in, helen, full, person):
    client = signed_in(helen)
    page_after(client, "pool_sheet", full, as_csv([person.reference, "yes"], headings=["Reference", "Complaint"]))
    post(client, "pool_sheet_check", "2027", full.slug, mark=HeldSheet.objects.get().mark)
    assert "Nothing: all of it was taken." in get(client, "pool_file", "2027", full.slug, 2).words


def test_after_the_purge_it_is_not_said_that_all_was_taken(sheet, full, helen, now):
    purge_pool(pool=full, by=helen, at=now)
    words = get(sheet, "pool_file", "2027", full.slug, 2).words
    assert "Cells that were not understood, if there were any, went with the purge." in words
    assert "all of it was taken" not in words


def test_a_file_that_is_not_there_is_not_found(signed_in, helen, full):
    assert get(signed_in(helen), "pool_file", "2027", full.slug, 2).status == 404
