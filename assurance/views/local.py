"""The council's own measures, and those of collections beside ASCOF: defined, typed in, imported from a spreadsheet."""

import csv

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assurance.access import allowed, latest_round
from assurance.addresses import address_of
from assurance.figure_forms import LocalMeasureForm, OwnFigureForm, OwnFiguresFileForm, own_measures
from assurance.models import Metric
from assurance.models.metrics import LOCAL
from assurance.operations.figures.importing import FiguresRefused
from assurance.operations.figures.local import (
    remove_own_figure,
    retire_local_measure,
    save_local_measure,
    tell_own_figure,
)
from assurance.presenters import local as shown
from assurance.roles import Permission
from assurance.views.imports import take, uploaded


@allowed(Permission.IMPORT_FIGURES)
def figures_local(request: HttpRequest) -> HttpResponse:
    """The council's own measures with their latest figure, and a spreadsheet of figures to import."""
    form = uploaded(request, OwnFiguresFileForm)
    if request.method == "POST" and form.is_valid():
        try:
            file = take(request, form, own=True)
        except FiguresRefused as error:
            form.add_error("file", str(error))
        else:
            return redirect("figures_file", file.reference)
    groups = shown.groups(request.council, list(own_measures(request.council)))
    set_aside = Metric.objects.filter(council=request.council).exclude(retired_at=None).order_by("position")
    context = {"form": form, "groups": groups, "set_aside": set_aside, "figures_url": address_of("figures")}
    return render(request, "assurance/figures_local.html", context)


@allowed(Permission.IMPORT_FIGURES)
def figures_local_template(request: HttpRequest) -> HttpResponse:
    """An empty spreadsheet with a row for each of the council's measures."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="own-figures.csv"'
    response.write("\ufeff")
    rows = csv.writer(response)
    rows.writerow(["Measure", "As at", "Value"])
    rows.writerows([measure.title, "", ""] for measure in own_measures(request.council))
    return response


@allowed(Permission.IMPORT_FIGURES)
def figures_local_add(request: HttpRequest) -> HttpResponse:
    """Define a measure of the council's own."""
    return _define(request, None)


@allowed(Permission.IMPORT_FIGURES)
def figures_local_change(request: HttpRequest, own: str) -> HttpResponse:
    """Change what is said of a measure of the council's own, or set it aside."""
    held = _measure(request, own)
    if held.framework != LOCAL:
        raise Http404("This measure is the same for every council, so it can’t be changed here.")
    if request.POST.get("act") in {"set-aside", "bring-back"}:
        retired = request.POST["act"] == "set-aside"
        try:
            retire_local_measure(measure=held, retired=retired, by=request.user, at=timezone.now())
        except FiguresRefused as error:
            messages.error(request, str(error))
            return redirect("figures_local_change", own)
        said = "is set aside. Its figures are kept." if retired else "is back."
        messages.success(request, f"“{held.title}” {said}")
        return redirect("figures_local")
    return _define(request, held)


def _define(request: HttpRequest, held: Metric | None) -> HttpResponse:
    round, _ = latest_round(request)
    edition = round.edition if round else None
    form = LocalMeasureForm(request.POST or None, edition=edition, initial=shown.initial_of(held))
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_local_measure(
                council=request.council, measure=held, said=form.said(), by=request.user, at=timezone.now()
            )
        except FiguresRefused as error:
            form.add_error("title", str(error))
        else:
            messages.success(request, f"“{saved.title}” is saved.")
            return redirect("figures_local_measure", saved.slug)
    template = "assurance/figures_local_change.html" if held else "assurance/figures_local_add.html"
    return render(request, template, {"form": form, "measure": held})


@allowed(Permission.IMPORT_FIGURES)
def figures_local_measure(request: HttpRequest, own: str) -> HttpResponse:
    """A measure's figures, and typing in one more; what takes a figure's place, or takes it away, is asked about."""
    held = _measure(request, own)
    context = {"measure": held, "is_own": held.council_id}
    if "remove" in request.POST:
        gone = shown.figure_at(request.council, held, request.POST["remove"])
        if gone is None or not gone.typed or "confirmed" in request.POST:
            return _take_away(request, held, request.POST["remove"])
        return render(request, "assurance/figures_local_measure.html", {**context, "gone": gone})
    form = OwnFigureForm(request.POST or None, measure=held)
    if request.method == "POST" and form.is_valid():
        value, reason = form.cleaned_data["value"]
        period, said = form.cleaned_data["period"], shown.with_unit(value, reason, held)
        there = shown.figure_at(request.council, held, period)
        if there and there.value not in {said, request.POST.get("confirmed")}:
            asked = {"there": there, "said": said, "form": form, "asked": form.data}
            return render(request, "assurance/figures_local_measure.html", {**context, **asked})
        try:
            tell_own_figure(
                council=request.council, measure=held, period=period, value=value, reason=reason, by=request.user,
                at=timezone.now(),
            )  # fmt: skip
        except FiguresRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"The figure as at {shown.day(period)} is saved: {said}.")
            return redirect("figures_local_measure", own)
    context |= {"form": form, "rows": shown.figures(request.council, held)}
    return render(request, "assurance/figures_local_measure.html", context)


def _take_away(request: HttpRequest, held: Metric, period: str) -> HttpResponse:
    gone = remove_own_figure(council=request.council, measure=held, period=period, by=request.user, at=timezone.now())
    messages.success(request, "The figure is taken away." if gone else "There was no such figure any more.")
    return redirect("figures_local_measure", held.slug)


def _measure(request: HttpRequest, slug: str) -> Metric:
    known = Metric.objects.open_to(request.council).exclude(framework__startswith="ascof")
    held = known.filter(slug=slug).order_by("council").first()
    if held is None:
        raise Http404("Your council has no measure with this address.")
    return held
