"""Documents for the views: asked for by operations, made by the job itself, set on no real pages."""

import pytest

from assurance import jobs
from reports.rendering.pdf import Rendered
from tests.reports.writing import ask_for

PDF = b"%PDF-1.7 not many pages"


@pytest.fixture
def quick_pages(monkeypatch):
    """The renderer answers at once; what real pages look like is tested beside it."""
    monkeypatch.setattr("reports.operations.documents.render_pdf", lambda kind, snapshot: Rendered(PDF, 3))


@pytest.fixture
def with_scores(northmoor, now):
    """A workbook with scores that Ruth asked for; it waits for a worker."""
    return ask_for(northmoor.round, northmoor.ruth, now, includes_scores=True)


@pytest.fixture
def without_scores(northmoor, now):
    """A workbook without scores that Tom asked for; it waits for a worker."""
    return ask_for(northmoor.round, northmoor.tom, now, includes_scores=False)


@pytest.fixture
def failing(monkeypatch):
    """The work fails with a sentence."""

    def fails(kind, snapshot):
        raise jobs.JobFailed("The pages can't be set today.")

    monkeypatch.setattr("reports.operations.documents.render_pdf", fails)
