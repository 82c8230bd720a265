"""The task list of a round, and reading one section."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from assurance.access import allowed
from assurance.models import OPENING, OPENING_TITLE, Assignment, QualityStatement, Round
from assurance.official import subtopics_of
from assurance.questions import Question
from assurance.roles import Permission
from selfassessment.guard import unconfirmed
from selfassessment.models import Judgement
from selfassessment.presenters import actions, comments, evidence, figures, readiness, work
from selfassessment.presenters.filters import chosen
from selfassessment.presenters.scores import last_rounds_score
from selfassessment.presenters.sections import score_of, task_list, written_parts
from selfassessment.presenters.signing import signed_state
from selfassessment.slots import i_statements_of
from selfassessment.statuses import Status


@allowed(Permission.READ_ROUND)
def self_assessment(request: HttpRequest, round: Round) -> HttpResponse:
    """How far is each of the nine statements, and who has it?"""
    rows = task_list(round, request.access)
    context = {
        "list": rows,
        "chosen": chosen(rows, request.GET.get("show", "")),
        "signed": signed_state(round, request.access, rows),
        "may_review": request.access.may_somewhere(Permission.REVIEW),
    }
    return render(request, "selfassessment/self_assessment.html", context)


@Question
def _read(round: int, edition: int, statement: int | None, section: str) -> QuerySet:
    """A section with what its page says of it."""
    held = Judgement.objects.in_round(Round(pk=round, edition_id=edition)).filter(statement=statement)
    return held.with_flagged_versions().with_last_submission().with_sign_off(section)


@allowed(Permission.READ_ROUND)
def statement(request: HttpRequest, round: Round, statement: QualityStatement | None) -> HttpResponse:
    """What do we say here, and what is missing?"""
    access = request.access
    section = statement.slug if statement else OPENING
    judgement = next(iter(_read.rows(round.pk, round.edition_id, statement.pk if statement else None, section)), None)
    is_signed = judgement is not None and judgement.status == Status.SIGNED_OFF
    is_open = judgement is None or judgement.is_open_for_writing
    parts = written_parts(round, statement)
    sees_score = statement is not None and access.sees_score_of(section)
    context = {
        **around(round, statement),
        "parts": parts,
        "sees_score": sees_score,
        "may_score": statement is not None and access.may(Permission.GIVE_SCORE, section) and not is_signed,
        "may_write": access.may(Permission.WRITE_STATEMENT, section) and is_open,
        "score": score_of(judgement),
        "last": last_rounds_score(round, statement, judgement, access, request.user) if sees_score else None,
        "judgement": judgement,
        **work.panel(round, statement, judgement, access, parts),
        **comments.panel(round, statement, judgement, access),
        **evidence.panel(round, statement, judgement, access),
        **actions.panel(round, statement, judgement, access),
        **figures.panel(round, statement, judgement, access),
        **figures.claims_beside(round, judgement, [part.held for part in parts if part.held], access),
    }
    works_here = access.may(Permission.READ_EVIDENCE)
    written = {part.slot.key: (part.slot.title, part.text) for part in parts if part.text}
    context["found"] = unconfirmed(round, statement, written)
    # Whoever is invited to read sees a part once somebody has said that what it holds is nobody's personal data.
    context["held_back"] = {} if works_here else context["found"]
    context |= readiness.panel(round, statement, judgement, access, context)
    return render(request, "selfassessment/statement.html", context)


def around(round: Round, statement: QualityStatement | None) -> dict:
    """What stands around the text of a section: official words, prompts, people."""
    if statement is None:
        return {"section": OPENING, "title": OPENING_TITLE, "statement": None, **_people(round, None)}
    return {
        "section": statement.slug,
        "title": statement.title,
        "statement": statement,
        "i_statements": i_statements_of(statement),
        "subtopics": subtopics_of(round.prompt_set, statement),
        "guidance": round.prompt_set.guidance.get(statement.slug, ""),
        **_people(round, statement),
    }


@Question
def _given(round: int, statement: int | None) -> QuerySet:
    return Assignment.objects.filter(round=round, statement=statement).values_list("kind", "person__name")


def _people(round: Round, statement: QualityStatement | None) -> dict:
    named: dict[str, list[dict]] = {kind: [] for kind in Assignment.Kind.values}
    for kind, name in _given.tuples(round.pk, statement.pk if statement else None):
        named[kind].append({"kind": kind, "name": name})
    return {
        "owner": next(iter(named[Assignment.Kind.OWNER]), None),
        "contributors": named[Assignment.Kind.CONTRIBUTOR],
        "reviewers": named[Assignment.Kind.REVIEWER],
    }
