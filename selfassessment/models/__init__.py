"""The rows of the self-assessment."""

from selfassessment.models.action_plan import Action, ProgressNote
from selfassessment.models.claims import KeptFigure
from selfassessment.models.comments import Comment
from selfassessment.models.evidence import Citation, CouncilCategory, Evidence, EvidenceFile
from selfassessment.models.information_return import (
    AnswerPart,
    FollowUpRequest,
    InformationReturn,
    RequestedItem,
    ReturnLimits,
)
from selfassessment.models.item_sheets import ItemSheet
from selfassessment.models.judgement import (
    CategoryScore,
    Confidence,
    Judgement,
    LateText,
    PartText,
    Presence,
    Redaction,
    Revision,
    Score,
)
from selfassessment.models.onsite import Bulletin, LogEntry, VisitPerson, VisitSession
from selfassessment.models.readiness import Checklist, ChecklistAnswer, ChecklistItem
from selfassessment.models.review import ChallengeScore, SignOff, Submission
from selfassessment.models.workbooks import ReturnedWorkbook

__all__ = [
    "Action",
    "AnswerPart",
    "Bulletin",
    "CategoryScore",
    "ChallengeScore",
    "Checklist",
    "ChecklistAnswer",
    "ChecklistItem",
    "Citation",
    "Comment",
    "Confidence",
    "CouncilCategory",
    "Evidence",
    "EvidenceFile",
    "FollowUpRequest",
    "InformationReturn",
    "ItemSheet",
    "Judgement",
    "KeptFigure",
    "LateText",
    "LogEntry",
    "PartText",
    "Presence",
    "ProgressNote",
    "Redaction",
    "RequestedItem",
    "ReturnLimits",
    "ReturnedWorkbook",
    "Revision",
    "Score",
    "SignOff",
    "Submission",
    "VisitPerson",
    "VisitSession",
]
