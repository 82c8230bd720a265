"""The figures that texts cite: picking one, and all of a round with what became of them."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from assurance.access import allowed
from assurance.addresses import to_page
from assurance.cited import references
from assurance.models import OPENING, OPENING_TITLE, QualityStatement, Round
from assurance.roles import Permission
from selfassessment.cited_figures import Placed, placed_in
from selfassessment.forms.claims import FigureForm, KeepFigureForm
from selfassessment.models import PartText, SignOff
from selfassessment.operations.claims import (
    FigureRefused,
    ask_about_figure_again,
    cite_figure,
    keep_figure,
    update_figure,
)
from selfassessment.presenters.claims import ClaimRow, claim_groups, summary
from selfassessment.presenters.figures import choices
from selfassessment.presenters.sections import every_slot, slots_to_write, texts_of
from selfassessment.slots import Slot


@allowed(Permission.READ_FIGURES)
def round_claims(request: HttpRequest, round: Round) -> HttpResponse:
    """Do our words still match the figures?"""
    groups = claim_groups(round, request.access)
    signed, changed_at = (
        SignOff.objects.filter(round=round, reopened_at=None).first(),
        round.council.figures_changed_at,
    )
    context = {
        "groups": groups,
        "summary": summary(groups),
        "signed": signed,
        "changed_at": changed_at,
        "changed_since": bool(signed and changed_at and changed_at > signed.at),
    }
    return render(request, "selfassessment/round_claims.html", context)


@allowed(Permission.WRITE_STATEMENT)
def statement_figure(request: HttpRequest, round: Round, statement: QualityStatement | None) -> HttpResponse:
    """Which figure do I cite here? For the page that writes as data, and as a page of its own without scripts."""
    key = request.POST.get("part") or request.GET.get("part", "")
    slot = _slot(round, statement, key) if key else slots_to_write(round, statement, sent=None)[0]
    asked = request.GET.get("q", "").strip()[:100]
    found = choices(round.council, statement, asked)
    if request.headers.get("Accept") == "application/json":
        listed = {"here": found.here, "others": found.others}
        return JsonResponse({name: [choice.as_data for choice in some] for name, some in listed.items()})
    held = texts_of(round, statement).get(slot.ids)
    if request.method == "POST":
        form = FigureForm(request.POST)
        cited = references(form.cleaned_data["figure"]) if form.is_valid() else []
        if len(cited) == 1:
            act = {"slot": slot, "version": form.cleaned_data["version"], "reference": cited[0].reference}
            said = f"{cited[0].shown} is cited at the end of “{slot.title}”."
            return _done(request, round, statement, slot, cite_figure, said, act, _writing)
        messages.warning(request, "No figure was chosen, so nothing was changed.")
    context = {
        **_around(statement), "slot": slot, "found": found, "asked": asked, "version": held.version if held else 0,
    }  # fmt: skip
    return render(request, "selfassessment/statement_figure.html", context)


@require_POST
@allowed(Permission.WRITE_STATEMENT)
def figure_update(request: HttpRequest, round: Round, statement: QualityStatement | None) -> HttpResponse:
    """Put what the data says now in the place of a figure in a text."""
    form, slot = _figure(request, round, statement)
    act = {"slot": slot, "version": form.cleaned_data["version"], "mark": form.cleaned_data["figure"]}
    said = f"The figure in “{slot.title}” is up to date. Read the sentence again: its words may have to change too."
    return _done(request, round, statement, slot, update_figure, said, act, _claims)


@allowed(Permission.WRITE_STATEMENT)
def figure_keep(request: HttpRequest, round: Round, statement: QualityStatement | None) -> HttpResponse:
    """Say why a figure stays as it was cited."""
    key, mark = request.GET.get("part", ""), request.GET.get("figure", "")
    if not key:
        return redirect("round_claims", round.slug)
    slot = _slot(round, statement, key)
    form = KeepFigureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = {"slot": slot, "mark": mark, "because": form.cleaned_data["because"], "confirmed": form.confirmed}
        return _done(
            request, round, statement, slot, keep_figure, "It stays as it is, with your reason.", act, _claims
        )
    placed = _placed(round, statement, slot, mark)
    if placed is None:
        messages.info(request, "That figure, its sentence or the data was changed meanwhile. This is how it stands.")
        return redirect("round_claims", round.slug)
    row = ClaimRow(placed, may_change=True, is_open=placed.text.judgement.is_open_for_writing)
    context = {**_around(statement), "slot": slot, "row": row, "form": form}
    return render(request, "selfassessment/figure_keep.html", context)


@require_POST
@allowed(Permission.WRITE_STATEMENT)
def figure_ask_again(request: HttpRequest, round: Round, statement: QualityStatement | None) -> HttpResponse:
    """Take back the decision to keep a figure as it is."""
    form, slot = _figure(request, round, statement)
    act = {"slot": slot, "mark": form.cleaned_data["figure"]}
    return _done(request, round, statement, slot, ask_about_figure_again, "It is asked about again.", act, _claims)


def _done(
    request: HttpRequest, round: Round, statement: QualityStatement | None, slot: Slot, operation: Callable,
    said: str, act: dict, back: Callable[[Round, QualityStatement | None, Slot], str],
) -> HttpResponse:  # fmt: skip
    try:
        operation(round=round, statement=statement, by=request.user, at=timezone.now(), **act)
    except FigureRefused as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, said)
    return redirect(back(round, statement, slot))


def _claims(round: Round, statement: QualityStatement | None, slot: Slot) -> str:
    return to_page("round_claims", round.slug)


def _writing(round: Round, statement: QualityStatement | None, slot: Slot) -> str:
    return f"{to_page('statement_write', round.slug, _section(statement))}#id_text-{slot.key}"


def _figure(request: HttpRequest, round: Round, statement: QualityStatement | None) -> tuple[FigureForm, Slot]:
    form = FigureForm(request.POST)
    if not form.is_valid():
        raise Http404
    return form, _slot(round, statement, form.cleaned_data["part"])


def _slot(round: Round, statement: QualityStatement | None, key: str) -> Slot:
    found = next((slot for slot in every_slot(round, statement) if slot.key == key), None)
    if found is None:
        raise Http404
    return found


def _placed(round: Round, statement: QualityStatement | None, slot: Slot, mark: str) -> Placed | None:
    part, i_statement = slot.ids
    texts = PartText.objects.standing_in(round).filter(
        judgement__statement=statement, part=part, i_statement=i_statement
    )
    return next((one for one in placed_in(round.council, texts) if one.mark == mark), None)


def _around(statement: QualityStatement | None) -> dict:
    return {"section": _section(statement), "title": statement.title if statement else OPENING_TITLE}


def _section(statement: QualityStatement | None) -> str:
    return statement.slug if statement else OPENING
