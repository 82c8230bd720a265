"""Which documents are asked for of each case: ours, then the council's own."""

import pytest

from casetracking.models import DocumentKind
from casetracking.operations.tools import save_document_kinds
from tests.pages import get, leads_to, post, refuses

pytestmark = pytest.mark.django_db


def test_ours_stands_until_a_council_makes_its_own(signed_in, helen, northmoor, westerholme):
    client = signed_in(helen)
    page = get(client, "document_kinds", "2027")
    assert "our starting list" in page.words
    titles = "Care and support plan\nLetter to the GP\nLetter to the GP"
    given = {"titles": titles, "before": page.value("before")}
    assert leads_to(post(client, "document_kinds", "2027", **given), "document_kinds", "2027")
    own = [kind.title for kind in DocumentKind.objects.in_force(northmoor.council)]
    assert own == ["Care and support plan", "Letter to the GP"]
    assert len(DocumentKind.objects.in_force(westerholme.council)) == 10


def test_what_goes_keeps_what_was_recorded_under_it(signed_in, helen, northmoor, now):
    first = save_document_kinds(
        council=northmoor.council, titles=["A", "B"], before=ours(northmoor), by=helen, at=now
    )  # fmt: skip
    save_document_kinds(council=northmoor.council, titles=["B"], before=["A", "B"], by=helen, at=now)
    again = save_document_kinds(council=northmoor.council, titles=["B", "A"], before=["B"], by=helen, at=now)
    assert {one.pk for one in again} == {one.pk for one in first}


def test_a_save_that_comes_late_shows_what_stands(signed_in, helen, northmoor, now):
    client = signed_in(helen)
    before = get(client, "document_kinds", "2027").value("before")
    save_document_kinds(council=northmoor.council, titles=["Theirs"], before=ours(northmoor), by=helen, at=now)
    page = post(client, "document_kinds", "2027", titles="Mine", before=before)
    refuses(page, "Somebody else changed this list", "titles", status=409)
    assert "What stands now Theirs" in page.words
    assert page.value("titles") == "Mine"


def ours(northmoor) -> list[str]:
    return [kind.title for kind in DocumentKind.objects.in_force(northmoor.council)]
