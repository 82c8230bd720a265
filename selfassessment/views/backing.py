"""Citing evidence for an action or for an answer of a checklist."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assurance.access import allowed
from assurance.models import Round
from assurance.roles import Permission
from selfassessment.forms.backing import BackingForm
from selfassessment.models import Evidence
from selfassessment.operations.backing import answer_to_back
from selfassessment.operations.citations import cite_evidence
from selfassessment.operations.evidence import EvidenceRefused
from selfassessment.views.actions import find_action
from selfassessment.views.checklists import find_checklist


@allowed(Permission.CHANGE_EVIDENCE)
def action_cite(request: HttpRequest, round: Round, action: str) -> HttpResponse:
    """Cite evidence for an action."""
    found = find_action(round, action)
    form = BackingForm(request.POST or None, council=round.council)
    if request.method == "POST" and form.is_valid():
        try:
            cite_evidence(round=round, action=found, **form.citation(), by=request.user, at=timezone.now())
        except EvidenceRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"The evidence is cited for {found.reference}.")
            return redirect("action", round.slug, found.reference)
    return render(request, "selfassessment/action_cite.html", {"action": found, **_library(request, form)})


@allowed(Permission.CHANGE_EVIDENCE)
def checklist_cite(request: HttpRequest, round: Round, checklist: str, check: str) -> HttpResponse:
    """Cite evidence for an answer of a checklist."""
    found = find_checklist(round, checklist)
    asked = found.items.filter(slug=check, retired=False).first()
    if asked is None:
        raise Http404("This checklist has no item with this address.")
    form = BackingForm(request.POST or None, council=round.council)
    if request.method == "POST" and form.is_valid():
        at = timezone.now()
        try:
            with transaction.atomic():
                answer = answer_to_back(round=round, item=asked, by=request.user, at=at)
                cite_evidence(round=round, answer=answer, **form.citation(), by=request.user, at=at)
        except EvidenceRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"The evidence is cited in “{found.title}”.")
            return redirect("checklist", round.slug, found.slug)
    context = {"checklist": found, "item": asked, **_library(request, form)}
    return render(request, "selfassessment/checklist_cite.html", context)


def _library(request: HttpRequest, form: BackingForm) -> dict:
    return {"form": form, "library_is_empty": not Evidence.objects.of_council(request.council).exists()}
