"""Throwing a file away."""

import pytest

from selfassessment.models import PartText, ReturnedWorkbook
from tests.pages import leads_to, post
from tests.selfassessment.filling import book_of, came_back, made, saved, write

pytestmark = pytest.mark.embedded


def test_it_is_gone_with_everything_in_it_and_nothing_is_changed(signed_in, northmoor, now):
    book = book_of(made(northmoor.round, now))
    write(book, "assessing-needs/summary", "Mine.")
    kept = came_back(northmoor.round, saved(book), northmoor.aisha, now)
    assert post(signed_in(northmoor.tom), "workbook_discard", "2027", kept.reference).status == 403
    client = signed_in(northmoor.aisha)
    assert leads_to(post(client, "workbook_discard", "2027", kept.reference), "round_workbook", "2027")
    assert not ReturnedWorkbook.objects.exists()
    assert not PartText.objects.exists()
    assert post(client, "workbook_discard", "2027", kept.reference).status == 404
