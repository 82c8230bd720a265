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
from assurance.official import statements_of_edition
from assurance.operations.figures.importing import FiguresRefused
from assurance.operations.figures.local import MeasureChanged, retire_local_measure, save_local_measure
from assurance.operations.figures.typed import FigureThere, remove_own_figure, tell_own_figure
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
    context: dict = {"measure": held}
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_local_measure(
                council=request.council, measure=held, said=form.said(), by=request.user, at=timezone.now(),
                seen=form.cleaned_data["seen"] if held else None,
            )  # fmt: skip
        except MeasureChanged as error:
            titles = {one.slug: one.title for one in statements_of_edition(edition)} if edition else {}
            context["stands"] = shown.stands_now(error.held, form.said(), titles)
            data = request.POST.copy()
            data["seen"] = error.held.mark()
            form = LocalMeasureForm(data, edition=edition, initial=shown.initial_of(error.held))
            form.add_error(None, str(error))
        except FiguresRefused as error:
            form.add_error("title", str(error))
        else:
            messages.success(request, f"“{saved.title}” is saved.")
            return redirect("figures_local_measure", saved.slug)
    template = "assurance/figures_local_change.html" if held else "assurance/figures_local_add.html"
    return render(request, template, {**context, "form": form})


@allowed(Permission.IMPORT_FIGURES)
def figures_local_measure(request: HttpRequest, own: str) -> HttpResponse:
    """A measure's figures, and typing in one more; what takes a figure's place, or takes it away, is asked about."""
    held = _measure(request, own)
    if "remove" in request.POST:
        return _take_away(request, held, request.POST["remove"])
    form = OwnFigureForm(request.POST or None, measure=held)
    context = {"measure": held, "is_own": held.council_id, "form": form}
    if request.method == "POST" and form.is_valid():
        value, reason = form.cleaned_data["value"]
        said = shown.with_unit(value, reason, held)
        try:
            told = tell_own_figure(
                council=request.council, measure=held, period=form.cleaned_data["period"], value=value, reason=reason,
                by=request.user, at=timezone.now(), instead_of=request.POST.get("confirmed", ""),
            )  # fmt: skip
        except FigureThere as error:
            asked = {"there": shown.told(error.held, held), "said": said, "asked": form.data}
            return render(request, "assurance/figures_local_measure.html", {**context, **asked})
        except FiguresRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"The figure as at {shown.day(told.series.period)} is saved: {said}.")
            return redirect("figures_local_measure", own)
    context["rows"] = shown.figures(request.council, held)
    return render(request, "assurance/figures_local_measure.html", context)


def _take_away(request: HttpRequest, held: Metric, period: str) -> HttpResponse:
    """Ask once, with the figure in the question; then take away just that one."""
    try:
        instead = remove_own_figure(
            council=request.council, measure=held, period=period, by=request.user, at=timezone.now(),
            shown=request.POST.get("confirmed", ""),
        )  # fmt: skip
    except FigureThere as error:
        context = {"measure": held, "gone": shown.told(error.held, held)}
        return render(request, "assurance/figures_local_measure.html", context)
    except FiguresRefused as error:
        messages.warning(request, str(error))
    else:
        again = shown.told(instead, held) if instead else None
        stands = f" What “{again.source}” says stands again: {again.value}." if again else ""
        messages.success(request, f"The figure is taken away.{stands}")
    return redirect("figures_local_measure", held.slug)


def _measure(request: HttpRequest, slug: str) -> Metric:
    known = Metric.objects.open_to(request.council).exclude(framework__startswith="ascof")
    held = known.filter(slug=slug).order_by("council").first()
    if held is None:
        raise Http404("Your council has no measure with this address.")
    return held
