"""The list as an Excel workbook."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from casetracking.models import Look
from casetracking.operations.listing import lay_out_list
from casetracking.views.listing import XLSX
from tests.casetracking.cases import asked
from tests.pages import get

pytestmark = pytest.mark.django_db


def fetched(client, pool):
    response = client.get(reverse("pool_list", args=["2027", pool.slug]))
    assert response["Content-Type"] == XLSX
    assert response["Cache-Control"] == "no-store"
    return load_workbook(io.BytesIO(response.getvalue())).active


def test_the_list_has_the_cases_and_their_consent_under_our_headings(signed_in, helen, full, listed, now):
    asked(listed[0], helen, now, "yes", interpreter=True, language="Polish")
    rows = [list(row) for row in fetched(signed_in(helen), full).values]
    assert rows[0][:3] == ["Row", "Reference", "Age band"]
    assert [row[1] for row in rows[1:]] == [case.candidate.reference for case in listed]
    assert rows[1][0] == 1
    assert rows[1][rows[0].index("Consent")] == "Yes"
    assert rows[1][-1] == "Polish"
    assert rows[2][rows[0].index("Consent")] is None


def test_the_councils_columns_are_used(signed_in, helen, full, listed, now):
    columns = [{"what": "status", "heading": "=1+1"}, {"what": "reference", "heading": "Ref"}]
    lay_out_list(pool=full, version=1, columns=columns, by=helen, at=now)
    sheet = fetched(signed_in(helen), full)
    assert sheet["A1"].value == "=1+1"
    assert sheet["A1"].data_type == "s"
    assert sheet["A2"].value == "Drawn"


def test_fetching_it_is_written_down(signed_in, helen, full, listed):
    fetched(signed_in(helen), full)
    assert Look.objects.get().page == "pool_list"


def test_who_said_no_is_left_out_unless_ticked_and_the_page_says_so(signed_in, helen, full, listed, now):
    asked(listed[0], helen, now, "no")
    asked(listed[2], helen, now, "yes")
    client = signed_in(helen)
    words = get(client, "pool_layout", "2027", full.slug).words
    assert "5 cases would stand in it" in words
    assert "4 of them were not asked." in words
    assert "1 said no: left out" in words
    rows = [list(row) for row in fetched(client, full).values]
    assert [row[0] for row in rows[1:]] == [1, 2, 3, 4, 5]
    assert [row[1] for row in rows[1:]] == [case.candidate.reference for case in listed[1:]]
    everybody = client.get(reverse("pool_list", args=["2027", full.slug]), {"everybody": "yes"})
    assert load_workbook(io.BytesIO(everybody.getvalue())).active.max_row == 7


def test_the_number_of_a_case_may_stand_beside_the_lists(signed_in, helen, full, listed, now):
    asked(listed[0], helen, now, "no")
    headings = {"number": "No", "case-number": "Ours", "reference": "Ref"}
    columns = [{"what": what, "heading": heading} for what, heading in headings.items()]
    lay_out_list(pool=full, version=1, columns=columns, by=helen, at=now)
    head, first, *_ = fetched(signed_in(helen), full).values
    assert (head, first[:2]) == (("No", "Ours", "Ref"), (1, 2))
