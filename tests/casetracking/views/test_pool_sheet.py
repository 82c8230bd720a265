"""Giving a council's own spreadsheet: read within the request, its columns asked about where they are not clear."""

import pytest

from casetracking.models import Candidate, HeldSheet, Import, ReferenceKey, SheetColumn
from casetracking.operations import sheets
from casetracking.sheet import reading
from tests.casetracking.sheet.made import as_csv
from tests.casetracking.uploading import give, page_after
from tests.pages import get, leads_to, refuses

pytestmark = pytest.mark.django_db

PLANTED = ("943 476 5919", "Thistlewoode", "40123")
ROW = ["40123", "Thistlewoode", "943 476 5919", "y", "perhaps"]
HEADINGS = ["Mosaic ID", "Who we mean", "NHS No", "S42", "Complaints"]


def test_the_page_says_what_becomes_of_the_file_and_what_to_write(signed_in, helen, pool):
    page = get(signed_in(helen), "pool_sheet", "2027", pool.slug)
    assert page.heading == "Add from your own spreadsheet"
    assert "not stored" in page.words
    assert "Safeguarding enquiry Yes or No" in page.words


def test_a_column_nobody_has_spoken_of_is_asked_about_then_remembered(signed_in, helen, pool):
    client, data = signed_in(helen), as_csv(ROW, headings=HEADINGS)
    page = page_after(client, "pool_sheet", pool, data)
    assert page.heading == "What do these columns mean?"
    assert not HeldSheet.objects.exists()
    (name,) = [name for name in fields(page) if f'name="{name}">' in page.html and "Who we mean" in label(page, name)]
    assert leads_to(give_told(client, pool, data, page, **{name: "left-out"}), "pool_sheet_check", "2027", pool.slug)
    held = HeldSheet.objects.get()
    everything = f"{sheets.shown_of(held)} {sheets._opened(held.rows)}"  # as whoever has the secret reads it
    assert not [word for word in PLANTED if word in everything]
    checked = get(client, "pool_sheet_check", "2027", pool.slug)
    assert "B: Who we mean, C: NHS No (looks like NHS numbers)" in checked.words
    assert not [word for word in PLANTED if word in checked.html]
    client.post(f"/2027/cases/{pool.slug}/sheet/check/", {"mark": held.mark})
    assert SheetColumn.objects.count() == 5
    assert not SheetColumn.objects.filter(mark__contains="Who").exists()
    assert leads_to(page_after(client, "pool_sheet", pool, data), "pool_sheet_check", "2027", pool.slug)


def fields(page) -> list[str]:
    return [given["name"] for tag, given in page.elements if tag == "select"]


def label(page, name: str) -> str:
    return page.html.split(f'for="{name}">')[1].split("</label>")[0]


def give_told(client, pool, data, page, **told):
    """Send the file again with what each column means: as the page had it, and as told."""
    chosen = {}
    for name in fields(page):
        options = page.html.split(f'name="{name}">')[1].split("</select>")[0]
        chosen[name] = options.split('" selected')[0].rpartition('value="')[2] if "selected" in options else ""
    return page_after(client, "pool_sheet", pool, data, **{**chosen, **told})


def test_somebody_may_say_what_columns_mean_also_where_they_are_known(signed_in, helen, pool):
    client, data = signed_in(helen), as_csv(["40123", "y"], headings=["Mosaic ID", "S42"])
    page = page_after(client, "pool_sheet", pool, data, check="yes")
    assert page.heading == "What do these columns mean?"
    named = next(name for name in fields(page) if "S42" in label(page, name))
    assert leads_to(give_told(client, pool, data, page, **{named: "complaint"}), "pool_sheet_check", "2027", "first")
    assert "B: S42 Complaint" in get(client, "pool_sheet_check", "2027", pool.slug).words


def test_columns_that_can_not_be_so_are_asked_about_again(signed_in, helen, pool):
    client, data = signed_in(helen), as_csv(["Moor", "y"], headings=["Team", "S42"])
    page = page_after(client, "pool_sheet", pool, data)
    refuses(page, "No column tells who each person is", "file")
    assert len(fields(page)) == 2


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty: it holds 0 bytes"),
        (b"%PDF-1.7", "Save it as CSV, Excel (.xlsx) or OpenDocument (.ods)"),
        (as_csv(["9434765919", "y"], headings=["Client ID", "S42"]), "looks like it holds NHS numbers"),
    ],
)
def test_a_wrong_file_gets_its_sentence_and_nothing_is_kept(data, sentence, signed_in, helen, pool):
    page = page_after(signed_in(helen), "pool_sheet", pool, data, filename="Ada Thistlewoode.csv")
    refuses(page, sentence, "file")
    assert "Nothing of the file was kept" in page.words or "Nothing was changed" in page.words
    kept = (HeldSheet, Import, Candidate, ReferenceKey, SheetColumn)
    assert not [model for model in kept if model.objects.exists()]
    assert "Thistlewoode" not in page.html


def test_a_file_over_the_limit_is_refused(signed_in, helen, pool, monkeypatch):
    monkeypatch.setattr(reading, "LARGEST", 1_000_000)
    page = page_after(signed_in(helen), "pool_sheet", pool, b"x" * 1_000_001)
    refuses(page, "larger than 1 MB", "file")


def test_a_form_without_its_token_is_refused(helen, pool):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(helen)
    assert give(client, "pool_sheet", pool, as_csv(["40123", "y", "", ""])).status_code == 403
    assert not HeldSheet.objects.exists()
