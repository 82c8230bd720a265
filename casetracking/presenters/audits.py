"""Audits as their pages show them: who has what, how far two agree, what stands across cases by statement."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from assurance.models import User
from assurance.questions import Question
from casetracking.agreement import Agreement, agreement
from casetracking.models import Answer, Audit, Case, Pool, Theme
from casetracking.operations.audits import may_see
from casetracking.statuses import AuditStatus
from casetracking.words import count_of

APART = 2  # grades: whoever differs by as many, or more, has something to talk about


@dataclass(frozen=True)
class AuditRow:
    """One audit in a list; its grade only where the reader may see it."""

    audit: Audit
    status: AuditStatus
    grade: int | None
    late: bool


@dataclass(frozen=True)
class Pair:
    """A case graded twice: the first grade, the second, and whether they talked about it."""

    case: Case
    first: int
    second: int
    discussed: bool

    @property
    def apart(self) -> int:
        """By how many grades they differ."""
        return abs(self.first - self.second)


def audits_of(pool: Pool) -> list[Audit]:
    """A pool's audits and moderations, by case, without those nobody waits for any more: one query."""
    return _audits.rows(pool.pk)


@Question
def _audits(pool: int) -> QuerySet[Audit]:
    return (
        Audit.objects.wanted()
        .filter(case__pool=pool)
        .select_related("case__candidate", "auditor")
        .order_by("case__number", "kind")
    )


def audit_rows(
    audits: Iterable[Audit], everything: Sequence[Audit], reader: User, today: datetime.date
) -> list[AuditRow]:
    """Audits as a list shows them to one reader."""
    rows = []
    for audit in audits:
        status = AuditStatus(audit.status)
        seen = status is AuditStatus.FINISHED and may_see(audit, everything, reader)
        late = status is not AuditStatus.FINISHED and audit.due_on is not None and audit.due_on < today
        rows.append(AuditRow(audit, status, audit.grade if seen else None, late))
    return rows


def pairs_of(audits: Sequence[Audit], reader: User | None = None) -> list[Pair]:
    """Cases that two have finished, as far as the reader may see them (nobody: all, for counts)."""
    by_case: dict[int, dict[str, Audit]] = defaultdict(dict)
    for audit in audits:
        if audit.status == AuditStatus.FINISHED and (reader is None or may_see(audit, audits, reader)):
            by_case[audit.case_id][audit.kind] = audit
    return [
        Pair(two["audit"].case, two["audit"].grade or 0, two["moderation"].grade or 0,
             two["moderation"].discussed_at is not None)
        for two in by_case.values()
        if len(two) == 2
    ]  # fmt: skip


def agreement_of(pairs: Sequence[Pair]) -> Agreement:
    """How far two who graded the same cases agree."""
    return agreement([(pair.first, pair.second) for pair in pairs])


def to_discuss(pairs: Sequence[Pair]) -> list[Pair]:
    """The cases where two differ and have not talked yet, the furthest apart first."""
    open_ones = [pair for pair in pairs if pair.apart and not pair.discussed]
    return sorted(open_ones, key=lambda pair: (-pair.apart, pair.case.number))


@dataclass(frozen=True)
class AuditCounts:
    """How far a pool's audits are, in counts."""

    given: int
    started: int
    finished: int
    late: int
    moderated: int
    grades: tuple[tuple[int, int], ...]

    @property
    def total(self) -> int:
        """All first audits."""
        return self.given + self.started + self.finished


def counts_of(audits: Sequence[Audit], today: datetime.date) -> AuditCounts:
    """The counts of a pool's audits: grades are those of first audits."""
    first = [audit for audit in audits if audit.kind == Audit.Kind.AUDIT]
    statuses = Counter(audit.status for audit in first)
    late = sum(
        1 for audit in audits if audit.status != AuditStatus.FINISHED and audit.due_on and audit.due_on < today
    )
    moderated = sum(audit.kind != Audit.Kind.AUDIT and audit.status == AuditStatus.FINISHED for audit in audits)
    grades = Counter(audit.grade for audit in first if audit.status == AuditStatus.FINISHED)
    return AuditCounts(
        statuses[AuditStatus.GIVEN], statuses[AuditStatus.STARTED], statuses[AuditStatus.FINISHED], late, moderated,
        tuple((grade, grades[grade]) for grade in (4, 3, 2, 1)),
    )  # fmt: skip


@dataclass
class Finding:
    """What finished audits say about one statement: how often each grade was given, and notes with their case."""

    slug: str
    title: str
    grades: Counter = field(default_factory=Counter)
    notes: list[tuple[Case, int | None, str]] = field(default_factory=list)

    @property
    def told(self) -> str:
        """The grades in words: "3 (4 times), 2 (1 time)"."""
        said = [f"{grade} ({count_of(self.grades[grade], 'time')})" for grade in (4, 3, 2, 1) if self.grades[grade]]
        return ", ".join(said) or "no grade yet"


def findings_of(pool: Pool, titles: dict[str, str], audits: Sequence[Audit], reader: User) -> list[Finding]:
    """Across cases, statement by statement, from every finished audit the reader may see: one query more."""
    seen = {one.pk: one for one in _read_by(reader, audits)}
    found = {slug: Finding(slug, title) for slug, title in titles.items()}
    finished = Answer.objects.filter(audit__case__pool=pool, audit__status=AuditStatus.FINISHED)
    for answer in finished.select_related("question").order_by("question__number", "audit"):
        if answer.audit_id not in seen:
            continue
        slug = answer.question.statement
        finding = found.setdefault(slug, Finding(slug, titles.get(slug, slug)))
        if answer.grade:
            finding.grades[answer.grade] += 1
        if answer.note:
            finding.notes.append((seen[answer.audit_id].case, answer.grade, answer.note))
    return [one for one in found.values() if one.grades or one.notes]


WHOLE = (("strengths", "What was strong"), ("gaps", "Where the gaps are"), ("better", "What would make it better"))


def said_of_whole_cases(
    audits: Sequence[Audit], reader: User
) -> list[tuple[str, list[tuple[Case, int | None, str]]]]:
    """Under each heading what auditors wrote of a case as a whole: its case, the audit's grade, their words."""
    seen = _read_by(reader, audits)
    told = [(title, [(a.case, a.grade, getattr(a, name)) for a in seen if getattr(a, name)]) for name, title in WHOLE]
    return [(title, some) for title, some in told if some]


def _read_by(reader: User, audits: Sequence[Audit]) -> list[Audit]:
    """The finished audits somebody may see."""
    return [a for a in audits if a.status == AuditStatus.FINISHED and may_see(a, audits, reader)]


def themes_by_statement(themes: Iterable[Theme], titles: dict[str, str]) -> list[tuple[str, list[Theme]]]:
    """Themes under their statements, in the edition's order; strengths before gaps."""
    grouped: dict[str, list[Theme]] = {slug: [] for slug in titles}
    for theme in sorted(themes, key=lambda one: (one.kind != Theme.Kind.STRENGTH, one.pk)):
        grouped.setdefault(theme.statement, []).append(theme)
    return [(titles.get(slug, slug), some) for slug, some in grouped.items() if some]
