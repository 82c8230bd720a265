"""Northmoor with something of everything in it, so that every address has an example."""

import pytest

from assurance.models import Part
from assurance.operations.people import assign_section
from selfassessment.operations.scoring import record_score
from selfassessment.operations.writing import Draft, write_parts
from tests.reports.writing import ask_for, make

SECTION = "assessing-needs"


@pytest.fixture
def lived_in(northmoor, now):
    """Northmoor with a text, a score and a document without scores, which Priya asked for."""
    statement = northmoor.statement(SECTION)
    part = Part.objects.get(prompt_set=northmoor.round.prompt_set, slug="summary")
    write_parts(
        round=northmoor.round,
        statement=statement,
        drafts=[Draft(part, "We assess needs.", 0)],
        by=northmoor.aisha,
        at=now,
    )
    record_score(
        round=northmoor.round, statement=statement, value=3, reason="Good.", version=0, by=northmoor.aisha, at=now
    )
    assign_section(
        round=northmoor.round,
        statement=northmoor.statement("safe-systems"),
        owner=northmoor.helen,
        contributors=[],
        by=northmoor.priya,
        at=now,
    )
    return northmoor


@pytest.fixture
def document(lived_in, now, monkeypatch):
    """The document of `lived_in`, made; setting its pages is left out, because no test here reads them."""
    from reports.operations import documents
    from reports.rendering.pdf import Rendered

    monkeypatch.setattr(documents, "render_pdf", lambda kind, snapshot: Rendered(b"%PDF-1.7 nothing", 1))
    asked = ask_for(lived_in.round, lived_in.priya, now, includes_scores=False)
    made = make(asked)
    assert made.is_made
    return made


@pytest.fixture
def examples(lived_in, document) -> dict:
    """What stands in each place of an address."""
    return {
        "round": lived_in.round.slug,
        "statement": SECTION,
        "slug": SECTION,
        "edition": lived_in.round.edition.slug,
        "part": "summary",
        "number": lived_in.edwin.pk,
        "reference": document.reference,
    }
