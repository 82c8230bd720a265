"""The national figures mapped to a statement."""

from assurance.access import Access
from assurance.models import QualityStatement, Round
from selfassessment.models import Judgement


def panel(round: Round, statement: QualityStatement | None, judgement: Judgement | None, access: Access) -> dict:
    """What the statement page shows of it, as template context."""
    return {}
