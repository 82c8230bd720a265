"""The task list of a round, and reading one section."""

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from assurance.access import allowed
from assurance.models import OPENING, OPENING_TITLE, Assignment, QualityStatement, Round
from assurance.official import subtopics_of
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


@allowed(Permission.READ_ROUND)
def statement(request: HttpRequest, round: Round, statement: QualityStatement | None) -> HttpResponse:
    """What do we say here, and what is missing?"""
    access = request.access
    section = statement.slug if statement else OPENING
    judgements = (
        Judgement.objects.in_round(round).with_flagged_versions().with_last_submission().with_sign_off(section)
    )
    judgement = next(iter(judgements.filter(statement=statement)), None)
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


def _people(round: Round, statement: QualityStatement | None) -> dict:
    given = Assignment.objects.filter(round=round, statement=statement).values("kind", name=F("person__name"))
    named: dict[str, list[dict]] = {kind: [] for kind in Assignment.Kind.values}
    for one in given:
        named[one["kind"]].append(one)
    return {
        "owner": next(iter(named[Assignment.Kind.OWNER]), None),
        "contributors": named[Assignment.Kind.CONTRIBUTOR],
        "reviewers": named[Assignment.Kind.REVIEWER],
    }
