"""Pooled cases as their pages show them: how far each is, what comes next, what is late."""

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, Min, Q, QuerySet, Value

from assurance.addresses import to_page
from casetracking.models import Attribute, Case, CaseDocument, Consent, Lock, Milestone, Pool
from casetracking.operations.cases import anchor_of
from casetracking.presenters.candidates import FACTS
from casetracking.statuses import Status
from casetracking.words import count_of

TOLD = (*FACTS, "team", "locality")  # what a person's pages tell first
OF_CONTACT = ("note", "on", "way", "case", "by__name")
WAITS_LONG = 14  # days after which a question without an answer is late
STAGES = {Case.Stage.CHOSEN: "blue", Case.Stage.FOLLOWED: "turquoise"}
SHOW = {
    "": "Everybody who was drawn",
    "check": "To be checked",
    "ask": "To be asked",
    "waiting": "Asked, no answer yet",
    "agreed": "Said yes",
    "over": "Place is free",
    "tracked": "Tracked",
    "spoken": "Spoken to",
    "late": "Something is late",
}


def on_their_way(pool: Pool) -> QuerySet[Case]:
    """The cases of a pool with what the list tells of each: two counts, no further query."""
    asked_for = Q(documents__state=CaseDocument.State.ASKED)
    return (
        pool.cases.filter(standing=Case.Standing.POOL)
        .select_related("candidate", "consent")
        .annotate(
            open_documents=Count("documents", filter=asked_for, distinct=True),
            documents_due=Min("documents__due_on", filter=asked_for),
        )
        .order_by("number")
    )


@dataclass(frozen=True)
class CaseRow:
    """One case in the list: its tag, the regulator's, what is said about it, what is late."""

    case: Case
    status: Status
    stage: str
    stage_colour: str
    facts: list[str]
    late: list[str]


def case_rows(cases: QuerySet[Case], today: datetime.date) -> list[CaseRow]:
    """Cases as the list shows them; needs `on_their_way`."""
    return [_row(case, today) for case in cases]


def shown_under(rows: list[CaseRow], show: str) -> list[CaseRow]:
    """The rows under one of SHOW's filters."""
    asks = {
        "check": lambda row: row.status is Status.DRAWN,
        "ask": lambda row: row.status is Status.SUITABLE,
        "waiting": lambda row: row.status is Status.ASKED,
        "agreed": lambda row: row.status is Status.AGREED,
        "over": lambda row: row.status.is_over,
        "tracked": lambda row: row.case.is_in_pool and row.case.stage != Case.Stage.LISTED,
        "spoken": lambda row: row.case.is_in_pool and row.case.stage == Case.Stage.FOLLOWED,
        "late": lambda row: row.late,
    }
    return [row for row in rows if asks[show](row)] if show in asks else rows


def _row(case: Any, today: datetime.date) -> CaseRow:
    consent = getattr(case, "consent", None)
    facts, late = [], []
    if consent is not None:
        facts.append(consent_line(consent))
        if consent.interpreter:
            facts.append(f"interpreter{f': {consent.language}' if consent.language else ''}")
        waited = (today - consent.asked_on).days
        if consent.answer == Consent.Answer.WAITING and waited > WAITS_LONG:
            late.append(f"no answer for {waited} days")
    if case.open_documents:
        facts.append(f"{count_of(case.open_documents, 'document')} still to come")
        if case.documents_due and case.documents_due < today:
            late.append(f"documents were due on {case.documents_due:%-d %B}")
    listed = case.stage == Case.Stage.LISTED
    return CaseRow(
        case, Status(case.status), "" if listed else case.get_stage_display(),
        STAGES.get(Case.Stage(case.stage), ""), facts, late,
    )  # fmt: skip


def consent_line(consent: Consent) -> str:
    """In a line: "asked on 3 March by phone", "said yes on 5 March"."""
    if consent.withdrawn_on:
        return f"withdrew on {consent.withdrawn_on:%-d %B %Y}"
    if consent.answered_on:
        return f"said {consent.get_answer_display().lower()} on {consent.answered_on:%-d %B %Y}"
    return f"asked on {consent.asked_on:%-d %B %Y}, {consent.get_way_display().lower()}"


def facts_of(case: Case, attributes: list[Attribute]) -> list[tuple[str, str]]:
    """What a person's pages tell first: (title, words)."""
    by_slug = {attribute.slug: attribute for attribute in attributes}
    told = [(by_slug[slug], by_slug[slug].value_of(case.candidate)) for slug in TOLD if slug in by_slug]
    return [(one.title, one.in_words(value)) for one, value in told if value is not None or one.slug in FACTS]


@dataclass(frozen=True)
class Record:
    """What a case's record holds, in counts: documents asked for and there, lines of the chronology."""

    asked: int
    there: int
    lines: int


def record_of(case: Case) -> Record:
    """The counts of a case's record: one query."""
    line = Milestone.objects.filter(case=case).order_by().values_list(Value("", CharField()))
    states = CaseDocument.objects.filter(case=case).order_by().values_list("state").union(line, all=True)
    held = Counter(state for (state,) in states)
    there = held[CaseDocument.State.THERE]
    return Record(there + held[CaseDocument.State.ASKED], there, held[""])


@dataclass(frozen=True)
class Held:
    """What an auditor reads a case by. Consent, contacts and who stands beside the person are not in it."""

    anchor: datetime.date
    lines: list[Milestone]
    there: list[CaseDocument]
    to_come: list[str]
    none: list[str]
    reflection: str


def held_for_auditors(case: Case) -> Held:
    """The chronology, the documents and the reflective log of a case that came with its reflection: two queries."""
    reflection = getattr(case, "reflection", None)
    documents = list(
        CaseDocument.objects.filter(case=case).select_related("kind").order_by("kind__order", "kind__slug")
    )
    states = CaseDocument.State
    return Held(
        anchor_of(case.pool),
        list(case.milestones.order_by("-days_before", "pk")),
        [one for one in documents if one.state == states.THERE],
        [one.kind.title for one in documents if one.state == states.ASKED],
        [one.kind.title for one in documents if one.state == states.NONE],
        reflection.text if reflection else "",
    )


def done_to(verb: str) -> str:
    """What was done, as a line on the case's own page: "finished the audit of this case", "recorded consent"."""
    return f"{verb} this case" if verb.endswith((" of", " about")) else verb.removesuffix(":")


STAGES = {
    Case.Stage.CHOSEN: "The regulator has chosen to track this person’s case. Whoever comes instead is not tracked.",
    Case.Stage.FOLLOWED: "The regulator has chosen to speak with this person. Whoever comes instead is not tracked.",
}


def ends_with(case: Case, unfinished: int) -> list[str]:
    """What ends when somebody leaves the pool, in sentences: the regulator's choice, a lock, audits not finished."""
    said = [STAGES[Case.Stage(case.stage)]] if case.stage in STAGES else []
    lock = getattr(case.candidate, "lock", None)
    if lock is not None and lock.side == Lock.Side.IN:
        said.append(f"Somebody keeps this person in, and that ends: “{lock.reason}”")
    if unfinished:
        said.append(f"{count_of(unfinished, 'audit')} of it {'is' if unfinished == 1 else 'are'} not finished.")
    return said


def next_step(case: Case, places: list[str]) -> dict[str, str] | None:
    """What comes next with a case: the words of the button and where it leads; None when there is nothing."""
    if case.standing != Case.Standing.POOL:
        return None
    steps = {
        Status.DRAWN: ("Check whether it is suitable", "case_suitable"),
        Status.SUITABLE: ("Record that they were asked", "case_consent"),
        Status.ASKED: ("Record their answer", "case_consent"),
    }
    status = Status(case.status)
    text, name = ("Take the best substitute", "case_substitute") if status.is_over else steps.get(status, ("", ""))
    return {"text": text, "href": to_page(name, *places)} if name else None
