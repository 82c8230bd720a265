"""The round as a spreadsheet: get it, send it back, see every cell that would change, confirm."""

import datetime

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from assurance.access import allowed
from assurance.guard import TICK, TICK_FIELD, TICK_HINT, sentence
from assurance.models import Round
from assurance.questions import Question
from assurance.roles import Permission
from selfassessment.forms.workbooks import SendBackForm
from selfassessment.models import ReturnedWorkbook
from selfassessment.operations.workbooks import (
    Moved,
    WorkbookRefused,
    apply_workbook,
    discard_workbook,
    receive_workbook,
)
from selfassessment.planning import WrongFile, plan_of
from selfassessment.presenters.workbooks import choices_from, not_chosen, sheets_of
from selfassessment.spreadsheets import Unreadable

LISTED = 10


@allowed(Permission.CHANGE_EVIDENCE)
def round_workbook(request: HttpRequest, round: Round) -> HttpResponse:
    """Get the round as a spreadsheet, and send it back."""
    form = SendBackForm(request.POST or None, request.FILES or None) if request.method == "POST" else SendBackForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept = receive_workbook(
                round=round, name=file.name, content=file.read(), by=request.user, at=timezone.now()
            )
        except (Unreadable, WrongFile) as error:
            form.add_error("file", str(error))
        else:
            return redirect("workbook_return", round.slug, kept.reference)
    own = ReturnedWorkbook.objects.filter(round=round, by=request.user).defer("sheets").order_by("-at", "-pk")
    return render(
        request,
        "selfassessment/round_workbook.html",
        {
            "form": form,
            "returned": own[:LISTED],
            "sees_scores": request.access.sees_all_scores,
            "workbook_days": settings.WORKBOOK_DAYS,
        },
    )


@allowed(Permission.CHANGE_EVIDENCE)
def workbook_return(request: HttpRequest, round: Round, workbook: str) -> HttpResponse:
    """Every cell that a file would change, old and new side by side; sent as a form, it is applied or nothing is."""
    found = _workbook(request, round, workbook)
    if found.applied_at is not None:
        if request.method == "POST":
            messages.info(request, "This file was applied already. Nothing was changed again.")
            return redirect("workbook_return", round.slug, found.reference)
        return render(request, "selfassessment/workbook_return.html", {"workbook": found})
    plan, errors, status, chosen = plan_of(found.sheets, round, request.access), [], 200, {}
    if request.method == "POST":
        chosen = choices_from(request.POST, plan)
        errors = not_chosen(plan, chosen) if request.POST.get("seal") == plan.seal else []
    if request.method == "POST" and not errors:
        try:
            apply_workbook(
                workbook=found, access=request.access, seal=request.POST.get("seal", ""), choices=chosen,
                not_personal_data=request.POST.get(TICK_FIELD) == "on", by=request.user, at=timezone.now(),
            )  # fmt: skip
        except WorkbookRefused as refused:
            errors, status = [{"text": str(refused)}], 409 if isinstance(refused, Moved) else 200
            plan = plan_of(found.sheets, round, request.access)
        else:
            messages.success(request, f"“{found.name}” is applied.")
            return redirect("workbook_return", round.slug, found.reference)
    concerns = plan.concerns
    context = {
        "workbook": found,
        "forgotten_on": found.at + datetime.timedelta(days=settings.WORKBOOK_DAYS),
        "plan": plan,
        "conflicts": sheets_of(plan, conflicts=True),
        "sheets": sheets_of(plan, conflicts=False),
        "chosen": {name for name, choice in chosen.items() if choice == "file"},
        "kept": {name for name, choice in chosen.items() if choice == "online"},
        "concerns": {c.label: sentence(o for o in concerns if o.label == c.label) for c in concerns},
        "tick": {"name": TICK_FIELD, "label": TICK, "hint": TICK_HINT},
        "error_list": errors,
        "has_errors": bool(errors),
    }
    return render(request, "selfassessment/workbook_return.html", context, status=status)


@require_POST
@allowed(Permission.CHANGE_EVIDENCE)
def workbook_discard(request: HttpRequest, round: Round, workbook: str) -> HttpResponse:
    """Throw away a file that was not applied."""
    found = _workbook(request, round, workbook)
    discard_workbook(workbook=found, by=request.user, at=timezone.now())
    messages.success(request, f"“{found.name}” is thrown away. Nothing was changed.")
    return redirect("round_workbook", round.slug)


def _workbook(request: HttpRequest, round: Round, reference: str) -> ReturnedWorkbook:
    found = next(iter(_found.rows(round.pk, reference)), None)
    if found is None:
        raise Http404("There is no file with this address, or it was thrown away. Send it again if you need it.")
    if found.by_id != request.user.pk:
        raise PermissionDenied("Only the person who sent this file back can see and apply it.")
    found.round = round
    return found


@Question
def _found(round: int, reference: str) -> QuerySet[ReturnedWorkbook]:
    return ReturnedWorkbook.objects.filter(round=round, reference=reference)
