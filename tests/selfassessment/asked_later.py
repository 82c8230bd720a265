"""Reaching the states of follow-up requests by the operations people use."""

from selfassessment.models import FollowUpRequest
from selfassessment.operations.follow_ups import add_follow_up


def ask_later(round, by, at, what="The rota of the duty team.", **given) -> FollowUpRequest:
    """A request of the lead assessor, for nobody and without a date unless said otherwise."""
    said = {"asked_by": "Lead assessor", "asked_at": at, "due_at": None, "owner": None, **given}
    return add_follow_up(round=round, what=what, by=by, at=at, **said)
