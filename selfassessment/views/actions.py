"""The action plan: what did we promise, by when, is it happening?"""

import re

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from assurance.access import allowed
from assurance.guard import concerns_in, marks_in
from assurance.models import OPENING, QualityStatement, Round
from assurance.questions import Question
from assurance.roles import Permission
from selfassessment.forms.actions import ActionEditForm, ActionForm, CloseForm, ProgressForm
from selfassessment.guard import confirmed_marks
from selfassessment.models import Action
from selfassessment.operations.actions import (
    ActionRefused,
    StaleAction,
    add_action,
    change_action,
    close_action,
    promise_of,
    reopen_action,
    tell_progress,
)
from selfassessment.operations.drafting import can_take_back, draft_action, take_back_action
from selfassessment.points import shortened
from selfassessment.presenters import actions as shown

PER_PAGE = 20
EVENTS_SHOWN = 20
REFERENCE = re.compile(r"A([1-9][0-9]{0,8})\Z", re.IGNORECASE)


@allowed(Permission.READ_EVIDENCE)
def actions(request: HttpRequest, round: Round) -> HttpResponse:
    """The council's action plan, under the filters in the address."""
    sections = shown.sections_of(round)
    filters = shown.RAISED_HERE if round.is_closed and not request.GET else shown.filters_of(request.GET, sections)
    of_council = Action.objects.of_council(round.council)
    page = Paginator(shown.filtered(of_council, filters, request.user, round), PER_PAGE).get_page(
        request.GET.get("page")
    )
    return render(
        request,
        "selfassessment/actions.html",
        {
            "page": page,
            "rows": shown.rows_of(page),
            "counts": shown.plan_counts(of_council, request.user, round),
            "filters": filters,
            "tags": shown.filter_tags(request, filters, sections),
            "choices": {
                "show": shown.SHOWN.items(),
                "statement": [("", "Any section"), *sections],
                "priority": [("", "Any priority"), *Action.Priority.choices],
                "rag": [("", "Any colour"), *Action.Rag.choices, ("none", "Not told yet")],
                "source": [("", "Any source"), *Action.Source.choices],
            },
            "flags": shown.FLAGS.items(),
            "may_act": request.access.may(Permission.CHANGE_EVIDENCE),
        },
    )


@allowed(Permission.CHANGE_EVIDENCE)
def action_add(request: HttpRequest, round: Round) -> HttpResponse:
    """Add an action; a form elsewhere may send a `draft` of it, which no address ever holds."""
    sections = shown.sections_of(round)
    known = dict(sections)
    draft = request.POST.get("draft", "") if request.method == "POST" and "what" not in request.POST else ""
    asked = request.POST.get("section", "") if draft else request.GET.get("statement", "")
    initial = {"section": asked if asked in known else "", "what": shortened(draft.strip(), 500)}
    sent = request.POST if request.method == "POST" and "what" in request.POST else None
    form = ActionForm(sent, round=round, sections=sections, initial=initial)
    if sent is not None and form.is_valid():
        try:
            added = add_action(
                round=round, promise=form.promise(), confirmed=form.confirmed, by=request.user, at=timezone.now()
            )
        except ActionRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{added.reference} is in the action plan.")
            return redirect("action", round.slug, added.reference)
    context = {"form": form, "draft": draft, "section_title": known.get(initial["section"], "")}
    return render(request, "selfassessment/action_add.html", context)


@require_POST
@allowed(Permission.CHANGE_EVIDENCE)
def statement_action(request: HttpRequest, round: Round, statement: QualityStatement | None) -> HttpResponse:
    """Make an action of a point of a section, with one press; what looks like personal data is asked about first."""
    words = request.POST.get("draft", "").strip()
    section = statement.slug if statement else OPENING
    if not words:
        messages.info(request, "No words came with that, so no action was made.")
        return redirect("statement", round.slug, section)
    if concerns_in({"what": ("What", words)}, known=confirmed_marks(round, statement)):
        return _asked_first(request, round, section, words)
    made, is_new = draft_action(round=round, statement=statement, words=words, by=request.user, at=timezone.now())
    if is_new:
        messages.success(request, f"{made.reference} is in the action plan.")
    else:
        messages.info(request, f"{made.reference} was made of these words before; here it is.")
    return redirect("action", round.slug, made.reference)


def _asked_first(request: HttpRequest, round: Round, section: str, words: str) -> HttpResponse:
    """The form of a new action with these words in it, where the guard asks before it is kept."""
    sections = shown.sections_of(round)
    initial = {"section": section, "what": shortened(words, 500)}
    form = ActionForm(None, round=round, sections=sections, initial=initial)
    context = {"form": form, "draft": words, "section_title": dict(sections).get(section, "")}
    return render(request, "selfassessment/action_add.html", context)


@require_POST
@allowed(Permission.CHANGE_EVIDENCE)
def action_take_back(request: HttpRequest, round: Round, action: str) -> HttpResponse:
    """Undo: take back an action one has just added."""
    found = find_action(round, action)
    try:
        take_back_action(round=round, action=found, by=request.user, at=timezone.now())
    except ActionRefused as error:
        messages.error(request, str(error))
        return redirect("action", round.slug, found.reference)
    messages.success(request, f"{found.reference} is taken back: it is not in the plan any more.")
    if found.judgement is not None and found.round_id == round.pk:
        return redirect("statement", round.slug, found.judgement.section)
    return redirect("actions", round.slug)


@allowed(Permission.READ_EVIDENCE)
def action(request: HttpRequest, round: Round, action: str) -> HttpResponse:
    """One action: what was promised, how it goes, what shows it, what was done to it."""
    found = find_action(round, action)
    may_act = request.access.may(Permission.CHANGE_EVIDENCE)
    return render(
        request,
        "selfassessment/action.html",
        {
            "row": shown.rows_of([found])[0],
            "notes": found.notes.select_related("by").order_by("-at", "-pk"),
            "citations": found.citations.select_related("evidence").order_by("at", "pk"),
            "events": shown.history_of(found, EVENTS_SHOWN) if request.access.reads_history else [],
            "progress": ProgressForm() if may_act and found.closed_at is None else None,
            "may_act": may_act,
            "may_take_back": may_act and can_take_back(found, request.user),
        },
    )


@allowed(Permission.CHANGE_EVIDENCE)
def action_edit(request: HttpRequest, round: Round, action: str) -> HttpResponse:
    """Change what an action says; a save that comes too late shows both."""
    found = find_action(round, action)
    sections = shown.sections_of(round)
    promise = promise_of(found)
    if promise.section and promise.section not in dict(sections):  # of an older edition
        sections.append((promise.section, found.judgement.statement.title))
    initial = {**promise.__dict__, "version": found.version}
    form = ActionEditForm(request.POST or None, round=round, sections=sections, initial=initial)
    context, status = {"action": found}, 200
    if request.method == "POST" and form.is_valid():
        try:
            change_action(
                round=round, action=found, version=form.cleaned_data["version"], promise=form.promise(),
                confirmed=form.confirmed, by=request.user, at=timezone.now(),
            )  # fmt: skip
        except StaleAction as error:
            context["both"] = shown.both_of(form.promise(), promise_of(error.current), dict(sections))
            data = request.POST.copy()
            data["version"] = str(error.current.version)
            asked = marks_in(*(value for value in form.cleaned_data.values() if isinstance(value, str)))
            form, status = ActionEditForm(data, round=round, sections=sections), 409
            form.guard_known = asked  # what the guard has asked about already
            form.add_error(None, str(error))
        except ActionRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{found.reference} is saved.")
            return redirect("action", round.slug, found.reference)
    return render(request, "selfassessment/action_edit.html", {**context, "form": form}, status=status)


@allowed(Permission.CHANGE_EVIDENCE)
def action_progress(request: HttpRequest, round: Round, action: str) -> HttpResponse:
    """Tell how an action goes."""
    found = find_action(round, action)
    form = ProgressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            tell_progress(round=round, action=found, **form.told(), by=request.user, at=timezone.now())
        except ActionRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"What you told about {found.reference} is saved.")
            return redirect("action", round.slug, found.reference)
    context = {"action": found, "form": form}
    return render(request, "selfassessment/action_progress.html", context)


@allowed(Permission.CHANGE_EVIDENCE)
def action_close(request: HttpRequest, round: Round, action: str) -> HttpResponse:
    """Close an action as done, or as given up."""
    found = find_action(round, action)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            closed = close_action(round=round, action=found, **form.told(), by=request.user, at=timezone.now())
        except ActionRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{closed.reference} is closed: {closed.get_outcome_display().lower()}.")
            return redirect("action", round.slug, found.reference)
    return render(request, "selfassessment/action_close.html", {"action": found, "form": form})


@require_POST
@allowed(Permission.CHANGE_EVIDENCE)
def action_reopen(request: HttpRequest, round: Round, action: str) -> HttpResponse:
    """Open again an action that was closed."""
    found = find_action(round, action)
    reopen_action(round=round, action=found, by=request.user, at=timezone.now())
    messages.success(request, f"{found.reference} is open again.")
    return redirect("action", round.slug, found.reference)


@Question
def _with_number(council: int, number: int) -> QuerySet[Action]:
    return Action.objects.of_council(council).filter(number=number)


def find_action(round: Round, reference: str) -> Action:
    """An action of the round's council by its reference; of whichever round it was raised in."""
    given = REFERENCE.match(reference)
    found = next(iter(_with_number.rows(round.council_id, int(given.group(1)))), None) if given else None
    if found is None:
        raise Http404("Your council’s plan has no action with this address.")
    return found
