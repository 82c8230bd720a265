"""The rows of the ground floor."""

from assurance.models.councils import Area, Council, Round
from assurance.models.framework import (
    OPENING,
    OPENING_TITLE,
    Edition,
    EvidenceCategory,
    IStatement,
    Part,
    Prompt,
    PromptSet,
    QualityStatement,
    Subtopic,
    Theme,
)
from assurance.models.history import Event
from assurance.models.jobs import Job
from assurance.models.notices import Notice
from assurance.models.people import Assignment, Invitation, Membership, PositionLook, User

__all__ = [
    "OPENING",
    "OPENING_TITLE",
    "Area",
    "Assignment",
    "Council",
    "Edition",
    "Event",
    "EvidenceCategory",
    "IStatement",
    "Invitation",
    "Job",
    "Membership",
    "Notice",
    "Part",
    "PositionLook",
    "Prompt",
    "PromptSet",
    "QualityStatement",
    "Round",
    "Subtopic",
    "Theme",
    "User",
]
