"""What is asked of a pool, drawing it, what came of it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import get_text_list
from django.views.decorators.http import require_POST

from assurance.access import allowed
from assurance.models import Round
from assurance.roles import Permission
from casetracking.asking import rules_now, why_no_longer
from casetracking.forms.drawing import CriterionForm, DrawForm, as_sent, initial_of
from casetracking.forms.telling import AlikeForm
from casetracking.middleware import about_people
from casetracking.models import Criterion, Decision, Draw, Pool
from casetracking.operations.drawing import (
    CriterionRefused,
    DrawRefused,
    ask_for_draw,
    choose_likeness,
    remove_criterion,
    save_criterion,
    take_draw,
)
from casetracking.presenters import drawing as shown
from casetracking.presenters.pools import progress_of
from casetracking.views.finding import attributes_of, pool_of

DECISIONS_SHOWN = 100


@allowed(Permission.CASES_CURATE)
def criteria(request: HttpRequest, round: Round, pool: str) -> HttpResponse:
    """What the pool is asked for."""
    found = pool_of(request, round, pool)
    attributes = attributes_of(round)
    rows = shown.criteria_rows(list(found.criteria.order_by("number")), attributes)
    alike = shown.alike_rows(found, attributes)
    context = {"pool": found, "rows": rows, "alike": alike}
    return render(request, "casetracking/criteria.html", context)


@allowed(Permission.CASES_CURATE)
def criterion_add(request: HttpRequest, round: Round, pool: str) -> HttpResponse:
    """Add a criterion."""
    found = pool_of(request, round, pool)
    form = CriterionForm(request.POST or None, attributes=attributes_of(round), size=found.size)
    if request.method == "POST" and form.is_valid():
        save_criterion(pool=found, criterion=None, said=form.said(), by=request.user, at=timezone.now())
        messages.success(request, "The criterion is added. Draw the pool again to see what it does.")
        return redirect("criteria", round.slug, found.slug)
    return render(request, "casetracking/criterion_add.html", {"pool": found, "form": form})


@allowed(Permission.CASES_CURATE)
def criterion_edit(request: HttpRequest, round: Round, pool: str, nth: int) -> HttpResponse:
    """Change a criterion."""
    found = pool_of(request, round, pool)
    held = _criterion(found, nth)
    form = CriterionForm(
        request.POST or None, attributes=attributes_of(round), size=found.size, initial=initial_of(held)
    )
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            save_criterion(
                pool=found, criterion=held, said=form.said(), version=version, by=request.user, at=timezone.now()
            )
        except CriterionRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "The criterion is saved. Draw the pool again to see what it does.")
            return redirect("criteria", round.slug, found.slug)
    context = {"pool": found, "form": form, "criterion": held, "sayable": as_sent(held) is not None}
    return render(request, "casetracking/criterion_edit.html", context)


@require_POST
@allowed(Permission.CASES_CURATE)
def criterion_remove(request: HttpRequest, round: Round, pool: str, nth: int) -> HttpResponse:
    """Take a criterion away."""
    found = pool_of(request, round, pool)
    remove_criterion(pool=found, criterion=_criterion(found, nth), by=request.user, at=timezone.now())
    messages.success(request, "The criterion is taken away. Draws that asked for it still say so.")
    return redirect("criteria", round.slug, found.slug)


@allowed(Permission.CASES_CURATE)
def pool_alike(request: HttpRequest, round: Round, pool: str) -> HttpResponse:
    """By which attributes the pool should look like the caseload."""
    found = pool_of(request, round, pool)
    weights = dict(found.likenesses.values_list("attribute", "weight"))
    form = AlikeForm(request.POST or None, attributes=attributes_of(round), weights=weights)
    if request.method == "POST" and form.is_valid():
        choose_likeness(pool=found, weights=form.weights(), by=request.user, at=timezone.now())
        messages.success(request, "It is saved. Draw the pool again to see what it does.")
        return redirect("criteria", round.slug, found.slug)
    return render(request, "casetracking/pool_alike.html", {"pool": found, "form": form})


@allowed(Permission.CASES_CURATE)
def pool_draws(request: HttpRequest, round: Round, pool: str) -> HttpResponse:
    """The draws of a pool, and asking for another."""
    found = pool_of(request, round, pool)
    form = DrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = ask_for_draw(pool=found, seed=form.cleaned_data["seed"], by=request.user, at=timezone.now())
        except DrawRefused as error:
            form.add_error(None, str(error))
        else:
            return redirect("pool_draw", round.slug, found.slug, asked.number)
    draws = found.draws.select_related("asked_by", "job").defer("rules", "chosen", "met", "likeness")
    context = {
        "pool": found,
        "form": form,
        "draws": draws.order_by("-number")[:20],
        "criteria_count": found.criteria.count(),
        "hard_count": found.criteria.filter(hard=True).count(),
    }
    return render(request, "casetracking/pool_draws.html", context)


@about_people
@allowed(Permission.CASES_CURATE)
def pool_draw(request: HttpRequest, round: Round, pool: str, nth: int) -> HttpResponse:
    """One draw: how far it is, or what came of it."""
    found = pool_of(request, round, pool)
    draw = _draw(found, nth)
    attributes, outdated = attributes_of(round), ""
    if draw.chosen and draw.taken_at is None:
        draw.pool = found
        rules = rules_now(draw, at=timezone.now(), attributes=attributes)
        outdated = get_text_list(why_no_longer(draw, rules), "and")
    context = {
        "pool": found,
        "draw": draw,
        "outdated": outdated,
        "bars": shown.bars_of(draw.met),
        "likeness": shown.likeness_of(draw.likeness, attributes) if draw.likeness else [],
        "proof": shown.proof_of(draw),
        "worth": shown.worth_of(draw),
        "left_out": shown.left_out_in_words(draw),
    }
    return render(request, "casetracking/pool_draw.html", context)


@allowed(Permission.CASES_CURATE)
def pool_draw_progress(request: HttpRequest, round: Round, pool: str, nth: int) -> HttpResponse:
    """The part of a draw's page that changes while it is made."""
    found = pool_of(request, round, pool)
    draw = _draw(found, nth)
    response = render(request, "casetracking/pool_draw_progress.html", {"pool": found, "draw": draw})
    if draw.done_at is not None or draw.job is None or draw.job.is_over:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@allowed(Permission.CASES_CURATE)
def pool_draw_take(request: HttpRequest, round: Round, pool: str, nth: int) -> HttpResponse:
    """Make what was drawn the pool."""
    found = pool_of(request, round, pool)
    try:
        cases = take_draw(draw=_draw(found, nth), by=request.user, at=timezone.now())
    except DrawRefused as error:
        messages.error(request, str(error))
        return redirect("pool_draw", round.slug, found.slug, nth)
    messages.success(request, f"Draw {nth} is the pool now: {len(cases)} cases.")
    return redirect("pool_cases", round.slug, found.slug)


@about_people
@allowed(Permission.CASES_CURATE)
def pool_chosen(request: HttpRequest, round: Round, pool: str) -> HttpResponse:
    """How the cases were chosen, on one page for the file."""
    found = pool_of(request, round, pool)
    draw = found.draws.filter(taken_at__isnull=False).select_related("taken_by").order_by("-taken_at").first()
    since = shown.since_drawn(draw, found, attributes_of(round)) if draw else ""
    # What the draw stood on: a file that came later says nothing of how these people were chosen.
    files = found.imports.filter(at__lte=draw.asked_at) if draw else found.imports.none()
    context = {
        "pool": found,
        "draw": draw,
        "latest": files.order_by("-number").first(),
        "since": since,
        "worth": shown.worth_of(draw) if draw else None,
        "progress": progress_of(found),
        "bars": shown.bars_of(draw.met) if draw else [],
        "proof": shown.proof_of(draw) if draw and not since else "",
        "left_out": shown.left_out_in_words(draw) if draw else [],
        "decisions": Decision.objects.filter(pool=found).select_related("by").order_by("at", "pk")[:DECISIONS_SHOWN],
    }
    return render(request, "casetracking/pool_chosen.html", context)


def _criterion(pool: Pool, nth: int) -> Criterion:
    held = Criterion.objects.filter(pool=pool, number=nth).first()
    if held is None:
        raise Http404("This pool has no criterion with this number. Somebody may have taken it away.")
    return held


def _draw(pool: Pool, nth: int) -> Draw:
    draw = Draw.objects.filter(pool=pool, number=nth).select_related("job", "asked_by", "taken_by").first()
    if draw is None:
        raise Http404("This pool has no draw with this number.")
    draw.pool = pool
    return draw
