"""The document itself, as a download."""

import pytest
from django.urls import reverse

from assurance.operations.councils import share_scores
from reports.models.document import document_storage
from tests.reports.views.conftest import PDF
from tests.reports.writing import make


def fetch(client, document):
    return client.get(reverse("document_file", args=["2027", document.reference]))


def test_it_comes_as_a_pdf_with_a_name_one_can_find_again(signed_in, northmoor, without_scores, quick_pages):
    make(without_scores)
    answer = fetch(signed_in(northmoor.tom), without_scores)
    assert b"".join(answer) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == (
        'attachment; filename="northmoor-council-2027-self-assessment-workbook-'
        f'{without_scores.requested_at:%Y-%m-%d}.pdf"'
    )


def test_no_browser_or_proxy_keeps_or_guesses_at_it(signed_in, northmoor, without_scores, quick_pages):
    make(without_scores)
    answer = fetch(signed_in(northmoor.tom), without_scores)
    b"".join(answer)
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_one_that_is_not_made_yet_is_not_found(signed_in, northmoor, without_scores):
    assert fetch(signed_in(northmoor.tom), without_scores).status_code == 404


def test_one_whose_file_has_gone_is_not_found(signed_in, northmoor, without_scores, quick_pages):
    made = make(without_scores)
    document_storage().delete(made.file.name)
    assert fetch(signed_in(northmoor.tom), without_scores).status_code == 404


@pytest.mark.parametrize("who", ["aisha", "tom", "helen", "edwin", "meilin", "yvonne"])
def test_one_with_scores_is_not_fetched_by_those_who_may_not_see_them(
    signed_in, northmoor, with_scores, quick_pages, who
):
    make(with_scores)
    assert fetch(signed_in(northmoor.people[who]), with_scores).status_code == 404


def test_an_invited_lead_member_fetches_one_with_scores_only_while_they_are_shared(
    signed_in, northmoor, with_scores, quick_pages, now
):
    make(with_scores)
    for shared, status in [(False, 404), (True, 200), (False, 404)]:
        share_scores(round=northmoor.round, shared=shared, by=northmoor.ruth, at=now)
        answer = fetch(signed_in(northmoor.edwin), with_scores)
        assert answer.status_code == status
        b"".join(answer)


def test_no_address_leads_to_stored_files_past_the_view(signed_in, northmoor, without_scores, quick_pages):
    made = make(without_scores)
    for path in [
        f"/files/{made.file.name}",
        f"/media/{made.file.name}",
        f"/{made.file.name}",
        f"/static/{made.file.name}",
    ]:
        assert signed_in(northmoor.ruth).get(path).status_code == 404


def test_another_council_does_not_fetch_it(signed_in, northmoor, without_scores, quick_pages, stranger):
    make(without_scores)
    assert fetch(signed_in(stranger), without_scores).status_code == 404
