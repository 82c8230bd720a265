"""Audits for the tests: given, filled in, finished, each by the room's own operations."""

from casetracking.models import Audit, Case, Pool, Theme
from casetracking.operations.audits import Filled, Given, finish_audit, give_audits, save_audit
from casetracking.operations.themes import ThemeWords, save_theme, share_theme


def give(case: Case, auditor, by, now, kind: str = "audit", **other) -> Audit:
    """One case given to somebody."""
    given = {"due_on": None, **other}
    (made,) = give_audits(pool=case.pool, cases=[case], auditor=auditor, kind=kind, by=by, at=now, **given)
    return made


def filled(audit: Audit, grade: int = 3, note: str = "") -> Filled:
    """Every question with the same grade."""
    answers = tuple(Given(question.pk, grade, note=note) for question in audit.tool.questions.all())
    return Filled(answers, grade, "Listened well.", "Slow.", "Ring sooner.")


def finished(audit: Audit, now, grade: int = 3, note: str = "") -> Audit:
    """Filled in and finished by its auditor."""
    saved = save_audit(
        audit=audit, version=audit.version, filled=filled(audit, grade, note), by=audit.auditor, at=now
    )
    return finish_audit(audit=saved, by=audit.auditor, at=now)


def audited(case: Case, auditor, now, grade: int = 3, kind: str = "audit", note: str = "") -> Audit:
    """Given, filled in and finished."""
    return finished(give(case, auditor, auditor, now, kind), now, grade, note)


def theme(pool: Pool, by, now, **other) -> Theme:
    """A theme about safeguarding."""
    said = {"statement": "safeguarding", "kind": "gap", "text": "People wait to hear back.", "cases": 4, **other}
    return save_theme(pool=pool, theme=None, version=0, said=ThemeWords(**said), by=by, at=now)


def shared(one: Theme, by, now) -> Theme:
    """The same shared, in its own words."""
    return share_theme(theme=one, version=one.version, text=one.text, by=by, at=now)
