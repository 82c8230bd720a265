"""Checklists: is the round ready, point by point?"""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assurance.access import allowed
from assurance.guard import marks_in
from assurance.models import Round
from assurance.questions import Question
from assurance.roles import Permission
from selfassessment.forms.checklists import AnswersForm, ChecklistForm
from selfassessment.models import Checklist
from selfassessment.operations.checklists import Answered, ChecklistRefused, answer_items, save_checklist
from selfassessment.presenters.checklists import answers_of, item_rows, items_of


@allowed(Permission.READ_EVIDENCE)
def checklists(request: HttpRequest, round: Round) -> HttpResponse:
    """The lists of a round, and how far each is answered."""
    return render(request, "selfassessment/checklists.html", {"lists": Checklist.objects.in_round(round)})


@allowed(Permission.READ_EVIDENCE)
def checklist(request: HttpRequest, round: Round, checklist: str) -> HttpResponse:
    """One list with its answers."""
    found = find_checklist(round, checklist)
    items, answers = items_of(found), answers_of(round, found)
    context = {"checklist": found, "rows": item_rows(items, answers, None)}
    context["answered"] = sum(bool(row.held and row.held.answer) for row in context["rows"])
    return render(
        request,
        "selfassessment/checklist.html",
        {**context, "may_act": request.access.may(Permission.CHANGE_EVIDENCE)},
    )


@allowed(Permission.CHANGE_EVIDENCE)
def checklist_answer(request: HttpRequest, round: Round, checklist: str) -> HttpResponse:
    """Answer a list; what somebody else answered meanwhile is shown beside one's own."""
    found = find_checklist(round, checklist)
    items, answers = items_of(found), answers_of(round, found)
    form = AnswersForm(request.POST or None, items=items, answers=answers)
    context, status = {"checklist": found}, 200
    if request.method == "POST" and form.is_valid():
        try:
            outcome = answer_items(
                round=round,
                checklist=found,
                given=form.given(),
                confirmed=form.confirmed,
                by=request.user,
                at=timezone.now(),
            )
        except ChecklistRefused as error:
            form.add_error(None, str(error))
        else:
            if not outcome.stale:
                messages.success(request, _saved(outcome))
                return redirect("checklist", round.slug, found.slug)
            form, status = _form_with_both(request, form, outcome), 409
            context["stale"] = outcome.stale
    context |= {"form": form, "rows": item_rows(items, answers, form)}
    return render(request, "selfassessment/checklist_answer.html", context, status=status)


def _saved(outcome: Answered) -> str:
    number = len(outcome.saved)
    if not number:
        return "Nothing had changed, so there was nothing to save."
    return f"{number} answer{'s are' if number != 1 else ' is'} saved."


def _form_with_both(request: HttpRequest, form: AnswersForm, outcome: Answered) -> AnswersForm:
    """The form again with the person's own answers, starting from what stands now: a second save is a choice."""
    data = request.POST.copy()
    for item in outcome.saved:
        data[f"version-{item.slug}"] = str(int(data[f"version-{item.slug}"]) + 1)
    for given, current in outcome.stale:
        data[f"version-{given.item.slug}"] = str(current.version)
    again = AnswersForm(data, items=form.items, answers={})
    again.guard_known = marks_in(*(one.note for one in form.given()))  # asked about already
    for given, current in outcome.stale:
        who = current.by.name if current.by else "Somebody"
        again.add_error(
            f"answer-{given.item.slug}",
            f"{who} answered “{given.item.text}” while you were here. Yours was not saved, and theirs was not "
            "overwritten. Both are on this page: choose what should stand, then save again.",
        )
    return again


def find_checklist(round: Round, slug: str) -> Checklist:
    """A list that the round is asked to go through."""
    found = next(iter(_found.rows(round.council_id, slug)), None)
    if found is None:
        raise Http404("There is no checklist with this address.")
    return found


@Question
def _found(council: int, slug: str) -> QuerySet[Checklist]:
    return Checklist.objects.of_council(council).filter(slug=slug, retired=False)


# --- Settings -------------------------------------------------------------------------------------------------------


@allowed(Permission.INSTALLATION)
def settings_checklists(request: HttpRequest) -> HttpResponse:
    """Our checklists and the council's own."""
    lists = Checklist.objects.of_council(request.council.pk)
    return render(request, "selfassessment/settings_checklists.html", {"lists": lists})


@allowed(Permission.INSTALLATION)
def settings_checklist_add(request: HttpRequest) -> HttpResponse:
    """Add a checklist of the council's own."""
    form = ChecklistForm(request.POST or None, items=[])
    if request.method == "POST" and form.is_valid() and _kept(request, None, form):
        return redirect("settings_checklists")
    return render(request, "selfassessment/settings_checklist_add.html", {"form": form})


@allowed(Permission.INSTALLATION)
def settings_checklist(request: HttpRequest, checklist: str) -> HttpResponse:
    """Change a checklist of the council's own, or read one of ours with where it comes from."""
    found = Checklist.objects.of_council(request.council.pk).filter(slug=checklist).first()
    if found is None:
        raise Http404("There is no checklist with this address.")
    items = list(found.items.order_by("number", "pk"))
    initial = {"title": found.title, "purpose": found.purpose, "retired": found.retired}
    form = ChecklistForm(request.POST or None, items=items, initial=initial) if found.council_id else None
    if request.method == "POST" and form and form.is_valid() and _kept(request, found, form):
        return redirect("settings_checklists")
    context = {"checklist": found, "form": form, "items": [item for item in items if not item.retired]}
    return render(request, "selfassessment/settings_checklist.html", context)


def _kept(request: HttpRequest, found: Checklist | None, form: ChecklistForm) -> bool:
    said = form.cleaned_data
    try:
        kept = save_checklist(
            council=request.council, checklist=found, title=said["title"], purpose=said["purpose"],
            items=form.words(), retired=said.get("retired", False), by=request.user, at=timezone.now(),
        )  # fmt: skip
    except ChecklistRefused as error:
        form.add_error("title", str(error))
        return False
    messages.success(request, f"The checklist “{kept.title}” is saved.")
    return True
