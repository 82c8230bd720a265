"""Throwing away what is held of a spreadsheet."""

import pytest

from casetracking.models import HeldSheet
from tests.casetracking.sheet.made import as_csv
from tests.casetracking.uploading import page_after
from tests.pages import get, leads_to, post

pytestmark = pytest.mark.django_db


def test_what_was_held_is_gone_and_nothing_was_changed(signed_in, helen, full):
    client = signed_in(helen)
    page_after(client, "pool_sheet", full, as_csv(["123", "yes"], headings=["Mosaic ID", "Waiting"]))
    assert "See what it would change" in get(client, "pool_sheet", "2027", full.slug).words
    assert leads_to(post(client, "pool_sheet_discard", "2027", full.slug), "pool_sheet", "2027", full.slug)
    assert not HeldSheet.objects.exists()
    assert "Nothing was changed" in get(client, "pool_sheet", "2027", full.slug).words
