"""Reaching the states of follow-up requests by the operations people use."""

from selfassessment.models import AnswerPart, FollowUpRequest
from selfassessment.operations.answering import Given
from selfassessment.operations.follow_up_answers import add_follow_up_part
from selfassessment.operations.follow_ups import add_follow_up


def ask_later(round, by, at, what="The rota of the duty team.", **given) -> FollowUpRequest:
    """A request of the lead assessor, for nobody and without a date unless said otherwise."""
    said = {"asked_by": "Lead assessor", "asked_at": at, "due_at": None, "owner": None, **given}
    return add_follow_up(round=round, what=what, by=by, at=at, **said)


def answer_later(request: FollowUpRequest, by, at, **given) -> AnswerPart:
    """A part of a request's answer: a document where one is given, or words."""
    kind = "document" if "evidence" in given else "text"
    said = given or {"text": "It is on the way."}
    return add_follow_up_part(request=request, given=Given(kind, **said), by=by, at=at)
