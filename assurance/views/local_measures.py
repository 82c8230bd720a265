"""Measures of the council's own from a spreadsheet: look at what it would change, then save them."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assurance.access import allowed, latest_round
from assurance.bounded import Refused
from assurance.figures.measure_sheet import MeasureSheet, measures_in
from assurance.local_measure_forms import MeasuresFileForm, ShownMeasuresForm
from assurance.models import Metric, QualityStatement
from assurance.official import statements_of_edition
from assurance.operations.figures.importing import FiguresRefused
from assurance.operations.figures.local import save_local_measures
from assurance.presenters import local_measures as shown
from assurance.presenters.downloads import XLSX
from assurance.resources import LocalMeasureResource
from assurance.roles import Permission


@allowed(Permission.IMPORT_FIGURES)
def figures_local_measures(request: HttpRequest) -> HttpResponse:
    """What the columns are and a spreadsheet to fill in; once it is uploaded, what it would change."""
    if "shown" in request.POST:
        return _save(request)
    form = MeasuresFileForm()
    context: dict = {"columns": shown.columns()}
    if request.method == "POST":
        form = MeasuresFileForm(request.POST, request.FILES, refused=getattr(request, "refused_upload", ""))
        if form.is_valid():
            try:
                context |= _preview(request, measures_in(form.cleaned_data["file"].read()))
            except Refused as error:
                form.add_error("file", str(error))
    return render(request, "assurance/figures_local_measures.html", {"form": form, **context})


def _preview(request: HttpRequest, sheet: MeasureSheet) -> dict:
    """What the rows would change; nothing is kept but what the page itself carries."""
    statements = _statements(request)
    found = LocalMeasureResource(sheet, _measures(request), statements).compared()
    proposed = found.proposed
    form = ShownMeasuresForm(council=request.council, person=request.user)
    return {
        "found": found,
        "in_short": shown.in_short(found),
        "new": shown.new_measures(found, statements),
        "not_read": sheet.not_read,
        "shown": form.seal(proposed) if proposed else "",
    }


def _save(request: HttpRequest) -> HttpResponse:
    form = ShownMeasuresForm(request.POST, council=request.council, person=request.user)
    try:
        if not form.is_valid():
            raise FiguresRefused(form.errors["shown"][0])
        new, changed = save_local_measures(
            council=request.council, proposed=form.cleaned_data["shown"], by=request.user, at=timezone.now()
        )
    except FiguresRefused as error:
        messages.error(request, str(error))
        return redirect("figures_local_measures")
    messages.success(request, shown.saved(new, changed))
    return redirect("figures_local")


@allowed(Permission.IMPORT_FIGURES)
def figures_local_measures_template(request: HttpRequest) -> HttpResponse:
    """A workbook with the council's measures, to change and to add to."""
    response = HttpResponse(shown.template(_measures(request), _statements(request)), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="own-measures.xlsx"'
    return response


def _measures(request: HttpRequest) -> Sequence[Metric]:
    """The council's own that are not set aside, with their statements."""
    own = Metric.objects.filter(council=request.council, retired_at=None)
    return list(own.order_by("position", "pk").prefetch_related("statements"))


def _statements(request: HttpRequest) -> Sequence[QualityStatement]:
    round, _ = latest_round(request)
    return statements_of_edition(round.edition) if round else []
