"""The self-assessment workbook: everything a council has written in a round, its figures, with or without its scores
and what backs it.
"""

import datetime

from assurance.models import Round
from reports.gathering.backing import with_backing
from reports.gathering.figures import gather_figures
from reports.gathering.sections import gather_round
from reports.gathering.snapshot import Snapshot
from reports.models import Document


def gather_workbook(
    *, round: Round, includes_scores: bool, includes_backing: bool, at: datetime.datetime
) -> Snapshot:
    """The workbook's frozen content; see gather_round, gather_figures and with_backing for its keys.

    Without scores it holds none, nor a reason; without backing neither evidence nor actions, for those who may read
    the text but not these.
    """
    snapshot = gather_round(kind=Document.Kind.WORKBOOK.value, round=round, includes_scores=includes_scores, at=at)
    snapshot["figures"] = gather_figures(round.council)
    return with_backing(snapshot, round=round, at=at) if includes_backing else snapshot
