"""A finished round, and the documents made of it: setting the pages takes seconds, so each is made once a run."""

import datetime
from dataclasses import dataclass

import pytest

from reports.operations.documents import gather
from reports.rendering.pdf import render_pdf
from tests.keeping import Kept
from tests.reports.writing import score_everything, write_everything

AT = datetime.datetime(2026, 11, 20, 14, 30, tzinfo=datetime.UTC)
WORKBOOK, DRAFT_REPORT = "self-assessment-workbook", "draft-report"


@dataclass(frozen=True)
class Made:
    """A snapshot and the PDF made of it."""

    snapshot: dict
    content: bytes
    pages: int


_made: dict[str, Made] = {}


def _once(name: str, kind: str, round, *, includes_scores: bool) -> Made:
    if name not in _made:
        snapshot = gather(kind=kind, round=round, includes_scores=includes_scores, at=AT)
        rendered = render_pdf(kind, snapshot)
        _made[name] = Made(snapshot, rendered.content, rendered.pages)
    return _made[name]


def _write(northmoor, now):
    write_everything(northmoor.round, northmoor.priya, AT)
    score_everything(northmoor.round, northmoor.ruth, AT)
    return northmoor


WRITTEN = Kept(_write, lambda northmoor: northmoor, numbered_from=400_000)


@pytest.fixture
def written(northmoor, now):
    """Northmoor with every part written and every statement scored: 25 of 36, which is 70 %."""
    return WRITTEN.reach(now, northmoor)


@pytest.fixture
def workbook(written) -> Made:
    """The finished round's workbook, with scores."""
    return _once("workbook", WORKBOOK, written.round, includes_scores=True)


@pytest.fixture
def workbook_without_scores(written) -> Made:
    """The finished round's workbook, without scores."""
    return _once("without", WORKBOOK, written.round, includes_scores=False)


@pytest.fixture
def draft_report(written) -> Made:
    """The finished round's draft report."""
    return _once("draft", DRAFT_REPORT, written.round, includes_scores=True)
