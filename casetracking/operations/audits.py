"""Practice audits: giving them, filling them in, a blind second one of a sample, and talking about where two differ.

Nobody audits a case of their own team, where teams are held. Whoever moderates a case sees nothing of the first audit
until theirs is finished: `may_see` says so, and every page that shows a grade asks it.
"""

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from assurance.models import User
from assurance.operations.notices import tell
from casetracking.models import Answer, Audit, Case, Pool, Team
from casetracking.operations.cases import touch
from casetracking.operations.telling import tell_of_person, tell_of_pool
from casetracking.operations.tools import tool_of
from casetracking.statuses import AUDIT_MOVES, AuditMove, AuditStatus, Status
from casetracking.words import count_of

TEAM = "team"  # the attribute that says which team a case's worker is in


class AuditRefused(Exception):
    """Something that can't be done to an audit; the text is the sentence to show."""


class StaleAudit(AuditRefused):
    """It was saved elsewhere meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            "This audit was saved from another window or device while you were here. What you typed is below and not "
            "saved; what was saved stands beside it. Put them together, then save again."
        )


@dataclass(frozen=True)
class Given:
    """An answer to one question: a grade from 1 to 4 or None, whether it does not apply, and a note."""

    question: int
    grade: int | None = None
    does_not_apply: bool = False
    note: str = ""


@dataclass(frozen=True)
class Filled:
    """A whole audit as it was filled in."""

    answers: tuple[Given, ...] = ()
    grade: int | None = None
    strengths: str = ""
    gaps: str = ""
    better: str = ""


@transaction.atomic
def give_audits(
    *,
    pool: Pool,
    cases: Sequence[Case],
    auditor: User,
    kind: str,
    due_on: datetime.date | None,
    by: User,
    at: datetime.datetime,
) -> list[Audit]:
    """Give cases to somebody to audit, or to moderate what another has audited; all of them or none."""
    _hold(pool)
    if not cases:
        raise AuditRefused("Choose at least one case. Nothing was given.")
    refused = [sentence for case in cases if (sentence := why_not_given(case, auditor, kind))]
    if refused:
        raise AuditRefused(f"{' '.join(refused)} Nothing was given.")
    tool = tool_of(pool.round.council)
    made = []
    for case in cases:
        first = case.audits.filter(kind=Audit.Kind.AUDIT).first()
        one = Audit.objects.create(
            case=case, tool=first.tool if first else tool, kind=kind, auditor=auditor, due_on=due_on, given_at=at,
            given_by=by,
        )  # fmt: skip
        touch(case)
        tell_of_person(pool=pool, candidate=case.candidate, verb=f"gave the {_word(one)} of", by=by, at=at)
        made.append(one)
    _tell_auditor(pool, auditor, len(made), kind, due_on, by, at)
    return made


@transaction.atomic
def sample_for_moderation(
    *,
    pool: Pool,
    size: int,
    auditor: User,
    seed: int,
    due_on: datetime.date | None,
    by: User,
    at: datetime.datetime,
) -> list[Audit]:
    """Give a random sample of what is audited to somebody for a second, blind audit; the same seed draws the same."""
    _hold(pool)
    could = [case for case in audited_once(pool) if not why_not_given(case, auditor, Audit.Kind.MODERATION)]
    if not could:
        raise AuditRefused(
            f"There is nothing that {auditor.name} could moderate: a case has to be audited by somebody else, from "
            "another team, and not be moderated yet. Nothing was given."
        )
    chosen = sorted(could, key=lambda case: _shuffled(seed, case))[:size]
    tell_of_pool(pool=pool, verb="drew a sample for moderation in the", by=by, at=at, after={"seed": seed})
    kind = Audit.Kind.MODERATION
    return give_audits(pool=pool, cases=chosen, auditor=auditor, kind=kind, due_on=due_on, by=by, at=at)


@transaction.atomic
def take_back_audit(*, audit: Audit, by: User, at: datetime.datetime) -> None:
    """Take back an audit that was not begun, so that it can be given to somebody else."""
    held = _held(audit)
    if held.status != AuditStatus.GIVEN:
        raise AuditRefused(f"{held.auditor.name} has begun it, so it stays with them. Nothing was changed.")
    _tell(held, f"took back the {_word(held)} of", by, at)
    held.delete()


@transaction.atomic
def save_audit(*, audit: Audit, version: int, filled: Filled, by: User, at: datetime.datetime) -> Audit:
    """Keep what is filled in so far; only its auditor can, and only from the version they were shown."""
    held = _held(audit)
    if held.auditor_id != by.pk:
        raise AuditRefused("This audit is somebody else’s to fill in. Nothing was saved.")
    if held.status == AuditStatus.FINISHED:
        raise AuditRefused(
            "This audit is finished. Ask the principal social worker to open it again. Nothing was saved."
        )
    if held.version != version:
        raise StaleAudit
    known = set(held.tool.questions.values_list("pk", flat=True))
    standing = {answer.question_id: answer for answer in held.answers.all()}
    for given in filled.answers:
        if given.question not in known:
            raise AuditRefused("A question is not one of this audit’s tool. Nothing was saved. Open the audit again.")
        said = {"grade": given.grade, "does_not_apply": given.does_not_apply, "note": given.note}
        answer = standing.get(given.question) or Answer(audit=held, question_id=given.question)
        if answer.pk is None or any(getattr(answer, name) != value for name, value in said.items()):
            for name, value in said.items():
                setattr(answer, name, value)
            answer.save()
    for name in ("grade", "strengths", "gaps", "better"):
        setattr(held, name, getattr(filled, name))
    if held.status == AuditStatus.GIVEN:
        _move(held, AuditMove.START, by, at)
    held.version += 1
    held.save()
    return held


@transaction.atomic
def finish_audit(*, audit: Audit, by: User, at: datetime.datetime) -> Audit:
    """Finish an audit: every question has a grade or does not apply, and the case has its grade."""
    held = _held(audit)
    if held.auditor_id != by.pk:
        raise AuditRefused("This audit is somebody else’s to finish. Nothing was changed.")
    missing = what_is_missing(held)
    if missing:
        raise AuditRefused(f"{missing} What you filled in is saved.")
    _move(held, AuditMove.FINISH, by, at)
    held.finished_at, held.version = at, held.version + 1
    held.save()
    return held


@transaction.atomic
def reopen_audit(*, audit: Audit, by: User, at: datetime.datetime) -> Audit:
    """Open a finished audit again for its auditor; refused once a moderator has seen it, or it would not be blind."""
    held = _held(audit)
    others = Audit.objects.filter(case=held.case, status=AuditStatus.FINISHED).exclude(pk=held.pk)
    if others.exists():
        raise AuditRefused(
            "Both have finished and may have seen each other’s grades, so neither can be changed. Nothing was changed. "
            "Where they differ, talk about it and say so on the case."
        )
    _move(held, AuditMove.REOPEN, by, at)
    held.finished_at, held.version = None, held.version + 1
    held.save()
    return held


@transaction.atomic
def mark_discussed(*, case: Case, by: User, at: datetime.datetime) -> None:
    """Say that the two who graded a case talked about where they differ."""
    finished = Audit.objects.select_for_update().filter(case=case, status=AuditStatus.FINISHED)
    if len(finished) < 2:
        raise AuditRefused("There are not two finished audits of this case yet. Nothing was changed.")
    finished.update(discussed_at=at)
    tell_of_person(
        pool=case.pool, candidate=case.candidate, verb="told that both have discussed the audits of", by=by, at=at
    )


def why_not_given(case: Case, auditor: User, kind: str) -> str:
    """Why a case can't be given to somebody, as a sentence; empty when it can."""
    held = {audit.kind: audit for audit in case.audits.all()}
    name = f"{case} ({case.candidate.reference})"
    if case.standing != Case.Standing.POOL:
        return f"{name} is not in the pool."
    if not case.is_in_pool:
        return f"{name} is “{Status(case.status).label}”, so it is not audited."
    if kind in held:
        return f"{name} is given already."
    if any(audit.auditor_id == auditor.pk for audit in held.values()):
        return f"{name} was given to {auditor.name} already: nobody moderates their own audit."
    first = held.get(Audit.Kind.AUDIT)
    if kind == Audit.Kind.MODERATION and (first is None or first.status != AuditStatus.FINISHED):
        return f"{name} has no finished audit to moderate."
    team = team_of(auditor, case)
    if team and team == case.candidate.told.get(TEAM, "").strip().casefold():
        return f"{name} is of {auditor.name}’s own team."
    return ""


def team_of(auditor: User, case: Case) -> str:
    """The team an auditor works in, as it is compared; empty where none is held."""
    held = Team.objects.filter(council=case.pool.round.council_id, person=auditor).first()
    return held.name.strip().casefold() if held else ""


def audited_once(pool: Pool) -> list[Case]:
    """Cases with a finished audit and no moderation."""
    done = {"audits__kind": Audit.Kind.AUDIT, "audits__status": AuditStatus.FINISHED}
    cases = pool.cases.in_pool().filter(**done).exclude(audits__kind=Audit.Kind.MODERATION)
    return list(cases.select_related("candidate", "pool__round").prefetch_related("audits").order_by("number"))


def may_see(audit: Audit, others: Sequence[Audit], person: User) -> bool:
    """Whether somebody may see an audit's grades and words: not while they have one of the same case to finish."""
    own = [one for one in others if one.auditor_id == person.pk and one.case_id == audit.case_id]
    return audit.auditor_id == person.pk or all(one.status == AuditStatus.FINISHED for one in own)


def what_is_missing(audit: Audit) -> str:
    """What an audit lacks before it can be finished, as a sentence; empty when nothing."""
    answers = {answer.question_id: answer for answer in audit.answers.all()}
    open_ones = [
        str(question.number)
        for question in audit.tool.questions.order_by("number")
        if (answer := answers.get(question.pk)) is None or (answer.grade is None and not answer.does_not_apply)
    ]
    said = []
    if open_ones:
        which = f"Question {open_ones[0]} has" if len(open_ones) == 1 else f"Questions {', '.join(open_ones)} have"
        said.append(f"{which} neither a grade nor “does not apply”.")
    if audit.grade is None:
        said.append("The case as a whole has no grade.")
    return " ".join(said)


def _shuffled(seed: int, case: Case) -> str:
    """An order that nobody chose, and that the seed brings again."""
    return hashlib.sha256(f"{seed} {case.candidate.reference}".encode()).hexdigest()


def _hold(pool: Pool) -> None:
    if Pool.objects.select_for_update().get(pk=pool.pk).purged_at is not None:
        raise AuditRefused("This pool was purged, so nothing in it can be audited.")


def _held(audit: Audit) -> Audit:
    held = Audit.objects.select_for_update(of=("self",)).select_related(
        "auditor", "case__pool__round", "case__candidate", "tool"
    )
    found = held.filter(pk=audit.pk).first()
    if found is None:
        raise AuditRefused("This audit is gone: it was taken back, or its pool was purged. Nothing was saved.")
    return found


def _move(audit: Audit, move: AuditMove, by: User, at: datetime.datetime) -> None:
    starts_from, leads_to, verb = AUDIT_MOVES[move]
    if AuditStatus(audit.status) not in starts_from:
        raise AuditRefused(
            f"This audit is “{AuditStatus(audit.status).label}”, so that can’t be done now. Nothing was changed."
        )
    audit.status = leads_to
    _tell(audit, verb.replace("audit", _word(audit)), by, at)


def _tell_auditor(
    pool: Pool, auditor: User, number: int, kind: str, due_on: datetime.date | None, by: User, at: datetime.datetime
) -> None:
    """A notice that names no case: how many, of which pool, until when."""
    if auditor.pk == by.pk:
        return
    what = "audit" if kind == Audit.Kind.AUDIT else "audit a second time"
    until = f", until {due_on:%-d %B %Y}" if due_on else ""
    tell(
        people=[auditor], sentence=f"{by.name} gave you {count_of(number, 'case')} of {pool.name} to {what}{until}",
        page="pool_audits", arguments=[pool.round.slug, pool.slug], council=pool.round.council, round=pool.round,
        at=at,
    )  # fmt: skip


def _word(audit: Audit) -> str:
    return "audit" if audit.kind == Audit.Kind.AUDIT else "moderation"


def _tell(audit: Audit, verb: str, by: User, at: datetime.datetime) -> None:
    tell_of_person(pool=audit.case.pool, candidate=audit.case.candidate, verb=verb, by=by, at=at)
