"""The empty workbook to start from, which is read back without a question."""

import pytest
from django.urls import reverse

from casetracking.models import HeldSheet
from tests.casetracking.uploading import page_after
from tests.pages import refuses

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("columns", "least"), [("", 8), ("?columns=all", 80)])
def test_every_heading_of_it_is_known(columns, least, signed_in, helen, pool):
    client = signed_in(helen)
    response = client.get(reverse("pool_sheet_template", args=["2027", pool.slug]) + columns)
    assert response["Content-Disposition"].startswith("attachment")
    refuses(page_after(client, "pool_sheet", pool, response.content), "no rows under its headings", "file")
    import io

    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(response.content))
    book.active.append(["P-1", *["K7QF-3M2X-9CRD" if not columns else "yes"]])
    assert book.active.max_column > least
    out = io.BytesIO()
    book.save(out)
    assert page_after(client, "pool_sheet", pool, out.getvalue()).status == 302
    assert HeldSheet.objects.exists()
