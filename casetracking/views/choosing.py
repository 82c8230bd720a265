"""Who is in a pool, and the decisions about each: kept in, kept out, swapped."""

from django.contrib import messages
from django.db.models import QuerySet, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import get_text_list
from django.views.decorators.http import require_POST

from assurance.access import allowed
from assurance.addresses import to_page
from assurance.models import Round
from assurance.questions import Question
from assurance.roles import Permission
from casetracking.asking import substitutes_for
from casetracking.forms.drawing import LockForm, SwapForm
from casetracking.forms.telling import TellForm
from casetracking.middleware import about_people
from casetracking.models import Candidate, Case, Lock
from casetracking.operations.choosing import (
    ChoiceRefused,
    kept_with,
    lock_candidate,
    swap_case,
    tell_of_candidate,
    unlock_candidate,
)
from casetracking.presenters import candidates as people
from casetracking.presenters import coverage
from casetracking.presenters import drawing as shown
from casetracking.presenters.cases import ends_with
from casetracking.presenters.pools import progress_of
from casetracking.views.finding import attributes_of, candidate_of, pool_of

OFFERED = 8
TOGETHER = "{} belongs together with {}, who is in the pool or kept in too. A draw would have taken one of them."
# What can be decided about somebody where not both can.
SIDES = {Case.Standing.POOL: (Lock.Side.IN,), Case.Standing.LEFT: (Lock.Side.OUT,)}


@about_people
@allowed(Permission.CASES_CURATE)
def pool_cases(request: HttpRequest, round: Round, pool: str) -> HttpResponse:
    """The cases of a pool, its reserve list, and who has left it."""
    found = pool_of(request, round, pool)
    cases = _cases.rows(found.pk)
    attributes = attributes_of(round, people.FACTS)
    groups = {
        "pool": [case for case in cases if case.is_in_pool],
        "over": [case for case in cases if case.standing == Case.Standing.POOL and not case.is_in_pool],
        "reserve": [case for case in cases if case.standing == Case.Standing.RESERVE],
        "left": [case for case in cases if case.standing == Case.Standing.LEFT],
    }
    told = {name: people.rows_of([case.candidate for case in some], attributes) for name, some in groups.items()}
    context = {"pool": found, "told": told, "progress": progress_of(found)}
    return render(request, "casetracking/pool_cases.html", context)


@Question
def _cases(pool: int) -> QuerySet:
    return Case.objects.filter(pool=pool).select_related("candidate__lock").order_by("number")


@allowed(Permission.CASES_CURATE)
def pool_coverage(request: HttpRequest, round: Round, pool: str) -> HttpResponse:
    """The pool as it is now beside what is asked now, and beside the caseload: no person is named."""
    found = pool_of(request, round, pool)
    cases = list(Candidate.objects.filter(case__in=found.cases.in_pool()))
    context = {"pool": found, "chosen": len(cases)}
    latest = coverage.latest_with_draw(found) if cases else None
    if latest is not None:
        attributes = attributes_of(round)
        met, shares = coverage.covered_now(found, cases, latest, attributes)
        bars, likeness = shown.bars_of(met), shown.likeness_of(shares, attributes)
        context |= {
            "bars": bars,
            "short": [bar for bar in bars if bar.state != "Met"],
            "then": coverage.could_then(latest, bars),
            "likeness": likeness,
            "differs": coverage.differences(
                (title, one.words, one.pool, one.expected) for title, rows in likeness for one in rows
            ),
        }
    return render(request, "casetracking/pool_coverage.html", context)


@allowed(Permission.CASES_CURATE)
def candidate_lock(request: HttpRequest, round: Round, pool: str, candidate: str) -> HttpResponse:
    """Keep somebody in every draw, or out of each, with the reason."""
    found = pool_of(request, round, pool)
    person = candidate_of(found, candidate)
    case = getattr(person, "case", None)
    standing = case.standing if case is not None else ""
    form = LockForm(request.POST or None, sides=SIDES.get(standing))
    if request.method == "POST" and form.is_valid():
        side, reason = form.cleaned_data["side"], form.cleaned_data["reason"]
        try:
            lock = lock_candidate(
                pool=found, candidate=person, side=side, reason=reason, by=request.user, at=timezone.now()
            )
        except ChoiceRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{person.reference}: {lock.get_side_display().lower()}.")
            if lock.side == Lock.Side.IN and (also := kept_with(person)):
                messages.warning(request, TOGETHER.format(person.reference, get_text_list(also, "and")))
            return redirect("candidate", round.slug, found.slug, person.reference)
    return render(
        request,
        "casetracking/candidate_lock.html",
        {"pool": found, "found": person, "form": form, "standing": standing},
    )


@allowed(Permission.CASES_CURATE)
def candidate_tell(request: HttpRequest, round: Round, pool: str, candidate: str) -> HttpResponse:
    """Write down what Client Level Data can't know of somebody."""
    found = pool_of(request, round, pool)
    person = candidate_of(found, candidate)
    form = TellForm(request.POST or None, attributes=attributes_of(round), candidate=person)
    if request.method == "POST" and form.is_valid():
        try:
            tell_of_candidate(pool=found, candidate=person, told=form.told(), by=request.user, at=timezone.now())
        except ChoiceRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"What you know of {person.reference} is saved.")
            return redirect("candidate", round.slug, found.slug, person.reference)
    return render(request, "casetracking/candidate_tell.html", {"pool": found, "found": person, "form": form})


@require_POST
@allowed(Permission.CASES_CURATE)
def candidate_unlock(request: HttpRequest, round: Round, pool: str, candidate: str) -> HttpResponse:
    """Leave somebody to the draw again."""
    found = pool_of(request, round, pool)
    person = candidate_of(found, candidate)
    unlock_candidate(pool=found, candidate=person, by=request.user, at=timezone.now())
    messages.success(request, f"{person.reference} is left to the draw again.")
    return redirect("candidate", round.slug, found.slug, person.reference)


@allowed(Permission.CASES_CURATE)
def case_swap(request: HttpRequest, round: Round, pool: str, candidate: str) -> HttpResponse:
    """Who could take a case's place, what each would cost, and putting one there with the reason."""
    found = pool_of(request, round, pool)
    person = candidate_of(found, candidate)
    case = getattr(person, "case", None)
    if case is not None and case.standing == Case.Standing.LEFT:
        messages.warning(
            request,
            f"{person.reference} has left the pool already, so nobody can take the place. Nothing was changed.",
        )
        return redirect("case", round.slug, found.slug, person.reference)
    if case is None or case.standing != Case.Standing.POOL:
        raise Http404("This person is not in the pool, so nobody can take their place.")
    case.candidate = person
    attributes = attributes_of(round)
    prefetch_related_objects([found], "criteria")  # asked twice: to rank people, and to say what each would cost
    ranked = substitutes_for(found, person.reference, at=timezone.now(), attributes=attributes, most=OFFERED)
    offered = shown.choices_of(found, ranked, attributes)
    choices = [(one.reference, one.reference) for one in offered]
    form = SwapForm(request.POST or None, choices=choices)
    places = [round.slug, found.slug]
    form.fields["substitute"].choice_hints = {
        one.reference: _hint(one, to_page("candidate", *places, one.reference)) for one in offered
    }
    if request.method == "POST" and form.is_valid():
        chosen = Candidate.objects.get(pool=found, reference=form.cleaned_data["substitute"])
        reason = form.cleaned_data["reason"]
        try:
            taken = swap_case(
                pool=found, case=case, substitute=chosen, reason=reason, by=request.user, at=timezone.now()
            )
        except ChoiceRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{chosen.reference} is in the pool as {taken}, in place of {case}.")
            return redirect("pool_cases", round.slug, found.slug)
    context = {
        "pool": found,
        "found": person,
        "case": case,
        "form": form,
        "offered": offered,
        "ends": ends_with(case, person.audits_unfinished),
    }
    return render(request, "casetracking/case_swap.html", context)


def _hint(one: shown.Choice, href: str) -> SafeString:
    changes = f"{'; '.join(one.changes)}." if one.changes else "Nothing that is asked changes."
    return format_html(
        '{}. <strong>{}.</strong> {} <a class="govuk-link" href="{}">Look at {}</a>',
        one.facts, one.cost, changes, href, one.reference,
    )  # fmt: skip
