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
from assurance.models.metrics import (
    ImportedFile,
    Metric,
    MetricSeries,
    MetricStatement,
    MetricValue,
    Neighbour,
    NeighbourList,
    Reason,
    ReplacedValue,
    StagedSeries,
    StagedValue,
)
from assurance.models.notices import Notice
from assurance.models.people import Assignment, Invitation, Membership, PositionLook, User
from assurance.models.timeline import CalendarFeed, Milestone

__all__ = [
    "OPENING",
    "OPENING_TITLE",
    "Area",
    "Assignment",
    "CalendarFeed",
    "Council",
    "Edition",
    "Event",
    "EvidenceCategory",
    "IStatement",
    "ImportedFile",
    "Invitation",
    "Job",
    "Membership",
    "Metric",
    "MetricSeries",
    "MetricStatement",
    "MetricValue",
    "Milestone",
    "Neighbour",
    "NeighbourList",
    "Notice",
    "Part",
    "PositionLook",
    "Prompt",
    "PromptSet",
    "QualityStatement",
    "Reason",
    "ReplacedValue",
    "Round",
    "StagedSeries",
    "StagedValue",
    "Subtopic",
    "Theme",
    "User",
]
