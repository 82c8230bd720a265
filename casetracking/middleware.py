"""What holds at the room's wall for every request: no file is kept, and no look at people goes unwritten."""

from django.http import Http404, HttpRequest
from django.utils import timezone

from casetracking.cld.signs import read_reference
from casetracking.operations.looks import record_look
from casetracking.receiving import Arrival

ROOM = "casetracking.views."


def keep_no_files(get_response):
    """Give every request to this room the handler that keeps no file, before anybody reads the request's body."""

    def middleware(request):
        return get_response(request)

    def process_view(request: HttpRequest, view, args, kwargs) -> None:
        if view.__module__.startswith(ROOM) and request.method == "POST":
            request.upload_handlers = [Arrival(request)]

    middleware.process_view = process_view
    return middleware


def write_down_who_looked(get_response):
    """Write down each look at a page about people, before it is handed out: without the record nobody sees it.

    A page is about people when its address names a candidate or its view says `@about_people`.
    """

    def middleware(request):
        response = get_response(request)
        found = request.resolver_match
        if found is None or response.status_code != 200 or not found.func.__module__.startswith(ROOM):
            return response
        reference = found.kwargs.get("candidate", "")
        if reference or getattr(found.func, "about_people", False):
            pool = getattr(request, "pool", None)
            if pool is None:
                raise Http404("There is no such pool.")
            reference = read_reference(reference) or ""  # in its one spelling, however it was typed
            record_look(pool=pool, reference=reference, page=found.url_name or "", by=request.user, at=timezone.now())
        return response

    return middleware


def about_people(view):
    """Say of a view that its page lists people, so that each look at it is written down."""
    view.about_people = True
    return view
