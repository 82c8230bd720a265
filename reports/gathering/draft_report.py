"""The draft report: the council's own mock, in the order in which the regulator's reports are published."""

import datetime

from assurance.models import Round
from reports.gathering.figures import gather_figures
from reports.gathering.sections import gather_round
from reports.gathering.snapshot import Snapshot
from reports.models import Document

# The opening section's parts that a published report has a place for; parts a council adds follow in the summary.
ABOUT, EXPERIENCES = "about-the-council", "peoples-experiences"


def gather_draft_report(*, round: Round, at: datetime.datetime, only_cleared: bool = False) -> Snapshot:
    """The draft report's frozen content: gather_round's and gather_figures' keys, the opening section in its places.

    `about`, `experiences` and `direction` are lists of the opening section's parts.
    """
    kind = Document.Kind.DRAFT_REPORT.value
    snapshot = gather_round(kind=kind, round=round, includes_scores=True, at=at, only_cleared=only_cleared)
    parts = snapshot["opening"]["parts"]
    return snapshot | {
        "figures": gather_figures(round.council),
        "about": [part for part in parts if part["slug"] == ABOUT],
        "experiences": [part for part in parts if part["slug"] == EXPERIENCES],
        "direction": [part for part in parts if part["slug"] not in {ABOUT, EXPERIENCES}],
    }
