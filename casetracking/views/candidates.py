"""Candidates: the list under its filters, and what is known of one person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from assurance.access import allowed
from assurance.models import Event, Round
from assurance.roles import Permission
from casetracking.cld.signs import read_reference
from casetracking.middleware import about_people
from casetracking.models import Candidate, Look
from casetracking.presenters import candidates as shown
from casetracking.views.finding import attributes_of, candidate_of, pool_of

PER_PAGE = 25
LINKED_SHOWN = LOOKS_SHOWN = EVENTS_SHOWN = 20
WHERE = {"": "Everybody", "pool": "In the pool", "reserve": "In reserve", "locked": "Always in, or kept out"}


@about_people
@allowed(Permission.CASES_CURATE)
def candidates(request: HttpRequest, round: Round, pool: str) -> HttpResponse:
    """Who the pool may be drawn from, under the filters in the address."""
    found = pool_of(request, round, pool)
    typed = request.GET.get("reference", "").strip()
    reference = read_reference(typed)
    people = Candidate.objects.filter(pool=found)
    if reference and people.filter(reference=reference).exists():
        return redirect("candidate", round.slug, found.slug, reference)
    attributes = attributes_of(round)
    filters = shown.filters_of(request.GET, attributes)
    where = request.GET.get("where", "") if request.GET.get("where", "") in WHERE else ""
    listed = shown.filtered(people, filters, where).select_related("case", "lock").order_by("reference")
    page = shown.ManyPages(listed, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "casetracking/candidates.html",
        {
            "pool": found,
            "page": page,
            "rows": shown.rows_of(page, attributes),
            "tags": shown.tags(request, filters),
            "filters": filters,
            "offered": shown.offered(attributes),
            "where": where,
            "places": WHERE.items(),
            "typed": typed,
            "not_found": bool(typed),
        },
    )


@allowed(Permission.CASES_CURATE)
def candidate(request: HttpRequest, round: Round, pool: str, candidate: str) -> HttpResponse:
    """Everything that is known of one person, who belongs together with them, and who has looked."""
    found = pool_of(request, round, pool)
    person = candidate_of(found, candidate)
    linked = Candidate.objects.filter(pool=found, group=person.group).exclude(pk=person.pk).order_by("reference")
    events = Event.objects.in_case_room(round).filter(subject=f"{person.reference} in pool {found.slug}")
    tag, colour = shown.standing_of(person)
    return render(
        request,
        "casetracking/candidate.html",
        {
            "pool": found,
            "found": person,
            "tag": tag,
            "colour": colour,
            "parts": shown.parts_of(person, attributes_of(round)),
            "linked": linked[:LINKED_SHOWN] if person.group else [],
            "looks": Look.objects.at_person(found, person.reference)[:LOOKS_SHOWN],
            "events": events[:EVENTS_SHOWN],
        },
    )
