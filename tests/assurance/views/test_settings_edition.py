"""What an edition says, with its sources."""

import pytest

from assurance.models import Edition, IStatement, QualityStatement
from tests.pages import get


@pytest.mark.parametrize(
    ("slug", "scoring"),
    [
        ("cqc-2023-12", "Each kind of evidence is scored 1 to 4; a statement’s score follows from them."),
        ("cqc-2025-06", "Each statement is scored 1 to 4 directly."),
    ],
)
def test_it_quotes_every_statement_and_says_how_scores_become_a_rating(signed_in, callum, slug, scoring):
    page = get(signed_in(callum), "settings_edition", slug)
    edition = Edition.objects.get(slug=slug)
    assert page.heading == edition.title
    assert scoring in page.words
    assert "Good: 63 to 87%" in page.words
    for statement in QualityStatement.objects.filter(edition=edition):
        assert statement.title in page.words
        assert " ".join(statement.text.split()) in page.words
    for expected in IStatement.objects.filter(statement__edition=edition):
        assert " ".join(expected.text.split()) in page.words
    for source in edition.sources:
        assert source["url"] in page.links


def test_an_edition_that_is_not_loaded_is_not_found(signed_in, callum):
    assert get(signed_in(callum), "settings_edition", "cqc-2031-01").status == 404
