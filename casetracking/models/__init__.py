"""The rows of the case room: candidates, pools, draws, consent, audits, and who looked at whom."""

from casetracking.models.audits import Answer, Audit, AuditTool, Question, Team, Theme
from casetracking.models.candidates import Attribute, Candidate, Import
from casetracking.models.cases import (
    Case,
    CaseDocument,
    Consent,
    Contact,
    DocumentKind,
    Milestone,
    Reflection,
    Suitability,
)
from casetracking.models.draws import Criterion, Decision, Draw, DrawnFrom, Likeness, Lock
from casetracking.models.looks import Look
from casetracking.models.pools import Pool, ReferenceKey
from casetracking.models.sheets import HeldSheet, SheetColumn

__all__ = [
    "Answer",
    "Attribute",
    "Audit",
    "AuditTool",
    "Candidate",
    "Case",
    "CaseDocument",
    "Consent",
    "Contact",
    "Criterion",
    "Decision",
    "DocumentKind",
    "Draw",
    "DrawnFrom",
    "HeldSheet",
    "Import",
    "Likeness",
    "Lock",
    "Look",
    "Milestone",
    "Pool",
    "Question",
    "ReferenceKey",
    "Reflection",
    "SheetColumn",
    "Suitability",
    "Team",
    "Theme",
]
