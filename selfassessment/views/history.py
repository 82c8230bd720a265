"""Who changed what, and what did it say before?"""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from assurance.access import allowed
from assurance.models import OPENING, OPENING_TITLE, Event, QualityStatement, Round
from assurance.roles import Permission
from selfassessment.forms.history import HistoryFilter
from selfassessment.presenters.events import event_rows, narrowed, tags_of

PER_PAGE = 20


@allowed(Permission.READ_HISTORY)
def statement_history(request: HttpRequest, round: Round, statement: QualityStatement | None) -> HttpResponse:
    """What happened to one section, narrowed by the address; scores only for those who may see them."""
    section = statement.slug if statement else OPENING
    events = Event.objects.in_round(round).about_section(section).readable_with(request.access)
    return _show(
        request,
        "selfassessment/statement_history.html",
        events,
        round,
        {"section": section, "title": statement.title if statement else OPENING_TITLE},
    )


@allowed(Permission.READ_HISTORY)
def round_history(request: HttpRequest, round: Round) -> HttpResponse:
    """What happened in the whole round, narrowed by what stands in the address."""
    events = Event.objects.in_round(round).readable_with(request.access)
    return _show(request, "selfassessment/round_history.html", events, round, {})


def _show(request: HttpRequest, template: str, events, round: Round, context: dict) -> HttpResponse:
    asked = {name: value for name, value in request.GET.items() if name != "page"}
    form = HistoryFilter(asked or None)
    chosen = form.chosen
    page = Paginator(narrowed(events, chosen), PER_PAGE).get_page(request.GET.get("page"))
    context |= {"page": page, "rows": event_rows(list(page), round), "form": form, "tags": tags_of(chosen)}
    return render(request, template, context)
