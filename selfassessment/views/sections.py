"""The task list of a round, and reading and writing one section."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assurance.access import allowed
from assurance.models import OPENING, OPENING_TITLE, Assignment, QualityStatement, Round, Subtopic
from assurance.roles import Permission
from selfassessment.forms import WriteForm
from selfassessment.models import Judgement
from selfassessment.operations.writing import Outcome, TextRefused, write_parts
from selfassessment.presenters import parts_to_write, score_of, task_list, texts_of, written_parts


@allowed(Permission.READ_ROUND)
def self_assessment(request: HttpRequest, round: Round) -> HttpResponse:
    """How far is each of the nine statements, and who has it?"""
    return render(request, "selfassessment/self_assessment.html", {"list": task_list(round, request.access)})


@allowed(Permission.READ_ROUND)
def statement(request: HttpRequest, round: Round, statement: QualityStatement | None) -> HttpResponse:
    """What do we say here, and what is missing?"""
    judgement = Judgement.objects.in_round(round).filter(statement=statement).first()
    access = request.access
    section = statement.slug if statement else OPENING
    return render(
        request,
        "selfassessment/statement.html",
        {
            **around(round, statement),
            "parts": written_parts(round, statement),
            "sees_score": statement is not None and access.sees_score_of(section),
            "may_score": statement is not None and access.may(Permission.GIVE_SCORE, section),
            "may_write": access.may(Permission.WRITE_STATEMENT, section),
            "score": score_of(judgement),
        },
    )


@allowed(Permission.WRITE_STATEMENT)
def statement_write(request: HttpRequest, round: Round, statement: QualityStatement | None) -> HttpResponse:
    """Write, with the official words and prompts at hand."""
    parts = parts_to_write(round, statement, sent=set(request.POST) if request.method == "POST" else None)
    form = WriteForm(request.POST or None, parts=parts, texts=texts_of(round, statement))
    context, status = around(round, statement), 200
    if request.method == "POST" and form.is_valid():
        try:
            outcome = write_parts(
                round=round, statement=statement, drafts=form.drafts(), by=request.user, at=timezone.now()
            )
        except TextRefused as error:
            form.add_error(None, str(error))
        else:
            if not outcome.stale:
                messages.success(request, _saved_sentence(outcome))
                return redirect("statement", round.slug, context["section"])
            form, status = _form_with_both(request, form, outcome), 409
            context["stale"] = outcome.stale
            context["saved"] = outcome.saved
    return render(request, "selfassessment/statement_write.html", {**context, "form": form}, status=status)


def _saved_sentence(outcome: Outcome) -> str:
    if not outcome.saved:
        return "Nothing had changed, so there was nothing to save."
    said = f"Saved: {', '.join(part.title for part in outcome.saved)}."
    hidden = [part.title for part in outcome.saved if part.retired]
    if hidden:
        said += f" Your administrator has hidden {', '.join(hidden)} meanwhile: the text is kept, but not shown."
    return said


def _form_with_both(request: HttpRequest, form: WriteForm, outcome: Outcome) -> WriteForm:
    """The form again with the person's own words, now starting from what stands, so that a second save is a choice."""
    data = request.POST.copy()
    for stale in outcome.stale:
        data[f"version-{stale.part.slug}"] = str(stale.their_version)
    for part in outcome.saved:
        data[f"version-{part.slug}"] = str(int(data[f"version-{part.slug}"]) + 1)
    again = WriteForm(data, parts=form.parts, texts={})
    for stale in outcome.stale:
        again.add_error(
            f"text-{stale.part.slug}",
            f"{'You' if stale.is_same_person else stale.their_name} saved “{stale.part.title}” "
            f"{'in another window' if stale.is_same_person else 'while you were writing'}. This text was not saved, "
            "and what was saved before was not overwritten. Put together what should stand here, then save again.",
        )
    return again


def around(round: Round, statement: QualityStatement | None) -> dict:
    """What stands around the text of a section: official words, prompts, people."""
    if statement is None:
        return {"section": OPENING, "title": OPENING_TITLE, "statement": None, **_people(round, None)}
    subtopics = Subtopic.objects.filter(prompt_set_id=round.prompt_set_id, statement=statement).order_by("number")
    return {
        "section": statement.slug,
        "title": statement.title,
        "statement": statement,
        "i_statements": statement.i_statements.order_by("number"),
        "subtopics": subtopics.prefetch_related("prompts"),
        "guidance": round.prompt_set.guidance.get(statement.slug, ""),
        **_people(round, statement),
    }


def _people(round: Round, statement: QualityStatement | None) -> dict:
    given = list(Assignment.objects.filter(round=round, statement=statement).select_related("person"))
    return {
        "owner": next((a.person for a in given if a.kind == Assignment.Kind.OWNER), None),
        "contributors": [a.person for a in given if a.kind == Assignment.Kind.CONTRIBUTOR],
    }
