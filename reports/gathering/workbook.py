"""The self-assessment workbook: everything a council has written in a round, with or without its scores."""

import datetime

from assurance.models import Round
from reports.gathering.sections import gather_round
from reports.gathering.snapshot import Snapshot
from reports.models import Document


def gather_workbook(*, round: Round, includes_scores: bool, at: datetime.datetime) -> Snapshot:
    """The workbook's frozen content; see gather_round for its keys. Without scores it holds none, nor a reason."""
    return gather_round(kind=Document.Kind.WORKBOOK.value, round=round, includes_scores=includes_scores, at=at)
