"""What may be known of a candidate: the list, and what a council adds to it, changes and retires."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from assurance.access import allowed
from assurance.models import Round
from assurance.roles import Permission
from casetracking.forms.tools import AttributeForm
from casetracking.models import Attribute
from casetracking.operations.attributes import (
    STALE,
    AttributeRefused,
    add_attribute,
    change_attribute,
    restore_attribute,
    retire_attribute,
)
from casetracking.operations.reference import COUNCIL
from casetracking.presenters.attributes import listed, values_of


@allowed(Permission.CASES_CURATE)
def case_attributes(request: HttpRequest, round: Round) -> HttpResponse:
    """Everything that may be known of a candidate: from where, with which values."""
    every = list(Attribute.objects.ever_of_council(round.council))
    return render(request, "casetracking/case_attributes.html", {"listed": listed(every)})


@allowed(Permission.CASES_CURATE)
def attribute_add(request: HttpRequest, round: Round) -> HttpResponse:
    """Add something of the council's own."""
    form = AttributeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        kind = form.cleaned_data["kind"]
        try:
            made = add_attribute(
                council=round.council, said=form.said(), kind=kind, by=request.user, at=timezone.now()
            )
        except AttributeRefused as why:
            form.add_error("title", str(why))
        else:
            messages.success(request, f"“{made.title}” is added. It is in filters, criteria and the spreadsheet now.")
            return redirect("case_attributes", round.slug)
    return render(request, "casetracking/attribute_add.html", {"form": form})


@allowed(Permission.CASES_CURATE)
def attribute_edit(request: HttpRequest, round: Round, attribute: str) -> HttpResponse:
    """Change the words and choices of something only the council knows."""
    held = _held(round, attribute)
    form = AttributeForm(request.POST or None, held=held)
    status = 200
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data.get("version") or 0
        try:
            change_attribute(
                council=round.council, slug=held.slug, version=version, said=form.said(), by=request.user,
                at=timezone.now(),
            )  # fmt: skip
        except AttributeRefused as why:
            form.add_error("title", str(why))
            if str(why) == STALE:
                form.data, status = {**form.data.dict(), "version": str(held.version)}, 409
        else:
            messages.success(request, f"“{form.cleaned_data['title']}” is saved.")
            return redirect("case_attributes", round.slug)
    context = {"form": form, "held": held, "stale": status == 409, "values": values_of(held)}
    return render(request, "casetracking/attribute_edit.html", context, status=status)


@require_POST
@allowed(Permission.CASES_CURATE)
def attribute_retire(request: HttpRequest, round: Round, attribute: str) -> HttpResponse:
    """Ask for it no more; what was told of people stays."""
    held = _held(round, attribute)
    try:
        retire_attribute(council=round.council, slug=held.slug, by=request.user, at=timezone.now())
    except AttributeRefused as why:
        messages.error(request, str(why))
        return redirect("attribute_edit", round.slug, held.slug)
    messages.success(request, f"“{held.title}” is retired. What was told of people is kept, and comes back with it.")
    return redirect("case_attributes", round.slug)


@require_POST
@allowed(Permission.CASES_CURATE)
def attribute_restore(request: HttpRequest, round: Round, attribute: str) -> HttpResponse:
    """Ask for a retired one again."""
    held = _held(round, attribute)
    restore_attribute(council=round.council, slug=held.slug, by=request.user, at=timezone.now())
    messages.success(request, f"“{held.title}” is back, with what was told of people.")
    return redirect("case_attributes", round.slug)


def _held(round: Round, slug: str) -> Attribute:
    held = Attribute.objects.ever_of_council(round.council).filter(slug=slug, source=COUNCIL).first()
    if held is None:
        raise Http404("There is no attribute with this address that your council may change.")
    return held
