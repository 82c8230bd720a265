"""Finding something again by the words in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from assurance.access import allowed
from assurance.models import Round
from assurance.roles import Permission
from selfassessment.presenters.search import kinds_for, results_of
from selfassessment.search_words import CantSearch, asked

MANY_PAGES = 4  # digits of a page's number that are worth reading


@allowed(Permission.READ_ROUND)
def search(request: HttpRequest, round: Round) -> HttpResponse:
    """Where does it say that? Across texts, evidence, actions and open comments, as far as this person may read."""
    typed = request.GET.get("q", "")
    page = request.GET.get("page", "")
    number = int(page) if page.isdecimal() and len(page) <= MANY_PAGES and int(page) > 0 else 1
    context: dict = {"typed": typed, "kinds": kinds_for(request.access)}
    if typed.strip():
        try:
            context["results"] = results_of(
                round, request.access, request.user, asked(typed), kind=request.GET.get("kind", ""), number=number
            )
        except CantSearch as error:
            context["error_list"] = [{"text": str(error), "href": "#q"}]
            context["has_errors"] = True
    return render(request, "selfassessment/search.html", context)
